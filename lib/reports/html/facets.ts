import { type CustomerReadiness, Verdict } from '../../readiness';
import { cloudName, ONBOARDINGS, plain, ruleTitle, VERDICTS } from '../words';

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

/** The offers of a customer, each once. */
export function offersOf({ subscriptions }: CustomerReadiness): string[] {
  return [...new Set(subscriptions.map(({ offer }) => plain(offer)))];
}

/** The ids of the rules that a customer does not meet, or of which it is not known. */
export function unmetRules({ subscriptions }: CustomerReadiness): string[] {
  const findings = subscriptions.flatMap(subscription => subscription.findings);
  return [...new Set(findings.filter(({ verdict }) => verdict !== Verdict.EARNS).map(({ rule }) => rule))];
}

const DIMENSIONS: { label: string; valuesOf: (customer: CustomerReadiness) => string[] }[] = [
  { label: 'Condition not met', valuesOf: customer => unmetRules(customer).map(ruleTitle) },
  { label: 'Offer', valuesOf: offersOf },
  { label: 'Ring', valuesOf: ({ ring }) => [ring === undefined ? 'No ring' : plain(ring)] },
  { label: 'Onboarding', valuesOf: ({ onboarding }) => [ONBOARDINGS[onboarding].name] },
  { label: 'Cloud', valuesOf: ({ cloud }) => [plain(cloudName(cloud))] },
];

/** What customers can be filtered by. */
export class Facets {
  /** The filters that leave somebody out. */
  public readonly shown: Facet[];
  private readonly tokens: string[][];

  constructor(customers: CustomerReadiness[]) {
    this.tokens = customers.map(({ verdict, subscriptions }) => [
      verdictToken(verdict),
      ...(subscriptions.some(({ findings }) => findings.some(finding => finding.acknowledgement !== undefined))
        ? [ACKNOWLEDGED]
        : []),
    ]);
    const facets = DIMENSIONS.map(({ label, valuesOf }, dimension) => {
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

  /** The attribute `data-is` of a customer. */
  public attributeOf(index: number): string {
    return this.tokens[index].join(' ');
  }
}
