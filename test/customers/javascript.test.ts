import {
  Authorization,
  AzureBuiltInRole,
  CustomerStack,
  DeclarationError,
  Principal,
  SignIn,
  StateBackend,
} from 'cdktf-partner-earned-credit';
import {
  ada,
  automation,
  CUSTOMER_TENANT,
  engineers,
  faultsOf,
  newApp,
  newCustomer,
  newDelegation,
  newOffer,
  newStack,
  operators,
  OTHER_SUBSCRIPTION,
  SUBSCRIPTION,
} from '../fabrikam';

/** Types do not hold in JavaScript, nor for what was parsed from a file. */
const untyped = (value: unknown) => value as never;
const eligible = (options: unknown) => [
  Authorization.permanent(operators, AzureBuiltInRole.READER),
  Authorization.eligible(operators, AzureBuiltInRole.CONTRIBUTOR, untyped(options)),
  Authorization.eligible(engineers, AzureBuiltInRole.CONTRIBUTOR, untyped(options)),
];

describe('what is not what the types say is one typed error', () => {
  const customer = { name: 'Contoso', tenantId: CUSTOMER_TENANT, subscriptions: [{ id: SUBSCRIPTION }] };
  const subscription = (more: object) => ({ ...customer, subscriptions: [{ id: SUBSCRIPTION, ...more }] });
  const offer = (...authorizations: Authorization[]) => newOffer({ authorizations });

  it.each<[string, object]>([
    ['a principal whose id is no text', { offer: offer(...[5, {}].map(id => reader(Principal.user(untyped(id))))) }],
    ['approvers that are no list', { offer: offer(...eligible({ approvers: 'Ada' })) }],
    ['approvers that are no principals', { offer: offer(...eligible({ approvers: ['Ada', 'Bob'] })) }],
    [
      'delegated roles that are no list',
      { offer: offer(Authorization.permanent(ada, AzureBuiltInRole.READER, { delegatedRoles: untyped('x') })) },
    ],
    [
      'resource groups that are no list, beside ids',
      { customer: subscription({ resourceGroups: 5, resourceGroupAssignmentIds: { rg: SUBSCRIPTION } }) },
    ],
    ['acknowledgements that are no list', { customer: { ...customer, acknowledgements: 'all' } }],
    ['an acknowledgement that is nothing', { customer: { ...customer, acknowledgements: [null] } }],
    ['an acknowledgement of a subscription that is nothing', { customer: subscription({ acknowledgements: [null] }) }],
    ['a cloud that is nothing', { customer: { ...customer, cloud: null } }],
    ['a role that is a number', { automationRole: 0 }],
    ['a sign-in that is a text', { signIn: 'oidc' }],
    ['a backend that is an object', { backend: {} }],
    ['a backend without options', { backend: StateBackend.azurerm(untyped(undefined)) }],
    ['a workspace without options', { backend: StateBackend.hcpTerraform(untyped(undefined)) }],
  ])('%s', (_name, props) => {
    const declare = () => new CustomerStack(newApp(), 'contoso', { customer, offer: newOffer(), automation, ...props });
    expect(declare).toThrow(DeclarationError);
  });

  it.each<[string, object]>([
    ['no options for an eligible role', { offer: newOffer({ authorizations: eligible(null) }) }],
    ['no options for a folder', { backend: StateBackend.local(untyped(null)) }],
    ['no options for a sign-in', { signIn: SignIn.oidc(untyped(null)) }],
  ])('%s is fine', (_name, props) => {
    const declare = () => new CustomerStack(newApp(), 'contoso', { customer, offer: newOffer(), automation, ...props });
    expect(declare).not.toThrow();
  });

  function reader(principal: Principal): Authorization {
    return Authorization.permanent(principal, AzureBuiltInRole.READER);
  }
});

describe('what would make two resources fight over one object is a fault', () => {
  const reading = newOffer({
    name: 'Reading',
    authorizations: [Authorization.permanent(engineers, AzureBuiltInRole.READER)],
    operatorsCanEndDelegation: false,
  });

  it('two offers on one resource group, if the assignments were given the same id', () => {
    const stack = newStack();
    const groups = { resourceGroups: ['rg-web'] };
    const given = { ...groups, resourceGroupAssignmentIds: { 'rg-web': 'a0000000-0000-4000-8000-000000000009' } };
    newDelegation(stack, { automation, ...given }, 'first');
    expect(faultsOf(() => newDelegation(stack, { offer: reading, ...given }, 'second'))).toEqual([
      'resourceGroups: "rg-web" has an assignment of the same id in stack/first; ' +
        'give it another id in resourceGroupAssignmentIds',
    ]);
    expect(faultsOf(() => newDelegation(stack, { offer: reading, ...groups }, 'third'))).toEqual([]);
  });

  it('two offers with one definition id', () => {
    const stack = newStack();
    const definitionId = 'a0000000-0000-4000-8000-000000000001';
    newDelegation(stack, { automation, definitionId }, 'first');
    expect(faultsOf(() => newDelegation(stack, { offer: reading, definitionId }, 'second'))).toEqual([
      'offer: "Reading" is delegated at this subscription by stack/first already; ' +
        'list all resource groups in that delegation, or give this offer another name',
    ]);
  });

  it('a key that is the id of another subscription', () => {
    const subscriptions = [{ id: SUBSCRIPTION }, { id: OTHER_SUBSCRIPTION, key: SUBSCRIPTION }];
    expect(faultsOf(() => newCustomer(newApp(), 'contoso', {}, { subscriptions }))).toEqual([
      `customer.subscriptions[1].key: "${SUBSCRIPTION}" is used twice; give each subscription a key of its own`,
    ]);
  });
});

describe('a resource group that is called as a property of every object', () => {
  it('gets an id like any other', () => {
    const ids = { toString: 'a0000000-0000-4000-8000-000000000001' };
    const delegation = newDelegation(newStack(), {
      resourceGroups: ['constructor', 'toString'],
      resourceGroupAssignmentIds: ids,
    });
    expect(delegation.assignmentGuids).toEqual([
      '4ff8cd0d-f02e-55c8-b47e-5d7f04ac5b53',
      'a0000000-0000-4000-8000-000000000001',
    ]);
  });
});

describe('PEC-Automation among the authorizations', () => {
  it.each([
    ['group', Principal.group(automation.principalId, 'PEC')],
    ['user', Principal.user(automation.principalId, 'PEC')],
  ])('cannot be a %s', (kind, principal) => {
    const offer = newOffer({ authorizations: [Authorization.permanent(principal, AzureBuiltInRole.READER)] });
    expect(faultsOf(() => newDelegation(newStack(), { offer, automation }))).toEqual([
      `offer.authorizations[0].principal: "PEC" is PEC-Automation and no ${kind}; ` +
        'make it with Principal.servicePrincipal, or leave it out: every delegation adds it',
    ]);
  });
});
