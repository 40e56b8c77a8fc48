import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, Testing } from 'cdktf';
import {
  Authorization,
  AzureBuiltInRole,
  CustomerPortfolio,
  DeclarationError,
  FederatedCredential,
  LighthouseOffer,
  PecAutomation,
  PecReadiness,
  PecIdentityStack,
  Principal,
  StateBackend,
} from 'cdktf-partner-earned-credit';
import { guardPlans } from '../lib/command-line/guard/guard';
import { columnMapOf, imported, readLists, valueMapOf } from '../lib/import';
import { ReadinessReport } from '../lib/reports';
import { matcherOf, visible } from '../lib/text';
import { customer, subscription } from './reports/sample-reports';

const FOLDER = mkdtempSync(join(tmpdir(), 'sizes-'));
const MANAGING_TENANT = 'f0000000-0000-4000-8000-000000000001';

function guid(number: number, kind = 0): string {
  return `c0000000-0000-4000-8${String(kind).padStart(3, '0')}-${String(number).padStart(12, '0')}`;
}

/** A list that is imported: its rows have a tenant, a subscription, a name and a status. */
function importList(...rows: string[]): unknown {
  const bytes = Buffer.from(['tenant,subscription,name,status', ...rows].join('\n'));
  const options = { columns: columnMapOf([]), values: valueMapOf([]) };
  return imported(undefined, 'customers.yaml', readLists([{ name: 'list.csv', bytes }], options).customers);
}

const offers = {
  managed: new LighthouseOffer({
    name: 'Managed',
    managingTenantId: MANAGING_TENANT,
    authorizations: [Authorization.permanent(Principal.group(guid(1, 9)), AzureBuiltInRole.CONTRIBUTOR)],
  }),
};
const automation = PecAutomation.fromAttributes({
  principalId: guid(2, 9),
  clientId: guid(3, 9),
  tenantId: MANAGING_TENANT,
  linkedPartnerId: '1234567',
});

/** A list of so many. */
function many<T>(size: number, item: (i: number) => T): T[] {
  return Array.from({ length: size }, (_, i) => item(i));
}

function entry(i: number, more: object = {}): object {
  return { key: `c${i}`, name: 'Contoso', tenant: guid(i), subscriptions: [{ id: guid(i, 1) }], ...more };
}

function declare(...customers: unknown[]): App {
  const app = Testing.app();
  CustomerPortfolio.fromArray(app, customers as never, { offers, automation });
  return app;
}

function read(text: string): unknown {
  const file = join(FOLDER, 'customers.yaml');
  writeFileSync(file, text);
  return CustomerPortfolio.fromFile(Testing.app(), file, { offers, automation });
}

function identity(props: object): unknown {
  return new PecIdentityStack(Testing.app(), 'pec', { managingTenantId: MANAGING_TENANT, ...props });
}

function offerOf(authorizations: Authorization[]): unknown {
  return new LighthouseOffer({ name: 'A', managingTenantId: MANAGING_TENANT, authorizations }).validate();
}

const EACH = (item: (i: number) => string, size: number) => many(size, item).join('');

/** What is done with a text of so many characters, or a little more. */
const TEXTS: Record<string, (size: number) => unknown> = {
  'the name of a customer': size => declare(entry(1, { name: 'x'.repeat(size) })),
  'the key of a customer': size => declare(entry(1, { key: 'x'.repeat(size) })),
  'the tenant of a customer': size => declare(entry(1, { tenant: '0'.repeat(size) })),
  'the notes of a customer': size => declare(entry(1, { notes: '\u202e\n'.repeat(size / 2) })),
  'a tag': size => declare(entry(1, { tags: { ['x'.repeat(size)]: 'y'.repeat(size) } })),
  'a role': size => declare(entry(1, { automationRole: 'Contributor '.repeat(size / 12) })),
  'an offer': size => declare(entry(1, { offer: 'managed'.repeat(size / 7) })),
  'an unknown property': size => declare(entry(1, { ['a.b['.repeat(size / 4)]: 1 })),
  'a resource group': size =>
    declare(entry(1, { subscriptions: [{ id: guid(1), resourceGroups: ['x'.repeat(size)] }] })),
  'a role in code': size =>
    offerOf([Authorization.permanent(Principal.group(guid(1)), AzureBuiltInRole.of('/a'.repeat(size / 2)))]),
  'the name of a group': size =>
    offerOf(
      many(2, () => Authorization.permanent(Principal.group(guid(1), 'x'.repeat(size)), AzureBuiltInRole.READER)),
    ),
  'an issuer': size =>
    identity({
      credentials: {
        federated: [FederatedCredential.custom({ issuer: `https://${'a'.repeat(size)} `, subject: 'x' })],
      },
    }),
  'a subject': size =>
    identity({
      credentials: { federated: [FederatedCredential.custom({ issuer: 'https://x', subject: '-:'.repeat(size / 2) })] },
    }),
  'a certificate': size => identity({ credentials: { certificates: [{ name: 'one', value: '-'.repeat(size) }] } }),
  'a folder of states': size => identity({ backend: StateBackend.local({ directory: `a${'/'.repeat(size)}b` }) }),
  'an id of a stack': size => new PecIdentityStack(Testing.app(), 'x'.repeat(size), { managingTenantId: '' }),
  'a name with escapes': size => visible(`${' '.repeat(size / 2)}${'::#['.repeat(size / 8)}`),
  'a pattern of stars': size => matcherOf('*a'.repeat(size / 2))(`${'a'.repeat(size)}b`),
  'a report': size => {
    const report = new ReadinessReport([customer('`|<@:\n'.repeat(size / 6), [subscription(1)])]);
    return [report.toTable(), report.toMarkdown(), report.toHtml(), report.toJson()];
  },
  'the address of a plan': size =>
    guardPlans([{ name: 'plan', text: planThatDeletes('a'.repeat(size)) }], { allow: ['*a'.repeat(20)] }),
  'a cell of a list': size => importList(`${guid(1)},${guid(2)},${'- '.repeat(size / 2)}`),
  'an id in a list': size => importList(`${'0-'.repeat(size / 2)},${guid(2)}`),
  'a list of quotes': size => importList('"'.repeat(size)),
  'a file without a break': size => read('x'.repeat(size)),
  'a file of brackets': size => read(`a: ${'['.repeat(size)}`),
  'a file of stars': size => read('*'.repeat(size)),
  'a file of quotes': size => read(`a: "${' \n'.repeat(size / 2)}`),
};

/** What is done with so many things of a kind. */
const LISTS: Record<string, (size: number) => unknown> = {
  customers: size => declare(...many(size, i => entry(i, { name: '' }))),
  'customers of one tenant': size => declare(...many(size, i => entry(i, { tenant: guid(1) }))),
  'customers of one key': size => declare(...many(size, i => entry(i, { key: 'same' }))),
  'customers with a misspelt role': size =>
    declare(...many(size, i => entry(i, { automationRole: `Managed Services Registration Contributer ${i}` }))),
  subscriptions: size => declare(entry(1, { name: '', subscriptions: many(size, i => ({ id: guid(i) })) })),
  'subscriptions of one id': size =>
    declare(entry(1, { subscriptions: many(size, i => ({ id: guid(1), key: `k${i}` })) })),
  'subscriptions of one id, without keys': size =>
    declare(entry(1, { subscriptions: many(8 * size, () => ({ id: guid(1) })) })),
  'resource groups': size =>
    declare(entry(1, { name: '', subscriptions: [{ id: guid(1), resourceGroups: many(size, i => `rg${i}.`) }] })),
  acknowledgements: size => declare(entry(1, { acknowledgements: many(size, () => ({ rule: 'x', reason: '' })) })),
  'tags and unknown properties': size => declare(entry(1, Object.fromEntries(many(size, i => [`x${i}`, i])))),
  'misspelt properties': size =>
    declare(entry(1, Object.fromEntries(many(8 * size, i => [`name${String.fromCodePoint(0x4e00 + i)}`, i])))),
  'offers that are misspelt': size =>
    CustomerPortfolio.fromArray(Testing.app(), many(size, i => entry(i, { offer: `managedx${i}` })) as never, {
      offers: Object.fromEntries(many(size, i => [`managed${i}`, offers.managed])),
      automation,
    }),
  authorizations: size =>
    offerOf(many(size, i => Authorization.permanent(Principal.group(guid(i)), AzureBuiltInRole.READER))),
  'eligible authorizations': size =>
    offerOf(many(size, i => Authorization.eligible(Principal.group(guid(i)), AzureBuiltInRole.READER))),
  'credentials of one name': size => identity({ credentials: { clientSecrets: many(size, () => ({ name: 'same' })) } }),
  'rows of one tenant': size => importList(...many(size, i => `${guid(1)},${guid(i, 1)},x`)),
  'rows of one name': size => importList(...many(size, i => `${guid(i)},${guid(i, 1)},x`)),
  'rows of one subscription': size => importList(...many(size, i => `${guid(i)},${guid(1, 1)},x`)),
  'rows with a status each': size => importList(...many(size, i => `${guid(i)},${guid(i, 1)},x,status ${i}`)),
  'keys in a file': size => read(EACH(i => `k${i}: 1\n`, size)),
  'aliases in a file': size => read(`a: &a [1]\nb:\n${EACH(() => '  - *a\n', size)}`),
  'anchors in a file': size => read(`b:\n${EACH(i => `  - &a${i} [1]\n  - *a${i}\n`, size)}`),
  'aliases of aliases': size =>
    read(`a: &a [1]\n${many(2, i => `b${i}: &${'ab'[i]}b [${'*a, '.repeat(size)}]\n`).join('')}`),
  'objects that take over the one before': size =>
    read(`customers:\n  - &m0 {a: b}\n${EACH(i => `  - &m${i + 1} {<<: *m${i}, k${i}: v}\n`, size)}`),
  'objects that take over a wide one': size =>
    read(`x: &x {${EACH(i => `k${i}: v, `, size)}}\ncustomers:\n${EACH(i => `  - {<<: *x, key: c${i}}\n`, size)}`),
  'aliases in a row': size => read(`z:\n  - &a0 [x]\n${EACH(i => `  - &a${i + 1} [*a${i}]\n`, size)}7: *a${size}\n`),
  'customers that share a fault': size =>
    read(`x: &x [{ id: x }]\ncustomers:\n${EACH(i => `  - { key: c${i}, subscriptions: *x }\n`, size)}`),
};

function planThatDeletes(address: string): string {
  return JSON.stringify({
    format_version: '1.2',
    planned_values: {},
    resource_changes: [
      { address, mode: 'managed', type: 'azurerm_lighthouse_definition', change: { actions: ['delete'], before: {} } },
    ],
  });
}

/** The time of the processor in milliseconds: other programs do not count. Only our error may be thrown. */
function time(run: () => unknown): number {
  const start = process.cpuUsage();
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(DeclarationError);
  }
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** The square of ten sizes would be a million times the time; a line is a thousand times, and more for what it needs. */
function expectLine(sizes: number[], run: (size: number) => unknown): void {
  const times = sizes.map(size => time(() => run(size)));
  const [half, whole] = times.slice(-2);
  expect(whole).toBeLessThan(Math.max(4 * half, 1_000));
  expect(whole).toBeLessThan(5_000);
}

describe('nothing takes more than its length', () => {
  afterEach(() => {
    delete process.env.PEC_CUSTOMERS;
  });

  it.each(Object.entries(TEXTS))('as a text: %s', (_what, run) => {
    const sizes = many(10, i => 2 ** (9 + i));
    expectLine(sizes, run);
  });

  it.each(Object.entries(LISTS))('as a list: %s', (_what, run) => {
    expectLine(
      many(10, i => 2 ** (1 + i)),
      run,
    );
  });

  it('as the names of stacks', () => {
    const customers = many(100, i => entry(i));
    expectLine(
      many(10, i => 2 ** (5 + i)),
      size => {
        process.env.PEC_CUSTOMERS = `${'*a'.repeat(size)},${many(size, i => `customer-${i}`).join(',')}`;
        PecReadiness.check(declare(...customers));
      },
    );
  });

  it('as 566 bytes of aliases', () => {
    const levels = many(9, i => `a${i + 1}: &a${i + 1} [${many(10, () => `*a${i}`).join(',')}]\n`);
    const text = `a0: &a0 [x]\n${levels.join('')}customers: *a9\n`;
    expect(text.length).toBeLessThan(600);
    expect(() => read(text)).toThrow('has aliases that repeat aliases until nobody can read it all');
    expect(time(() => read(text))).toBeLessThan(500);
  });

  it('as a thousand bytes of objects that take over twice what takes over twice', () => {
    const objects = many(24, i => `  - &m${i + 1} {<<: [*m${i}, *m${i}], k${i}: *m${i}}\n`);
    const text = `customers:\n  - &m0 {a: b}\n${objects.join('')}`;
    expect(text.length).toBeLessThan(1_000);
    expect(time(() => expect(() => read(text)).toThrow('takes over too many properties by <<'))).toBeLessThan(500);
  });

  it('as thousands of customers that take over some dozens of properties', () => {
    const shared = `x: &x {${EACH(i => `k${i}: v, `, 40)}}\n`;
    const customer = (i: number) => `  - { <<: *x, key: c${i}, name: C, tenant: t, subscriptions: [{ id: s }] }\n`;
    expect(() => read(`${shared}customers:\n${EACH(customer, 300)}`)).toThrow('c0.k0: is no property');
    const cloud = 'x: &x { cloud: public, offer: managed, ring: a, notes: n, tags: { a: b } }\n';
    const good = (i: number) =>
      `  - { <<: *x, key: c${i}, name: C, tenant: ${guid(i)}, subscriptions: [{ id: ${guid(i, 1)} }] }\n`;
    expect(() => read(`${cloud}customers:\n${EACH(good, 3_000)}`)).toThrow(
      /^\S+customers\.yaml has 1 fault:\n.* x: is no property/,
    );
  });

  it.each([
    ['texts', 'a,'],
    ['lists', '[],'],
    ['line breaks', '\n'],
  ])('as more %s than there is memory for', (_what, part) => {
    const text = `a: [${part.repeat(10_000_000 / part.length)}]`;
    expect(time(() => expect(() => read(text)).toThrow('holds more values than can be read at once'))).toBeLessThan(
      6_000,
    );
  });
});
