import { TerraformProvider, TerraformStack } from 'cdktf';
import * as library from 'cdktf-partner-earned-credit';
import {
  FederatedCredential,
  ManagementGroupOnboarding,
  Onboarding,
  PartnerAdminLink,
  PartnerLinkStack,
  PecAutomation,
  PecIdentityStack,
  ResourceProviderRegistration,
  SignIn,
  UnmanagedCustomer,
} from 'cdktf-partner-earned-credit';
import { Construct } from 'constructs';
import {
  automation,
  CUSTOMER_TENANT,
  MANAGING_TENANT,
  newApp,
  newCustomer,
  newDelegation,
  newOffer,
  newStack,
  SUBSCRIPTION,
} from './fabrikam';
import { pageText } from './pages';
import { type Block, synthesize } from './synth';

const link = { partnerId: '1234567', principal: automation };

/** Each construct as most people declare it. */
const DECLARED: Record<string, (stack: TerraformStack) => Construct> = {
  CustomerStack: () => newCustomer(newApp()),
  PecIdentityStack: () => new PecIdentityStack(newApp(), 'pec-identity', { managingTenantId: MANAGING_TENANT }),
  PartnerLinkStack: () => new PartnerLinkStack(newApp(), 'partner-link', { ...link, signIn: SignIn.oidc() }),
  PecAutomation: stack =>
    new PecAutomation(stack, 'pec', {
      managingTenantId: MANAGING_TENANT,
      credentials: {
        federated: [FederatedCredential.githubActions({ repository: 'fabrikam/customers', environment: 'production' })],
      },
    }),
  PartnerAdminLink: stack => new PartnerAdminLink(stack, 'link', link),
  LighthouseDelegation: stack => newDelegation(stack, { automation }),
  ResourceProviderRegistration: stack =>
    new ResourceProviderRegistration(stack, 'registration', {
      subscriptionId: SUBSCRIPTION,
      offer: newOffer(),
      automation,
    }),
  ManagementGroupOnboarding: stack =>
    new ManagementGroupOnboarding(stack, 'contoso', {
      managementGroupId: 'contoso',
      location: 'westeurope',
      subscriptionIds: [SUBSCRIPTION],
      offer: newOffer(),
      automation,
    }),
  UnmanagedCustomer: stack =>
    new UnmanagedCustomer(stack, 'contoso', {
      customer: { name: 'Contoso', tenantId: CUSTOMER_TENANT, subscriptions: [{ id: SUBSCRIPTION }] },
      onboarding: Onboarding.ARM_TEMPLATE,
      offer: newOffer(),
      automation,
    }),
};

const page = pageText('docs/constructs.md');

/** The names in code of a line of a section. */
function listed(construct: string, line: string): string[] {
  const section = page.split(/^### /m).find(text => text.startsWith(`\`${construct}\``)) ?? '';
  return namesIn(section.split('\n').find(text => text.startsWith(`- ${line}: `)) ?? '');
}

function namesIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, name]) => name).sort();
}

describe('docs/constructs.md', () => {
  it('has a section for each construct that is exported', () => {
    const constructs = Object.entries(library)
      .filter(
        ([, value]) =>
          typeof value === 'function' &&
          value.prototype instanceof Construct &&
          !(value.prototype instanceof TerraformProvider),
      )
      .map(([name]) => name);
    expect(Object.keys(DECLARED).sort()).toEqual(constructs.sort());
    expect([...page.matchAll(/^### `(\w+)`$/gm)].map(([, name]) => name).sort()).toEqual(constructs);
  });

  it.each(Object.entries(DECLARED))('says what %s writes', (name, declare) => {
    const stack = newStack();
    const construct = declare(stack);
    const {
      resource = {},
      data = {},
      output = {},
    } = synthesize(TerraformStack.isStack(construct) ? construct : stack) as Record<string, Block | undefined>;
    const written = [...Object.keys(resource), ...Object.keys(data).map(type => `data.${type}`)];
    expect(listed(name, 'Writes')).toEqual(written.sort());
    expect(listed(name, 'Outputs')).toEqual(Object.keys(output).sort());
  });

  it('names what is exported, beside the constructs too', () => {
    const beside = page.slice(page.indexOf('## Beside them'));
    expect(namesIn(beside).filter(name => !(name in library))).toEqual([]);
  });
});
