import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'cdktf';
import {
  Authorization,
  AzureBuiltInRole,
  type Customer,
  CustomerStatus,
  LinkedAccount,
  Onboarding,
  PecReadiness,
  UnmanagedCustomer,
  type UnmanagedCustomerProps,
  Verdict,
} from 'cdktf-partner-earned-credit';
import { Construct } from 'constructs';
import fc from 'fast-check';
import {
  ada,
  automation,
  contributors,
  CUSTOMER_TENANT,
  engineers,
  faultsOf,
  MANAGING_TENANT,
  newApp,
  newOffer,
  operators,
  OTHER_SUBSCRIPTION,
  PLAN,
  SUBSCRIPTION,
  untyped,
  writingApp,
  writtenBy,
} from '../fabrikam';

const offer = newOffer();

function newUnmanaged(
  scope: Construct,
  id: string,
  changes: Partial<Customer> = {},
  props: Partial<UnmanagedCustomerProps> = {},
): UnmanagedCustomer {
  const customer = { name: 'Contoso', tenantId: CUSTOMER_TENANT, subscriptions: [{ id: SUBSCRIPTION }], ...changes };
  const given = { customer, onboarding: Onboarding.ARM_TEMPLATE as const, offer, automation, ...props };
  return new UnmanagedCustomer(scope, id, given);
}

const templatesOf = (app: App) => Object.keys(writtenBy(app)).filter(name => name.startsWith('arm/'));

describe('the template of a customer without a stack', () => {
  it('is named by the id, or by the key', () => {
    const app = writingApp();
    newUnmanaged(app, 'contoso');
    newUnmanaged(app, 'northwind', { key: '1st' });
    app.synth();
    expect(templatesOf(app)).toEqual(['arm/1st.json', 'arm/contoso.json']);
  });

  it.each(['../../../evil', '..', 'a/b', 'a\\b', 'C:evil', 'Contoso', '7', 'a'.repeat(64), 'con\0toso'])(
    'cannot be named %j',
    id => {
      expect(faultsOf(() => newUnmanaged(newApp(), id))).toEqual([
        `id: ${JSON.stringify(id)} cannot be the key of a customer; ` +
          'expected a lower-case letter, then lower-case letters, digits and "-", at most 63 in all',
      ]);
    },
  );

  it('needs a name', () => {
    expect(faultsOf(() => newUnmanaged(newApp(), ''))).toEqual(['id: is missing; expected the key of the customer']);
  });

  it.each([
    ['customer.key', 54, (key: string) => ({ key })],
    ['customer.subscriptions[0].key', 63, (key: string) => ({ subscriptions: [{ id: SUBSCRIPTION, key }] })],
  ])('cannot be named by a %s that no file system takes', (path, longest, customerOf) => {
    expect(faultsOf(() => newUnmanaged(newApp(), 'contoso', customerOf('a'.repeat(longest + 1))))).toEqual([
      `${path}: has ${longest + 1} characters; shorten it to ${longest}`,
    ]);
    expect(faultsOf(() => newUnmanaged(newApp(), 'contoso', customerOf('a'.repeat(longest))))).toEqual([]);
  });

  it('stays in the folder, whatever id and keys are', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('..', '../x', './x', '/x', 'x/../../y', 'x'));
    fc.assert(
      fc.property(text, fc.option(text), fc.option(text), (id, key, subscriptionKey) => {
        const changes = {
          key: key ?? undefined,
          subscriptions: [
            { id: SUBSCRIPTION, key: subscriptionKey ?? undefined },
            { id: CUSTOMER_TENANT, resourceGroups: ['x'] },
          ],
        };
        let names: string[] = [];
        const faults = faultsOf(() => (names = Object.keys(newUnmanaged(newApp(), id, changes).templates)));
        expect(faults.length > 0 || names.length > 0).toBe(true);
        expect(names.filter(name => !/^arm(\/[a-z0-9][a-z0-9-]*){1,2}\.json$/.test(name))).toEqual([]);
      }),
    );
  });
});

describe('the templates of a customer without a stack', () => {
  const [one, two] = [SUBSCRIPTION, OTHER_SUBSCRIPTION];
  const pathsOf = (changes: Partial<Customer>, props?: Partial<UnmanagedCustomerProps>) =>
    Object.keys(newUnmanaged(newApp(), 'contoso', changes, props).templates);

  it('are one for all subscriptions that delegate the same', () => {
    expect(pathsOf({ subscriptions: [{ id: two }, { id: one }] })).toEqual(['arm/contoso.json']);
  });

  it('are one for the first subscription of each of those that delegate something else', () => {
    const subscriptions = [
      { id: two, key: 'test' },
      { id: one, automationRole: AzureBuiltInRole.BACKUP_CONTRIBUTOR },
      { id: 'c0000000-0000-4000-8000-000000000013' },
    ];
    const { templates } = newUnmanaged(newApp(), 'contoso', { subscriptions });
    expect(Object.keys(templates)).toEqual(['arm/contoso/test.json', `arm/contoso/${one}.json`]);
    const texts = Object.values(templates).map(({ json }) => json);
    expect(texts.map(text => text.includes(AzureBuiltInRole.BACKUP_CONTRIBUTOR.id))).toEqual([false, true]);
  });

  it('are none of one who deploys none, nor of one who has left', () => {
    expect(pathsOf({}, { onboarding: Onboarding.MARKETPLACE, offer: newOffer({ plan: PLAN }) })).toEqual([]);
    expect(pathsOf({}, { onboarding: Onboarding.EXISTING, offer: undefined, existing: [contributors] })).toEqual([]);
    expect(pathsOf({ status: CustomerStatus.OFFBOARDED })).toEqual([]);
  });

  it('are written as they are', () => {
    const app = writingApp();
    const { templates } = newUnmanaged(app, 'contoso');
    app.synth();
    expect(writtenBy(app)['arm/contoso.json']).toBe(templates['arm/contoso.json'].json);
  });
});

describe('the readiness of a customer without a stack', () => {
  const findingsIn = (scope: Construct) =>
    PecReadiness.check(scope).customers[0].subscriptions.map(({ findings }) =>
      findings.filter(({ verdict }) => verdict !== Verdict.EARNS).map(({ rule, reason }) => `${rule}: ${reason}`),
    );

  it('is known once the template was deployed that it has now, however its hash is written', () => {
    const deploying = (deployedTemplateSha256?: string) => {
      const subscriptions = [{ id: SUBSCRIPTION, deployedTemplateSha256 }];
      return newUnmanaged(newApp(), 'contoso', { subscriptions });
    };
    const [{ sha256 }] = Object.values(deploying().templates);
    expect(findingsIn(deploying())).toEqual([
      ['customer-deployed: the customer deploys the template itself, and nobody noted that it did'],
    ]);
    expect(findingsIn(deploying(sha256))).toEqual([[]]);
    expect(findingsIn(deploying(sha256.toUpperCase()))).toEqual([[]]);
    expect(findingsIn(deploying('A'.repeat(64)))).toEqual([
      ['customer-deployed: the customer deployed another template (SHA-256 aaaaaaaaaaaa…) than this one'],
    ]);
  });

  it('is shown with what was accepted of it', () => {
    const accepted = (reason: string) => ({ acknowledgements: [{ rule: 'automation-authorized' as const, reason }] });
    const subscriptions = [{ id: SUBSCRIPTION, ...accepted('Test.') }, { id: OTHER_SUBSCRIPTION }];
    const reasons = (app: App) =>
      PecReadiness.check(app).customers[0].subscriptions.map(({ findings }) => findings[0].acknowledgement);
    const nobody = { automation: undefined };
    const app = writingApp();
    newUnmanaged(app, 'contoso', { subscriptions }, nobody);
    expect(reasons(app)).toEqual(['Test.', undefined]);
    expect(faultsOf(() => app.synth())).toEqual([
      `contoso, subscription ${OTHER_SUBSCRIPTION}: PEC-Automation is not in the authorizations; ` +
        'give automation beside the offer, or acknowledge the rule "automation-authorized" with a reason',
    ]);
    const other = writingApp();
    newUnmanaged(other, 'contoso', { subscriptions, ...accepted('All.') }, nobody);
    expect(reasons(other)).toEqual(['Test.', 'All.']);
    expect(faultsOf(() => other.synth())).toEqual([]);
  });

  it('is that it has left, once it is offboarded', () => {
    const app = newApp();
    newUnmanaged(app, 'contoso', { status: CustomerStatus.OFFBOARDED });
    expect(PecReadiness.check(app).customers).toMatchObject([
      {
        verdict: Verdict.OFFBOARDED,
        onboarding: Onboarding.ARM_TEMPLATE,
        subscriptions: [],
        formerSubscriptions: [{ subscriptionId: SUBSCRIPTION, offer: 'Fabrikam Managed Services' }],
      },
    ]);
  });

  it.each<[string, object, string]>([
    [
      'eligible roles only',
      Authorization.eligible(operators, AzureBuiltInRole.CONTRIBUTOR),
      'automation-authorized: the linked account has eligible roles only, which count for nothing until somebody activates them',
    ],
    [
      'no role',
      Authorization.permanent(engineers, AzureBuiltInRole.CONTRIBUTOR),
      'automation-authorized: the linked account is not in the authorizations',
    ],
    [
      'a role that earns nothing',
      Authorization.permanent(operators, AzureBuiltInRole.READER),
      'role-earns: the linked account holds Reader, which Partner Center lists as not eligible',
    ],
  ])('is that of the linked account where the delegation exists: %s', (_case, authorization, finding) => {
    const linkedAccount = LinkedAccount.user({
      principalId: ada.id,
      tenantId: MANAGING_TENANT,
      linkedPartnerId: '1234567',
      memberOf: [operators.id],
    });
    const existing = [untyped(authorization)];
    const app = newApp();
    const props = { onboarding: Onboarding.EXISTING as const, offer: undefined, linkedAccount, existing };
    const customer = newUnmanaged(app, 'contoso', {}, props);
    expect(customer).toMatchObject({ onboarding: Onboarding.EXISTING, customer: { name: 'Contoso' } });
    expect(findingsIn(app)).toEqual([[finding]]);
  });
});

it.each([Onboarding.TERRAFORM, Onboarding.POLICY, 'by hand', undefined])(
  'a customer without a stack cannot come by %s',
  onboarding => {
    const shown = onboarding === undefined ? 'undefined' : JSON.stringify(onboarding);
    expect(faultsOf(() => newUnmanaged(newApp(), 'contoso', {}, { onboarding: untyped(onboarding) }))).toEqual([
      `onboarding: ${shown} is no way of onboarding without Terraform; ` +
        'expected one of arm-template, marketplace, existing',
    ]);
  },
);

describe('two customers without a stack', () => {
  const OTHER = 'give each customer a key of its own, or its template is lost';

  it('cannot have one key: one template would overwrite the other', () => {
    const app = newApp();
    newUnmanaged(new Construct(app, 'a'), 'contoso');
    expect(faultsOf(() => newUnmanaged(new Construct(app, 'b'), 'contoso'))).toEqual([
      `id: "contoso" is the key of another customer; ${OTHER}`,
    ]);
    expect(faultsOf(() => newUnmanaged(app, 'northwind', { key: 'contoso' }))).toEqual([
      `customer.key: "contoso" is the key of another customer; ${OTHER}`,
    ]);
    expect(faultsOf(() => newUnmanaged(app, 'northwind'))).toEqual([]);
  });

  it('cannot have one id', () => {
    const app = newApp();
    new Construct(app, 'contoso');
    expect(faultsOf(() => newUnmanaged(app, 'contoso'))).toEqual([
      'id: "contoso" is used by another construct; give each construct in a scope an id of its own',
    ]);
  });

  it('may have one key in different apps', () => {
    newUnmanaged(newApp(), 'contoso');
    expect(faultsOf(() => newUnmanaged(newApp(), 'contoso'))).toEqual([]);
  });
});

it('a customer without a stack writes nothing where the root is no app', () => {
  const root = new Construct(undefined as unknown as Construct, '');
  expect(Object.keys(newUnmanaged(root, 'contoso').templates)).toEqual(['arm/contoso.json']);
  expect(root.node.validate()).toEqual([]);
  expect(existsSync(join('arm', 'contoso.json'))).toBe(false);
});
