import { entriesOf, PortfolioFile } from '../../portfolio';
import type { FoundCustomer } from '../found/found-customer';
import { newText } from './customers-text';
import { differenceOf, edited } from './edits';
import { type Gains, planEdits } from './edit-plan';
import { type Merge, merged, type MergeOptions } from './merge';

/** What an import would write. */
export interface ImportedFile extends Pick<Merge, 'faults' | 'notes'> {
  /** The whole file after it. */
  readonly text: string;
  /** As `diff -u` shows it; empty if nothing changes. */
  readonly difference: string;
  readonly gains: Gains;
}

/**
 * The file of customers with what was found.
 *
 * @param file the file that is there; undefined if it has to be made
 * @param name of the file
 * @throws Error if the file would not hold what was meant: then it has to be left alone
 */
export function imported(
  file: PortfolioFile | undefined,
  name: string,
  found: readonly FoundCustomer[],
  options?: MergeOptions,
): ImportedFile {
  const { faults, notes, ...changes } = merged(entriesOf(file?.content), found, options);
  if (file === undefined) {
    const text = newText(changes.entries, name.endsWith('.json'));
    const gains = { customers: changes.entries.length, subscriptions: 0, names: 0 };
    return { faults, notes, gains, text, difference: differenceOf(name, '', [{ offset: 0, length: 0, text }]) };
  }
  if (changes.entries.length + changes.additions.length + changes.settings.length === 0) {
    return { faults, notes, gains: { customers: 0, subscriptions: 0, names: 0 }, text: file.text, difference: '' };
  }
  const plan = planEdits(file, changes);
  const text = edited(file.text, plan.edits);
  if (!plan.isRight(PortfolioFile.of(text, file.name))) {
    throw new Error(`${file.name} is written in a way that cannot be added to; nothing was changed`);
  }
  const difference = differenceOf(name, file.text, plan.edits);
  return { faults: [...faults, ...plan.faults], notes, gains: plan.gains, text, difference };
}
