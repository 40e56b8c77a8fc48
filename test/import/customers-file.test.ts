import fc from 'fast-check';
import { faultText } from '../../lib/declaration';
import { armGuid } from '../../lib/azure';
import { type FoundCustomer, imported, type ImportOptions } from '../../lib/import';
import { inspectFile, PortfolioFile } from '../../lib/portfolio';
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

/** A file whose one customer comes about otherwise than by Terraform alone. */
const fileOf = (more: string, subscriptions = `[{ id: ${subscription(1)}, name: Sub 1 }]`) => `customers:
  - key: one
    name: Customer 1
    tenant: ${tenant(1)}
${more}    subscriptions: ${subscriptions}
`;

describe('what synth would refuse', () => {
  const refused = (text: string | undefined, customers: FoundCustomer[], options: ImportOptions = {}) => {
    const file = text === undefined ? undefined : PortfolioFile.of(text, 'customers.yaml');
    const { difference, faults } = imported(file, 'customers.yaml', customers, options);
    return { difference, faults: faults.map(faultText) };
  };
  const adopted = (number: number, digits: number[]): FoundCustomer => ({
    ...found(number, []),
    subscriptions: digits.map(digit => ({
      entry: {
        id: subscription(digit),
        adopt: true,
        definitionId: armGuid(`${digit}`),
        assignmentId: armGuid(`${digit}`),
      },
      origin: `subscription ${digit}`,
      isDeclared: false,
    })),
  });

  it.each([
    ['a name', { name: 'x'.repeat(300) }, 'name: has 300 characters; shorten it to 256'],
    [
      'a reference',
      { name: '${TfToken[TOKEN.0]}' },
      'name: has the mark of a reference of cdktf; a file holds no references, so write the value itself',
    ],
    [
      'the tenant of samples',
      { tenant: '00000000-0000-0000-0000-000000000000' },
      `tenant: "00000000-0000-0000-0000-000000000000" is the id of samples, and of nobody; expected the id of the customer's tenant`,
    ],
    [
      'the managing tenant',
      { tenant: tenant(99) },
      `tenant: "${tenant(99)}" is the managing tenant; expected the customer's own: Azure delegates to another tenant only`,
    ],
    ['no offer where others have two', { offer: undefined }, 'offer: is missing; expected one of gold, silver'],
  ])('is left out of a new file, and told with its row: %s', (_, changes, message) => {
    const [gold, silver] = [found(2, [2], { offer: 'gold' }), found(3, [3], { offer: 'silver' })];
    const program = { managingTenantId: tenant(99) };
    const { difference, faults } = refused(undefined, [gold, found(1, [1], { offer: 'gold', ...changes }), silver], {
      program,
    });
    expect(faults).toEqual([`a.csv row 1: ${message}`]);
    expect(difference).toBe(refused(undefined, [gold, silver], { program }).difference);
  });

  it('is a subscription where the rest of its customer is right', () => {
    const { difference, faults } = refused(undefined, [
      {
        ...found(1, [1]),
        subscriptions: [...found(1, [1]).subscriptions, { entry: { id: tenant(1) }, origin: 'b.csv row 7' }],
      },
    ]);
    expect(faults).toEqual([
      `b.csv row 7: id: "${tenant(1)}" is the customer's tenant; expected the id of a subscription`,
    ]);
    expect(difference).toBe(refused(undefined, [found(1, [1])]).difference);
  });

  it("is nothing that is not known: a tenant may be anybody's where nobody says which is the managing one", () => {
    expect(refused(undefined, [found(1, [1], { tenant: tenant(99) })]).faults).toEqual([]);
  });

  it.each([
    [
      'existing',
      `    onboarding: existing\n    existing: { authorizations: [{ principalId: ${tenant(7)}, role: Contributor }] }\n`,
    ],
    ['policy', '    onboarding: policy\n    managementGroup: { id: one, location: westeurope }\n'],
    ['arm-template', '    onboarding: arm-template\n'],
    ['marketplace', '    onboarding: marketplace\n'],
  ])('is a delegation to take over where the customer is onboarded otherwise: %s', (onboarding, more) => {
    const { difference, faults } = refused(fileOf(more), [adopted(1, [1, 2])], { isFromAzure: true });
    expect(difference).toBe('');
    expect(faults).toContain(
      'subscription 2: synth would refuse it in one: adopt: goes with onboarding "terraform" only; leave it out',
    );
    expect(faults.filter(fault => !fault.startsWith('subscription '))).toEqual([]);
    expect(onboarding).not.toBe('');
  });

  it('is a resource group beside a policy', () => {
    const [first] = found(1, [2]).subscriptions;
    const given = { ...found(1, []), subscriptions: [{ ...first, entry: { ...first.entry, resourceGroups: ['rg'] } }] };
    const policy = '    onboarding: policy\n    managementGroup: { id: one, location: westeurope }\n';
    expect(refused(fileOf(policy), [given])).toEqual({
      difference: '',
      faults: [
        'a.csv row 1: synth would refuse it in one: resourceGroups: does not go with a policy, which delegates every subscription alike; leave it out',
      ],
    });
    expect(refused(fileOf(policy), [found(1, [2])]).faults).toEqual([]);
  });

  it('is what stands in the file already: then nothing is written, and its place is named', () => {
    const wrong = fileOf('').replace(tenant(1), 'abc');
    expect(() => refused(wrong, [found(2, [2])])).toThrow(
      'customers.yaml has 1 fault:\n  - customers.yaml:4:5 one.tenant: "abc" is not a GUID; expected the customer\'s Entra tenant',
    );
    expect(() => refused(fileOf(''), [found(2, [2], { offer: 'gold' }), found(3, [3], { offer: 'silver' })])).toThrow(
      'customers.yaml:2:5 one.offer: is missing; expected one of gold, silver',
    );
    // Of a file into which nothing comes nobody asked.
    expect(refused(wrong, []).difference).toBe('');
  });

  it('is never in what is written, whatever is found', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('', ' ', 'x'.repeat(300), '${TfToken[TOKEN.0]}', 'gold'));
    const customer = fc.record({
      number: fc.integer({ min: 1, max: 5 }),
      name: text,
      ring: text,
      offer: text,
      domain: text,
    });
    fc.assert(
      fc.property(fc.array(customer, { maxLength: 5 }), given => {
        const customers = [...new Map(given.map(each => [each.number, each])).values()].map(({ number, ...entry }) =>
          found(number, [number, number + 10], entry),
        );
        const before = fileOf('    offer: gold\n');
        const { text: after } = into(before, customers);
        expect(inspectFile(PortfolioFile.of(after, 'customers.yaml'))).toEqual([]);
      }),
      { numRuns: 60 },
    );
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

  it('says how many are gone where they are many', () => {
    const text = imported(
      undefined,
      'customers.yaml',
      [1, 2, 3, 4, 5].map(number => found(number, [number])),
    ).text;
    expect(into(text, [found(1, [1])]).notes).toEqual([
      '4 customers were not found, and are left as they are: customer-2, customer-3, customer-4 and 1 more',
    ]);
    expect(
      into(
        text,
        [1, 2].map(number => found(number, [number])),
      ).notes,
    ).toHaveLength(3);
    const several = imported(undefined, 'customers.yaml', [found(1, [1, 2, 3, 4, 5])]).text;
    expect(into(several, [found(1, [1])]).notes).toEqual([
      `4 subscriptions were not found, and are left as they are: ${[2, 3, 4].map(i => `${subscription(i)} of customer-1`).join(', ')} and 1 more`,
    ]);
  });

  it('does not take for gone what nobody could read, or what cannot be used', () => {
    const text = imported(undefined, 'customers.yaml', [found(1, [1, 2]), found(2, [3])]).text;
    const file = PortfolioFile.of(text, 'customers.yaml');
    const notes = (options: ImportOptions) => imported(file, 'customers.yaml', [found(1, [1])], options).notes;
    const unread = new Set([subscription(2), subscription(3)]);
    expect(notes({ isFromAzure: true, unread })).toEqual([]);
    expect(notes({ tenants: new Set([tenant(1), tenant(2)]) })).toHaveLength(1);
    expect(notes({})).toHaveLength(2);
    // What was left out because synth would refuse it was found nevertheless.
    expect(into(text, [found(1, [1, 2]), found(2, [3], { name: ' ' })]).notes).toEqual([]);
  });

  it('says which offer a list names for a subscription that has several to choose from', () => {
    const several = `customers:
  - key: one
    name: Customer 1
    tenant: ${tenant(1)}
    offers:
      - offer: gold
        subscriptions: [{ id: ${subscription(1)}, name: Sub 1 }]
      - offer: silver
        subscriptions: [{ id: ${subscription(1)}, name: Sub 1, key: silver }, { id: ${subscription(2)}, name: Sub 2 }]
`;
    expect(into(several, [found(1, [1, 2], { offer: 'silver' })])).toMatchObject({ notes: [], difference: '' });
    expect(into(several, [found(1, [1, 2])])).toMatchObject({ notes: [], difference: '' });
    expect(into(several, [found(1, [1, 2], { offer: 'gold' })])).toMatchObject({
      notes: [
        `one: the subscription ${subscription(2)} has the offer "gold" now, and the file says "silver"; change it if that is meant`,
      ],
      difference: '',
    });
    expect(into(several, [found(1, [1], { offer: 'bronze' })]).notes[0]).toBe(
      `one: the subscription ${subscription(1)} has the offer "bronze" now, and the file says "gold" and "silver"; change it if that is meant`,
    );
  });

  it('gets no second entry of a tenant', () => {
    const { difference, faults } = into(fileOf('    offer: gold\n'), [found(1, [1, 2], { offer: 'silver' })]);
    expect(difference).toBe('');
    expect(faults.map(faultText)).toEqual([
      `a.csv row 1: the offer "silver" of the subscription ${subscription(2)} is none of one; list the offers of one under offers, and import again to add this one`,
    ]);
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

  it('says which notes and tags differ, and leaves them', () => {
    const tags = { tier: 'silver', owner: 'Ada' };
    const customer = found(1, [1], { notes: 'moved', tags });
    const { notes, difference } = into(FILE, [customer, found(2, [])]);
    expect(difference).toBe('');
    expect(notes).toEqual([
      'one: notes is "moved" now, and the file has none; change it if that is meant',
      'one: the tag "tier" is "silver" now, and the file says "gold"; change it if that is meant',
      'one: the tag "owner" is "Ada" now, and the file has none; change it if that is meant',
    ]);
    const same = found(1, [1], { tags: { tier: 'gold' } });
    expect(into(FILE, [same, found(2, [])]).notes).toEqual([]);
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
    expect(other.faults.map(faultText)).toEqual([
      `a.csv row 1: the offer "bronze" of the subscription ${subscription(9)} is none of one and two; list the offers of one and two under offers, and import again to add this one`,
    ]);
    expect(other.gains).toEqual({ customers: 0, subscriptions: 0, names: 1 });
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
    ['no list yet', 'customers:\n'],
    ['no list yet, and a comment', '# ours\ncustomers: # none yet\n'],
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

  it.each([
    ['customers: null\n', `customers:\n  - key: customer-1\n    name: Customer 1\n`],
    ['customers: []\n', `customers:\n  - key: customer-1\n    name: Customer 1\n`],
    ['{ "customers": null }', `{ "customers": [\n  {\n    "key": "customer-1",\n`],
    ['# ours\ncustomers: # none\n', `# ours\ncustomers:\n  - key: customer-1\n`],
  ])('may have nothing where the list belongs: %j', (text, beginning) => {
    const after = into(text, [found(1, [1])]).text;
    expect(after.slice(0, beginning.length)).toBe(beginning);
    expect(after.includes('# none')).toBe(text.includes('# none'));
  });

  const BEGUN = `customers:
  - key: customer-1
    name: Customer 1
    tenant: ${tenant(1)}
    subscriptions:
      - id: ${subscription(1)}
        name: Sub 1
`;

  it.each([
    ['# ours\n', `# ours\n${BEGUN}`],
    ['# ours', `# ours\n${BEGUN}`],
    ['# ours\r\n\r\n', `# ours\n\n${BEGUN}`.replaceAll('\n', '\r\n')],
    ['---\n# ours\n', `---\n# ours\n${BEGUN}`],
  ])('is begun below its comments if it has nothing else: %j', (text, after) => {
    const result = into(text, [found(1, [1])]);
    expect(result.faults).toEqual([]);
    expect(result.text).toBe(after);
    expect(result.gains.customers).toBe(1);
    expect(result.difference).toContain('+customers:');
  });

  it.each(['', '\n', ' \n\n'])('is as a new one if it is empty: %j', text => {
    for (const name of ['customers.yaml', 'customers.json']) {
      const { text: expected } = imported(undefined, name, [found(1, [1])]);
      expect(into(text, [found(1, [1])], name).text).toBe(expected);
    }
  });

  it.each(['# ours\n...\n', 'null\n', '&none\n'])('is not begun where more may not follow: %j', text => {
    const result = into(text, [found(1, [1])]);
    expect(result.text).toBe(text);
    expect(result.faults.map(faultText)).toEqual([expect.stringContaining('add customer-1 by hand')]);
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
