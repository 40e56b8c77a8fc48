import { isDeepStrictEqual } from 'node:util';
import { type FaultKey, pathText } from '../../declaration';
import { entriesOf, PortfolioFile } from '../../portfolio';
import { isRecord, memberOf } from '../../text';
import type { FoundCustomer } from '../found/found-customer';
import { type Addition, CustomersText, newText } from './customers-text';
import { differenceOf, type Edit, edited } from './edits';
import { type Merge, merged } from './merge';

/** What an import would write. */
export interface ImportedFile extends Pick<Merge, 'faults' | 'notes'> {
  /** The whole file after it. */
  readonly text: string;
  /** As `diff -u` shows it; empty if nothing changes. */
  readonly difference: string;
  /** How many customers and subscriptions come, and how many names change. */
  readonly added: { readonly customers: number; readonly subscriptions: number };
  readonly renamed: number;
}

/**
 * The file of customers with what was found.
 *
 * @param file the file that is there; undefined if it has to be made
 * @param name of the file
 */
export function imported(file: PortfolioFile | undefined, name: string, found: readonly FoundCustomer[]): ImportedFile {
  const merge = merged(entriesOf(file?.content), found);
  const { entries, additions, settings, faults } = merge;
  const counts = {
    added: { customers: entries.length, subscriptions: additions.flatMap(({ members }) => members).length },
    renamed: settings.length,
  };
  if (file === undefined) {
    const text = newText(entries, name.endsWith('.json'));
    return {
      ...counts,
      faults,
      notes: merge.notes,
      text,
      difference: differenceOf(name, '', [{ offset: 0, length: 0, text }]),
    };
  }
  const { edits, notes } = editsOf(file, merge);
  const text = edited(file.text, edits);
  return {
    ...merge,
    ...counts,
    notes: [...merge.notes, ...notes],
    text,
    difference: differenceOf(name, file.text, edits),
  };
}

/**
 * The edits for a merge, and what has to be done by hand.
 *
 * @throws Error if the file would not hold what was meant: then it is left alone
 */
function editsOf(file: PortfolioFile, { entries, additions, settings }: Merge): { edits: Edit[]; notes: string[] } {
  const text = new CustomersText(file);
  const expected = structuredClone(file.content);
  const edits: Edit[] = [];
  const notes: string[] = [];
  const plan = (path: readonly FaultKey[], edit: Edit | undefined, what: string, change: (place: unknown) => void) => {
    if (edit === undefined) {
      notes.push(
        `${file.locate(path).text}: ${pathText(path)} is shared with others, or written in a way of its own; ${what} by hand`,
      );
    } else {
      edits.push(edit);
      change(path.reduce<unknown>((value, key) => memberOf(value, String(key)), expected));
    }
  };
  const adding = (addition: Addition, keys: readonly string[]) =>
    plan(addition.path, text.add(addition), `add ${keys.join(', ')}`, place => {
      if (Array.isArray(place)) {
        place.push(...addition.members);
      }
    });
  additions.forEach(addition =>
    adding(
      addition,
      addition.members.map(({ id }) => id),
    ),
  );
  if (entries.length > 0) {
    adding(
      { path: ['customers'], members: entries },
      entries.map(({ key }) => key),
    );
  }
  for (const setting of settings) {
    const { path, property, value } = setting;
    plan(path, text.set(setting), `set ${property}`, place => {
      if (isRecord(place)) {
        place[property] = value;
      }
    });
  }
  if (!isDeepStrictEqual(PortfolioFile.of(edited(file.text, edits), file.name).content, expected)) {
    throw new Error(`${file.name} is written in a way that cannot be added to; nothing was changed`);
  }
  return { edits, notes };
}
