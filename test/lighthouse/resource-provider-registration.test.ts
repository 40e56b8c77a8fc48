import { AzapiProvider, ResourceProviderRegistration } from 'cdktf-partner-earned-credit';
import { dataSources, resources, synthesize } from '../synth';
import {
  contributors,
  newDelegation,
  newOffer,
  newStack,
  OTHER_SUBSCRIPTION,
  registration,
  REGISTRATION,
  resource,
  SUBSCRIPTION,
  token,
} from './fixtures';

const backup = newOffer({ name: 'Fabrikam Backup', authorizations: [], operatorsCanEndDelegation: false });

describe('ResourceProviderRegistration', () => {
  it('minimal', () => {
    const stack = newStack();
    new ResourceProviderRegistration(stack, 'registration', { subscriptionId: SUBSCRIPTION });
    const { actions, lists } = registration(SUBSCRIPTION, [
      'registration_Register_36842F41',
      'registration_Wait_9F3C6EF7',
      'registration_Registered_C8FA189E',
    ]);
    expect(synthesize(stack)).toEqual({
      resource: { azapi_resource_action: actions },
      data: { azapi_resource_list: lists },
    });
  });

  it('uses the provider that the delegation was given', () => {
    const stack = newStack();
    newDelegation(stack, { azapiProvider: new AzapiProvider(stack, 'azapi', { alias: 'customer' }) });
    expect(Object.values(resources(stack, 'azapi_resource_action'))).toMatchObject([
      { provider: 'azapi.customer' },
      { provider: 'azapi.customer' },
    ]);
    expect(Object.values(dataSources(stack, 'azapi_resource_list'))).toMatchObject([{ provider: 'azapi.customer' }]);
  });

  it('can be declined', () => {
    const stack = newStack();
    newDelegation(stack, { registerResourceProvider: false });
    expect(Object.keys(synthesize(stack))).toEqual(['resource']);
    expect(resources(stack, 'azapi_resource_action')).toEqual({});
    expect(resource(stack, 'azurerm_lighthouse_definition').depends_on).toBeUndefined();
  });
});

describe('ResourceProviderRegistration.forDelegation', () => {
  const automation = {
    principalId: 'f0000000-0000-4000-8000-0000000000aa',
    clientId: 'f0000000-0000-4000-8000-0000000000ab',
    tenantId: backup.managingTenantId,
  };

  it('is one for two offers of one subscription', () => {
    const stack = newStack();
    newDelegation(stack, { offer: newOffer({ authorizations: [contributors] }) }, 'operation');
    newDelegation(stack, { offer: backup, automation, subscriptionId: SUBSCRIPTION.toUpperCase() }, 'backup');
    expect(Object.keys(resources(stack, 'azapi_resource_action'))).toEqual(REGISTRATION.slice(0, 2));
    const definitions = Object.values(resources(stack, 'azurerm_lighthouse_definition'));
    const registered = `data.azapi_resource_list.${REGISTRATION[2]}`;
    expect(definitions.map(definition => definition.depends_on)).toEqual([[registered], [registered]]);
  });

  it('is one for each subscription', () => {
    const stack = newStack();
    newDelegation(stack, {}, 'one');
    newDelegation(stack, { subscriptionId: OTHER_SUBSCRIPTION }, 'two');
    expect(Object.values(dataSources(stack, 'azapi_resource_list')).map(list => list.parent_id)).toEqual([
      `/subscriptions/${SUBSCRIPTION}`,
      `/subscriptions/${OTHER_SUBSCRIPTION}`,
    ]);
  });

  it('is one for each delegation where only Terraform knows the subscription', () => {
    const stack = newStack();
    const subscriptionId = token(stack, 'subscription');
    newDelegation(stack, { subscriptionId }, 'one');
    newDelegation(stack, { subscriptionId, offer: backup, automation }, 'two');
    expect(Object.keys(dataSources(stack, 'azapi_resource_list'))).toEqual([
      expect.stringMatching(/^one_Registration_Registered_/),
      expect.stringMatching(/^two_Registration_Registered_/),
    ]);
  });
});
