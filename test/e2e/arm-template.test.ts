import {
  ArmTemplate,
  type ArmTemplateOptions,
  Authorization,
  AzureBuiltInRole,
  type CustomerSubscription,
  LighthouseOffer,
  type LighthouseOfferProps,
  Principal,
} from 'cdktf-partner-earned-credit';
import { deploy, type DeployedResource } from '../lighthouse/arm/arm-functions';
import { AUTOMATION, customer, declareContoso, ENGINEERS, LEADS, OPERATORS, SUBSCRIPTION } from './declarations';
import { describeWithTerraform } from './describe-with-terraform';
import { CONTOSO_WORLD, MANAGING_TENANT } from './fabrikam';
import { Stage } from './stage';

const { CONTRIBUTOR, MONITORING_CONTRIBUTOR, NETWORK_CONTRIBUTOR, READER, TAG_CONTRIBUTOR, USER_ACCESS_ADMINISTRATOR } =
  AzureBuiltInRole;
const RESOURCE_GROUPS = ['rg-web', 'rg-data'];

/** Every kind of authorization, with texts that a template has to escape. */
const offer = (props: Partial<LighthouseOfferProps> = {}) =>
  new LighthouseOffer({
    name: "[Fabrikam's Managed Services]",
    description: "[concat('not', 'evaluated')]",
    managingTenantId: MANAGING_TENANT,
    authorizations: [
      Authorization.permanent(OPERATORS, CONTRIBUTOR),
      Authorization.permanent(Principal.group(ENGINEERS.id), READER),
      Authorization.permanent(LEADS, USER_ACCESS_ADMINISTRATOR, { delegatedRoles: [TAG_CONTRIBUTOR, READER] }),
      Authorization.eligible(ENGINEERS, NETWORK_CONTRIBUTOR, {
        maximumActivationDuration: 'PT90M',
        approvers: [LEADS, Principal.group(OPERATORS.id)],
      }),
      Authorization.eligible(Principal.group(ENGINEERS.id), MONITORING_CONTRIBUTOR, {
        multiFactorAuthentication: false,
      }),
    ],
    ...props,
  });

describeWithTerraform('an ARM template', () => {
  let stage: Stage;

  beforeEach(async () => {
    stage = await Stage.open({ world: CONTOSO_WORLD });
  });

  afterEach(() => stage.close());

  const contoso = () => stage.stack('customer-contoso');

  function synthesize(declared: LighthouseOffer, subscription: Partial<CustomerSubscription>): void {
    stage.synthesize(app =>
      declareContoso(app, {
        offer: declared,
        registerResourceProvider: false, // Nothing but azurerm's requests is compared, and it is registered.
        customer: customer('Contoso', 'c', { subscriptions: [{ id: SUBSCRIPTION, ...subscription }] }),
      }),
    );
  }

  /** What the template asks Azure for. */
  function templated(declared: LighthouseOffer, options: ArmTemplateOptions): DeployedResource[] {
    const template = ArmTemplate.of(declared, { automation: AUTOMATION, ...options });
    const target = { subscriptionId: SUBSCRIPTION, resourceGroups: RESOURCE_GROUPS };
    return deploy(template.json, template.parametersJson, target).resources;
  }

  /** What azurerm asked Azure for. */
  const sent = (): DeployedResource[] =>
    stage.azure.requests.matching('PUT', /\/registration(Definitions|Assignments)\//).map(request => ({
      id: request.path,
      apiVersion: request.apiVersion ?? '',
      body: request.body as DeployedResource['body'],
    }));

  it.each<[string, ArmTemplateOptions]>([
    ['a subscription', {}],
    ['a subscription, with parameters', { parameterized: true }],
    ['resource groups', { resourceGroups: RESOURCE_GROUPS }],
    [
      'given ids',
      {
        definitionId: 'A0000000-0000-4000-8000-00000000000A',
        resourceGroups: RESOURCE_GROUPS,
        resourceGroupAssignmentIds: { 'rg-web': 'A0000000-0000-4000-8000-00000000000B' },
      },
    ],
  ])('of %s asks Azure for what azurerm asks for, field by field', async (_case, options) => {
    const { parameterized: _parameterized, ...subscription } = options;
    synthesize(offer(), subscription);
    await contoso().init();
    await contoso().apply();
    expect(sent()).toHaveLength(options.resourceGroups ? 3 : 2);
    expect(comparable(templated(offer(), options))).toEqual(comparable(sent()));
  });

  it('of an offer without description too', async () => {
    const plain = offer({ description: undefined, authorizations: [] });
    synthesize(plain, {});
    await contoso().init();
    await contoso().apply();
    expect(comparable(templated(plain, {}))).toEqual(comparable(sent()));
  });

  it('of a marketplace plan asks for the same plan', async () => {
    const published = offer({
      plan: { name: 'gold', publisher: 'fabrikam', product: 'managed-services', version: '1.2.5' },
    });
    synthesize(published, {});
    await contoso().init();
    // The emulated cloud has no marketplace.
    await expect(contoso().apply()).rejects.toThrow('is not a published managed service offer');
    const [definition] = templated(published, {});
    expect(comparable([definition])).toEqual(comparable(sent().slice(0, 1)));
    expect(definition.body).toHaveProperty('plan.product', 'managed-services');
  });

  it('that the customer deployed is taken over by Terraform without a change', async () => {
    const owner = stage.azure.client('Contoso pipeline');
    for (const { id, apiVersion, body } of templated(offer(), { resourceGroups: RESOURCE_GROUPS })) {
      const url = `${id}?api-version=${apiVersion}`;
      expect((await owner.arm('PUT', url, body)).status).toBeLessThan(300);
      await settled(async () => (await owner.arm('GET', url)).body);
    }
    const deployed = sent().length;
    synthesize(offer(), { resourceGroups: RESOURCE_GROUPS, adopt: true });
    await contoso().init();
    expect((await contoso().plan()).summary).toBe('3 to import, 0 to add, 0 to change, 0 to destroy');
    await contoso().apply();
    expect(sent()).toHaveLength(deployed);
    expect((await contoso().plan()).isEmpty).toBe(true);
  });
});

/**
 * The resources without what means nothing: the order of lists, which are sets to azurerm, and the empty display names
 * and lists of delegated roles that it writes where nothing was declared.
 */
function comparable(resources: DeployedResource[]): unknown {
  return inOrder(resources.map(resource => normalized(resource)));
}

function normalized(value: unknown): unknown {
  if (Array.isArray(value)) {
    return inOrder(value.map(normalized));
  }
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value)
      .filter(([name, member]) => name !== 'principalIdDisplayName' || member !== '')
      .filter(([name, member]) => name !== 'delegatedRoleDefinitionIds' || (member as unknown[] | null)?.length)
      .map(([name, member]) => [name, normalized(member)] as const);
    return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  return value;
}

function inOrder(list: unknown[]): unknown[] {
  const text = (value: unknown) => JSON.stringify(value);
  return [...list].sort((a, b) => (text(a) < text(b) ? -1 : 1));
}

/** Asks until Azure says that it has provisioned what was put. */
async function settled(ask: () => Promise<Record<string, unknown>>): Promise<void> {
  for (let i = 0; i < 20; i++) {
    if (((await ask()).properties as { provisioningState?: string } | undefined)?.provisioningState === 'Succeeded') {
      return;
    }
  }
  throw new Error('Azure did not provision it');
}
