import { truncateSync } from 'node:fs';
import { AzureBuiltInRole, AzureCloud, CustomerPortfolio, CustomerStack } from 'cdktf-partner-earned-credit';
import { automation, faultsOf, newApp } from '../fabrikam';
import { faultsOfFile, guid, offers, props, write } from './fixtures';

const CONTOSO = `
  - key: contoso
    name: Contoso AG
    tenant: ${guid(1)}
    offer: managed-services
    subscriptions:
      - id: ${guid(1, 1)}`;

describe('a file of customers', () => {
  it('declares a stack for each customer', () => {
    const path = write(`customers:${CONTOSO}
  - key: northwind
    name: Northwind Traders
    tenant: ${guid(2)}
    cloud: us-government
    offer: on-demand
    ring: canary
    automationRole: Backup Contributor
    tags: { segment: gold }
    notes: Ask for Ada.
    subscriptions:
      - id: ${guid(2, 1).toUpperCase()}
        key: production
        resourceGroups: [rg-web, rg-data]
        automationRole: Contributor
    acknowledgements:
      - rule: public-cloud
        reason: Partner Center support confirmed it.
`);
    const { stacks, entries, unmanaged } = CustomerPortfolio.fromFile(newApp(), path, props);
    expect(entries.map(({ key }) => key)).toEqual(['contoso', 'northwind']);
    expect(unmanaged).toEqual([]);
    expect(stacks.map(stack => stack.node.id)).toEqual(['customer-contoso', 'customer-northwind']);
    expect(stacks[1].customer).toMatchObject({
      key: 'northwind',
      name: 'Northwind Traders',
      cloud: AzureCloud.US_GOVERNMENT,
      ring: 'canary',
      tags: { segment: 'gold' },
      notes: 'Ask for Ada.',
    });
    const [delegation] = stacks[1].delegations;
    expect(delegation.node.id).toBe('subscription-production');
    expect(delegation.offer).toBe(props.offers['on-demand']);
    expect(delegation.authorizations.map(({ role }) => role.name)).toContain('Contributor');
  });

  it('may be JSON', () => {
    const path = write(
      JSON.stringify({
        $schema: './portfolio.schema.json',
        customers: [
          { key: 'contoso', name: 'Contoso', tenant: guid(1), offer: 'on-demand', subscriptions: [{ id: guid(1, 1) }] },
        ],
      }),
      'customers.json',
    );
    expect(CustomerPortfolio.fromFile(newApp(), path, props).stacks).toHaveLength(1);
  });

  it('may share parts by anchors, also many times', () => {
    const shared = Array.from(
      { length: 150 },
      (_, i) => `
  - { key: c-${i}, name: C, tenant: ${guid(i)}, offer: on-demand, subscriptions: [{ id: ${guid(i, 1)} }], tags: *gold }`,
    ).join('');
    const path = write(`customers:${CONTOSO.replace('contoso', 'first').replaceAll('c0000001', 'd0000001')}
    tags: &gold { segment: gold }${shared}
`);
    const { entries } = CustomerPortfolio.fromFile(newApp(), path, props);
    expect(entries).toHaveLength(151);
    expect(entries[7].tags).toEqual({ segment: 'gold' });
  });

  it('may take parts over from others, and say some of it anew', () => {
    const text = `customers:
  - &contoso
    key: contoso
    name: Contoso
    tenant: ${guid(1)}
    offer: managed-services
    ring: canary
    subscriptions: [&production { id: ${guid(1, 1)}, resourceGroups: [rg-web] }]
  - <<: [{ ring: all, notes: Second. }, *contoso]
    key: northwind
    name: Northwind
    tenant: ${guid(2)}
    subscriptions: [{ <<: *production, id: ${guid(2, 1)} }]
`;
    const { entries } = CustomerPortfolio.fromFile(newApp(), write(text), props);
    expect(entries[1]).toEqual({
      key: 'northwind',
      name: 'Northwind',
      tenant: guid(2),
      offer: 'managed-services',
      ring: 'all',
      notes: 'Second.',
      subscriptions: [{ id: guid(2, 1), resourceGroups: ['rg-web'] }],
    });
  });

  it('need not name the only offer', () => {
    const path = write(`customers:${CONTOSO.replace('    offer: managed-services\n', '')}\n`);
    const { stacks } = CustomerPortfolio.fromFile(newApp(), path, {
      ...props,
      offers: { only: props.offers['on-demand'] },
    });
    expect(stacks[0].delegations[0].offer).toBe(props.offers['on-demand']);
  });
});

describe('the faults of a file', () => {
  it('name the place where somebody would not earn, also when nothing else is wrong', () => {
    const path = write(`customers:
  - key: contoso
    name: Contoso
    tenant: ${guid(1)}
    offer: managed-services
    subscriptions:
      - id: ${guid(1, 1)}
        acknowledgements: [{ rule: automation-authorized, reason: Agreed. }]
      - id: ${guid(1, 2)}
`);
    const app = newApp();
    CustomerPortfolio.fromFile(app, path, { offers });
    expect(faultsOf(() => app.synth())).toEqual([
      `${path}:9:9 contoso, subscription ${guid(1, 2)}: PEC-Automation is not in the authorizations; give ` +
        'automation beside the offer, or acknowledge the rule "automation-authorized" with a reason',
    ]);
  });

  it('names the role of a customer once, at its line, and that of a subscription at the subscription', () => {
    const path = write(`customers:
  - key: contoso
    name: Contoso
    tenant: ${guid(1)}
    offer: managed-services
    automationRole: Reader
    subscriptions:
      - { id: ${guid(1, 1)} }
      - { id: ${guid(1, 2)} }
      - { id: ${guid(1, 3)}, automationRole: Reader }
  - key: northwind
    name: Northwind
    tenant: ${guid(2)}
    offer: managed-services
    automationRole: Reader
    subscriptions: [{ id: ${guid(2, 1)} }]
`);
    const app = newApp();
    CustomerPortfolio.fromFile(app, path, props);
    expect(faultsOf(() => app.synth()).map(fault => fault.split(': ')[0])).toEqual([
      `${path}:6:5 contoso, 2 subscriptions`,
      `${path}:10:9 contoso, subscription ${guid(1, 3)}`,
      `${path}:15:5 northwind, subscription ${guid(2, 1)}`,
    ]);
  });

  it('name that role once beside other faults, too', () => {
    const text = (role: string) => `customers:
  - { key: broken, name: "", tenant: ${guid(2)}, offer: managed-services, subscriptions: [{ id: ${guid(2, 1)} }] }
  - key: contoso
    name: Contoso
    tenant: ${guid(1)}
    offer: managed-services
${role}
    subscriptions:
      - { id: ${guid(1, 1)} }
      - { id: ${guid(1, 2)} }
      - { id: ${guid(1, 3)}, automationRole: Reader }
`;
    const placesOf = (role: string, changes = {}) =>
      faultsOfFile(text(role), changes).map(fault => fault.split(': ')[0]);
    const broken = 'customers.yaml:2:20 broken.name';
    expect(placesOf('    automationRole: Reader')).toEqual([
      broken,
      'customers.yaml:7:5 contoso.automationRole',
      'customers.yaml:11:9 contoso.subscriptions[2]',
    ]);
    expect(placesOf('    notes: none', { automationRole: AzureBuiltInRole.READER })).toEqual([
      broken,
      'customers.yaml:9:9 contoso.subscriptions[0]',
      'customers.yaml:10:9 contoso.subscriptions[1]',
      'customers.yaml:11:9 contoso.subscriptions[2]',
    ]);
  });

  it('name the place of what another stack of the app has already', () => {
    const app = newApp();
    const customer = { name: 'Contoso', tenantId: guid(1), subscriptions: [{ id: guid(1, 2) }] };
    new CustomerStack(app, 'contoso', { customer, offer: offers['managed-services'], automation });
    const path = write(`customers:
  - key: contoso
    name: Contoso
    tenant: ${guid(1)}
    offer: managed-services
    subscriptions:
      - id: ${guid(1, 3)}
        key: zzz
      - id: ${guid(1, 2)}
        key: aaa
`);
    expect(faultsOf(() => CustomerPortfolio.fromFile(app, path, props))).toEqual([
      `${path}:9:9 contoso.subscriptions[1].offer: "Fabrikam Managed Services" is delegated at this subscription by ` +
        `contoso/subscription-${guid(1, 2)} already; list all resource groups in that delegation, or give this offer ` +
        'another name',
    ]);
  });

  it('come all at once, each with its place, in the order of the file', () => {
    expect(
      faultsOfFile(`# Fabrikam's customers
customers:
  - key: contoso
    name: Contoso AG
    tenant: ${guid(1)}
    offer: managed-services
    subscriptions:
      - id: abc
      - id: ${guid(1, 2)}
        resourceGroup: [a]
        resourceGroups: ['x.', 5]
  - key: Northwind
    nam: Northwind
    tenant: f0000000-0000-4000-8000-000000000001
    offer: managed-servces
    cloud: Public
    subscriptions: []
  - key: contoso
    name: "  "
    tenant: ${guid(3)}
    offer: managed-services
    status: gone
    automationRole: Owner
    subscriptions:
      - id: ${guid(1, 2).toUpperCase()}
        automationRole: Contribtor
        adopt: "yes"
    acknowledgements:
      - rule: role-pays
  - key: tailspin
    name: 5
    tenant:
    onboarding: existing
    offer: on-demand
    subscriptions: [{ id: ${guid(4, 1)}, adopt: true, deployedTemplateSha256: abc }]
  - 7
`),
    ).toEqual([
      'customers.yaml:8:9 contoso.subscriptions[0].id: "abc" is not a GUID; expected the id of the subscription: a GUID, 8-4-4-4-12 hexadecimal digits',
      'customers.yaml:10:9 contoso.subscriptions[1].resourceGroup: is no property of a subscription; did you mean "resourceGroups"?',
      'customers.yaml:11:26 contoso.subscriptions[1].resourceGroups[0]: "x." is not the name of a resource group; expected at most 90 letters, digits, "_", "-", "(", ")" and ".", not ending in "."',
      'customers.yaml:11:32 contoso.subscriptions[1].resourceGroups[1]: 5 is not a text; put it in quotes',
      'customers.yaml:12:5 Northwind.name: is missing; expected what reports call the customer',
      'customers.yaml:12:5 Northwind.key: "Northwind" is not a key; expected what the customer is called in names of stacks and states, for good: lower-case letters, digits and "-", at most 54',
      'customers.yaml:13:5 Northwind.nam: is no property of a customer; did you mean "name"?',
      'customers.yaml:14:5 Northwind.tenant: "f0000000-0000-4000-8000-000000000001" is the managing tenant; expected the customer\'s own: Azure delegates to another tenant only',
      'customers.yaml:15:5 Northwind.offer: "managed-servces" is not an offer of the program; did you mean "managed-services"?',
      'customers.yaml:16:5 Northwind.cloud: "Public" is not a cloud; did you mean "public"?',
      'customers.yaml:17:5 Northwind.subscriptions: is empty; expected the delegated subscriptions, one at least',
      'customers.yaml:18:5 contoso.key: "contoso" is the key of another customer; give each customer a key of its own',
      'customers.yaml:19:5 contoso.name: "  " is blank; expected what reports call the customer',
      'customers.yaml:22:5 contoso.status: "gone" is not a status; expected active or offboarded',
      'customers.yaml:23:5 contoso.automationRole: "Owner" cannot be delegated; choose a role that earns, such as "Support Request Contributor"',
      'customers.yaml:25:9 contoso.subscriptions[0].id: "C0000001-0000-4000-8000-000000000002" is a subscription of contoso already; list it with one customer only; under offers, if it has several',
      'customers.yaml:26:9 contoso.subscriptions[0].automationRole: "Contribtor" is not a built-in role; did you mean "Contributor"?',
      'customers.yaml:27:9 contoso.subscriptions[0].adopt: "yes" is not true or false; expected whether the delegation exists and Terraform shall take it over: true or false',
      'customers.yaml:29:9 contoso.acknowledgements[0].reason: is missing; expected why it is acceptable that this customer may not earn',
      'customers.yaml:29:9 contoso.acknowledgements[0].rule: "role-pays" is not a rule; expected agreement, admin-on-behalf-of, automation-authorized, role-earns, written-as-declared, principal-linked, customer-deployed, marketplace-plan, policy-delegates, public-cloud or credit-lost',
      'customers.yaml:30:5 tailspin.existing: is missing; expected the authorizations of the existing delegation',
      'customers.yaml:31:5 tailspin.name: 5 is not a text; put it in quotes',
      "customers.yaml:32:5 tailspin.tenant: is missing; expected the customer's Entra tenant: a GUID, 8-4-4-4-12 hexadecimal digits",
      'customers.yaml:34:5 tailspin.offer: does not go with onboarding "existing"; leave it out: what exists is listed under existing',
      'customers.yaml:35:65 tailspin.subscriptions[0].adopt: goes with onboarding "terraform" only; leave it out',
      'customers.yaml:35:78 tailspin.subscriptions[0].deployedTemplateSha256: "abc" is not a SHA-256; expected the SHA-256 of the template that the customer deployed, with onboarding: arm-template: 64 hexadecimal digits',
      'customers.yaml:36:5 customers[4]: 7 is not a customer; expected an object with key, name, tenant and subscriptions, or offers with subscriptions each',
    ]);
  });

  it.each([
    ['', 'customers.yaml:1:1: is missing; expected an object with customers'],
    ['[]', 'customers.yaml:1:1: a list is not a file of customers; expected an object with customers'],
    ['customers: []', 'customers.yaml:1:1 customers: is empty; expected the customers, in any order'],
    ['customers:', 'customers.yaml:1:1 customers: is missing; expected the customers, in any order'],
    ['clients: []', 'customers.yaml:1:1 customers: is missing; expected the customers, in any order'],
  ])('that holds %j', (text, fault) => {
    expect(faultsOfFile(text)).toContain(fault);
  });

  it('name the line that is no YAML', () => {
    expect(faultsOfFile('customers:\n  - key: a\n   name: b\n')).toEqual([
      expect.stringMatching(/^customers\.yaml:3:\d+: /),
    ]);
    // What can be read is judged nevertheless.
    expect(faultsOfFile('customers:\n  - key: a\n    key: B\n').slice(0, 2)).toEqual([
      'customers.yaml:3:5: is written twice in one object; keep one of the two',
      'customers.yaml:2:5 B.name: is missing; expected what reports call the customer',
    ]);
  });

  it.each([
    ['key: 007', 'key: 007 is not a text; put it in quotes'],
    ['key: 0x1F', 'key: 0x1F is not a text; put it in quotes'],
    ['key: True', 'key: True is not a text; put it in quotes'],
    ['key: a\n    name: 1.10', 'name: 1.10 is not a text; put it in quotes'],
    ['key: a\n    ring: 1e3', 'ring: 1e3 is not a text; put it in quotes'],
    ['key: a\n    tags: { since: 2024 }', 'tags.since: 2024 is not a text; put it in quotes'],
  ])('show a value as it is written: %s', (text, fault) => {
    const faults = faultsOfFile(`customers:\n  - ${text}\n`).map(found =>
      found.replace(/^\S+ (a|customers\[0\])\./, ''),
    );
    expect(faults).toContain(fault);
  });

  it.each([
    ['tags: { true: x }', ['2:13: the name true is not a text; put it in quotes']],
    [
      'tags: { 1.0: x, null: y }',
      ['2:13: the name 1.0 is not a text; put it in quotes', '2:21: the name null is not a text; put it in quotes'],
    ],
    [
      'tags: { ~: x, 0x1F: y }',
      ['2:13: the name ~ is not a text; put it in quotes', '2:19: the name 0x1F is not a text; put it in quotes'],
    ],
    ['007: x', ['2:5: the name 007 is not a text; put it in quotes']],
    [`${'9'.repeat(100)}: x`, [`2:5: the name ${'9'.repeat(59)}… is not a text; put it in quotes`]],
    ['tags: { : x }', ['2:12: a name is missing before the colon; write one']],
    ['tags: { "true": x, \'1.0\': y, "": z, yes: a, 2024-01-01: b, <<: { c: d } }', []],
  ])('show a name that is no text as it is written: %s', (text, faults) => {
    const found = faultsOfFile(`customers:\n  - ${text}\n`).filter(fault => fault.includes(' name '));
    expect(found.filter(fault => !fault.includes('customers[0]'))).toEqual(
      faults.map(fault => `customers.yaml:${fault}`),
    );
  });

  it.each([
    ['an object', '? { "##vso[task.setvariable variable=X]evil": x }\n: 1\n', '1:3'],
    ['a list', '{ [a, b]: 1 }', '1:3'],
    ['an alias', 'a: &a b\n*a : 1\n', '2:1'],
  ])('name %s in the place of a name, and print nothing', (_what, text, place) => {
    const warn = jest.spyOn(process, 'emitWarning').mockImplementation();
    expect(faultsOfFile(text)).toEqual([
      `customers.yaml:${place}: stands in the place of a name; write the name itself, a text`,
    ]);
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });

  it('name the second document', () => {
    expect(faultsOfFile('customers: []\n---\ncustomers: []\n')).toEqual([
      'customers.yaml:2:1: begins a second document; keep all customers in one, without "---"',
    ]);
  });

  it.each([
    ['!Ref', 'Contoso', '!Ref'],
    ['!!python/object:os.system', 'Contoso', 'tag:yaml.org,2002:python/object:os.system'],
    ['!!binary', 'aGk=', 'tag:yaml.org,2002:binary'],
    ['!!timestamp', '2001-01-01', 'tag:yaml.org,2002:timestamp'],
    ['!!int', 'Contoso', 'tag:yaml.org,2002:int'],
  ])('name a tag that means nothing here: %s', (tag, value, shown) => {
    expect(faultsOfFile(`customers:${CONTOSO.replace('Contoso AG', `${tag} ${value}`)}\n`)).toEqual([
      `customers.yaml:3:11: has a tag that means nothing here (Unresolved tag: ${shown}); write the value without it`,
    ]);
  });

  it.each([
    [
      'customers:\n  - *contoso\n',
      'customers.yaml:2:5: *contoso stands for nothing; write &contoso before what it shall stand for',
    ],
    [
      'customers: &all\n  - tags: { a: *all }\n',
      'customers.yaml:2:16: *all is inside of what it stands for; write that part out',
    ],
    [
      'customers:\n  - &one\n    <<: *one\n',
      'customers.yaml:3:9: *one is inside of what it stands for; write that part out',
    ],
    [
      'customers:\n  - key: a\n    <<: 5\n',
      'customers.yaml:3:5: << takes over an object, or a list of objects; write an alias of one, such as *shared',
    ],
    [
      'customers:\n  - key: &key a\n    <<: [*key]\n',
      'customers.yaml:3:5: << takes over an object, or a list of objects; write an alias of one, such as *shared',
    ],
  ])('name an alias that cannot be followed: %j', (text, fault) => {
    expect(faultsOfFile(text)).toEqual([fault]);
  });

  it.each([
    [
      `z:\n  - &a0 []\n${Array.from({ length: 101 }, (_, i) => `  - &a${i + 1} [*a${i}]\n`).join('')}`,
      'has aliases that nest too deeply; write customers as lists of objects',
    ],
    [
      `z: &z {${Array.from({ length: 200 }, (_, i) => `k${i}: v`).join(', ')}}\ny:\n${'  - <<: *z\n'.repeat(200)}`,
      'takes over too many properties by <<; take over fewer, from objects that take over nothing themselves',
    ],
  ])('say what aliases come to', (text, message) => {
    expect(faultsOfFile(text)).toEqual([`customers.yaml:1:1: ${message}`]);
  });

  it('find a place also in what an object takes over', () => {
    const text = `customers:
  - &contoso
    key: contoso
    name: Contoso
    tenant: ${guid(1)}
    offer: gold
    subscriptions: [{ id: ${guid(1, 1)} }]
  - <<: *contoso
    key: northwind
    tenant: ${guid(2)}
    subscriptions: [{ id: abc }]
`;
    const cure = 'is not an offer of the program; expected one of managed-services, on-demand';
    expect(faultsOfFile(text)).toEqual([
      `customers.yaml:6:5 contoso.offer: "gold" ${cure}`,
      `customers.yaml:6:5 northwind.offer: "gold" ${cure}`,
      'customers.yaml:11:23 northwind.subscriptions[0].id: "abc" is not a GUID; expected the id of the subscription: a GUID, 8-4-4-4-12 hexadecimal digits',
    ]);
  });

  it('find a place also in what an anchor shares, and below keys with dots', () => {
    const text = `customers:
  - key: contoso
    name: Contoso
    tenant: ${guid(1)}
    offer: on-demand
    acknowledgements: &agreed
      - { rule: role-earns, reason: '' }
    subscriptions:
      - id: ${guid(1, 1)}
        resourceGroups: [rg.web]
        resourceGroupAssignmentIds:
          rg.web: abc
        acknowledgements: *agreed
`;
    expect(faultsOfFile(text)).toEqual([
      'customers.yaml:7:29 contoso.subscriptions[0].acknowledgements[0].reason: is missing; expected why it is acceptable that this customer may not earn',
      'customers.yaml:7:29 contoso.acknowledgements[0].reason: is missing; expected why it is acceptable that this customer may not earn',
      'customers.yaml:12:11 contoso.subscriptions[0].resourceGroupAssignmentIds.rg.web: "abc" is not a GUID; expected the id of a registration assignment: a GUID',
    ]);
  });

  it('name the GUID of which more was written, as code does', () => {
    const text = `customers:
  - key: contoso
    name: Contoso
    tenant: '{${guid(1)}}'
    offer: on-demand
    subscriptions:
      - id: /subscriptions/${guid(1, 1)}
        definitionId: /definitions/${guid(1, 2)}
        assignmentId: urn:uuid:${guid(1, 3)}
`;
    expect(faultsOfFile(text)).toEqual([
      `customers.yaml:4:5 contoso.tenant: "{${guid(1)}}" is not a GUID; give the GUID alone: ${guid(1)}`,
      `customers.yaml:7:9 contoso.subscriptions[0].id: "/subscriptions/${guid(1, 1)}" is not a GUID; give the GUID alone: ${guid(1, 1)}`,
      `customers.yaml:8:9 contoso.subscriptions[0].definitionId: "/definitions/${guid(1, 2)}" is not a GUID; give the GUID alone: ${guid(1, 2)}`,
      `customers.yaml:9:9 contoso.subscriptions[0].assignmentId: "urn:uuid:${guid(1, 3)}" is not a GUID; give the GUID alone: ${guid(1, 3)}`,
    ]);
  });

  it('say of a file below a file that it cannot be read', () => {
    const path = 'package.json/customers.yaml';
    expect(() => CustomerPortfolio.fromFile(newApp(), path, props)).toThrow(
      `${path} has 1 fault:\n  - ${path}: cannot be read (ENOTDIR); expected a YAML or JSON file of customers`,
    );
  });

  it('have no place where nobody is shown them', () => {
    const faults = faultsOfFile(`customers:\n${'  - 7\n'.repeat(150)}`);
    expect(faults).toHaveLength(150);
    expect(faults[99]).toMatch(/^customers\.yaml:101:5 customers\[99\]: 7 is not a customer/);
    expect(faults[100]).toMatch(/^customers\[100\]: 7 is not a customer/);
  });

  it('say that it is too large', () => {
    const path = write('');
    truncateSync(path, 50_000_001);
    expect(() => CustomerPortfolio.fromFile(newApp(), path, props)).toThrow(
      'is larger than 50 MB; split the customers up',
    );
  });

  it('quote nothing of what is no YAML', () => {
    expect(faultsOfFile('a: |x secret\n')).toEqual([
      'customers.yaml:1:5: Block scalar header includes extra characters',
      'customers.yaml:1:7: Not a YAML token',
    ]);
  });

  it('say which texts are too long, and how long they may be', () => {
    const x = (length: number) => 'x'.repeat(length);
    const text = (by: number) => `customers:
  - key: ${x(54 + by)}
    name: ${x(256 + by)}
    tenant: ${guid(1)}
    offer: on-demand
    ring: ${x(64 + by)}
    tags: { ${x(256 + by)}: ${x(1_024 + by)} }
    notes: ${x(8_192 + by)}
    subscriptions: [{ id: ${guid(1, 1)}, key: ${x(63 + by)} }]
    acknowledgements: [{ rule: role-earns, reason: ${x(1_024 + by)} }]
`;
    expect(faultsOfFile(text(0)).filter(fault => fault.includes('characters'))).toEqual([]);
    const long = faultsOfFile(text(1)).filter(fault => / has [\d,]+ characters; shorten it to [\d,]+$/.test(fault));
    expect(long.map(fault => fault.replace(/x+/g, 'x').replace(/^\S+ /, ''))).toEqual([
      'x.name: has 257 characters; shorten it to 256',
      'x.ring: has 65 characters; shorten it to 64',
      'x.tags: has 257 characters; shorten it to 256',
      'x.tags.x: has 1,025 characters; shorten it to 1,024',
      'x.notes: has 8,193 characters; shorten it to 8,192',
      'x.subscriptions[0].key: has 64 characters; shorten it to 63',
      'x.acknowledgements[0].reason: has 1,025 characters; shorten it to 1,024',
    ]);
  });
});
