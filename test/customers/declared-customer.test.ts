import {
  type Acknowledgement,
  Agreement,
  Authorization,
  AzureBuiltInRole,
  AzureCloud,
  type Customer,
  CustomerStatus,
  type CustomerSubscription,
  LinkedAccount,
  Onboarding,
  Principal,
} from 'cdktf-partner-earned-credit';
import { type CustomerDeclaration } from '../../lib/customers/customer';
import { DeclaredCustomer } from '../../lib/customers';
import { Faults, faultText } from '../../lib/declaration';
import {
  ada,
  automation,
  contributors,
  CUSTOMER_TENANT,
  MANAGING_TENANT,
  newApp,
  newOffer,
  newStack,
  OTHER_SUBSCRIPTION,
  PLAN,
  SUBSCRIPTION,
  token,
  untyped,
} from '../fabrikam';

const THIRD_SUBSCRIPTION = 'c0000000-0000-4000-8000-000000000013';
const offer = newOffer();
const broken = newOffer({ name: '' });
const BROKEN = 'offer.name: is missing; expected the name that the customer sees';

/** A customer, and what was found when it was made. */
function declare(changes: Partial<CustomerDeclaration>, customer: Partial<Customer> = {}) {
  const found = Faults.none();
  const declared = DeclaredCustomer.of(
    newApp(),
    {
      customer: { name: 'Contoso', tenantId: CUSTOMER_TENANT, subscriptions: [{ id: SUBSCRIPTION }], ...customer },
      onboarding: Onboarding.TERRAFORM,
      offer: changes.onboarding === Onboarding.EXISTING ? undefined : offer,
      automation,
      ...changes,
    },
    found,
  );
  return { declared, faults: found.found.map(faultText) };
}

const faultsOf = (changes: Partial<CustomerDeclaration>, subscription: Partial<CustomerSubscription> = {}) =>
  declare(changes, { subscriptions: [{ id: SUBSCRIPTION, ...subscription }] }).faults;

describe('what keeps a customer of a list with faults from earning', () => {
  const ABSENT =
    'PEC-Automation is not in the authorizations; give automation beside the offer, ' +
    'or acknowledge the rule "automation-authorized" with a reason';
  const READER =
    'PEC-Automation holds Reader, which Partner Center lists as not eligible; choose a listed role as automationRole, ' +
    'such as Support Request Contributor, or acknowledge the rule "role-earns" with a reason';
  const nobody = { automation: undefined };
  const accepted = (rule: Acknowledgement['rule']) => ({ acknowledgements: [{ rule, reason: 'Agreed.' }] });

  function objectionsTo(changes: Partial<CustomerDeclaration>, customer: Partial<Customer> = {}): string[] {
    const { declared, faults } = declare(changes, customer);
    expect(faults).toEqual([]);
    const objections = Faults.none();
    declared.inspectReadiness(objections);
    return objections.found.map(faultText);
  }

  it('is told of each subscription at its place', () => {
    const subscriptions = [
      { id: SUBSCRIPTION, automationRole: AzureBuiltInRole.READER },
      { id: OTHER_SUBSCRIPTION },
      { id: THIRD_SUBSCRIPTION, automationRole: AzureBuiltInRole.READER },
    ];
    expect(objectionsTo({}, { subscriptions })).toEqual([
      `customer.subscriptions[0]: ${READER}`,
      `customer.subscriptions[2]: ${READER}`,
    ]);
    expect(objectionsTo(nobody)).toEqual([`customer.subscriptions[0]: ${ABSENT}`]);
    expect(objectionsTo({})).toEqual([]);
  });

  it('may be acknowledged for the customer or for one subscription, by its rule', () => {
    const customer = (first: object) => ({
      subscriptions: [{ id: SUBSCRIPTION, ...first }, { id: OTHER_SUBSCRIPTION }],
    });
    const [one, other] = [0, 1].map(i => `customer.subscriptions[${i}]: ${ABSENT}`);
    expect(objectionsTo(nobody, { ...customer({}), ...accepted('automation-authorized') })).toEqual([]);
    expect(objectionsTo(nobody, customer(accepted('automation-authorized')))).toEqual([other]);
    expect(objectionsTo(nobody, { ...customer(accepted('role-earns')), ...accepted('role-earns') })).toEqual([
      one,
      other,
    ]);
  });

  it('is nothing that is merely unknown, nor of a customer who has left', () => {
    const unlinked = { automation: { ...automation, linkedPartnerId: undefined } };
    expect(objectionsTo(unlinked, { cloud: AzureCloud.US_GOVERNMENT })).toEqual([]);
    expect(objectionsTo(nobody, { status: CustomerStatus.OFFBOARDED })).toEqual([]);
  });
});

describe('a customer of a list', () => {
  it('has its subscriptions by key, each with what it delegates and where it was declared', () => {
    const subscriptions = [
      { id: SUBSCRIPTION, key: 'web' },
      { id: OTHER_SUBSCRIPTION, key: 'data' },
      { id: THIRD_SUBSCRIPTION, key: 'test' },
    ];
    const { declared, faults } = declare({}, { subscriptions, status: CustomerStatus.OFFBOARDED });
    expect(faults).toEqual([]);
    expect(declared.subscriptions.map(({ key }) => key)).toEqual(['web', 'data', 'test']);
    const { sorted } = declared;
    expect(sorted).toMatchObject({ isOffboarded: true, onboarding: Onboarding.TERRAFORM, customer: declared.customer });
    expect(
      sorted.subscriptions.map(({ key, path, delegation }) => [key, path.at(-1), delegation.subscriptionId]),
    ).toEqual([
      ['data', 1, OTHER_SUBSCRIPTION],
      ['test', 2, THIRD_SUBSCRIPTION],
      ['web', 0, SUBSCRIPTION],
    ]);
  });
});

describe('what is delegated', () => {
  it('is asked for unless the delegation exists', () => {
    const missing = ['offer: is missing; make it with new LighthouseOffer'];
    expect(faultsOf({ offer: undefined })).toEqual(missing);
    expect(faultsOf({ offer: undefined, onboarding: Onboarding.ARM_TEMPLATE })).toEqual(missing);
    expect(faultsOf({ offer: undefined, onboarding: Onboarding.MARKETPLACE })).toEqual(missing);
    expect(faultsOf({ offer: undefined, onboarding: Onboarding.EXISTING, existing: [contributors] })).toEqual([]);
  });

  it('is inspected', () => {
    expect(faultsOf({ offer: broken })).toEqual([BROKEN]);
  });

  it('is nothing beside a delegation that is left as it is', () => {
    expect(faultsOf({ offer: broken, onboarding: Onboarding.EXISTING, existing: [contributors] })).toEqual([
      'offer: does not go with onboarding "existing"; leave it out: what exists is listed under existing',
    ]);
  });

  it('is a plan in the marketplace, of which nothing more is said of an offer with faults', () => {
    const PLANLESS =
      'onboarding: "marketplace" needs an offer with a plan; give the offer the plan that the customer accepted';
    const onboarding = Onboarding.MARKETPLACE;
    expect(faultsOf({ onboarding })).toEqual([PLANLESS]);
    expect(faultsOf({ onboarding, offer: broken })).toEqual([BROKEN]);
    expect(faultsOf({ onboarding, offer: newOffer({ plan: PLAN }) })).toEqual([]);
    expect(faultsOf({})).toEqual([]);
  });
});

describe('a customer who deploys a template', () => {
  const name = token(newStack(), 'name');
  const pinned = (how: string) =>
    `is known to Terraform only; pin it ${how}, because the customer's template cannot ask Terraform`;
  const FROM_ATTRIBUTES = pinned('with PecAutomation.fromAttributes');
  const WRITTEN = pinned('by writing it out');

  it('gets nothing in it that only Terraform knows', () => {
    const onboarding = Onboarding.ARM_TEMPLATE;
    const role = AzureBuiltInRole.of(name);
    const known = (changes: Partial<CustomerDeclaration>, subscription?: Partial<CustomerSubscription>) =>
      faultsOf({ onboarding, ...changes }, subscription);
    expect(known({ automation: { ...automation, principalId: name } })).toEqual([
      `automation.principalId: ${FROM_ATTRIBUTES}`,
    ]);
    expect(known({ offer: newOffer({ description: name }) })).toEqual([`offer.description: ${WRITTEN}`]);
    expect(known({ automationRole: role })).toEqual([`automationRole: ${WRITTEN}`]);
    expect(known({}, { automationRole: role })).toEqual([`customer.subscriptions[0].automationRole: ${WRITTEN}`]);
    expect(known({}, { definitionId: name })).toEqual([`customer.subscriptions[0].definitionId: ${WRITTEN}`]);
    expect(known({})).toEqual([]);
  });

  it('is alone in that: Terraform knows what it makes', () => {
    const subscription = { automationRole: AzureBuiltInRole.of(name), definitionId: name };
    expect(faultsOf({ offer: newOffer({ description: name }) }, subscription)).toEqual([]);
  });
});

describe('the account that earns', () => {
  const person = LinkedAccount.user({ principalId: ada.id, tenantId: MANAGING_TENANT });
  const existing = { onboarding: Onboarding.EXISTING, offer: undefined, existing: [contributors] };
  const earning = (changes: Partial<CustomerDeclaration>) =>
    declare(changes).declared.subscriptions.map(({ delegation }) => delegation.principal);

  it('may be another one than PEC-Automation, where the delegation exists', () => {
    expect(earning({ ...existing, linkedAccount: person })).toEqual([person]);
    expect(earning(existing)).toEqual([automation]);
    expect(earning({ linkedAccount: person })).toEqual([automation]);
  });

  it('is inspected, whether it earns or not', () => {
    const linkedAccount = LinkedAccount.user({ principalId: 'ada', tenantId: MANAGING_TENANT });
    const fault =
      'linkedAccount.principalId: "ada" is not a GUID; expected the object id of the service principal: ' +
      '8-4-4-4-12 hexadecimal digits';
    expect(faultsOf({ ...existing, linkedAccount })).toEqual([fault]);
    expect(faultsOf({ linkedAccount })).toEqual([fault]);
  });
});

describe('a delegation that exists', () => {
  const [onboarding, LIST] = [Onboarding.EXISTING, 'expected the authorizations of the existing delegation'];

  it('holds what was said of it, and nothing of an offer', () => {
    const existing = [contributors, Authorization.eligible(ada, AzureBuiltInRole.READER)];
    const [subscription] = declare({ onboarding, existing }).declared.subscriptions;
    expect(subscription.delegation).toMatchObject({ onboarding, subscriptionId: SUBSCRIPTION });
    expect(subscription.delegation.authorizations).toEqual(existing);
    expect(subscription.offered).toBeUndefined();
  });

  it('is of a place like any other, whose ids nobody needs', () => {
    expect(faultsOf({ onboarding, existing: [contributors] }, { resourceGroups: ['rg.'], definitionId: 'x' })).toEqual([
      'customer.subscriptions[0].definitionId: does not go with onboarding "existing", to which nothing is added; leave it out',
      'customer.subscriptions[0].resourceGroups[0]: "rg." is not the name of a resource group; ' +
        'expected at most 90 letters, digits, "_", "-", "(", ")" and ".", not ending in "."',
    ]);
  });

  it('has authorizations, which no other has', () => {
    expect(faultsOf({ onboarding })).toEqual([`existing: is missing; ${LIST}`]);
    expect(faultsOf({ onboarding, existing: [] })).toEqual([
      'existing: is empty; list who holds which role in the existing delegation',
    ]);
    expect(faultsOf({ existing: [] })).toEqual([
      'existing: goes with onboarding "existing" only; leave it out, or correct onboarding',
    ]);
  });

  it.each([
    ['Owner', '"Owner" cannot be delegated; choose "Contributor" or a narrower role'],
    [
      'Log Analytics Contributor',
      '"Log Analytics Contributor" has data actions, which Azure Lighthouse refuses; ' +
        'choose a role without, such as "Contributor" or "Reader"',
    ],
    ['Contributor', undefined],
    ['User Access Administrator', undefined],
  ])('holds %s only if Lighthouse delegates it', (role, sentence) => {
    const existing = [contributors, Authorization.permanent(ada, AzureBuiltInRole.of(role))];
    expect(faultsOf({ onboarding, existing })).toEqual(sentence === undefined ? [] : [`existing[1].role: ${sentence}`]);
  });

  it('has authorizations of principals, which are inspected', () => {
    const robot = Authorization.permanent(Principal.servicePrincipal('robot'), AzureBuiltInRole.READER);
    expect(faultsOf({ onboarding, existing: [untyped({}), robot] })).toEqual([
      'existing[0]: an object is not an authorization; make it with Authorization.permanent or Authorization.eligible',
      'existing[1].principal.id: "robot" is not a GUID; expected the object id of the service principal: ' +
        '8-4-4-4-12 hexadecimal digits',
    ]);
  });
});

describe('a subscription', () => {
  it('is called by its id in lower case, or by its key', () => {
    const keys = (subscription: CustomerSubscription) =>
      declare({}, { subscriptions: [subscription] }).declared.subscriptions.map(({ key }) => key);
    expect(keys({ id: SUBSCRIPTION.toUpperCase() })).toEqual([SUBSCRIPTION]);
    expect(keys({ id: SUBSCRIPTION, key: 'web' })).toEqual(['web']);
  });

  it('that could not be taken is passed over', () => {
    const { declared, faults } = declare({}, { subscriptions: [untyped(undefined), { id: SUBSCRIPTION }] });
    expect(faults).toEqual([]);
    expect(declared.subscriptions.map(({ path }) => path)).toEqual([['customer', 'subscriptions', 1]]);
  });
});

describe('what is wrong with a customer', () => {
  const declareWith = (customer: Partial<Customer>) => declare({}, customer).faults;

  it('is a rule that it acknowledges twice, and no other', () => {
    const accept = (rule: unknown) => ({ rule: untyped(rule), reason: 'Agreed.' });
    const acknowledgements = (...rules: unknown[]) => ({ acknowledgements: rules.map(accept) });
    const TWICE = 'is acknowledged twice; keep the one with the reason that holds';
    expect(declareWith(acknowledgements('role-earns', 'agreement', 'public-cloud'))).toEqual([]);
    expect(declareWith(acknowledgements('role-earns', 'agreement', 'role-earns'))).toEqual([
      `customer.acknowledgements[2].rule: "role-earns" ${TWICE}`,
    ]);
    expect(declareWith(acknowledgements(undefined, undefined))).toEqual([]);
    expect(declareWith({ acknowledgements: [untyped(undefined), accept('agreement')] })).toEqual([]);
  });

  it('is a tag that is too long, by its name or its text', () => {
    expect(declareWith({ tags: { ['x'.repeat(256)]: 'x'.repeat(1_024) } })).toEqual([]);
    expect(declareWith({ tags: { ['x'.repeat(257)]: '', note: 'x'.repeat(1_025) } })).toEqual([
      'customer.tags: has 257 characters; shorten it to 256',
      'customer.tags.note: has 1,025 characters; shorten it to 1,024',
    ]);
  });

  it('is a key that is none, of which nothing else is said', () => {
    const [one, two] = [SUBSCRIPTION, OTHER_SUBSCRIPTION].map(id => ({ id, key: 'Web' }));
    expect(declareWith({ subscriptions: [one, two] })).toEqual(
      [0, 1].map(
        i => `customer.subscriptions[${i}].key: "Web" is not a key; expected lower-case letters, digits and "-"`,
      ),
    );
  });

  it.each<[unknown, string | undefined]>([
    ['0123456789abcdefABCDEF'.padEnd(64, '0'), undefined],
    ['a'.repeat(63), `"${'a'.repeat(63)}"`],
    ['a'.repeat(65), `"${'a'.repeat(65)}"`],
    [`x${'a'.repeat(64)}`, `"x${'a'.repeat(64)}"`],
    ['g'.repeat(64), `"${'g'.repeat(64)}"`],
    [7, '7'],
    [['a'.repeat(64)], 'a list'],
  ])('is a SHA-256 that is none: %j', (sha256, shown) => {
    const deployed = { deployedTemplateSha256: untyped(sha256) };
    expect(faultsOf({ onboarding: Onboarding.ARM_TEMPLATE }, deployed)).toEqual(
      shown === undefined
        ? []
        : [
            `customer.subscriptions[0].deployedTemplateSha256: ${shown} is not a SHA-256; ` +
              'expected 64 hexadecimal digits, as `sha256sum` shows them',
          ],
    );
  });
});

it('a customer that could not be taken is nobody, of whom nothing is said', () => {
  const { declared, faults } = declare({ customer: untyped(undefined), offer: broken });
  expect(faults).toEqual([BROKEN]);
  expect(declared).toMatchObject({ isOffboarded: false, cloud: AzureCloud.PUBLIC, subscriptions: [] });
});

it.each([
  [undefined, []],
  [Agreement.OTHER, []],
  ['ea', ['customer.agreement: "ea" is not an agreement; expected "azure-plan" or "other"']],
])('the agreement of a customer is one of two, or not said: %s', (agreement, faults) => {
  expect(declare({}, { agreement: untyped(agreement) }).faults).toEqual(faults);
});
