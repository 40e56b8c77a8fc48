import { Lazy, Token } from 'cdktf';
import { MARKS, numberMark } from '../expressions/marks';
import { operators } from '../fabrikam';
import { entry, faultsOfFile, faultsOfList, guid } from './fixtures';

const IN_A_FILE = 'has the mark of a reference of cdktf; a file holds no references, so write the value itself';
const UNKNOWN =
  'has the mark of a reference that this program did not make; write the value itself, or give a reference of cdktf';
const ELSEWHERE = 'is known to Terraform only; write it out: ids, roles and resource groups alone may be references';

/** A reference that cdktf made, and that a reader of the program can guess. */
const KNOWN = Lazy.stringValue({ produce: () => 'x' });

/** An entry with a text wherever one can be. */
const FULL = entry(1, {
  cloud: 'public',
  onboarding: 'terraform',
  status: 'active',
  ring: 'canary',
  automationRole: 'Contributor',
  tags: { segment: 'gold' },
  notes: 'Ask for Ada.',
  acknowledgements: [
    { rule: 'credit-lost', reason: 'asked', from: '2026-10-01', to: '2026-10-31', resourceGroups: ['rg-web'] },
  ],
  existing: { authorizations: [{ principalId: operators.id, role: 'Contributor', eligible: 'false' }] },
  subscriptions: [
    {
      id: guid(1, 1),
      key: 'production',
      resourceGroups: ['rg-web', 'rg-data'],
      automationRole: 'Contributor',
      definitionId: guid(1, 2),
      assignmentId: guid(1, 3),
      resourceGroupAssignmentIds: { 'rg-web': guid(1, 4) },
      adopt: 'false',
      deployedTemplateSha256: '0'.repeat(64),
      since: '2026-10-15',
      acknowledgements: [{ rule: 'role-earns', reason: 'asked' }],
    },
  ],
});

interface Marked {
  readonly value: unknown;
  /** Where the marks are. */
  readonly paths: string[];
}

/** A document with a mark in place of every value. */
function inValues(document: unknown, mark: unknown, path = ''): Marked {
  if (document === null || typeof document !== 'object') {
    return { value: mark, paths: [path] };
  }
  const members = Object.entries(document).map(([name, member]) => ({
    name,
    ...inValues(member, mark, Array.isArray(document) ? `${path}[${name}]` : `${path}.${name}`),
  }));
  return {
    value: Array.isArray(document)
      ? members.map(({ value }) => value)
      : Object.fromEntries(members.map(({ name, value }) => [name, value])),
    paths: members.flatMap(({ paths }) => paths),
  };
}

/** A document with a mark as one more name of a property in every object. */
function inNames(document: unknown, mark: string, path = ''): Marked {
  if (document === null || typeof document !== 'object') {
    return { value: document, paths: [] };
  }
  if (Array.isArray(document)) {
    const members = document.map((member, i) => inNames(member, mark, `${path}[${i}]`));
    return { value: members.map(({ value }) => value), paths: members.flatMap(({ paths }) => paths) };
  }
  const members = Object.entries(document).map(([name, member]) => ({
    name,
    ...inNames(member, mark, `${path}.${name}`),
  }));
  return {
    value: { ...Object.fromEntries(members.map(({ name, value }) => [name, value])), [mark]: 'x' },
    paths: [...members.flatMap(({ paths }) => paths), `${path}.${mark}`],
  };
}

/** The paths of faults that say a sentence, without the name of the customer and the place. */
function pathsOf(faults: string[], sentence: string, customer: string): string[] {
  return faults
    .filter(fault => fault.endsWith(`: ${sentence}`))
    .map(fault => fault.slice(0, -sentence.length - 2).replace(/^customers\.yaml:\d+:\d+ /, ''))
    .map(path => (path.startsWith(customer) ? path.slice(customer.length) : `not ${customer}: ${path}`));
}

describe('a file', () => {
  it.each([...MARKS, KNOWN, `${KNOWN}\${file("/etc/hostname")}`])('has no reference in any value: %s', mark => {
    const { value, paths } = inValues(FULL, mark);
    const faults = faultsOfFile(JSON.stringify({ customers: [value] }, undefined, 2));
    expect(pathsOf(faults, IN_A_FILE, mark).sort()).toEqual(paths.sort());
    // Said once, whatever form and rules would say of it, and with its place.
    const [other, ...more] = faults.filter(fault => !fault.endsWith(IN_A_FILE));
    expect(other).toContain('.existing: goes with onboarding "existing" only');
    expect(more).toEqual([]);
    expect(new Set(faults.map(fault => /^customers\.yaml:(\d+):\d+ /.exec(fault)?.[1])).size).toBe(faults.length);
  });

  it.each([MARKS[0], KNOWN])('has no reference in any name: %s', mark => {
    const { value, paths } = inNames(FULL, mark);
    const faults = faultsOfFile(JSON.stringify({ customers: [value] }, undefined, 2));
    expect(pathsOf(faults, IN_A_FILE, 'customer-1').sort()).toEqual(paths.sort());
  });

  it('names the place, and says of everything else what it would say anyway', () => {
    const faults = faultsOfFile(`customers:
  - key: contoso
    name: Contoso AG
    tenant: ${guid(1)}
    cloud: "\${TfToken[x]}"
    offer: on-demand
    colour: blue
    subscriptions: [{ id: c0000000-0000-4000-8000-000000000011, definitionId: "${KNOWN}\${file(\\"/etc/hostname\\")}" }]
  - key: northwind
    name: Northwind
    tenant: abc
    offer: on-demand
    tags: { "&{TfToken[TOKEN.0]}": x }
    subscriptions: [{ id: abc, adopt: ${numberMark(0xfdff)} }]
`);
    expect(faults).toEqual([
      `customers.yaml:5:5 contoso.cloud: ${IN_A_FILE}`,
      expect.stringMatching(/^customers\.yaml:7:5 contoso\.colour: is no property of a customer/),
      `customers.yaml:8:65 contoso.subscriptions[0].definitionId: ${IN_A_FILE}`,
      expect.stringMatching(/^customers\.yaml:11:5 northwind\.tenant: "abc" is not a GUID/),
      `customers.yaml:13:13 northwind.tags.&{TfToken[TOKEN.0]}: ${IN_A_FILE}`,
      expect.stringMatching(/^customers\.yaml:14:23 northwind\.subscriptions\[0\]\.id: "abc" is not a GUID/),
      `customers.yaml:14:32 northwind.subscriptions[0].adopt: ${IN_A_FILE}`,
    ]);
  });

  it.each<[string, string, string]>([
    ['as the file', '"${TfToken[x]}"', `customers.yaml:1:1: ${IN_A_FILE}`],
    ['as the customers', 'customers: "${TfToken[x]}"', `customers.yaml:1:1 customers: ${IN_A_FILE}`],
    ['as a customer', 'customers: ["${TfToken[x]}"]', `customers.yaml:1:13 customers[0]: ${IN_A_FILE}`],
    ['in a block', 'customers:\n  - |\n    ${TfToken[x]}\n', `customers.yaml:2:5 customers[0]: ${IN_A_FILE}`],
  ])('may have one nowhere: %s', (_case, text, fault) => {
    expect(faultsOfFile(text)).toContain(fault);
  });

  it('asks for no key beside an id with a mark', () => {
    const subscriptions = (list: string) =>
      faultsOfFile(
        `customers:\n  - { key: a, name: A, tenant: ${guid(1)}, offer: on-demand, subscriptions: [${list}] }\n`,
      ).map(fault => fault.replace(/^\S+ a\.subscriptions/, ''));
    expect(subscriptions(`{ id: "${KNOWN}" }, { id: "${KNOWN}" }`)).toEqual([
      `[0].id: ${IN_A_FILE}`,
      `[1].id: ${IN_A_FILE}`,
    ]);
    // A key that is there is judged.
    expect(subscriptions(`{ id: "${KNOWN}", key: A }`)).toEqual([
      `[0].id: ${IN_A_FILE}`,
      expect.stringMatching(/^\[0\]\.key: "A" is not/),
    ]);
  });

  it('says so once of what an anchor has in many places', () => {
    const faults = faultsOfFile(`customers:
  - { key: a, name: &name "\${TfToken[x]}", tenant: ${guid(1)}, offer: on-demand, tags: &tags { a: *name }, subscriptions: [{ id: ${guid(1, 1)} }] }
  - { key: b, name: B, tenant: ${guid(2)}, offer: on-demand, tags: *tags, subscriptions: [{ id: ${guid(2, 1)} }] }
`);
    expect(faults).toEqual([
      `customers.yaml:2:15 a.name: ${IN_A_FILE}`,
      expect.stringContaining(`a.tags.a: ${IN_A_FILE}`),
    ]);
  });

  it('may have expressions of Terraform in its texts, which are texts', () => {
    const texts = { name: 'Contoso ${file("/etc/hostname")}', notes: '%{ if true }', tags: { '${a}': '$${b}' } };
    expect(faultsOfFile(JSON.stringify({ customers: [entry(1, texts)] }))).toEqual([]);
  });
});

describe('a list', () => {
  it.each(MARKS)('has no mark for nothing in any value: %s', mark => {
    const { value, paths } = inValues(FULL, mark);
    expect(pathsOf(faultsOfList([value]), UNKNOWN, mark).sort()).toEqual(paths.sort());
  });

  it('has no mark for nothing in any name', () => {
    const { value, paths } = inNames(FULL, MARKS[0]);
    expect(pathsOf(faultsOfList([value]), UNKNOWN, 'customer-1').sort()).toEqual(paths.sort());
  });

  it('may have references of cdktf in ids, roles and resource groups, and nowhere else', () => {
    const { value, paths } = inValues(FULL, KNOWN);
    const refused = pathsOf(faultsOfList([value]), ELSEWHERE, KNOWN);
    expect(paths.filter(path => !refused.includes(path)).sort()).toEqual([
      '.automationRole',
      '.existing.authorizations[0].principalId',
      '.existing.authorizations[0].role',
      '.subscriptions[0].assignmentId',
      '.subscriptions[0].automationRole',
      '.subscriptions[0].definitionId',
      '.subscriptions[0].id',
      '.subscriptions[0].resourceGroupAssignmentIds.rg-web',
      '.subscriptions[0].resourceGroups[0]',
      '.subscriptions[0].resourceGroups[1]',
      '.tenant',
    ]);
  });

  it('has the form that it has to have around references', () => {
    expect(faultsOfList([entry(1, { tenant: KNOWN, colour: 'blue' })])).toEqual([
      'customer-1.colour: is no property of a customer; did you mean "cloud"?',
    ]);
  });

  it.each<[string, unknown, string]>([
    ['a mark', '${TfToken[x]}', UNKNOWN],
    ['a reference', Token.asList(KNOWN), ELSEWHERE],
  ])('is not %s as a whole', (_case, customers, sentence) => {
    expect(faultsOfList(customers)).toContain(`customers: ${sentence}`);
  });

  it('does not end in a circle', () => {
    const circle: Record<string, unknown> = { mark: MARKS[0] };
    circle.itself = circle;
    expect(faultsOfList([entry(1, { tags: circle })])).toContain(`customer-1.tags.mark: ${UNKNOWN}`);
  });
});
