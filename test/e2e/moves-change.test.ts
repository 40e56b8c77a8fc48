import {
  armGuid,
  Authorization,
  AzureBuiltInRole,
  type Customer,
  CustomerStack,
  CustomerStatus,
  LighthouseOffer,
  PecAutomation,
  Principal,
  StateBackend,
} from 'cdktf-partner-earned-credit';
import type { TenantSeed } from '../../emulator';
import { AUTOMATION, customer, OPERATORS, SUBSCRIPTION } from './declarations';
import { describeWithTerraform } from './describe-with-terraform';
import { CONTOSO_WORLD, MANAGING_TENANT } from './fabrikam';
import { type Access, deployAs, holds, keeping, resourcesOf } from './moves-azure';
import { Stage } from './stage';
import { PROTECTED, type Terraform } from './terraform';

const { CONTRIBUTOR, READER, SUPPORT_REQUEST_CONTRIBUTOR } = AzureBuiltInRole;

/** Another tenant that manages customers: Fabrikam's next one, or another partner's. */
function managingTenant(displayName: string, digit: string): TenantSeed {
  return {
    id: `${digit}0000000-0000-4000-8000-000000000001`,
    displayName,
    applications: [
      {
        displayName: `PEC-Automation of ${displayName}`,
        servicePrincipalObjectId: `${digit}0000000-0000-4000-8000-000000000002`,
        clientId: `${digit}0000000-0000-4000-8000-000000000003`,
      },
    ],
    groups: [{ displayName: `${displayName} operators`, objectId: `${digit}0000000-0000-4000-8000-000000000021` }],
  };
}

const NEXT_TENANT = managingTenant('Fabrikam Europe', '8');
const NEXT_OPERATORS = Principal.group('80000000-0000-4000-8000-000000000021', 'Fabrikam Europe operators');
const NEXT_AUTOMATION = PecAutomation.fromAttributes({
  principalId: '80000000-0000-4000-8000-000000000002',
  clientId: '80000000-0000-4000-8000-000000000003',
  tenantId: NEXT_TENANT.id,
  linkedPartnerId: '7654321',
});
const OTHER_PARTNER = managingTenant('Litware', '9');

function offered(name: string, managingTenantId = MANAGING_TENANT, operators = OPERATORS): LighthouseOffer {
  return new LighthouseOffer({
    name,
    managingTenantId,
    authorizations: [Authorization.permanent(operators, CONTRIBUTOR)],
  });
}

describeWithTerraform('a delegation that has to change', () => {
  let stage: Stage;

  beforeAll(async () => {
    const tenants = [...CONTOSO_WORLD.tenants, NEXT_TENANT, OTHER_PARTNER];
    stage = await Stage.open({ world: { ...CONTOSO_WORLD, tenants } });
  });

  afterAll(() => stage.close());

  const requests = () =>
    stage.azure.requests
      .writes()
      .filter(({ path }) => path.includes('/registration'))
      .map(({ method, path, status }) => `${method} ${path.replace(/^.*\/(registration\w+).*$/, '$1')} ${status}`);
  const names = () => stage.definitions.map(({ properties }) => properties.registrationDefinitionName);
  // The resource provider is registered in this world; asking for it again would only take time.
  const common = { backend: StateBackend.local({ directory: 'state' }), registerResourceProvider: false };
  const earning: Access = {
    subscription: SUBSCRIPTION,
    tenant: MANAGING_TENANT,
    principal: AUTOMATION.principalId,
    role: SUPPORT_REQUEST_CONTRIBUTOR.id,
  };

  async function expectRefusal(stack: Terraform): Promise<void> {
    const before = requests();
    await expect(stack.apply()).rejects.toThrow(PROTECTED);
    expect(requests()).toEqual(before);
  }

  describe('of Contoso', () => {
    const OLD_NAME = 'Fabrikam Managed Services';
    const NEW_NAME = 'Fabrikam Cloud Care';
    const pinned = { id: SUBSCRIPTION, definitionId: armGuid(OLD_NAME), assignmentId: armGuid(OLD_NAME) };
    const stack = () => stage.stack('customer-contoso');
    const nextStack = () => stage.stack('customer-contoso-europe', stage.azure.signIn('Contoso pipeline'));

    const declare = (offer: LighthouseOffer, automation = AUTOMATION, more: Partial<Customer> = {}) =>
      stage.synthesize(app => {
        new CustomerStack(app, 'customer-contoso', {
          customer: customer('Contoso', 'c', more),
          offer,
          automation,
          ...common,
        });
      });
    const declareBoth = (status: CustomerStatus, nextStatus = CustomerStatus.ACTIVE) =>
      stage.synthesize(app => {
        new CustomerStack(app, 'customer-contoso', {
          customer: customer('Contoso', 'c', { status, subscriptions: [pinned] }),
          offer: offered(NEW_NAME),
          automation: AUTOMATION,
          ...common,
        });
        new CustomerStack(app, 'customer-contoso-europe', {
          customer: customer('Contoso', 'c', { status: nextStatus }),
          offer: offered('Fabrikam Europe', NEXT_TENANT.id, NEXT_OPERATORS),
          automation: NEXT_AUTOMATION,
          ...common,
        });
      });

    it('gets another name under its old ids, and nothing is removed', async () => {
      declare(offered(OLD_NAME));
      await stack().init();
      await stack().apply();
      declare(offered(NEW_NAME), AUTOMATION, { subscriptions: [pinned] });
      await expectRefusal(stack());

      const before = requests().length;
      await keeping(stage, [earning], async () => {
        const addresses = (await stack().addresses()).filter(address => address.startsWith('azurerm_lighthouse_'));
        expect((await stack().run(['state', 'rm', ...addresses])).exitCode).toBe(0);
        await stack().apply();
      });
      expect(requests().slice(before)).toEqual(['PUT registrationDefinitions 200', 'PUT registrationAssignments 200']);
      expect(names()).toEqual([NEW_NAME]);
      expect((await stack().plan()).isEmpty).toBe(true);
    });

    it('moves to another managing tenant: the next delegation comes before this one goes', async () => {
      declare(offered(NEW_NAME, NEXT_TENANT.id, NEXT_OPERATORS), NEXT_AUTOMATION, { subscriptions: [pinned] });
      await expectRefusal(stack());

      declareBoth(CustomerStatus.ACTIVE);
      await nextStack().init();
      await keeping(stage, [earning], () => nextStack().apply());
      const next = { ...earning, tenant: NEXT_TENANT.id, principal: NEXT_AUTOMATION.principalId };
      expect([earning, next].map(access => holds(stage, access))).toEqual([true, true]);

      declareBoth(CustomerStatus.OFFBOARDED);
      const before = requests().length;
      await keeping(stage, [next], () => stack().apply());
      expect(requests().slice(before)).toEqual([
        'DELETE registrationAssignments 202',
        'DELETE registrationDefinitions 200',
      ]);
      expect(names()).toEqual(['Fabrikam Europe']);
      expect((await nextStack().plan()).isEmpty).toBe(true);
    });

    it('is not removed again after the customer did it', async () => {
      const pipeline = stage.azure.client('Contoso pipeline');
      for (const { id } of [...stage.assignments, ...stage.definitions]) {
        await pipeline.arm('DELETE', `${id}?api-version=2022-10-01`);
        await pipeline.arm('GET', `${id}?api-version=2022-10-01`);
      }
      expect((await nextStack().plan()).summary).toBe('2 to add, 0 to change, 0 to destroy');
      declareBoth(CustomerStatus.OFFBOARDED, CustomerStatus.OFFBOARDED);
      const before = requests();
      await nextStack().apply();
      expect(requests()).toEqual(before);
      expect(await nextStack().addresses()).toEqual([]);
    });
  });

  it('is refused where that of another partner has the same id, and comes beside it under another name', async () => {
    const NAME = 'Managed Services';
    const id = 'd0000000-0000-4000-8000-000000000011';
    const theirs: Access = {
      subscription: id,
      tenant: OTHER_PARTNER.id,
      principal: '90000000-0000-4000-8000-000000000021',
      role: READER.id,
    };
    const theirOffer = resourcesOf({
      subscription: id,
      apiVersion: '2022-10-01',
      definition: armGuid(NAME),
      assignments: { '': armGuid(NAME) },
      properties: {
        registrationDefinitionName: NAME,
        managedByTenantId: theirs.tenant,
        authorizations: [{ principalId: theirs.principal, roleDefinitionId: theirs.role }],
      },
    });
    await deployAs(stage.azure.client('Northwind pipeline'), theirOffer);
    const declare = (name: string) =>
      stage.synthesize(app => {
        new CustomerStack(app, 'customer-northwind', {
          customer: customer('Northwind', 'd'),
          offer: offered(name),
          automation: AUTOMATION,
          ...common,
        });
      });
    const stack = stage.stack('customer-northwind');
    declare(NAME);
    await stack.init();
    await keeping(stage, [theirs], async () => {
      await expect(stack.apply()).rejects.toThrow('RegistrationDefinitionInvalidUpdate');
      declare('Fabrikam Managed Services');
      await stack.apply();
    });
    expect(names()).toEqual([NAME, 'Fabrikam Managed Services']);
    expect(holds(stage, { ...earning, subscription: id })).toBe(true);
  });
});
