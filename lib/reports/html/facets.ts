import { type CustomerReadiness, Verdict } from '../../readiness';
import { LOSS_CAUSES } from '../confirmation/causes';
import type { LossCause } from '../confirmation/confirmation-document';
import { type Standing, standingOf, STANDINGS } from '../confirmation/standing';
import type { JointCustomer } from '../joint/joint';
import { LIVE_VERDICT_NAMES } from '../verification/words';
import { cloudName, ONBOARDINGS, plain, ruleTitle, VERDICT_NAMES, VERDICTS } from '../words';

/** One choice of a filter. */
export interface FacetOption {
  /** Stands in the attribute `data-is` of every customer that the choice is about. */
  readonly token: string;
  readonly label: string;
  customers: number;
}

/** A filter of the page. */
export interface Facet {
  readonly label: string;
  readonly options: FacetOption[];
}

/** The token of customers with an acknowledged exception. */
export const ACKNOWLEDGED = 'a';

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

/** The filter by what a loss was put down to. */
const CAUSE = 'Why it was lost';

const DIMENSIONS: { label: string; valuesOf: (customer: JointCustomer) => string[] }[] = [
  { label: 'Condition not met', valuesOf: ({ declared }) => unmetRules(declared).map(ruleTitle) },
  { label: 'Offer', valuesOf: ({ declared }) => offersOf(declared) },
  { label: 'Ring', valuesOf: ({ declared: { ring } }) => [ring === undefined ? 'No ring' : plain(ring)] },
  { label: 'Onboarding', valuesOf: ({ declared }) => [ONBOARDINGS[declared.onboarding].name] },
  { label: 'Cloud', valuesOf: ({ declared }) => [plain(cloudName(declared.cloud))] },
];

/** What there is beside the declaration. Where there is a bill, the tiles no longer tell the declaration apart. */
const JOINT_DIMENSIONS: typeof DIMENSIONS = [
  { label: 'Declared', valuesOf: ({ declared, paid }) => (paid ? [VERDICT_NAMES[declared.verdict]] : []) },
  { label: 'Live', valuesOf: ({ live }) => (live === undefined ? [] : [LIVE_VERDICT_NAMES[live.verdict]]) },
  { label: CAUSE, valuesOf: customer => causesOf(customer).map(cause => LOSS_CAUSES[cause].title) },
];

/** What customers can be filtered by. */
export class Facets {
  /** The filters that leave somebody out. */
  public readonly shown: Facet[];
  private readonly tokens: string[][];

  constructor(customers: readonly JointCustomer[]) {
    this.tokens = customers.map(({ declared: { verdict, subscriptions }, paid }) => [
      verdictToken(verdict),
      ...(paid === undefined ? [] : [standingToken(standingOf(paid))]),
      ...(subscriptions.some(({ findings }) => findings.some(finding => finding.acknowledgement !== undefined))
        ? [ACKNOWLEDGED]
        : []),
    ]);
    const facets = [...DIMENSIONS, ...JOINT_DIMENSIONS].map(({ label, valuesOf }, dimension) => {
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
      return { label, options: [...options.values()] };
    });
    this.shown = facets.filter(({ options }) => options.some(option => option.customers < customers.length));
  }

  /** The token of those who lost for a cause; undefined if no filter tells them apart. */
  public causeToken(cause: LossCause): string | undefined {
    const { title } = LOSS_CAUSES[cause];
    return this.shown.find(({ label }) => label === CAUSE)?.options.find(({ label }) => label === title)?.token;
  }

  /** The attribute `data-is` of a customer. */
  public attributeOf(index: number): string {
    return this.tokens[index].join(' ');
  }
}
