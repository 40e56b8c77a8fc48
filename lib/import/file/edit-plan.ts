import { isDeepStrictEqual } from 'node:util';
import type { Fault, FaultKey } from '../../declaration';
import type { PortfolioFile } from '../../portfolio';
import { isRecord, memberOf } from '../../text';
import { CustomersText } from './customers-text';
import type { Edit } from './edits';
import type { Changes } from './merge';

/** How much comes into a file. */
export interface Gains {
  readonly customers: number;
  /** Of customers that were there. */
  readonly subscriptions: number;
  /** Names and domains that change, or are new. */
  readonly names: number;
}

/** How changes are written into a file. */
export interface EditPlan {
  readonly edits: readonly Edit[];
  /** What a person has to write. */
  readonly faults: readonly Fault[];
  readonly gains: Gains;
  /** Whether the file holds afterwards what was meant, and nothing else. */
  readonly isRight: (file: PortfolioFile) => boolean;
}

/** Plans how changes are written into a file; what it shares among customers is left to people. */
export function planEdits(file: PortfolioFile, { entries, additions, settings }: Changes): EditPlan {
  const text = new CustomersText(file);
  const expected: unknown = text.isEmpty ? {} : file.document.toJS({ maxAliasCount: -1 });
  if (isRecord(expected)) {
    expected.customers ??= [];
  }
  const edits: Edit[] = [];
  const faults: Fault[] = [];
  const gains = { customers: 0, subscriptions: 0, names: 0 };
  const plan = (
    path: readonly FaultKey[],
    edit: Edit | undefined,
    { what, gain, by, change }: { what: string; gain: keyof Gains; by: number; change: (place: unknown) => void },
  ) => {
    if (edit === undefined) {
      const message = `is shared with others, or written in a way of its own; ${what} by hand`;
      faults.push({ path: [...path], place: file.locate(path).text, message });
      return;
    }
    edits.push(edit);
    gains[gain] += by;
    change(path.reduce<unknown>((value, key) => memberOf(value, String(key)), expected));
  };
  const addTo = (place: unknown, members: readonly object[]) => Array.isArray(place) && place.push(...members);

  // First, because a property of the last member of a list stands in front of what comes behind that.
  settings.forEach(setting => {
    const { path, property, value } = setting;
    const change = (place: unknown) => isRecord(place) && (place[property] = value);
    plan(path, text.set(setting), { what: `set ${property}`, gain: 'names', by: 1, change });
  });
  additions.forEach(({ path, members }) => {
    const what = `add ${members.map(member => ('id' in member ? member.id : member.offer)).join(', ')}`;
    const change = (place: unknown) => addTo(place, members);
    plan(path, text.add(path, members), { what, gain: 'subscriptions', by: members.length, change });
  });
  if (entries.length > 0) {
    const what = `add ${entries.map(({ key }) => key).join(', ')}`;
    const change = (place: unknown) => addTo(place, entries);
    const edit = text.isEmpty ? text.begin(entries) : text.add(['customers'], entries);
    plan(['customers'], edit, { what, gain: 'customers', by: entries.length, change });
  }
  return { edits, faults, gains, isRight: ({ content }) => isDeepStrictEqual(content, expected) };
}
