import { Agreement, type AzureBuiltInRole, BUILT_IN_ROLE, PartnerKind } from '../azure';
import { confidential, flag, mapOf, objectOf, ofKind, oneOf, required, text } from '../declaration';
import { type LighthouseOffer, OFFER } from '../lighthouse';
import { type ILinkedAccount, type IPecAutomation, linkedAccount, SIGN_IN, type SignIn } from '../principals';
import { STATE_BACKEND, type StateBackend } from '../stacks';

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
   * The account that earns by delegations with `onboarding: existing`, normally {@link LinkedAccount.user}.
   *
   * @default - PEC-Automation
   */
  readonly linkedAccount?: ILinkedAccount;
  /**
   * Under which agreement customers pay for Azure, where an entry does not say otherwise.
   *
   * @default - not said: the Azure plan of CSP is assumed, and reports say so
   */
  readonly agreement?: Agreement;
  /**
   * Whether admin-on-behalf-of access stands, where an entry does not say otherwise.
   *
   * @default - not said: assumed not to stand
   */
  readonly adminOnBehalfOf?: boolean;
  /**
   * What the partner is in the CSP programme, which decides who is paid.
   *
   * @default - not said
   */
  readonly partnerKind?: PartnerKind;
  /**
   * Where Terraform keeps the states: one for each customer, named like its stack.
   *
   * @default StateBackend.local()
   */
  readonly backend?: StateBackend;
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

/** What the offers are, in a sentence. */
export const OFFERS = 'the offers by the names that entries give them';

const NAMED_OFFERS = mapOf(required(ofKind(OFFER), 'an offer'), OFFERS);

/** An offer has members of its own, each of which would be told to be none. */
const namedOffers: typeof NAMED_OFFERS = (given, faults) => {
  if (OFFER.includes(given)) {
    faults.report('is an offer itself; give it a name, such as { managedServices }');
    return undefined;
  }
  return NAMED_OFFERS(given, faults);
};

/** How to take what the program gives. */
export const PROPS = required(
  objectOf<CustomerPortfolioProps>('a portfolio', '{ offers, automation }', {
    offers: namedOffers,
    automation: linkedAccount,
    automationRole: ofKind(BUILT_IN_ROLE),
    linkedAccount: linkedAccount,
    agreement: oneOf(Object.values(Agreement)),
    adminOnBehalfOf: flag,
    partnerKind: oneOf(Object.values(PartnerKind)),
    backend: confidential(ofKind(STATE_BACKEND)),
    signIn: confidential(ofKind(SIGN_IN)),
    deletionProtection: flag,
    registerResourceProvider: flag,
    previousManifest: text,
  }),
  '{ offers, automation }',
);
