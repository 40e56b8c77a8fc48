import {
  AzapiProvider,
  AzureBuiltInRole,
  Authorization,
  ResourceProviderRegistration,
} from 'cdktf-partner-earned-credit';
import { resources, synthesize } from '../../synth';
import {
  automation,
  engineers,
  faultsOf,
  newDelegation,
  newOffer,
  newStack,
  OTHER_SUBSCRIPTION,
  PROBE,
  registration,
  REGISTRATION,
  resource,
  SUBSCRIPTION,
  token,
  untyped,
} from '../../fabrikam';

const backup = newOffer({ name: 'Fabrikam Backup', authorizations: [], operatorsCanEndDelegation: false });
const actions = (stack: Parameters<typeof resources>[0]) => resources(stack, 'azapi_resource_action');

describe('ResourceProviderRegistration', () => {
  it('asks Azure to register, then writes and deletes a definition that gives nobody access', () => {
    const stack = newStack();
    new ResourceProviderRegistration(stack, 'registration', { subscriptionId: SUBSCRIPTION, offer: newOffer() });
    const names = Object.keys(actions(stack));
    expect(names.map(name => name.replace(/_\w{8}$/, ''))).toEqual([
      'registration_Probe',
      'registration_Register',
      'registration_Registered',
    ]);
    expect(synthesize(stack)).toEqual({
      resource: { azapi_resource_action: registration(SUBSCRIPTION, [names[1], names[0], names[2]]) },
    });
  });

  it('never writes what an offer may be called', () => {
    const stack = newStack();
    const namesake = newDelegation(stack, { offer: newOffer({ name: 'Fabrikam Managed Services (registration)' }) });
    expect(namesake.definitionGuid).not.toBe(PROBE);
  });

  it('only deletes, without an offer', () => {
    const stack = newStack();
    const { probe } = new ResourceProviderRegistration(stack, 'registration', {
      subscriptionId: SUBSCRIPTION,
    });
    expect(probe).toBeUndefined();
    expect(Object.values(actions(stack)).map(({ method }) => method)).toEqual(['POST', 'DELETE']);
    const [register] = Object.keys(actions(stack));
    expect(Object.values(actions(stack))[1].depends_on).toEqual([`azapi_resource_action.${register}`]);
  });

  it('writes PEC-Automation as Reader where the offer has nobody else permanently', () => {
    const stack = newStack();
    const offer = newOffer({
      authorizations: [Authorization.eligible(engineers, AzureBuiltInRole.CONTRIBUTOR)],
      operatorsCanEndDelegation: false,
    });
    new ResourceProviderRegistration(stack, 'registration', { subscriptionId: SUBSCRIPTION, offer, automation });
    expect(Object.values(actions(stack)).find(({ method }) => method === 'PUT')).toMatchObject({
      body: {
        properties: {
          authorizations: [
            {
              principalId: automation.principalId,
              principalIdDisplayName: 'PEC-Automation',
              roleDefinitionId: AzureBuiltInRole.READER.id,
            },
          ],
        },
      },
    });
  });

  it('reports what is wrong with subscription and offer at once', () => {
    const declare = (props: object | undefined) => () =>
      new ResourceProviderRegistration(newStack(), 'registration', untyped(props));
    expect(faultsOf(declare({ subscriptionId: 'abc', offer: backup }))).toEqual([
      'subscriptionId: "abc" is not a GUID; expected the id of the subscription: 8-4-4-4-12 hexadecimal digits',
      'offer.authorizations: is empty and there is no automation; a delegation needs one authorization at least',
    ]);
    expect(faultsOf(declare(undefined))).toEqual(['props: is missing; expected the properties of the construct']);
  });

  it('uses the provider that the delegation was given', () => {
    const stack = newStack();
    newDelegation(stack, { azapiProvider: new AzapiProvider(stack, 'azapi', { alias: 'customer' }) });
    expect(Object.values(actions(stack)).map(({ provider }) => provider)).toEqual([
      'azapi.customer',
      'azapi.customer',
      'azapi.customer',
    ]);
  });

  it('can be declined', () => {
    const stack = newStack();
    newDelegation(stack, { registerResourceProvider: false });
    expect(Object.keys(synthesize(stack))).toEqual(['resource']);
    expect(actions(stack)).toEqual({});
    expect(resource(stack, 'azurerm_lighthouse_definition').depends_on).toBeUndefined();
  });

  it('is not there for a delegation that is adopted, unless asked for', () => {
    const [adopted, asked] = [newStack(), newStack()];
    newDelegation(adopted, { adopt: true });
    newDelegation(asked, { adopt: true, registerResourceProvider: true });
    expect([adopted, asked].map(stack => Object.keys(actions(stack)).length)).toEqual([0, 3]);
  });
});

describe('ResourceProviderRegistration.forDelegation', () => {
  it('is one for two offers of one subscription', () => {
    const stack = newStack();
    newDelegation(stack, {}, 'operation');
    newDelegation(stack, { offer: backup, automation, subscriptionId: SUBSCRIPTION.toUpperCase() }, 'backup');
    expect(actions(stack)).toEqual(registration(SUBSCRIPTION, REGISTRATION));
    const definitions = Object.values(resources(stack, 'azurerm_lighthouse_definition'));
    const registered = `azapi_resource_action.${REGISTRATION[2]}`;
    expect(definitions.map(definition => definition.depends_on)).toEqual([[registered], [registered]]);
  });

  it('is one for each subscription', () => {
    const stack = newStack();
    newDelegation(stack, {}, 'one');
    newDelegation(stack, { subscriptionId: OTHER_SUBSCRIPTION }, 'two');
    const registered = Object.values(actions(stack)).filter(({ method }) => method === 'POST');
    expect(registered.map(action => action.resource_id)).toEqual([
      `/subscriptions/${SUBSCRIPTION}`,
      `/subscriptions/${OTHER_SUBSCRIPTION}`,
    ]);
  });

  it('is one for each delegation where only Terraform knows the subscription', () => {
    const stack = newStack();
    const subscriptionId = token(stack, 'subscription');
    newDelegation(stack, { subscriptionId }, 'one');
    newDelegation(stack, { subscriptionId, offer: backup, automation }, 'two');
    expect(Object.keys(actions(stack)).filter(name => name.includes('_Registered_'))).toEqual([
      expect.stringMatching(/^one_Registration_Registered_/),
      expect.stringMatching(/^two_Registration_Registered_/),
    ]);
  });
});
