import { type Fault, Faults } from '../declaration';
import { type PortfolioEntry, stackIdOf } from './portfolio-entry';

/** Names of stacks to synthesize, separated by commas; `*` stands for anything. */
const CUSTOMERS = 'PEC_CUSTOMERS';
/** Rings to synthesize, separated by commas. */
const RINGS = 'PEC_RINGS';

/** What the environment tells to synthesize. */
export class PortfolioSelection {
  /** What the environment of this program tells. */
  public static fromEnvironment(): PortfolioSelection {
    return new PortfolioSelection(process.env[CUSTOMERS], process.env[RINGS]);
  }

  private constructor(
    private readonly customers: string | undefined,
    private readonly rings: string | undefined,
  ) {}

  /** The selection in words; undefined if everything is selected. */
  public get description(): string | undefined {
    const parts = [
      ...(this.customers === undefined ? [] : [`${CUSTOMERS}=${this.customers}`]),
      ...(this.rings === undefined ? [] : [`${RINGS}=${this.rings}`]),
    ];
    return parts.length > 0 ? parts.join(' ') : undefined;
  }

  /** Whether an entry is selected. */
  public includes({ key, ring }: PortfolioEntry): boolean {
    const names = this.customers === undefined ? undefined : listOf(this.customers);
    const rings = this.rings === undefined ? undefined : listOf(this.rings);
    return (names?.some(name => matches(name, key)) ?? true) && (rings?.includes(ring ?? '') ?? true);
  }

  /** Finds what selects nobody: a pipeline that means to deploy a customer must not deploy none, or all. */
  public inspect(entries: PortfolioEntry[]): Fault[] {
    const faults = new Faults();
    if (this.customers !== undefined) {
      const at = faults.at(CUSTOMERS);
      if (listOf(this.customers).length === 0) {
        at.report('is empty; name a stack, such as customer-contoso, or unset it to synthesize all customers');
      }
      listOf(this.customers)
        .filter(name => !entries.some(({ key }) => matches(name, key)))
        .forEach(name =>
          at.reject(name, 'is no customer', 'expected the name of a stack, such as customer-contoso or customer-*'),
        );
    }
    if (this.rings !== undefined) {
      const at = faults.at(RINGS);
      const known = [...new Set(entries.flatMap(({ ring }) => ring ?? []))].sort();
      if (listOf(this.rings).length === 0) {
        at.report('is empty; name a ring, or unset it to synthesize all customers');
      }
      listOf(this.rings)
        .filter(ring => !known.includes(ring))
        .forEach(ring => at.reject(ring, 'is no ring of a customer', `expected one of ${known.join(', ')}`));
    }
    if (faults.found.length === 0 && !entries.some(entry => this.includes(entry))) {
      faults.at(RINGS).report(`leaves none of the customers of ${CUSTOMERS}; correct one of the two`);
    }
    return faults.found;
  }
}

function listOf(text: string): string[] {
  return text.split(/[\s,]+/).filter(name => name !== '');
}

/** Whether a name, in which `*` stands for anything, means a customer. */
function matches(name: string, key: string): boolean {
  const parts = name.split('*').map(part => part.replace(/[^a-zA-Z0-9_-]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(stackIdOf(key));
}
