import { type CustomerReadiness, hasFinding, isAcknowledged, isOpen, stopsSynth, Verdict } from '../../readiness';
import { causeOf } from '../causes';
import { LOSS_CAUSES } from '../confirmation/causes';
import type { LossCause } from '../confirmation/confirmation-document';
import { type Standing, standingOf, STANDINGS } from '../confirmation/standing';
import type { JointCustomer } from '../joint/joint';
import { LIVE_VERDICT_NAMES } from '../verification/words';
import { capitalized, cloudName, ONBOARDINGS, plain, VERDICT_NAMES, VERDICTS } from '../words';

/** One choice of a filter. */
export interface FacetOption {
  /** Stands in the attribute `data-is` of every customer that the choice is about; short, because it stands there often. */
  readonly token: string;
  readonly label: string;
  customers: number;
}

/** A filter of the page. */
export interface Facet {
  /** What the address of the page calls it. */
  readonly name: string;
  readonly label: string;
  readonly options: FacetOption[];
}

/** The state of customers: the tokens, and what the address of the page calls them. */
export const STATES = {
  blocking: { token: 's', is: (customer: CustomerReadiness) => hasFinding(customer, stopsSynth) },
  open: { token: 'o', is: (customer: CustomerReadiness) => hasFinding(customer, isOpen) },
  acknowledged: { token: 'a', is: (customer: CustomerReadiness) => hasFinding(customer, isAcknowledged) },
} as const;

/** The token of a verdict; their order is that of {@link VERDICTS}, so that the page can sort by them. */
export function verdictToken(verdict: Verdict): string {
  return `v${VERDICTS.indexOf(verdict)}`;
}

/** The token of what declaration and bill say together. */
export function standingToken(standing: Standing): string {
  return `p${STANDINGS.indexOf(standing)}`;
}

/** What a customer lost by the newest bill was put down to. */
export function causesOf({ paid }: JointCustomer): LossCause[] {
  return [...new Set((paid?.subscriptions ?? []).flatMap(({ losses }) => losses.map(({ cause }) => cause)))];
}

/** The offers of a customer, each once. */
export function offersOf({ subscriptions }: CustomerReadiness): string[] {
  return [...new Set(subscriptions.map(({ offer }) => plain(offer)))];
}

/** The ids of the rules that a customer does not meet, or of which it is not known. */
export function unmetRules({ subscriptions }: CustomerReadiness): string[] {
  const findings = subscriptions.flatMap(subscription => subscription.findings);
  return [...new Set(findings.filter(({ verdict }) => verdict !== Verdict.EARNS).map(({ rule }) => rule))];
}

/** What a cause is called in a filter and a table. */
export function causeLabel(cause: string): string {
  return capitalized(plain(cause));
}

function causeLabels({ subscriptions }: CustomerReadiness): string[] {
  const findings = subscriptions.flatMap(subscription => subscription.findings);
  return findings.filter(({ verdict }) => verdict !== Verdict.EARNS).map(finding => causeLabel(causeOf(finding)));
}

/** The filter by what a loss was put down to. */
export const LOSS = 'loss';

const DIMENSIONS: { name: string; label: string; valuesOf: (customer: JointCustomer) => string[] }[] = [
  { name: 'cause', label: 'What is wrong', valuesOf: ({ declared }) => [...new Set(causeLabels(declared))] },
  { name: 'offer', label: 'Offer', valuesOf: ({ declared }) => offersOf(declared) },
  {
    name: 'ring',
    label: 'Ring',
    valuesOf: ({ declared: { ring } }) => [ring === undefined ? 'No ring' : plain(ring)],
  },
  { name: 'onboarding', label: 'Onboarding', valuesOf: ({ declared }) => [ONBOARDINGS[declared.onboarding].name] },
  { name: 'cloud', label: 'Cloud', valuesOf: ({ declared }) => [plain(cloudName(declared.cloud))] },
];

/** What there is beside the declaration. Where there is a bill, the tiles no longer tell the declaration apart. */
const JOINT_DIMENSIONS: typeof DIMENSIONS = [
  {
    name: 'declared',
    label: 'Declared',
    valuesOf: ({ declared, paid }) => (paid ? [VERDICT_NAMES[declared.verdict]] : []),
  },
  {
    name: 'live',
    label: 'Live',
    valuesOf: ({ live }) => (live === undefined ? [] : [LIVE_VERDICT_NAMES[live.verdict]]),
  },
  {
    name: LOSS,
    label: 'Why it was lost',
    valuesOf: customer => causesOf(customer).map(cause => LOSS_CAUSES[cause].title),
  },
];

/** What customers can be filtered by. */
export class Facets {
  /** The filters that leave somebody out. */
  public readonly shown: Facet[];
  private readonly tokens: string[][];

  constructor(customers: readonly JointCustomer[]) {
    this.tokens = customers.map(({ declared, paid }) => [
      verdictToken(declared.verdict),
      ...(paid === undefined ? [] : [standingToken(standingOf(paid))]),
      ...Object.values(STATES)
        .filter(({ is }) => is(declared))
        .map(({ token }) => token),
    ]);
    const facets = [...DIMENSIONS, ...JOINT_DIMENSIONS].map(({ name, label, valuesOf }, dimension) => {
      const values = customers.map(valuesOf);
      const options = new Map<string, FacetOption>();
      for (const value of [...new Set(values.flat())].sort()) {
        options.set(value, { token: `f${dimension}.${options.size}`, label: value, customers: 0 });
      }
      values.forEach((own, i) => {
        for (const option of own.flatMap(value => options.get(value) ?? [])) {
          option.customers++;
          this.tokens[i].push(option.token);
        }
      });
      return { name, label, options: [...options.values()] };
    });
    this.shown = facets.filter(({ options }) => options.some(option => option.customers < customers.length));
  }

  /** Whether a filter tells those apart for whom a choice is. */
  public has(name: string, label: string): boolean {
    return this.shown.some(facet => facet.name === name && facet.options.some(option => option.label === label));
  }

  /** The attribute `data-is` of a customer. */
  public attributeOf(index: number): string {
    return this.tokens[index].join(' ');
  }
}
