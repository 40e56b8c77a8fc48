import type { IConstruct } from 'constructs';
import { AppStore } from '../app';
import { type Fault, Faults } from '../declaration';
import { PecReadiness } from '../stacks';
import { matcherOf } from '../text';
import { type PortfolioEntry, stackIdOf } from './portfolio-entry';

/** Names of stacks to synthesize, separated by commas; `*` stands for anything. */
const CUSTOMERS = 'PEC_CUSTOMERS';
/** Rings to synthesize, separated by commas. */
const RINGS = 'PEC_RINGS';

const selections = new AppStore('portfolio-selection', app => {
  const selection = PortfolioSelection.fromEnvironment();
  if (selection.description !== undefined) {
    PecReadiness._inspectFirst(app, () => selection.inspect());
  }
  return selection;
});

/** What the environment tells to synthesize, of all portfolios of an app. */
export class PortfolioSelection {
  /** What is selected in the app that a construct belongs to; synth fails if that is nobody. */
  public static of(scope: IConstruct): PortfolioSelection {
    return selections.of(scope);
  }

  /** What the environment of this program tells. */
  public static fromEnvironment(): PortfolioSelection {
    return new PortfolioSelection(process.env[CUSTOMERS], process.env[RINGS]);
  }

  /** The customers of all portfolios. */
  private readonly entries: PortfolioEntry[] = [];
  private readonly names: string[] | undefined;
  private readonly ringNames: Set<string> | undefined;
  private readonly isNamed: (stack: string) => boolean;

  private constructor(
    private readonly customers: string | undefined,
    private readonly rings: string | undefined,
  ) {
    this.names = customers === undefined ? undefined : listOf(customers);
    this.ringNames = rings === undefined ? undefined : new Set(listOf(rings));
    this.isNamed = anyOf(this.names ?? ['*']);
  }

  /** The selection in words; undefined if everything is selected. */
  public get description(): string | undefined {
    const parts = [
      ...(this.customers === undefined ? [] : [`${CUSTOMERS}=${this.customers}`]),
      ...(this.rings === undefined ? [] : [`${RINGS}=${this.rings}`]),
    ];
    return parts.length > 0 ? parts.join(' ') : undefined;
  }

  /** Adds the customers of a portfolio, of whom some may be selected. */
  public add(entries: readonly PortfolioEntry[]): void {
    entries.forEach(entry => this.entries.push(entry));
  }

  /** Whether an entry is selected. */
  public includes({ key, ring }: PortfolioEntry): boolean {
    return this.isNamed(stackIdOf(key)) && (this.ringNames?.has(ring ?? '') ?? true);
  }

  /** Finds what selects nobody: a pipeline that means to deploy a customer must not deploy none, or all. */
  public inspect(): Fault[] {
    const { entries } = this;
    const faults = Faults.none();
    if (this.names !== undefined) {
      const at = faults.at(CUSTOMERS);
      if (this.names.length === 0) {
        at.report('is empty; name a stack, such as customer-contoso, or unset it to synthesize all customers');
      }
      const stacks = new Set(entries.map(({ key }) => stackIdOf(key)));
      this.names
        .filter(name => !(stacks.has(name) || (name.includes('*') && [...stacks].some(matcherOf(name)))))
        .forEach(name => {
          if (stacks.has(stackIdOf(name))) {
            at.reject(name, 'is the key of a customer', `write the name of its stack, ${stackIdOf(name)}`);
          } else {
            at.reject(name, 'is no customer', 'expected the name of a stack, such as customer-contoso or customer-*');
          }
        });
    }
    if (this.ringNames !== undefined) {
      const at = faults.at(RINGS);
      const known = new Set(entries.flatMap(({ ring }) => ring ?? []));
      if (this.ringNames.size === 0) {
        at.report('is empty; name a ring, or unset it to synthesize all customers');
      }
      const expected = [...known].sort().join(', ');
      [...this.ringNames]
        .filter(ring => !known.has(ring))
        .forEach(ring => at.reject(ring, 'is no ring of a customer', `expected one of ${expected}`));
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

/** Whether a stack has one of the names, in which `*` stands for anything. */
function anyOf(names: string[]): (stack: string) => boolean {
  const exact = new Set(names);
  const matchers = names.filter(name => name.includes('*')).map(matcherOf);
  return stack => exact.has(stack) || matchers.some(matches => matches(stack));
}
