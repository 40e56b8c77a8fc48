import type { Construct } from 'constructs';
import { CustomerStack, type DeclaredCustomer, UnmanagedCustomer } from '../customers';
import { assertConstruct, data, DeclarationError, type Fault, Faults, inspectScope, MOST_SHOWN } from '../declaration';
import { isByTerraform } from '../lighthouse';
import { AppOutput } from '../manifest';
import { PecReadiness } from '../stacks';
import { knownToEqual, withoutTokenTraces } from '../terraform';
import { placeholderFault } from '../text';
import { manifestEntryOf, type PortfolioContext, type PortfolioEntry, stackIdOf } from './portfolio-entry';
import { offersOfEntry } from './offers-of-entry';
import { entriesOf } from './portfolio-entry-shape';
import { PortfolioFile } from './portfolio-file';
import { recordInManifest, type Written } from './portfolio-output';
import type { CustomerPortfolioProps } from './portfolio-props';
import { inspectOrphans, takePortfolioProps } from './portfolio-props-rules';
import { type InspectedPortfolio, inspectPortfolio, inTheFile, type Places } from './portfolio-rules';
import { PortfolioSelection } from './portfolio-selection';

/**
 * The customers of a partner, from a file or a list: a {@link CustomerStack} for each that Terraform manages, an
 * {@link UnmanagedCustomer} for each other.
 *
 * The order of the list makes no difference. The environment variables `PEC_CUSTOMERS` (names of stacks, `*` stands for
 * anything) and `PEC_RINGS` select some of the customers of all portfolios; the faults of all are reported nevertheless,
 * and a name that selects nobody fails synth.
 *
 * Synth writes `portfolio.json` beside the stacks: a SHA-256 of what was written for each customer.
 *
 * @example
 * ```ts
 * CustomerPortfolio.fromFile(app, 'customers.yaml', { offers: { 'managed-services': offer }, automation });
 * ```
 */
export class CustomerPortfolio {
  /**
   * Declares the customers of a YAML or JSON file. `portfolio.schema.json` of this package describes it.
   *
   * A file holds data and no references: what looks like one of cdktf's is a fault.
   *
   * @param scope the app
   * @param path the file, relative to the folder in which the program runs
   * @throws DeclarationError with every fault of the file and the properties
   */
  public static fromFile(scope: Construct, path: string, props: CustomerPortfolioProps): CustomerPortfolio {
    const faults = Faults.none();
    if (typeof scope === 'string') {
      // What comes after it is out of place as well, and needs no fault of its own.
      faults.at('scope').reject(scope, 'stands where the App belongs', FROM_FILE);
      faults.throwIfAny('the portfolio');
    }
    if (inspectScope(scope, faults.at('scope'))) {
      AppOutput.of(scope).declare();
    }
    faults.at('path').text(path, 'the path of a YAML or JSON file of customers');
    faults.throwIfAny('the portfolio');
    const file = PortfolioFile.read(path);
    return new CustomerPortfolio(scope, file.content, props, file.name, file.faults, file);
  }

  /**
   * Declares a list of customers, in which ids, roles and names of resource groups may be references of cdktf.
   *
   * @param scope the app
   * @throws DeclarationError with every fault of the list and the properties
   */
  public static fromArray(
    scope: Construct,
    customers: PortfolioEntry[],
    props: CustomerPortfolioProps,
  ): CustomerPortfolio {
    assertConstruct(scope, 'the portfolio');
    AppOutput.of(scope).declare();
    const faults = Faults.none();
    const document = { customers: data(customers, faults.at('customers')) };
    return new CustomerPortfolio(scope, document, props, 'the portfolio', faults.found);
  }

  /** The customers, by key: all of them, selected or not. */
  public readonly entries: PortfolioEntry[];
  /** The stacks of the selected customers that Terraform manages, by key. */
  public readonly stacks: CustomerStack[];
  /** The selected customers that Terraform does not manage, by key. */
  public readonly unmanaged: UnmanagedCustomer[];

  private constructor(
    scope: Construct,
    document: unknown,
    given: CustomerPortfolioProps,
    subject: string,
    faultsOfDocument: Fault[],
    file?: PortfolioFile,
  ) {
    const declared = entriesOf(document);
    const entries = declared.filter(entry => entry !== undefined);
    const { props, faults: faultsOfProps } = takePortfolioProps(given, entries, subject);
    const context: PortfolioContext = { ...props, offers: props.offers ?? {} };
    const inspected = inspectPortfolio(scope, document, declared, context, file && placesIn(file, declared, context));
    const faults = [
      ...faultsOfDocument,
      ...faultsOfProps,
      ...faultsOf(scope, declared, inspected, faultsOfProps.length === 0, file),
      ...inspectOrphans(scope, entries, props.previousManifest),
    ];
    if (faults.length > 0) {
      throw new DeclarationError(subject, faults);
    }
    const selection = PortfolioSelection.of(scope);
    selection.add(entries);

    this.entries = [...entries].sort(byKey);
    this.stacks = [];
    this.unmanaged = [];
    AppOutput.of(scope).selection = selection.description;
    if (props.partnerKind !== undefined) {
      PecReadiness.declarePartner(scope, props.partnerKind);
    }
    const customers = declared
      .flatMap((entry, position) => (entry ? [{ entry, position, key: entry.key }] : []))
      .sort(byKey);
    withoutTokenTraces(() => {
      for (const { entry, position } of customers) {
        const customer = inspected.customers[position];
        try {
          const written = selection.includes(entry) && customer ? this.declare(scope, entry.key, customer, props) : {};
          recordInManifest(scope, entry.key, manifestEntryOf(entry), written);
        } catch (error) {
          throw error instanceof DeclarationError
            ? new DeclarationError(subject, located(error.faults, entry, position, file))
            : error;
        }
      }
    });
  }

  /** The construct of a customer: it was inspected with all the others, and is compared with the rest of the app only. */
  private declare(
    scope: Construct,
    key: string,
    customer: DeclaredCustomer,
    { backend, signIn, deletionProtection, registerResourceProvider }: CustomerPortfolioProps,
  ): Written {
    const declared = customer.sorted;
    if (!isByTerraform(customer.onboarding)) {
      const unmanaged = new UnmanagedCustomer(scope, stackIdOf(key), { declared });
      this.unmanaged.push(unmanaged);
      return { templates: unmanaged.templates };
    }
    const options = { backend, signIn, deletionProtection, registerResourceProvider };
    const stack = new CustomerStack(scope, stackIdOf(key), { declared, ...options });
    this.stacks.push(stack);
    return { stack };
  }
}

const FROM_FILE = 'expected CustomerPortfolio.fromFile(app, path, { offers, automation })';

function byKey(a: { readonly key: string }, b: { readonly key: string }): number {
  return a.key < b.key ? -1 : 1;
}

function placesIn(file: PortfolioFile, declared: (PortfolioEntry | undefined)[], context: PortfolioContext): Places {
  return {
    sourceOf: path => file.sourceOf(path),
    placeOf:
      position =>
      (judged, { rule }) => {
        const entry = declared[position];
        if (judged.managementGroupId !== undefined) {
          return file.locate(['customers', position, 'managementGroup']).text;
        }
        const found = (entry ? offersOfEntry(entry, context) : []).flatMap(({ offer, subscriptions = [], path }) =>
          subscriptions
            .map((subscription, i) => ({ subscription, offer, path: [...path, 'subscriptions', i] }))
            .filter(({ subscription }) => knownToEqual(subscription.id, judged.subscriptionId)),
        );
        const { path = [], subscription } =
          found.find(({ offer }) => offer?.name === judged.offer) ?? found.at(0) ?? {};
        if (
          rule === 'role-earns' &&
          entry?.automationRole !== undefined &&
          subscription?.automationRole === undefined
        ) {
          return file.locate(['customers', position, 'automationRole']).text;
        }
        return file.locate(['customers', position, ...path]).text;
      },
  };
}

/** The faults that a construct of an entry found, as those of the entry. */
function located(found: Fault[], entry: PortfolioEntry, position: number, file: PortfolioFile | undefined): Fault[] {
  return found
    .flatMap(fault => inTheFile(fault, entry))
    .map(fault => ({
      ...fault,
      path: [entry.key, ...fault.path],
      place: file?.locate(['customers', position, ...fault.path]).text,
    }));
}

/** What a fault calls an entry: its key, if somebody gave it one. */
function nameOf(entry: PortfolioEntry | undefined): string | undefined {
  const key = entry?.key;
  return key && placeholderFault(key) === undefined ? key : undefined;
}

/**
 * The faults of the document, in its order; those that are shown, with their places.
 *
 * @param canJudge whether what the program gives is sound, without which nobody can say who would earn
 */
function faultsOf(
  scope: Construct,
  declared: (PortfolioEntry | undefined)[],
  { general, entries, customers }: InspectedPortfolio,
  canJudge: boolean,
  file: PortfolioFile | undefined,
): Fault[] {
  entries.forEach((faults, i) => {
    const key = declared[i]?.key;
    if (key !== undefined && AppOutput.of(scope).hasCustomer(key)) {
      faults.push({
        path: ['key'],
        message: `"${key}" is the key of a customer of another portfolio; give each customer a key of its own`,
      });
    }
  });
  if (canJudge && (general.length > 0 || entries.some(faults => faults.length > 0))) {
    entries.forEach((faults, i) => {
      const entry = declared[i];
      if (entry && faults.length === 0) {
        const objections = Faults.none();
        customers[i]?.inspectReadiness(objections, entry.automationRole !== undefined);
        faults.push(...objections.found.flatMap(fault => inTheFile(fault, entry)));
      }
    });
  }
  const found = [
    ...general.map(fault => ({ fault, pathInFile: fault.path })),
    ...entries.flatMap((faults, i) =>
      faults.map(fault => ({
        fault: { ...fault, path: [nameOf(declared[i]) ?? `customers[${i}]`, ...fault.path] },
        pathInFile: ['customers', i, ...fault.path],
      })),
    ),
  ];
  const located = found
    .slice(0, MOST_SHOWN)
    .map(({ fault, pathInFile }) => ({ fault, place: file?.locate(pathInFile) }))
    .sort((a, b) => (a.place?.offset ?? 0) - (b.place?.offset ?? 0))
    .map(({ fault, place }) => ({ ...fault, place: place?.text }));
  return [...located, ...found.slice(MOST_SHOWN).map(({ fault }) => fault)];
}
