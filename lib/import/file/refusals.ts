import { DeclarationError, type Fault, type FaultKey, faultText, pathText } from '../../declaration';
import { entriesOf, type PortfolioEntry, type PortfolioFile } from '../../portfolio';
import { memberOf } from '../../text';
import type { FoundCustomer, FoundSubscription } from '../found/found-customer';
import { lowerCase } from './known-entries';

/** A file that synth would refuse, and how it came about. */
export interface RefusedFile {
  /** The file as it is; undefined if there is none yet. */
  readonly before: PortfolioFile | undefined;
  readonly after: PortfolioFile;
  readonly customers: readonly FoundCustomer[];
  /** What of the subscriptions that were found came into the file. */
  readonly added: ReadonlySet<FoundSubscription>;
}

/** What is left once everything is left out that synth would refuse. */
export interface Remainder {
  readonly customers: readonly FoundCustomer[];
  /** What was left out, by where it was found. */
  readonly faults: readonly Fault[];
}

/**
 * Leaves out what synth would refuse: a subscription that came into the file, else all that was found of the customer.
 *
 * @throws DeclarationError if synth would refuse what nobody found: what stands in the file has to be corrected there
 */
export function withoutRefused(file: RefusedFile, refused: readonly Fault[]): Remainder {
  const entries = entriesOf(file.after.content);
  const known = entriesOf(file.before?.content).length;
  const byTenant = new Map(file.customers.map(customer => [customer.entry.tenant, customer] as const));
  const out = new Set<FoundCustomer | FoundSubscription>();
  const faults = new Map<string, Fault>();
  const own: Fault[] = [];
  for (const { path, message } of refused) {
    const [, i, ...inside] = path;
    const entry = typeof i === 'number' ? entries[i] : undefined;
    const customer = byTenant.get(lowerCase(entry?.tenant));
    if (entry === undefined || customer === undefined) {
      own.push({ path: [entry?.key ?? pathText(path.slice(0, 2)), ...inside], place: placeIn(file, path), message });
      continue;
    }
    const [way, rest] = splitAtSubscription(inside);
    const subscriptions = subscriptionsAt(entry, way, customer, file.added);
    const isThere = Number(i) < known;
    const told = pathText(subscriptions.length === 0 ? inside : rest);
    for (const culprit of subscriptions.length === 0 ? [customer] : subscriptions) {
      const isLive = 'isDeclared' in culprit;
      const why = isThere ? `synth would refuse it in ${entry.key}: ` : isLive ? 'synth would refuse it: ' : '';
      const fault = { path: [], place: culprit.origin, message: `${why}${told}${told && ': '}${message}` };
      out.add(culprit);
      faults.set(faultText(fault), fault);
    }
  }
  if (own.length > 0) {
    throw new DeclarationError(file.after.name, own);
  }
  return {
    customers: file.customers
      .filter(customer => !out.has(customer))
      .map(customer => ({ ...customer, subscriptions: customer.subscriptions.filter(each => !out.has(each)) })),
    faults: [...faults.values()],
  };
}

/** Lines of a file that is to be written tell nobody anything; what was there keeps its place. */
function placeIn({ before }: RefusedFile, path: readonly FaultKey[]): string | undefined {
  return before?.locate(path).text;
}

/** The way to a subscription, and the rest; the first is empty if the way leads to none. */
function splitAtSubscription(path: readonly FaultKey[]): [FaultKey[], FaultKey[]] {
  const end = path.indexOf('subscriptions') + 2;
  return end > 1 && end <= path.length ? [path.slice(0, end), path.slice(end)] : [[], [...path]];
}

/** What was found of a subscription that stands in an entry; several where one is delegated more than once. */
function subscriptionsAt(
  entry: PortfolioEntry,
  way: readonly FaultKey[],
  { subscriptions }: FoundCustomer,
  added: ReadonlySet<FoundSubscription>,
): FoundSubscription[] {
  const listed = way.reduce<unknown>((value, key) => memberOf(value, String(key)), entry);
  const [id, definitionId] = ['id', 'definitionId'].map(name => memberOf(listed, name));
  const candidates = subscriptions.filter(each => added.has(each) && each.entry.id === id);
  const exact = candidates.filter(each => each.entry.definitionId === definitionId);
  return exact.length > 0 ? exact : candidates;
}
