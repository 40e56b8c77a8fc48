import fc from 'fast-check';
import { faultText } from '../../lib/declaration';
import { type FoundCustomer, imported } from '../../lib/import';
import { PortfolioFile } from '../../lib/portfolio';
import { subscription, tenant } from './ids';

/** A customer of a list, with the subscriptions of these numbers. */
function found(number: number, subscriptions: number[], changes: Partial<FoundCustomer['entry']> = {}): FoundCustomer {
  return {
    entry: { name: `Customer ${number}`, tenant: tenant(number), ...changes },
    origin: `a.csv row ${number}`,
    subscriptions: subscriptions.map(digit => ({
      entry: { id: subscription(digit), name: `Sub ${digit}` },
      origin: `a.csv row ${number}`,
    })),
  };
}

const into = (text: string, customers: FoundCustomer[], name = 'customers.yaml') =>
  imported(PortfolioFile.of(text, name), name, customers);

const FILE = `# our customers
customers:
  # the first one
  - name: 'Customer 1' # as on the sign
    key: one
    tenant:   "${tenant(1).toUpperCase()}"
    tags: { tier: gold }   # do not touch

    subscriptions:
      - id: ${subscription(1)} # production
        name: Sub 1

  - key: two
    name: Customer 2
    tenant: ${tenant(2)}
    subscriptions: [{ id: ${subscription(2)} }] # one only
    # more about two
# the end
`;

describe('a file of customers that is new', () => {
  it('has every customer, under a key', () => {
    const { text, difference, gains } = imported(undefined, 'customers.yaml', [
      found(1, [1, 2], { domain: 'one.example', tags: { owner: 'Eva: boss' } }),
      found(2, [3], { name: 'null' }),
    ]);
    expect(text).toBe(`# yaml-language-server: $schema=./node_modules/cdktf-partner-earned-credit/portfolio.schema.json
customers:
  - key: customer-1
    name: Customer 1
    tenant: ${tenant(1)}
    domain: one.example
    tags:
      owner: "Eva: boss"
    subscriptions:
      - id: ${subscription(1)}
        name: Sub 1
      - id: ${subscription(2)}
        name: Sub 2
  - key: "null"
    name: "null"
    tenant: ${tenant(2)}
    subscriptions:
      - id: ${subscription(3)}
        name: Sub 3
`);
    expect(difference.split('\n').slice(0, 4)).toEqual([
      '--- customers.yaml',
      '+++ customers.yaml',
      '@@ -0,0 +1,19 @@',
      '+# yaml-language-server: $schema=./node_modules/cdktf-partner-earned-credit/portfolio.schema.json',
    ]);
    expect(gains).toEqual({ customers: 2, subscriptions: 0, names: 0 });
  });

  it('may be JSON', () => {
    const { text } = imported(undefined, 'customers.json', [found(1, [1])]);
    expect(JSON.parse(text)).toEqual({
      customers: [
        {
          key: 'customer-1',
          name: 'Customer 1',
          tenant: tenant(1),
          subscriptions: [{ id: subscription(1), name: 'Sub 1' }],
        },
      ],
    });
  });

  it('takes a key that the list gives, once', () => {
    const { text, faults } = imported(undefined, 'c.yaml', [found(1, [1], { key: 'a' }), found(2, [2], { key: 'a' })]);
    expect(text).toContain('- key: a\n');
    expect(faults.map(faultText)).toEqual([
      'a.csv row 2: "a" is the key of another customer; give each customer a key of its own',
    ]);
  });

  it('calls a customer without a name by its domain, or its tenant', () => {
    const { text, notes } = imported(undefined, 'c.yaml', [
      found(1, [1], { name: undefined, domain: 'one.example' }),
      found(2, [2], { name: undefined }),
    ]);
    expect(text).toContain('  - key: one\n    name: one.example\n');
    expect(text).toContain(`  - key: customer-c0c00000\n    name: ${tenant(2)}\n`);
    expect(notes).toEqual([
      `a.csv row 1: the tenant ${tenant(1)} has no name and is called one.example; give it one`,
      `a.csv row 2: the tenant ${tenant(2)} has no name and is called ${tenant(2)}; give it one`,
    ]);
  });
});

describe('a file of customers that is there', () => {
  it('stays as it is if nothing is new', () => {
    const named = FILE.replace(`{ id: ${subscription(2)} }`, `{ id: ${subscription(2)}, name: Sub 2 }`);
    const result = into(named, [found(1, [1]), found(2, [2])]);
    expect(result.text).toBe(named);
    expect(result).toMatchObject({
      difference: '',
      faults: [],
      notes: [],
      gains: { customers: 0, subscriptions: 0, names: 0 },
    });
  });

  it('gets what is new, and keeps everything that people wrote', () => {
    const { text, difference, gains } = into(FILE, [
      found(1, [1, 11], { name: "Customer '1' AG", domain: 'one.example' }),
      found(2, [2, 12], { name: 'Two: new' }),
      found(3, [3], { name: 'One' }),
    ]);
    expect(difference).toBe(`--- customers.yaml
+++ customers.yaml
@@ -1,18 +1,28 @@
 # our customers
 customers:
   # the first one
-  - name: 'Customer 1' # as on the sign
+  - name: 'Customer ''1'' AG' # as on the sign
     key: one
     tenant:   "${tenant(1).toUpperCase()}"
+    domain: one.example
     tags: { tier: gold }   # do not touch
 
     subscriptions:
       - id: ${subscription(1)} # production
         name: Sub 1
+      - id: ${subscription(11)}
+        name: Sub 11
 
   - key: two
-    name: Customer 2
+    name: "Two: new"
     tenant: ${tenant(2)}
-    subscriptions: [{ id: ${subscription(2)} }] # one only
+    subscriptions: [{ id: ${subscription(2)}, name: Sub 2 }, { id: ${subscription(12)}, name: Sub 12 }] # one only
     # more about two
+
+  - key: one-2
+    name: One
+    tenant: ${tenant(3)}
+    subscriptions:
+      - id: ${subscription(3)}
+        name: Sub 3
 # the end
`);
    expect(gains).toEqual({ customers: 1, subscriptions: 2, names: 4 });
    expect(into(text, [found(1, [1, 11], { name: "Customer '1' AG", domain: 'one.example' })]).difference).toBe('');
  });

  it('keeps who is gone, and says so', () => {
    const left = FILE.replace('  - key: two\n', '  - key: two\n    status: offboarded\n');
    expect(into(FILE, [found(1, [5])]).notes).toEqual([
      `one: the subscription ${subscription(1)} was not found, and is left as it is`,
      'two was not found, and is left as it is',
    ]);
    expect(into(left, [found(1, [1])])).toMatchObject({ notes: [], difference: '' });
  });

  it('says what differs where it decides over delegations, and leaves it', () => {
    const [customer] = [found(1, [1], { status: 'offboarded', ring: 'canary' })];
    const [only] = customer.subscriptions;
    const groups = { ...only, entry: { ...only.entry, resourceGroups: ['rg-web'] } };
    const { notes, difference } = into(FILE, [{ ...customer, subscriptions: [groups] }, found(2, [])]);
    expect(difference).toBe('');
    expect(notes).toEqual([
      'one: status is "offboarded" now, and the file has none; change it if that is meant',
      'one: ring is "canary" now, and the file has none; change it if that is meant',
      `one: the subscription ${subscription(1)} has other resource groups now; change them if that is meant`,
    ]);
  });

  it('gets nothing that contradicts it', () => {
    const { faults, difference } = into(FILE, [found(3, [1])]);
    expect(faults.map(faultText)).toEqual([
      `a.csv row 3: the subscription ${subscription(1)} is one of one in the file, which has another tenant; correct one of the two`,
    ]);
    expect(difference).toBe('');
  });

  it('has several entries of a tenant, of which the offer tells', () => {
    const two = FILE.replace(tenant(2), tenant(1))
      .replace('    key: one\n', '    key: one\n    offer: gold\n')
      .replace('    name: Customer 2\n', '    name: Customer 2\n    offer: silver\n');
    const silver = into(two, [found(1, [1, 2, 9], { offer: 'silver' })]);
    expect(silver.difference).toContain(
      `+    subscriptions: [{ id: ${subscription(2)}, name: Sub 2 }, { id: ${subscription(9)}`,
    );
    expect(into(two, [found(1, [1, 2, 9])]).faults.map(faultText)).toEqual([
      `a.csv row 1: the subscription ${subscription(9)} may belong to one and two, by more than one offer; write it into one of them`,
    ]);
    const other = into(two, [found(1, [1, 2, 9], { offer: 'bronze' })]);
    expect(other.difference).toContain('+  - key: customer-1\n');
    expect(other.gains).toEqual({ customers: 1, subscriptions: 0, names: 1 });
  });

  it('is not changed where others share it', () => {
    const shared = `customers:
  - key: one
    name: &name Customer 1
    tenant: ${tenant(1)}
    subscriptions: &list
      - id: ${subscription(1)}
        name: Sub 1
  - key: two
    name: *name
    tenant: ${tenant(2)}
    subscriptions: *list
`;
    const { difference, faults, gains } = into(shared, [found(1, [1, 9], { name: 'Other' }), found(2, [8])]);
    expect(difference).toBe('');
    expect(gains).toEqual({ customers: 0, subscriptions: 0, names: 0 });
    const shares = 'is shared with others, or written in a way of its own';
    expect(faults.map(faultText)).toEqual([
      `a.csv row 1: the subscription ${subscription(1)} is one of two in the file, which has another tenant; correct one of the two`,
      `customers.yaml:2:5 customers[0]: ${shares}; set name by hand`,
      `customers.yaml:8:5 customers[1]: ${shares}; set name by hand`,
      `customers.yaml:5:5 customers[0].subscriptions: ${shares}; add ${subscription(9)} by hand`,
      `customers.yaml:11:5 customers[1].subscriptions: ${shares}; add ${subscription(8)} by hand`,
    ]);
  });

  it.each([
    ['Windows', FILE.replaceAll('\n', '\r\n')],
    ['no last line end', FILE.replace('    # more about two\n# the end\n', '').trimEnd()],
    ['no indent of lists', FILE.replace(/^ {2}/gm, '').replace('customers:\n# the', 'customers:\n# the')],
    [
      'JSON in lines',
      JSON.stringify(
        { customers: [{ key: 'one', name: 'x', tenant: tenant(1), subscriptions: [{ id: subscription(1) }] }] },
        null,
        4,
      ),
    ],
    [
      'JSON in one line',
      JSON.stringify({
        customers: [{ key: 'one', name: 'x', tenant: tenant(1), subscriptions: [{ id: subscription(1) }] }],
      }),
    ],
    ['an empty list', 'customers: [] # none yet\n'],
    ['an empty list of Windows', 'customers: [] # none yet\r\n'],
    [
      'a comment behind a dash',
      FILE.replace('  - key: two', '  - # a-b\n    key: two').replace(
        '  # the first one\n  - name',
        '  - # the-first one\n    name',
      ),
    ],
    ['an empty list in JSON', '{\n  "customers": []\n}\n'],
    [
      'a dash of its own',
      `customers:\n  -\n    key: one\n    name: x\n    tenant: ${tenant(1)}\n    subscriptions:\n      -\n        id: ${subscription(1)}\n`,
    ],
    ['names on several lines', FILE.replace("'Customer 1'", "'Customer\n      1'")],
    [
      'notes at the end',
      FILE.replace('# the end\n', '').replace('    # more about two\n', '    notes: |\n      old\n\n'),
    ],
  ])('is edited as it is written: %s', (_, text) => {
    const customers = [found(1, [1, 11], { domain: 'one.example' }), found(3, [3, 4])];
    const result = into(text, customers);
    expect(result.faults).toEqual([]);
    const again = into(result.text, customers);
    expect(again.difference).toBe('');
    // What was there is there still, in its order.
    const words = (whole: string) => (whole.match(/[\w-]{4,}/g) ?? []).filter(word => !/^(Customer|name)$/.test(word));
    const after = words(result.text);
    words(text).reduce((from, word) => {
      const at = after.indexOf(word, from);
      expect({ word, at }).not.toEqual({ word, at: -1 });
      return at + 1;
    }, 0);
  });

  it('keeps its line ends', () => {
    expect(into('customers: []\r\n', [found(1, [1])]).text.replaceAll('\r\n', '')).not.toContain('\n');
    const { text } = into(FILE.replaceAll('\n', '\r\n'), [found(1, [1, 11]), found(3, [3])]);
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
  });

  it('says the same however often a list is imported, and gives no key anew', () => {
    const lists = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.string({ unit: 'grapheme', minLength: 1 })), {
      maxLength: 6,
    });
    const customersOf = (list: [number, string][]) =>
      [...new Map(list)].map(([number, name]) => found(number, [number], { name: `x ${name.trim()}` }));
    fc.assert(
      fc.property(lists, lists, (first, second) => {
        const once = into(FILE, customersOf(first));
        const twice = into(once.text, customersOf(second));
        const keys = (text: string) => [...text.matchAll(/^ {2}(?:- |.*\n {4})key: (.*)$/gm)].map(([, key]) => key);
        expect(keys(twice.text).slice(0, keys(once.text).length)).toEqual(keys(once.text));
        expect(into(twice.text, customersOf(second)).difference).toBe('');
      }),
      { numRuns: 50 },
    );
  });
});
