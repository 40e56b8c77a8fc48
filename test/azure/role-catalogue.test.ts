import { AzureBuiltInRole } from '../../lib/azure';
import { findRetiredRole, findRole, similarRoleNames } from '../../lib/azure/role-catalogue';

/** Today's catalogue has no retired role, and no name that passed from one role to another. */
jest.mock('../../lib/azure/built-in-roles.json', () => ({
  date: '2030-01-31',
  sources: [],
  roles: [
    {
      id: '00000000-0000-0000-0000-000000000001',
      name: 'Widget Reader',
      formerNames: ['Gadget Reader', 'Doodad Reader'],
    },
    { id: '00000000-0000-0000-0000-000000000002', name: 'Gadget Reader' },
    { id: '00000000-0000-0000-0000-000000000003', name: 'Widget Header' },
    { id: '00000000-0000-0000-0000-000000000004', name: 'Widget Leader' },
    { id: '00000000-0000-0000-0000-000000000005', name: 'Widget Weeder' },
    { id: '00000000-0000-0000-0000-000000000006', name: 'Gizmo' },
    { id: '00000000-0000-0000-0000-000000000007', name: 'Contraption Keeper' },
    { id: '00000000-0000-0000-0000-000000000008', name: 'Ox Keeper' },
  ],
  retired: [{ id: '00000000-0000-0000-0000-00000000000f', name: 'Steam Engine Operator' }],
}));

describe('findRole', () => {
  it('finds the role that has a name now, not the one that had it before', () => {
    expect(findRole('Gadget Reader')?.id).toBe('00000000-0000-0000-0000-000000000002');
  });

  it('finds by a former name that no other role has now', () => {
    expect(findRole('doodad reader')?.id).toBe('00000000-0000-0000-0000-000000000001');
  });

  it('does not find a retired role', () => {
    expect(findRole('Steam Engine Operator')).toBeUndefined();
  });
});

describe('a role that Azure no longer has', () => {
  it.each(['Steam Engine Operator', ' STEAM ENGINE OPERATOR ', '00000000-0000-0000-0000-00000000000F'])(
    'is named in the advice for "%s"',
    reference => {
      expect(findRetiredRole(reference)?.name).toBe('Steam Engine Operator');
      expect(AzureBuiltInRole.of(reference).isKnown).toBe(false);
      expect(AzureBuiltInRole.of(reference)._advice()).toBe(
        'Azure no longer has Steam Engine Operator; choose a current role',
      );
    },
  );

  it('is not found among the current ones', () => {
    expect(findRetiredRole('Widget Reader')).toBeUndefined();
  });
});

describe('similarRoleNames', () => {
  it('gives the three nearest names, the nearest first, those equally near by name', () => {
    expect(similarRoleNames('Widget Reeder')).toStrictEqual(['Widget Reader', 'Widget Weeder', 'Widget Header']);
  });

  it('finds by a former name, and gives that of today', () => {
    expect(similarRoleNames('Doodat Reader')).toStrictEqual(['Widget Reader']);
  });

  it.each([
    ['two letters for a short name', 'Gixxo', ['Gizmo']],
    ['no more than two', 'Gxxxo', []],
    ['two letters of a word', 'Ox Kexxer', ['Ox Keeper']],
    ['no more than two of a word', 'Ox Kexxxr', []],
    ['a quarter of a long word', 'Contraptiooxx Keeper', ['Contraption Keeper']],
    ['no whole word, however short', 'Go Keeper', []],
    ['no whole word, however long the rest', 'Contraption Owner', []],
    ['the blanks between words', 'ContraptionKeeper', ['Contraption Keeper']],
  ])('lets differ %s', (_case, name, expected) => {
    expect(similarRoleNames(name)).toStrictEqual(expected);
  });
});
