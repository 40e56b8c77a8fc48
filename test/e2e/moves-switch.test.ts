import type { App } from 'cdktf';
import {
  ArmTemplate,
  AzureBuiltInRole,
  CustomerStack,
  Onboarding,
  StateBackend,
  UnmanagedCustomer,
} from 'cdktf-partner-earned-credit';
import { deploy } from '../lighthouse/arm/arm-functions';
import { AUTOMATION, customer, offer, SUBSCRIPTION } from './declarations';
import { describeWithTerraform } from './describe-with-terraform';
import { CONTOSO_WORLD, MANAGING_TENANT } from './fabrikam';
import { type Access, deployAs, keeping } from './moves-azure';
import { plannedChanges } from './moves-plan';
import { Stage } from './stage';

const EARNING: Access = {
  subscription: SUBSCRIPTION,
  tenant: MANAGING_TENANT,
  principal: AUTOMATION.principalId,
  role: AzureBuiltInRole.SUPPORT_REQUEST_CONTRIBUTOR.id,
};

function declareManaged(app: App, adopt?: boolean): void {
  new CustomerStack(app, 'customer-contoso', {
    customer: customer('Contoso', 'c', { subscriptions: [{ id: SUBSCRIPTION, adopt }] }),
    offer: offer(),
    automation: AUTOMATION,
    backend: StateBackend.local({ directory: 'state' }),
  });
}

/** guid('cdktf-partner-earned-credit/registration/Fabrikam Managed Services') */
const PROBE = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.ManagedServices/registrationDefinitions/51c07e4a-822f-5e21-ba7a-bfb141c53c25`;

describeWithTerraform('a customer who deploys by itself from now on, and comes back', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.open({ world: CONTOSO_WORLD });
    stage.synthesize(app => declareManaged(app));
    await stack().init();
    await stack().apply();
  });

  afterAll(() => stage.close());

  const stack = () => stage.stack('customer-contoso');
  const pipeline = () => stage.azure.client('Contoso pipeline');
  const requests = () => stage.azure.requests.all().map(({ method, path }) => `${method} ${path}`);
  const writes = () => requests().filter(request => !request.startsWith('GET') && !request.includes('/oauth2/'));

  const planned = async () =>
    (await plannedChanges(stack())).map(({ address, does }) => `${address.split('.')[0]}: ${does}`).sort();

  it('is forgotten by Terraform without a request to Azure', async () => {
    const before = requests();
    expect((await stack().run(['state', 'rm', ...(await stack().addresses())])).exitCode).toBe(0);
    expect(await stack().addresses()).toEqual([]);
    expect(requests()).toEqual(before);
  });

  it('deploys the template over the delegation that is there', async () => {
    stage.synthesize(app => {
      new UnmanagedCustomer(app, 'customer-contoso', {
        customer: customer('Contoso', 'c'),
        onboarding: Onboarding.ARM_TEMPLATE,
        offer: offer(),
        automation: AUTOMATION,
      });
    });
    const { json } = ArmTemplate.of(offer(), { automation: AUTOMATION });
    const { resources } = deploy(json, undefined, { subscriptionId: SUBSCRIPTION });
    await keeping(stage, [EARNING], async () => {
      expect(await deployAs(pipeline(), resources)).toEqual([200, 200]);
    });
    expect([stage.definitions, stage.assignments].map(list => list.length)).toEqual([1, 1]);
  });

  it('is adopted again, and nothing is written', async () => {
    stage.synthesize(app => declareManaged(app, true));
    const before = writes();
    expect(await planned()).toEqual(['azurerm_lighthouse_assignment: import', 'azurerm_lighthouse_definition: import']);
    await keeping(stage, [EARNING], () => stack().apply());
    expect(writes()).toEqual(before);
    expect((await stack().plan()).isEmpty).toBe(true);
  });

  it('asks for its registration, and changes nothing, once `adopt` is taken out', async () => {
    stage.synthesize(app => declareManaged(app));
    const before = writes().length;
    expect(await planned()).toEqual(Array(3).fill('azapi_resource_action: create'));
    await keeping(stage, [EARNING], () => stack().apply());
    expect(writes().slice(before)).toEqual([
      `POST /subscriptions/${SUBSCRIPTION}/providers/Microsoft.ManagedServices/register`,
      ...['PUT', 'DELETE'].map(method => `${method} ${PROBE}`),
    ]);
    expect((await stack().plan()).isEmpty).toBe(true);
  });
});
