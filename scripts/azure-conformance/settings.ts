import { isGuid } from '../../lib/azure';

/** How an application signs in. */
export interface Credentials {
  readonly tenantId: string;
  readonly clientId: string;
  /** A client secret, or a token that a federated credential accepts. */
  readonly proof: { readonly secret: string } | { readonly assertion: string };
}

/** What the caller lends: two tenants, a subscription, and more where there is more. */
export interface Settings {
  /** An Owner of the subscription, in its tenant. */
  readonly customer: Credentials;
  readonly subscriptionId: string;
  /** A service principal of the managing tenant, of no use elsewhere. */
  readonly managing: Credentials;
  /** A Contributor of the subscription, who may write and not hand out rights. */
  readonly contributor?: Credentials;
  /** A resource group of the subscription. */
  readonly resourceGroup?: string;
  /** Partner IDs of the caller's own. */
  readonly partnerId?: string;
  readonly otherPartnerId?: string;
  /** An invoice of the managing tenant, for which the managing application may ask. */
  readonly invoice?: string;
}

/** What each variable is, for whoever has to set it. `npm run azure:conformance -- --help` prints it. */
export const VARIABLES: Readonly<Record<string, string>> = {
  CONFORMANCE_SUBSCRIPTION_ID: 'a subscription of the customer tenant that holds no delegation',
  CONFORMANCE_CUSTOMER_TENANT_ID: 'the tenant of that subscription',
  CONFORMANCE_CUSTOMER_CLIENT_ID: 'an application that is Owner of that subscription',
  CONFORMANCE_CUSTOMER_CLIENT_SECRET: 'its secret; or CONFORMANCE_CUSTOMER_OIDC_TOKEN',
  CONFORMANCE_MANAGING_TENANT_ID: 'another tenant',
  CONFORMANCE_MANAGING_CLIENT_ID: 'an application there that nothing else uses',
  CONFORMANCE_MANAGING_CLIENT_SECRET: 'its secret; or CONFORMANCE_MANAGING_OIDC_TOKEN',
  CONFORMANCE_CONTRIBUTOR_CLIENT_ID: '(may be left out) an application that is Contributor of that subscription',
  CONFORMANCE_CONTRIBUTOR_CLIENT_SECRET: '(may be left out) its secret; or CONFORMANCE_CONTRIBUTOR_OIDC_TOKEN',
  CONFORMANCE_RESOURCE_GROUP: '(may be left out) a resource group of that subscription',
  CONFORMANCE_PARTNER_ID:
    '(may be left out) a Partner ID of yours, to link the managing application with and unlink it',
  CONFORMANCE_OTHER_PARTNER_ID: '(may be left out) a second one',
  CONFORMANCE_INVOICE:
    '(may be left out) an invoice of the managing tenant; the managing application needs PartnerBilling.Read.All',
};

type Environment = Readonly<Record<string, string | undefined>>;

/** The settings in an environment, or every reason why they are none. No value of a secret is in a reason. */
export function settingsFrom(environment: Environment): { settings?: Settings; faults: string[] } {
  const faults: string[] = [];
  const guid = (name: string): string => {
    const value = environment[name] ?? '';
    if (!isGuid(value)) {
      faults.push(`${name} is ${value === '' ? 'missing' : 'not a GUID'}: ${VARIABLES[name] ?? 'see --help'}`);
    }
    return value;
  };
  const credentials = (role: string, tenantRole = role): Credentials => {
    const secret = environment[`CONFORMANCE_${role}_CLIENT_SECRET`];
    const assertion = environment[`CONFORMANCE_${role}_OIDC_TOKEN`];
    if (!secret && !assertion) {
      faults.push(`CONFORMANCE_${role}_CLIENT_SECRET and CONFORMANCE_${role}_OIDC_TOKEN are missing: one is needed`);
    }
    return {
      tenantId: guid(`CONFORMANCE_${tenantRole}_TENANT_ID`),
      clientId: guid(`CONFORMANCE_${role}_CLIENT_ID`),
      proof: secret ? { secret } : { assertion: assertion ?? '' },
    };
  };
  const settings: Settings = {
    subscriptionId: guid('CONFORMANCE_SUBSCRIPTION_ID'),
    customer: credentials('CUSTOMER'),
    managing: credentials('MANAGING'),
    contributor: environment.CONFORMANCE_CONTRIBUTOR_CLIENT_ID ? credentials('CONTRIBUTOR', 'CUSTOMER') : undefined,
    resourceGroup: environment.CONFORMANCE_RESOURCE_GROUP || undefined,
    partnerId: environment.CONFORMANCE_PARTNER_ID || undefined,
    otherPartnerId: environment.CONFORMANCE_OTHER_PARTNER_ID || undefined,
    invoice: environment.CONFORMANCE_INVOICE || undefined,
  };
  const { customer, managing, partnerId, otherPartnerId } = settings;
  if (customer.tenantId !== '' && customer.tenantId.toLowerCase() === managing.tenantId.toLowerCase()) {
    faults.push('the managing tenant is the customer tenant: Azure delegates to another tenant only');
  }
  if (partnerId !== undefined && partnerId === otherPartnerId) {
    faults.push('CONFORMANCE_OTHER_PARTNER_ID is CONFORMANCE_PARTNER_ID');
  }
  return faults.length === 0 ? { settings, faults } : { faults: [...new Set(faults)] };
}
