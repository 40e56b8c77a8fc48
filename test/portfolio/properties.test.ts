import fc from 'fast-check';
import { armGuid, CustomerPortfolio, DeclarationError, type PortfolioEntry } from 'cdktf-partner-earned-credit';
import { pathText } from '../../lib/declaration';
import { newApp, writingApp, writtenBy } from '../fabrikam';
import { entry, guid, props, write } from './fixtures';

/** Declares and gives back the faults; any other error gets through. */
function declare(customers: unknown): string[] {
  try {
    CustomerPortfolio.fromArray(newApp(), customers as PortfolioEntry[], props);
  } catch (error) {
    if (error instanceof DeclarationError) {
      return error.faults.map(({ path }) => pathText(path));
    }
    throw error;
  }
  return [];
}

const PROPERTIES = [
  'key',
  'name',
  'tenant',
  'cloud',
  'offer',
  'onboarding',
  'status',
  'ring',
  'automationRole',
  'subscriptions',
  'managementGroup',
  'existing',
  'tags',
  'notes',
  'acknowledgements',
];

describe('whatever is in a list', () => {
  it('ends in faults, never in a crash', () => {
    fc.assert(
      fc.property(fc.array(fc.anything({ withBigInt: false }), { minLength: 1 }), customers => {
        expect(declare(customers).length).toBeGreaterThan(0);
      }),
    );
  });

  it('is named by its property, where one property holds something strange', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PROPERTIES), fc.anything({ withBigInt: false }), (property, value) => {
        const paths = declare([entry(1), { ...entry(2), [property]: value }]);
        // A key that is strange may still be a text, and an empty text or none names nothing.
        const named = property === 'key' ? /./ : new RegExp(`^customer-2\\.(${property}|existing)\\b`);
        expect(paths.filter(path => !named.test(path))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it('is the same in a file', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PROPERTIES.slice(1)), fc.jsonValue(), (property, value) => {
        const customers = [entry(1), { ...entry(2), [property]: value }];
        const path = write(JSON.stringify({ customers }));
        let inFile: string[] = [];
        try {
          CustomerPortfolio.fromFile(newApp(), path, props);
        } catch (error) {
          inFile = (error as DeclarationError).faults.map(({ path }) => pathText(path));
        }
        expect(inFile.sort()).toEqual(declare(customers).sort());
      }),
      { numRuns: 20 },
    );
  });
});

/** A list, and the same in another order. */
const reordered = fc
  .uniqueArray(fc.stringMatching(/^[A-Za-z0-9_]{1,8}$/), { minLength: 2, selector: name => name.toLowerCase() })
  .chain(names => fc.tuple(fc.constant(names), fc.shuffledSubarray(names, { minLength: names.length })));

it.each([
  ['Terraform makes', { onboarding: 'terraform' }],
  ['Terraform takes over', { onboarding: 'terraform', adopt: true }],
  ['a template makes', { onboarding: 'arm-template' }],
])('the order of resource groups changes no byte of what %s', (_what, { onboarding, ...changes }) => {
  const written = (resourceGroups: string[]) => {
    const resourceGroupAssignmentIds = Object.fromEntries(
      resourceGroups.filter(name => name.length > 4).map(name => [name, armGuid(name)]),
    );
    const subscriptions = [{ id: guid(1, 1), resourceGroups, resourceGroupAssignmentIds, ...changes }];
    const path = write(JSON.stringify({ customers: [entry(1, { onboarding, subscriptions })] }));
    const app = writingApp();
    CustomerPortfolio.fromFile(app, path, props);
    app.synth();
    return writtenBy(app);
  };
  fc.assert(
    fc.property(reordered, ([names, others]) => {
      expect(written(others)).toEqual(written(names));
    }),
    { numRuns: 10 },
  );
});

it('finds faults that were planted anywhere in a long list, and no other', () => {
  const faults: [string, (i: number) => object][] = [
    ['tenant', () => ({ tenant: 'abc' })],
    ['offer', () => ({ offer: 'gold' })],
    ['subscriptions[0].id', i => ({ subscriptions: [{ id: guid(i, 1).replace('-', '') }] })],
    ['automationRole', () => ({ automationRole: 'Owner' })],
    ['status', () => ({ status: 'paused' })],
    ['acknowledgements[0].reason', () => ({ acknowledgements: [{ rule: 'role-earns', reason: '' }] })],
  ];
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(199), { minLength: 1, maxLength: 30 }), positions => {
      const customers = Array.from({ length: 200 }, (_, i) => entry(i));
      const planted = positions.map((position, n) => {
        const [path, change] = faults[n % faults.length];
        customers[position] = entry(position, change(position));
        return `customer-${position}.${path}`;
      });
      expect(declare(customers).sort()).toEqual(planted.sort());
    }),
    { numRuns: 10 },
  );
});
