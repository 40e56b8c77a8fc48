import type { Construct } from 'constructs';
import type { AzureBuiltInRole } from '../azure';
import { CustomerStack, subscriptionKey, UnmanagedCustomer } from '../customers';
import type { StateBackend } from '../stacks';
import { assertConstruct, data, DeclarationError, type Fault, Faults, inspectScope, MOST_SHOWN } from '../declaration';
import { cloudOfPrincipal, type IPartnerPrincipal, type IPecAutomation, type SignIn } from '../principals';
import { type LighthouseOffer, Onboarding } from '../lighthouse';
import { AppOutput } from '../manifest';
import { isUnresolved, withoutTokenTraces } from '../terraform';
import {
  customerPropsOf,
  manifestEntryOf,
  type PortfolioContext,
  type PortfolioEntry,
  stackIdOf,
} from './portfolio-entry';
import { PortfolioFile } from './portfolio-file';
import { inspectPortfolio } from './portfolio-rules';
import { inspectReadiness } from './portfolio-readiness';
import { PortfolioSelection } from './portfolio-selection';
import { recordInManifest } from './portfolio-output';
import { entriesOf } from './portfolio-entry-shape';
import { inspectOrphans, takePortfolioProps } from './portfolio-props-rules';

/** Properties of {@link CustomerPortfolio}. */
export interface CustomerPortfolioProps {
  /** The offers by the names that entries give them. An entry need not name the only one. */
  readonly offers: Record<string, LighthouseOffer>;
  /**
   * The principal that earns, normally pinned with {@link PecAutomation.fromAttributes}.
   *
   * @default - nobody: synth fails unless that is acknowledged
   */
  readonly automation?: IPecAutomation;
  /**
   * The role that PEC-Automation holds, where an entry does not say otherwise.
   *
   * @default AzureBuiltInRole.SUPPORT_REQUEST_CONTRIBUTOR
   */
  readonly automationRole?: AzureBuiltInRole;
  /**
   * The account that earns by delegations with `onboarding: existing`, normally {@link PartnerPrincipal.user}.
   *
   * @default - PEC-Automation
   */
  readonly linkedAccount?: IPartnerPrincipal;
  /**
   * Where Terraform keeps the states: one for each customer, named like its stack.
   *
   * @default StateBackend.local()
   */
  readonly state?: StateBackend;
  /**
   * How Terraform signs in at the tenants of the customers.
   *
   * @default SignIn.environment()
   */
  readonly signIn?: SignIn;
  /**
   * Whether Terraform refuses to remove or replace delegations. It does not hold back `status: offboarded`.
   *
   * @default true
   */
  readonly deletionProtection?: boolean;
  /**
   * Whether to register the resource provider Microsoft.ManagedServices at each subscription.
   *
   * @default - true, except at subscriptions whose delegation is adopted
   */
  readonly registerResourceProvider?: boolean;
  /**
   * The `portfolio.json` of the last deployment. An active customer that was in it and is gone is a fault, because
   * nobody would remove its delegation. A file that does not exist is no fault: the first deployment has none. Not the
   * one in the output folder, which synth itself writes.
   *
   * For an app with one portfolio; where there are several, `pec stacks --changed-since` compares all of them.
   *
   * @default - not compared
   */
  readonly previousManifest?: string;
}

/**
 * The customers of a partner, from a file or a list: a {@link CustomerStack} for each that Terraform manages, an
 * {@link UnmanagedCustomer} for each other.
 *
 * The order of the list makes no difference. The environment variables `PEC_CUSTOMERS` (names of stacks, `*` stands for
 * anything) and `PEC_RINGS` select some of the customers; the faults of all are reported nevertheless.
 *
 * Synth writes `portfolio.json` beside the stacks: a SHA-256 of what was written for each customer.
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
    const faults = new Faults();
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
    const faults = new Faults();
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
    const context: PortfolioContext = {
      ...props,
      offers: props.offers ?? {},
      cloudOf: principal => cloudOfPrincipal(scope, principal),
    };
    const faults = [
      ...faultsOfDocument,
      ...faultsOfProps,
      ...inspectDocument(scope, document, declared, context, faultsOfProps.length === 0, file),
      ...inspectOrphans(scope, entries, props.previousManifest),
    ];
    const selection = PortfolioSelection.fromEnvironment();
    if (faults.length === 0) {
      faults.push(...selection.inspect(entries));
    }
    if (faults.length > 0) {
      throw new DeclarationError(subject, faults);
    }

    this.entries = entries.sort((a, b) => (a.key < b.key ? -1 : 1));
    this.stacks = [];
    this.unmanaged = [];
    AppOutput.of(scope).selection = selection.description;
    try {
      withoutTokenTraces(() => this.declare(scope, props, selection));
    } catch (error) {
      // Thrown again from here, with the line of the program that declares the portfolio.
      throw error instanceof DeclarationError ? new DeclarationError(subject, error.faults) : error;
    }
  }

  private declare(scope: Construct, props: CustomerPortfolioProps, selection: PortfolioSelection): void {
    for (const entry of this.entries) {
      let construct: CustomerStack | UnmanagedCustomer | undefined;
      if (selection.includes(entry)) {
        construct = declare(scope, entry, props);
        if (construct instanceof CustomerStack) {
          this.stacks.push(construct);
        } else {
          this.unmanaged.push(construct);
        }
      }
      recordInManifest(scope, entry.key, manifestEntryOf(entry), construct);
    }
  }
}

/** The construct of an entry. Neither the order of subscriptions nor that of resource groups makes a difference. */
function declare(
  scope: Construct,
  entry: PortfolioEntry,
  props: CustomerPortfolioProps,
): CustomerStack | UnmanagedCustomer {
  const { onboarding, offer, linkedAccount, existing, ...common } = customerPropsOf(entry, props);
  const subscriptions = common.customer.subscriptions
    .map(subscription => ({ ...subscription, resourceGroups: sortedNames(subscription.resourceGroups) }))
    .sort((a, b) => (subscriptionKey(a) < subscriptionKey(b) ? -1 : 1));
  const given = { ...common, customer: { ...common.customer, subscriptions } };
  const id = stackIdOf(entry.key);
  if (onboarding !== Onboarding.TERRAFORM) {
    return new UnmanagedCustomer(scope, id, { ...given, onboarding, offer, linkedAccount, existing });
  }
  return new CustomerStack(scope, id, {
    ...given,
    offer: offer as LighthouseOffer,
    backend: props.state,
    signIn: props.signIn,
    deletionProtection: props.deletionProtection,
    registerResourceProvider: props.registerResourceProvider,
  });
}

/** The address of a name that only Terraform knows is its position, which must not change. */
function sortedNames(names: string[] | undefined): string[] | undefined {
  return names === undefined || isUnresolved(names) ? names : [...names].sort();
}

/**
 * The faults of the document, in its order; those that are shown, with their places.
 *
 * @param canJudge whether what the program gives is sound, without which nobody can say who would earn
 */
function inspectDocument(
  scope: Construct,
  document: unknown,
  declared: (PortfolioEntry | undefined)[],
  context: PortfolioContext,
  canJudge: boolean,
  file: PortfolioFile | undefined,
): Fault[] {
  const inFile = file && ((path: string) => file.sourceOf(path));
  const { general, entries } = inspectPortfolio(document, declared, context, inFile);
  entries.forEach((faults, i) => {
    const key = declared[i]?.key;
    if (key !== undefined && AppOutput.of(scope).hasCustomer(key)) {
      faults.push({
        path: 'key',
        message: `"${key}" is the key of a customer of another portfolio; give each customer a key of its own`,
      });
    }
  });
  if (canJudge && (general.length > 0 || entries.some(faults => faults.length > 0))) {
    entries.forEach((faults, i) => {
      const entry = declared[i];
      if (entry && faults.length === 0) {
        faults.push(...inspectReadiness(entry, context));
      }
    });
  }
  const found = [
    ...general.map(fault => ({ ...fault, pathInFile: fault.path })),
    ...entries.flatMap((faults, i) =>
      faults.map(({ path, message }) => {
        const name = declared[i]?.key || `customers[${i}]`;
        const rest = path === '' ? '' : `.${path}`;
        return { path: `${name}${rest}`, message, pathInFile: `customers[${i}]${rest}` };
      }),
    ),
  ];
  const located = found
    .slice(0, MOST_SHOWN)
    .map(({ path, message, pathInFile }) => ({ path, message, place: file?.locate(pathInFile) }))
    .sort((a, b) => (a.place?.offset ?? 0) - (b.place?.offset ?? 0))
    .map(({ path, message, place }) => ({ path: [place?.text, path].filter(Boolean).join(' '), message }));
  return [...located, ...found.slice(MOST_SHOWN).map(({ path, message }) => ({ path, message }))];
}
