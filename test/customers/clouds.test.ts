import {
  AzureCloud,
  CustomerPortfolio,
  PartnerLinkStack,
  PecAutomation,
  PecIdentityStack,
  SignIn,
  UnmanagedCustomer,
  Onboarding,
} from 'cdktf-partner-earned-credit';
import {
  automation,
  CUSTOMER_TENANT,
  faultsOf,
  MANAGING_TENANT,
  newApp,
  newCustomer,
  newOffer,
  newStack,
  SUBSCRIPTION,
  token,
  PLAN,
} from '../fabrikam';
import { synthesize } from '../synth';

const MIXED =
  'is not AzureChinaCloud, the cloud of PEC-Automation; nothing can be delegated from one cloud to another: ' +
  'make a PEC-Automation, a link and customers for each cloud';
const inChina = PecAutomation.fromAttributes({ ...automation, cloud: AzureCloud.CHINA });
const customer = { name: 'Contoso AG', tenantId: CUSTOMER_TENANT, subscriptions: [{ id: SUBSCRIPTION }] };

describe('a customer in another cloud than PEC-Automation', () => {
  it('is a fault that names both', () => {
    const declare = (cloud?: AzureCloud) => () => newCustomer(newApp(), 'contoso', { automation: inChina }, { cloud });
    expect(faultsOf(declare())).toEqual([`customer.cloud: "AzureCloud" ${MIXED}`]);
    expect(faultsOf(declare(AzureCloud.US_GOVERNMENT))).toEqual([`customer.cloud: "AzureUSGovernment" ${MIXED}`]);
    expect(declare(AzureCloud.CHINA)).not.toThrow();
  });

  it('is a fault also where only the identity stack of the app tells the cloud', () => {
    const app = newApp();
    new PecIdentityStack(app, 'pec-identity', { managingTenantId: MANAGING_TENANT, cloud: AzureCloud.CHINA });
    expect(faultsOf(() => newCustomer(app, 'contoso'))).toEqual([`customer.cloud: "AzureCloud" ${MIXED}`]);
    expect(() => newCustomer(app, 'northwind', {}, { cloud: AzureCloud.CHINA })).not.toThrow();
  });

  it('is a fault of a second identity of the same tenant', () => {
    const app = newApp();
    new PecIdentityStack(app, 'pec-identity', { managingTenantId: MANAGING_TENANT, cloud: AzureCloud.CHINA });
    const declare = () => new PecIdentityStack(app, 'another', { managingTenantId: MANAGING_TENANT });
    expect(faultsOf(declare)).toEqual([`cloud: "AzureCloud" ${MIXED}`]);
  });

  it('is a fault of a portfolio and of a customer without a stack', () => {
    const subscriptions = [{ id: SUBSCRIPTION }];
    const entry = {
      key: 'contoso',
      name: 'Contoso',
      tenant: CUSTOMER_TENANT,
      cloud: 'us-government' as const,
      subscriptions,
    };
    const offers = { only: newOffer() };
    expect(faultsOf(() => CustomerPortfolio.fromArray(newApp(), [entry], { offers, automation: inChina }))).toEqual([
      `contoso.cloud: "AzureUSGovernment" ${MIXED}`,
    ]);
    const props = {
      customer,
      onboarding: Onboarding.MARKETPLACE as const,
      offer: newOffer({ plan: PLAN }),
      automation: inChina,
    };
    expect(faultsOf(() => new UnmanagedCustomer(newApp(), 'contoso', props))).toEqual([
      `customer.cloud: "AzureCloud" ${MIXED}`,
    ]);
  });

  it('is not known where nobody said in which cloud PEC-Automation is, or only Terraform knows its tenant', () => {
    expect(() => newCustomer(newApp(), 'contoso', {}, { cloud: AzureCloud.CHINA })).not.toThrow();
    const app = newApp();
    const tenantId = token(newStack('landing-zone', app), 'tenant');
    const declare = () =>
      newCustomer(app, 'contoso', { automation: { ...automation, tenantId } }, { cloud: AzureCloud.CHINA });
    expect(declare).not.toThrow();
  });
});

it('signs the link in at the cloud of its principal', () => {
  const providerOf = (cloud?: AzureCloud) => {
    const principal = PecAutomation.fromAttributes({ ...automation, cloud });
    const link = new PartnerLinkStack(newApp(), 'partner-link', {
      partnerId: '1234567',
      principal,
      signIn: SignIn.oidc(),
    });
    return (synthesize(link).provider as Record<string, object[]>).azapi[0];
  };
  expect(providerOf(AzureCloud.CHINA)).toMatchObject({ environment: 'china' });
  expect(providerOf(AzureCloud.PUBLIC)).not.toHaveProperty('environment');
  expect(providerOf()).not.toHaveProperty('environment');
});
