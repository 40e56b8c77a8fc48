import type { Fault } from '../../declaration';
import { entriesOf, inspectFile, type KnownProgram, PortfolioFile } from '../../portfolio';
import type { FoundCustomer } from '../found/found-customer';
import { newText } from './customers-text';
import { differenceOf, edited } from './edits';
import { type Gains, planEdits } from './edit-plan';
import { type Merge, merged, type MergeOptions } from './merge';
import { withoutRefused } from './refusals';

/** What an import would write. */
export interface ImportedFile extends Pick<Merge, 'faults' | 'notes' | 'added'> {
  /** The whole file after it; empty if there would be nobody in a new one. */
  readonly text: string;
  /** As `diff -u` shows it; empty if nothing changes. */
  readonly difference: string;
  readonly gains: Gains;
}

/** How to write what was found. */
export interface ImportOptions extends MergeOptions {
  /** What is known of the program that reads the file. */
  readonly program?: KnownProgram;
}

/**
 * The file of customers with what was found. What comes of it is read, and judged by the rules of synth: what that would
 * refuse is left out and told.
 *
 * @param file the file that is there; undefined if it has to be made
 * @param name of the file
 * @throws DeclarationError if synth would refuse something of the file that nobody found
 * @throws Error if the file would not hold what was meant: then it has to be left alone
 */
export function imported(
  file: PortfolioFile | undefined,
  name: string,
  found: readonly FoundCustomer[],
  { program, ...options }: ImportOptions = {},
): ImportedFile {
  const tenants = options.tenants ?? new Set(found.map(({ entry }) => entry.tenant));
  const refused: Fault[] = [];
  let customers = found;
  for (;;) {
    const { after, ...result } = written(file, name, customers, { ...options, tenants });
    const faults = after === undefined ? [] : inspectFile(after, program);
    if (after === undefined || faults.length === 0) {
      return { ...result, faults: [...refused, ...result.faults] };
    }
    const rest = withoutRefused({ before: file, after, customers, added: result.added }, faults);
    refused.push(...rest.faults);
    customers = rest.customers;
  }
}

/** The file with all of it; `after` is how it reads, undefined if nothing changes. */
function written(
  file: PortfolioFile | undefined,
  name: string,
  found: readonly FoundCustomer[],
  options: MergeOptions,
): ImportedFile & { readonly after?: PortfolioFile } {
  const { faults, notes, added, ...changes } = merged(entriesOf(file?.content), found, options);
  if (changes.entries.length + changes.additions.length + changes.settings.length === 0) {
    const gains = { customers: 0, subscriptions: 0, names: 0 };
    return { faults, notes, added, gains, text: file?.text ?? '', difference: '' };
  }
  if (file === undefined) {
    const text = newText(changes.entries, name.endsWith('.json'));
    const gains = { customers: changes.entries.length, subscriptions: 0, names: 0 };
    const difference = differenceOf(name, '', [{ offset: 0, length: 0, text }]);
    return { faults, notes, added, gains, text, difference, after: PortfolioFile.of(text, name) };
  }
  const plan = planEdits(file, changes);
  const text = edited(file.text, plan.edits);
  const after = PortfolioFile.of(text, file.name);
  if (!plan.isRight(after)) {
    throw new Error(`${file.name} is written in a way that cannot be added to; nothing was changed`);
  }
  const difference = differenceOf(name, file.text, plan.edits);
  return {
    faults: [...faults, ...plan.faults],
    notes,
    added,
    gains: plan.gains,
    text,
    difference,
    after: difference === '' ? undefined : after,
  };
}
