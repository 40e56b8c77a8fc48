import { setTimeout as sleep } from 'node:timers/promises';
import {
  armGuid,
  Authorization,
  AzureBuiltInRole,
  CustomerStack,
  CustomerStatus,
  LighthouseOffer,
  StateBackend,
} from 'cdktf-partner-earned-credit';
import { AUTOMATION, customer, declareContoso, ENGINEERS, LEADS, offer, SUBSCRIPTION } from './declarations';
import { describeWithEachAzurerm } from './describe-with-terraform';
import { CONTOSO_WORLD, MANAGING_TENANT } from './fabrikam';
import { Stage } from './stage';
import { PROTECTED } from './terraform';

const DEFINITION = '550da55f-48fd-5c59-9c9c-86d86ee466b3'; // guid('Fabrikam Managed Services')

describeWithEachAzurerm('a customer', azurerm => {
  let stage: Stage;

  beforeEach(async () => {
    stage = await Stage.open({ world: CONTOSO_WORLD, azurerm });
  });

  afterEach(() => stage.close());

  const contoso = () => stage.stack('customer-contoso');
  const writes = (since = 0) =>
    stage.azure.requests
      .writes()
      .slice(since)
      .map(({ method, path }) => `${method} ${path.replace(/^.*(registration\w+|register)/, '$1')}`);

  it('sends Azure what the declaration says, field by field', async () => {
    stage.synthesize(app =>
      declareContoso(app, {
        offer: offer(
          Authorization.permanent(ENGINEERS, AzureBuiltInRole.READER),
          Authorization.permanent(LEADS, AzureBuiltInRole.USER_ACCESS_ADMINISTRATOR, {
            delegatedRoles: [AzureBuiltInRole.TAG_CONTRIBUTOR],
          }),
          Authorization.eligible(ENGINEERS, AzureBuiltInRole.NETWORK_CONTRIBUTOR, {
            maximumActivationDuration: 'PT90M',
            approvers: [LEADS],
          }),
          Authorization.eligible(ENGINEERS, AzureBuiltInRole.MONITORING_CONTRIBUTOR, {
            multiFactorAuthentication: false,
          }),
        ),
      }),
    );
    await contoso().init();
    expect((await contoso().plugins()).azurerm).toMatch(new RegExp(`^${azurerm}\\.`));
    await contoso().apply();
    const [put] = stage.azure.requests.matching('PUT', new RegExp(`registrationDefinitions/${DEFINITION}`));
    const properties = (put.body as { properties: Record<string, object[]> }).properties;
    const byPrincipal = (list: object[]) => [...list].map(item => JSON.stringify(sorted(item))).sort();
    const person = (id: string, name: string, role: AzureBuiltInRole, more: object = {}) => ({
      principalId: id,
      principalIdDisplayName: name,
      roleDefinitionId: role.id,
      ...more,
    });
    const { MANAGED_SERVICES_REGISTRATION_ASSIGNMENT_DELETE: DELETE } = AzureBuiltInRole;
    const operators = 'f0000000-0000-4000-8000-000000000021';
    expect(byPrincipal(withoutEmpty(properties.authorizations))).toEqual(
      byPrincipal([
        person(operators, 'Fabrikam operators', AzureBuiltInRole.CONTRIBUTOR),
        person(ENGINEERS.id, 'Fabrikam engineers', AzureBuiltInRole.READER),
        person(LEADS.id, 'Fabrikam leads', AzureBuiltInRole.USER_ACCESS_ADMINISTRATOR, {
          delegatedRoleDefinitionIds: [AzureBuiltInRole.TAG_CONTRIBUTOR.id],
        }),
        person(AUTOMATION.principalId, 'PEC-Automation', AzureBuiltInRole.SUPPORT_REQUEST_CONTRIBUTOR),
        person(operators, 'Fabrikam operators', DELETE),
        person(ENGINEERS.id, 'Fabrikam engineers', DELETE),
        person(LEADS.id, 'Fabrikam leads', DELETE),
      ]),
    );
    expect(byPrincipal(withoutEmpty(properties.eligibleAuthorizations))).toEqual(
      byPrincipal([
        person(ENGINEERS.id, 'Fabrikam engineers', AzureBuiltInRole.NETWORK_CONTRIBUTOR, {
          justInTimeAccessPolicy: {
            managedByTenantApprovers: [{ principalId: LEADS.id, principalIdDisplayName: 'Fabrikam leads' }],
            maximumActivationDuration: 'PT1H30M',
            multiFactorAuthProvider: 'Azure',
          },
        }),
        person(ENGINEERS.id, 'Fabrikam engineers', AzureBuiltInRole.MONITORING_CONTRIBUTOR, {
          justInTimeAccessPolicy: { maximumActivationDuration: 'PT8H', multiFactorAuthProvider: 'None' },
        }),
      ]),
    );
    expect(properties).toMatchObject({
      registrationDefinitionName: 'Fabrikam Managed Services',
      description: 'Operation by Fabrikam.',
      managedByTenantId: 'f0000000-0000-4000-8000-000000000001',
    });
    expect((await contoso().plan()).isEmpty).toBe(true);
  });

  it('gets an authorization added in place, and a resource group later', async () => {
    const subscriptions = (resourceGroups: string[]) => ({
      customer: customer('Contoso', 'c', { subscriptions: [{ id: SUBSCRIPTION, resourceGroups }] }),
    });
    stage.synthesize(app => declareContoso(app, subscriptions(['rg-web'])));
    await contoso().init();
    await contoso().apply();
    const onboarded = writes().length;
    stage.synthesize(app =>
      declareContoso(app, {
        ...subscriptions(['rg-web', 'rg-data']),
        offer: offer(Authorization.permanent(ENGINEERS, AzureBuiltInRole.READER)),
      }),
    );
    expect((await contoso().plan()).summary).toBe('1 to add, 1 to change, 0 to destroy');
    await contoso().apply();
    expect(writes(onboarded).sort()).toEqual([
      expect.stringContaining('PUT registrationAssignments/'),
      `PUT registrationDefinitions/${DEFINITION}`,
    ]);
    expect(stage.assignments).toHaveLength(2);
  });

  it('has two offers at one subscription, one of them at resource groups, and a second plan has nothing to do', async () => {
    const backup = new LighthouseOffer({
      name: 'Fabrikam Backup',
      managingTenantId: MANAGING_TENANT,
      authorizations: [Authorization.permanent(ENGINEERS, AzureBuiltInRole.READER)],
      operatorsCanEndDelegation: false,
    });
    const resourceGroups = ['rg-web', 'rg-data'];
    stage.synthesize(app => {
      declareContoso(app);
      new CustomerStack(app, 'customer-contoso-backup', {
        customer: customer('Contoso', 'c', { subscriptions: [{ id: SUBSCRIPTION, resourceGroups }] }),
        offer: backup,
        backend: StateBackend.local({ directory: 'state' }),
      });
    });
    const stacks = ['customer-contoso', 'customer-contoso-backup'].map(name =>
      stage.stack(name, stage.azure.signIn('Contoso pipeline')),
    );
    for (const stack of stacks) {
      await stack.init();
      await stack.apply();
    }
    expect(stage.assignments.map(({ name }) => name).sort()).toEqual(
      [DEFINITION, ...resourceGroups.map(group => armGuid('Fabrikam Backup', group))].sort(),
    );
    expect(stage.definitions).toHaveLength(2);
    for (const stack of stacks) {
      expect(await stack.plan()).toMatchObject({ isEmpty: true, summary: 'no changes' });
    }
  });

  it('refuses a renamed offer while it is protected', async () => {
    stage.synthesize(app => declareContoso(app));
    await contoso().init();
    await contoso().apply();
    const onboarded = writes().length;
    stage.edit('customer-contoso', text => text.replace('"name": "Fabrikam Managed Services"', '"name": "Renamed"'));
    await expect(contoso().apply()).rejects.toThrow(PROTECTED);
    expect(writes(onboarded)).toEqual([]);
  });

  it('loses its delegation when offboarded, and nobody else does', async () => {
    const declareBoth = (status: CustomerStatus) =>
      stage.synthesize(app => {
        declareContoso(app, { customer: customer('Contoso', 'c', { status }) });
        new CustomerStack(app, 'customer-northwind', {
          customer: customer('Northwind', 'd'),
          offer: offer(),
          automation: AUTOMATION,
          backend: StateBackend.local({ directory: 'state' }),
        });
      });
    declareBoth(CustomerStatus.ACTIVE);
    for (const name of ['customer-contoso', 'customer-northwind']) {
      await stage.stack(name).init();
      await stage.stack(name).apply();
    }
    declareBoth(CustomerStatus.OFFBOARDED);
    const onboarded = writes().length;
    await contoso().apply();
    expect(writes(onboarded)).toEqual([
      `DELETE registrationAssignments/${DEFINITION}`,
      `DELETE registrationDefinitions/${DEFINITION}`,
    ]);
    expect(stage.definitions.map(definition => definition.subscription.displayName)).toEqual(['Northwind 11']);
    expect((await stage.stack('customer-northwind').plan()).isEmpty).toBe(true);
  });

  it('onboarded earlier by template is adopted: an update in place, no replacement', async () => {
    const owner = stage.azure.client('Contoso pipeline');
    const scope = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.ManagedServices`;
    const definition = `${scope}/registrationDefinitions/${DEFINITION}`;
    await owner.arm('PUT', `${definition}?api-version=2019-06-01`, {
      properties: {
        registrationDefinitionName: 'Fabrikam Managed Services',
        description: 'As the template said.',
        managedByTenantId: 'f0000000-0000-4000-8000-000000000001',
        authorizations: [
          {
            principalId: 'f0000000-0000-4000-8000-000000000021',
            roleDefinitionId: AzureBuiltInRole.CONTRIBUTOR.id,
            principalIdDisplayName: 'Fabrikam operators',
          },
        ],
      },
    });
    await settled(() => owner.arm('GET', `${definition}?api-version=2019-06-01`));
    const assignment = `${scope}/registrationAssignments/${DEFINITION}?api-version=2019-06-01`;
    await owner.arm('PUT', assignment, { properties: { registrationDefinitionId: definition } });
    await settled(() => owner.arm('GET', assignment));

    stage.synthesize(app =>
      declareContoso(app, {
        customer: customer('Contoso', 'c', { subscriptions: [{ id: SUBSCRIPTION, adopt: true }] }),
      }),
    );
    await contoso().init();
    const onboarded = writes().length;
    expect((await contoso().plan()).summary).toBe('2 to import, 0 to add, 1 to change, 0 to destroy');
    await contoso().apply();
    expect(writes(onboarded)).toEqual([`PUT registrationDefinitions/${DEFINITION}`]);
    expect((await contoso().plan()).isEmpty).toBe(true);
  });

  it('converges after an apply was killed between request and answer', async () => {
    stage.synthesize(app => declareContoso(app));
    await contoso().init();
    stage.azure.faults.add({
      method: 'PUT',
      route: /registrationDefinitions/,
      fault: 'slow',
      delayMilliseconds: 60_000,
    });
    const first = contoso();
    const interrupted = first.run(['apply', '-auto-approve']);
    while (stage.azure.requests.matching('PUT', /registrationDefinitions/).length === 0) {
      await sleep(50);
    }
    first.kill();
    await interrupted;
    await contoso().apply('-lock=false');
    expect((await contoso().plan('-lock=false')).isEmpty).toBe(true);
    expect([stage.definitions, stage.assignments].map(list => list.length)).toEqual([1, 1]);
  });
});

/** Asks until Azure says that it has provisioned what was put. */
async function settled(ask: () => Promise<{ body: Record<string, unknown> }>): Promise<void> {
  for (let i = 0; i < 20; i++) {
    const { body } = await ask();
    if ((body.properties as { provisioningState?: string } | undefined)?.provisioningState === 'Succeeded') {
      return;
    }
  }
  throw new Error('Azure did not provision it');
}

/** The members in a fixed order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, member]) => [key, sorted(member)]),
    );
  }
  return value;
}

/** azurerm writes some members out although they hold nothing. */
function withoutEmpty(list: object[]): object[] {
  return JSON.parse(
    JSON.stringify(list, (_key, value: unknown) => (Array.isArray(value) && value.length === 0 ? undefined : value)),
  ) as object[];
}
