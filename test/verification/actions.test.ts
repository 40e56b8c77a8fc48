import fc from 'fast-check';
import { allows, cover } from '../../lib/verification/actions';

const SUPPORT = { actions: ['Microsoft.Authorization/*/read', 'Microsoft.Support/*'], notActions: [] };
const READER = { actions: ['*/read'], notActions: [] };
const CONTRIBUTOR = {
  actions: ['*'],
  notActions: ['Microsoft.Authorization/*/Write', 'Microsoft.Authorization/*/Delete'],
};
const OWNER = { actions: ['*'], notActions: [] };

describe('what somebody may do covers a role', () => {
  it.each([
    ['the same', [SUPPORT], SUPPORT, true],
    ['more', [OWNER], CONTRIBUTOR, true],
    ['as much as is taken away from both', [CONTRIBUTOR], CONTRIBUTOR, true],
    ['not what is taken away', [CONTRIBUTOR], OWNER, false],
    ['not a part of it', [READER], SUPPORT, false],
    ['by several roles together', [READER, { actions: ['microsoft.support/*'], notActions: [] }], SUPPORT, true],
    ['not where nothing is allowed', [], SUPPORT, false],
    ['case aside', [{ actions: ['MICROSOFT.*'], notActions: [] }], SUPPORT, true],
  ])('%s', (_, held, role, expected) => {
    expect(cover(held, [role])).toBe(expected);
  });

  // Few letters, so that patterns meet.
  const action = fc.stringMatching(/^[ab/]{1,6}$/);
  const pattern = fc.stringMatching(/^[ab/*]{1,6}$/);
  const permissions = fc.array(
    fc.record({ actions: fc.array(pattern, { maxLength: 3 }), notActions: fc.array(pattern, { maxLength: 2 }) }),
    { maxLength: 3 },
  );

  it('never where the role allows an action that they do not', () => {
    fc.assert(
      fc.property(permissions, permissions, action, (held, role, each) => {
        fc.pre(cover(held, role) && role.length === 1);
        expect(allows(role, each) && !allows(held, each)).toBe(false);
      }),
    );
  });
});
