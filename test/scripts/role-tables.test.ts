import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import type { RoleCatalogue, RoleFacts } from '../../lib/azure/role-catalogue';
import { changesBetween, fromAzure, fromTables, print } from '../../scripts/role-tables';

const OWNER = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';
const USER_ACCESS_ADMINISTRATOR = '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9';
const CONTRIBUTOR = 'b24988ac-6180-42a0-ab88-20f7382dd24c';
const LIGHTHOUSE_SOURCE =
  'https://learn.microsoft.com/azure/lighthouse/concepts/tenants-users-roles (ms.date 2026-04-06): Lighthouse support';
const PEC_SOURCE =
  'https://learn.microsoft.com/partner-center/billing/azure-roles-perms-pec (ms.date 2022-11-08): partner earned credit';

const NAMES_SOURCE =
  'Former names: every version of theMichaelB/Azure-Role-Definition-History roles/ (2020-04-23 to 2021-04-23) and of ' +
  'iann0036/iam-dataset azure/built-in-roles-raw.json (2021-11-20 to 2026-08-22)';

/** A GUID that ends in these digits. */
const guid = (digits: string) => `00000000-0000-0000-0000-${digits.padStart(12, '0')}`;
const table = (...rows: string[][]) => rows.map(row => row.join('\t')).join('\n');

const ROLE_COLUMNS = ['name', 'role_id', 'has_data_actions', 'has_not_data_actions', 'restricted_actions', 'more'];
const PEC_COLUMNS = ['role_name', 'role_id', 'pec_eligible', 'source'];

describe('fromTables', () => {
  const roles = (...rows: string[][]) => table(ROLE_COLUMNS, ...rows);
  const page = (...rows: string[][]) => table(PEC_COLUMNS, ...rows);
  const only = (role: string[], ...listed: string[][]): RoleFacts =>
    fromTables(roles(role), page(...listed), '2026-08-22').roles[0];

  it('makes a catalogue, by name', () => {
    const made = fromTables(
      roles(['Zebra Reader', guid('1'), 'no', 'no', '', 'x'], ['Ant Keeper', guid('2'), 'no', 'no', '', 'x']),
      page(
        ['Zebra Reader', guid('1'), 'no', 'x'],
        ['Walrus Rider', guid('4'), 'no', 'x'],
        ['Mule', guid('3'), 'yes', 'x'],
      ),
      '2026-08-22',
    );
    expect(made).toStrictEqual({
      date: '2026-08-22',
      sources: [
        "Azure's built-in role definitions of 2026-08-22, by way of iann0036/iam-dataset azure/built-in-roles-raw.json",
        LIGHTHOUSE_SOURCE,
        PEC_SOURCE,
        NAMES_SOURCE,
      ],
      roles: [
        { id: guid('2'), name: 'Ant Keeper', lighthouse: 'supported', partnerEarnedCredit: 'unlisted' },
        { id: guid('1'), name: 'Zebra Reader', lighthouse: 'supported', partnerEarnedCredit: 'does-not-earn' },
      ],
      retired: [
        { id: guid('3'), name: 'Mule', lighthouse: 'unknown', partnerEarnedCredit: 'earns' },
        { id: guid('4'), name: 'Walrus Rider', lighthouse: 'unknown', partnerEarnedCredit: 'does-not-earn' },
      ],
    });
  });

  it.each<[string, string[], object]>([
    ['neither data actions nor restricted ones', ['R', guid('1'), 'no', 'no', ''], { lighthouse: 'supported' }],
    ['data actions', ['R', guid('1'), 'yes', 'no', ''], { lighthouse: 'data-actions' }],
    ['data actions taken out', ['R', guid('1'), 'no', 'yes', ''], { lighthouse: 'data-actions' }],
    [
      'restricted actions',
      ['R', guid('1'), 'no', 'no', 'Microsoft.Authorization/locks/write;Microsoft.Authorization/locks/delete'],
      {
        lighthouse: 'restricted-actions',
        restrictedActions: ['Microsoft.Authorization/locks/delete', 'Microsoft.Authorization/locks/write'],
      },
    ],
    [
      'data actions and restricted ones',
      ['R', guid('1'), 'yes', 'no', 'Microsoft.Authorization/locks/write'],
      { lighthouse: 'data-actions' },
    ],
    ['the id of Owner', ['R', OWNER, 'yes', 'no', ''], { lighthouse: 'owner' }],
    [
      'the id of User Access Administrator',
      ['R', USER_ACCESS_ADMINISTRATOR.toUpperCase(), 'no', 'no', 'Microsoft.Authorization/roleAssignments/write'],
      { lighthouse: 'delegated-roles-only' },
    ],
  ])('judges a role with %s', (_case, row, expected) => {
    expect(only(row)).toStrictEqual({
      id: row[1].toLowerCase(),
      name: 'R',
      partnerEarnedCredit: 'unlisted',
      ...expected,
    });
  });

  it('takes from its column whether a role includes Reader', () => {
    const row = (includesReader: string) =>
      table([...ROLE_COLUMNS, 'includes_reader'], ['R', guid('1'), 'no', 'no', '', 'x', includesReader]);
    const [reader, other] = ['yes', 'no'].map(column => fromTables(row(column), page(), '2026-08-22').roles[0]);
    expect(reader.includesReader).toBe(true);
    expect(other).not.toHaveProperty('includesReader');
  });

  it('takes as former name the name on the page, if it is another', () => {
    const role = ['AcrPull', guid('A'), 'no', 'no', ''];
    expect(only(role, ['ACRPull', guid('a'), 'yes'])).toStrictEqual({
      id: guid('a'),
      name: 'AcrPull',
      formerNames: ['ACRPull'],
      lighthouse: 'supported',
      partnerEarnedCredit: 'earns',
    });
    expect(only(role, ['AcrPull', guid('A'), 'yes'])).not.toHaveProperty('formerNames');
    const named = table(
      [...ROLE_COLUMNS, 'former_names'],
      ['AcrPull', guid('A'), 'no', 'no', '', 'x', 'ACRPull;Puller;AcrPull'],
    );
    expect(fromTables(named, page(['ACRPull', guid('a'), 'yes']), '2026-08-22').roles[0].formerNames).toStrictEqual([
      'ACRPull',
      'Puller',
    ]);
  });

  it('reads a table with the line ends of Windows and with a last line end', () => {
    const text = `${roles(['R', guid('1'), 'no', 'no', ''])}\n`.replaceAll('\n', '\r\n');
    expect(fromTables(text, `${page(['R', guid('1'), 'yes'])}\n`, '2026-08-22').roles).toStrictEqual([
      { id: guid('1'), name: 'R', lighthouse: 'supported', partnerEarnedCredit: 'earns' },
    ]);
  });
});

interface Permission {
  actions?: string[];
  notActions?: string[];
  dataActions?: string[];
  notDataActions?: string[];
}

/** One role as `az role definition list` shows it. */
const definition = (id: string, roleName: string, permissions: Permission[] = [{}], roleType = 'BuiltInRole') => ({
  id: `/subscriptions/${guid('5')}/providers/Microsoft.Authorization/roleDefinitions/${id}`,
  name: id,
  roleName,
  roleType,
  permissions,
});
const facts = (id: string, name: string, more: Partial<RoleFacts> = {}): RoleFacts => ({
  id,
  name,
  lighthouse: 'supported',
  partnerEarnedCredit: 'unlisted',
  ...more,
});
const catalogue = (roles: RoleFacts[], retired: RoleFacts[] = []): RoleCatalogue => ({
  date: '2026-08-22',
  sources: ['a "source"', 'another'],
  roles,
  retired,
});

describe('fromAzure', () => {
  const refresh = (definitions: object[], before: RoleCatalogue = catalogue([])) =>
    fromAzure(JSON.stringify(definitions), before, '2026-11-22');
  const supportOf = (...permissions: Permission[]) => {
    const { lighthouse, restrictedActions } = refresh([definition(guid('1'), 'R', permissions)]).roles[0];
    return { lighthouse, restrictedActions };
  };

  it('makes a catalogue, by name', () => {
    expect(refresh([definition(guid('1'), 'Zebra Reader'), definition(guid('2'), 'Ant Keeper')])).toStrictEqual({
      date: '2026-11-22',
      sources: ['az role definition list of 2026-11-22', LIGHTHOUSE_SOURCE, PEC_SOURCE, NAMES_SOURCE],
      roles: [facts(guid('2'), 'Ant Keeper'), facts(guid('1'), 'Zebra Reader')],
      retired: [],
    });
  });

  it('drops custom roles', () => {
    expect(refresh([definition(guid('1'), 'Ours', [{}], 'CustomRole')]).roles).toStrictEqual([]);
  });

  it('keeps what Partner Center says', () => {
    const before = catalogue([
      facts(guid('a'), 'A', { partnerEarnedCredit: 'earns' }),
      facts(guid('b'), 'B', { partnerEarnedCredit: 'does-not-earn' }),
    ]);
    const after = refresh([definition(guid('A'), 'A'), definition(guid('b'), 'B'), definition(guid('c'), 'C')], before);
    expect(after.roles).toStrictEqual([...before.roles, facts(guid('c'), 'C')]);
  });

  it('keeps former names, adds the name before, and takes out the name that the role has again', () => {
    const before = catalogue([
      facts(guid('1'), 'A', { formerNames: ['A (Preview)'] }),
      facts(guid('2'), 'B', { formerNames: ['B (Preview)'] }),
      facts(guid('3'), 'C', { formerNames: ['C (Preview)'] }),
    ]);
    const after = refresh(
      [definition(guid('1'), 'A'), definition(guid('2'), 'B2'), definition(guid('3'), 'C (Preview)')],
      before,
    );
    expect(after.roles.map(role => role.formerNames)).toStrictEqual([['A (Preview)'], ['B (Preview)', 'B'], ['C']]);
  });

  it('takes everything else from Azure', () => {
    const before = catalogue([
      facts(guid('1'), 'A', { lighthouse: 'restricted-actions', restrictedActions: ['Microsoft.Authorization/*'] }),
    ]);
    expect(refresh([definition(guid('1'), 'A')], before).roles).toStrictEqual([facts(guid('1'), 'A')]);
  });

  it('retires a listed role that Azure no longer has, and brings it back', () => {
    const listed = facts(guid('1'), 'A', { partnerEarnedCredit: 'earns' });
    const without = refresh([], catalogue([listed]));
    expect(without.roles).toStrictEqual([]);
    expect(without.retired).toStrictEqual([{ ...listed, lighthouse: 'unknown' }]);
    expect(refresh([], without).retired).toStrictEqual(without.retired);
    expect(refresh([definition(guid('1'), 'A')], without)).toMatchObject({ roles: [listed], retired: [] });
  });

  it('keeps the retired roles by name', () => {
    const names = ['Mule', 'Ant', 'Walrus'];
    const before = catalogue(names.map((name, i) => facts(guid(`${i}`), name, { partnerEarnedCredit: 'earns' })));
    expect(refresh([], before).retired.map(role => role.name)).toStrictEqual(['Ant', 'Mule', 'Walrus']);
  });

  it.each<[string, Permission[], string]>([
    ['no permission', [], 'supported'],
    ['empty lists', [{ actions: [], dataActions: [], notDataActions: [] }], 'supported'],
    ['actions', [{ actions: ['Microsoft.Compute/*'] }], 'supported'],
    ['data actions', [{ dataActions: ['Microsoft.Storage/x/read'] }], 'data-actions'],
    ['data actions taken out, and none put in', [{ notDataActions: ['Microsoft.Storage/x/read'] }], 'data-actions'],
    ['data actions in its second permission', [{ actions: ['*/read'] }, { dataActions: ['x'] }], 'data-actions'],
    [
      'data actions and restricted ones',
      [{ actions: ['Microsoft.Authorization/*'], dataActions: ['x'] }],
      'data-actions',
    ],
  ])('judges a role with %s', (_case, permissions, lighthouse) => {
    expect(supportOf(...permissions)).toStrictEqual({ lighthouse, restrictedActions: undefined });
  });

  it.each([
    '*',
    '*/write',
    '*/delete',
    'roleAssignments/write',
    'roleAssignments/delete',
    'roleDefinitions/write',
    'roleDefinitions/delete',
    'classicAdministrators/write',
    'classicAdministrators/delete',
    'locks/write',
    'locks/delete',
    'denyAssignments/write',
    'denyAssignments/delete',
  ])('refuses Microsoft.Authorization/%s in any case', below => {
    for (const action of [`Microsoft.Authorization/${below}`, `microsoft.authorization/${below.toUpperCase()}`]) {
      expect(supportOf({ actions: ['Microsoft.Compute/*', action] })).toStrictEqual({
        lighthouse: 'restricted-actions',
        restrictedActions: [action],
      });
    }
  });

  it.each([
    ['the * of Contributor', '*'],
    ['every write', '*/write'],
    ['every delete', '*/delete'],
    ['every read of authorization', 'Microsoft.Authorization/*/read'],
    ['role assignments that are read', 'Microsoft.Authorization/roleAssignments/read'],
    ['everything with role assignments', 'Microsoft.Authorization/roleAssignments/*'],
    ['everything with locks', 'Microsoft.Authorization/locks/*'],
    ['policies', 'Microsoft.Authorization/policyAssignments/write'],
    ['what only begins like a refused one', 'Microsoft.Authorization/roleAssignments/writeX'],
    ['what only ends like a refused one', 'Other/Microsoft.Authorization/locks/write'],
  ])('does not refuse %s, because the list is taken literally', (_case, action) => {
    expect(supportOf({ actions: [action] })).toStrictEqual({ lighthouse: 'supported', restrictedActions: undefined });
  });

  it('does not refuse a role for actions that are taken out', () => {
    const permissions = [
      {
        actions: ['*'],
        notActions: ['Microsoft.Authorization/*/Delete', 'Microsoft.Authorization/*/Write'],
      },
    ];
    expect(refresh([definition(CONTRIBUTOR, 'Contributor', permissions)]).roles).toStrictEqual([
      facts(CONTRIBUTOR, 'Contributor', { includesReader: true }),
    ]);
  });

  it.each([
    ['everything', ['x/read', '*'], true],
    ['whatever can be read', ['*/Read'], true],
    ['what is of one service', ['Microsoft.Compute/*/read'], undefined],
    ['what a support request needs', ['Microsoft.Resources/subscriptions/resourceGroups/read'], undefined],
  ])('knows whether a role includes Reader: one that may read %s', (_case, actions, includesReader) => {
    const [role] = refresh([definition(guid('1'), 'R', [{}, { actions }])]).roles;
    expect(role.includesReader).toBe(includesReader);
  });

  it('lists the restricted actions of all permissions once, sorted', () => {
    const [write, remove] = ['Microsoft.Authorization/locks/write', 'Microsoft.Authorization/locks/delete'];
    expect(supportOf({ actions: [write, '*/read'] }, { actions: [remove, write] })).toStrictEqual({
      lighthouse: 'restricted-actions',
      restrictedActions: [remove, write],
    });
  });

  it.each([
    [OWNER, 'owner'],
    [USER_ACCESS_ADMINISTRATOR, 'delegated-roles-only'],
  ])('knows %s as %s, whatever it may do', (id, lighthouse) => {
    const permissions = [{ actions: ['Microsoft.Authorization/*'], dataActions: ['x'] }];
    expect(refresh([definition(id, 'R', permissions)]).roles).toStrictEqual([facts(id, 'R', { lighthouse })]);
  });
});

describe('changesBetween', () => {
  it('is empty for two catalogues with the same roles', () => {
    const roles = [facts(guid('1'), 'A')];
    expect(changesBetween(catalogue(roles), { ...catalogue(roles), date: '2027-01-01' })).toStrictEqual([]);
  });

  it('has a line for each role that came, changed or went', () => {
    const before = catalogue([
      facts(guid('1'), 'Gone'),
      facts(guid('2'), 'Renamed', { partnerEarnedCredit: 'earns' }),
      facts(guid('3'), 'Narrowed'),
      facts(guid('4'), 'Same'),
    ]);
    const after = catalogue([
      facts(guid('5'), 'Come', { lighthouse: 'data-actions' }),
      facts(guid('4'), 'Same'),
      facts(guid('3'), 'Narrowed', { lighthouse: 'data-actions' }),
      facts(guid('2'), 'New name', { lighthouse: 'owner', partnerEarnedCredit: 'does-not-earn' }),
    ]);
    expect(changesBetween(before, after)).toStrictEqual([
      `added    Come (${guid('5')}): data-actions, unlisted`,
      `changed  Narrowed (${guid('3')}): lighthouse supported -> data-actions`,
      `changed  New name (${guid('2')}): name Renamed -> New name`,
      `changed  New name (${guid('2')}): lighthouse supported -> owner`,
      `changed  New name (${guid('2')}): partnerEarnedCredit earns -> does-not-earn`,
      `removed  Gone (${guid('1')})`,
    ]);
  });
});

describe('print', () => {
  it('writes one role a line', () => {
    const printed = print(
      catalogue(
        [facts(guid('1'), 'A', { formerNames: ['A "old"'] }), facts(guid('2'), 'B')],
        [facts(guid('3'), 'C', { lighthouse: 'unknown' })],
      ),
    );
    expect(printed.split('\n')).toStrictEqual([
      '{',
      '  "date": "2026-08-22",',
      '  "sources": [',
      String.raw`    "a \"source\"",`,
      '    "another"',
      '  ],',
      '  "roles": [',
      `    {"id":"${guid('1')}","name":"A","lighthouse":"supported","partnerEarnedCredit":"unlisted",` +
        String.raw`"formerNames":["A \"old\""]},`,
      `    {"id":"${guid('2')}","name":"B","lighthouse":"supported","partnerEarnedCredit":"unlisted"}`,
      '  ],',
      '  "retired": [',
      `    {"id":"${guid('3')}","name":"C","lighthouse":"unknown","partnerEarnedCredit":"unlisted"}`,
      '  ]',
      '}',
      '',
    ]);
  });

  it('is JSON that reads back as the same catalogue', () => {
    const role = fc.record<RoleFacts>(
      {
        id: fc.uuid(),
        name: fc.string({ unit: 'grapheme' }),
        formerNames: fc.array(fc.string()),
        lighthouse: fc.string(),
        restrictedActions: fc.array(fc.string()),
        partnerEarnedCredit: fc.string(),
      },
      { requiredKeys: ['id', 'name', 'lighthouse', 'partnerEarnedCredit'], noNullPrototype: true },
    );
    fc.assert(
      fc.property(fc.array(role), fc.array(role), (roles, retired) => {
        expect(JSON.parse(print(catalogue(roles, retired)))).toStrictEqual(catalogue(roles, retired));
      }),
    );
  });

  it('is what lib/azure/built-in-roles.json was written by', () => {
    const written = readFileSync(join(__dirname, '../../lib/azure/built-in-roles.json'), 'utf8');
    expect(print(JSON.parse(written) as RoleCatalogue)).toBe(written);
  });
});
