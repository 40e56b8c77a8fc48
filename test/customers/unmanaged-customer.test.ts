import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'cdktf';
import { type Customer, Onboarding, UnmanagedCustomer } from 'cdktf-partner-earned-credit';
import { Construct } from 'constructs';
import fc from 'fast-check';
import {
  automation,
  CUSTOMER_TENANT,
  faultsOf,
  newApp,
  newOffer,
  SUBSCRIPTION,
  writingApp,
  writtenBy,
} from '../fabrikam';

const offer = newOffer();

function newUnmanaged(scope: Construct, id: string, changes: Partial<Customer> = {}): UnmanagedCustomer {
  const customer = { name: 'Contoso', tenantId: CUSTOMER_TENANT, subscriptions: [{ id: SUBSCRIPTION }], ...changes };
  return new UnmanagedCustomer(scope, id, { customer, onboarding: Onboarding.ARM_TEMPLATE, offer, automation });
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
