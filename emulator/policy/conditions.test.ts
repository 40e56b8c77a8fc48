import type { JsonObject } from '../server/json';
import { isTrue } from './conditions';
import { COMMON_FUNCTIONS, evaluated } from './expressions';

const TYPE = 'Microsoft.ManagedServices/registrationDefinitions';
const PERMANENT = `${TYPE}/authorizations[*]`;

const resource = {
  name: 'definition',
  properties: {
    description: 'Operation',
    authorizations: [
      { principalId: 'a', roleDefinitionId: '1', delegatedRoleDefinitionIds: ['x', 'y'] },
      { principalId: 'b', roleDefinitionId: '1' },
    ],
    eligibleAuthorizations: [],
  },
};
const parameters = { name: 'OPERATION', wanted: [{ id: 'a' }, { id: 'c' }] };

/** How many authorizations meet a condition. */
const counted = (where: JsonObject, equals: number) => ({ count: { field: PERMANENT, where }, equals });

/** The documentation's tables, transferred to authorizations: author-policies-for-arrays and its count expressions. */
describe('a condition', () => {
  test.each<[string, JsonObject]>([
    ['compares texts without case', { field: `${TYPE}/description`, equals: "[parameters('name')]" }],
    ['knows every name of a list', { field: 'name', in: ['other', 'definition'] }],
    ['holds for all members', { field: `${PERMANENT}.roleDefinitionId`, equals: '1' }],
    ['counts members', { count: { field: PERMANENT }, equals: 2 }],
    ['counts nested members of all', { count: { field: `${PERMANENT}.delegatedRoleDefinitionIds[*]` }, equals: 2 }],
    ['counts none of an empty array', { count: { field: `${TYPE}/eligibleAuthorizations[*]` }, equals: 0 }],
    ['counts those that meet a condition', counted({ field: `${PERMANENT}.principalId`, equals: 'b' }, 1)],
    [
      'counts nested members of the counted one only',
      counted({ count: { field: `${PERMANENT}.delegatedRoleDefinitionIds[*]` }, equals: 0 }, 1),
    ],
    ['reads the counted member', counted({ value: `[current('${PERMANENT}.principalId')]`, equals: 'a' }, 1)],
    [
      'counts members of a parameter',
      {
        count: {
          value: "[parameters('wanted')]",
          name: 'one',
          where: counted({ field: `${PERMANENT}.principalId`, equals: "[current('one').id]" }, 1),
        },
        equals: 1,
      },
    ],
    [
      'is true if any is',
      {
        anyOf: [
          { field: 'name', equals: 'x' },
          { value: true, equals: true },
        ],
      },
    ],
  ])('%s', (_case, condition) => {
    expect(isTrue(condition, { resource, parameters })).toBe(true);
  });

  test.each<[string, JsonObject]>([
    ['not for all members', { field: `${PERMANENT}.principalId`, equals: 'a' }],
    [
      'if one is not',
      {
        allOf: [
          { value: true, equals: true },
          { field: 'name', equals: 'x' },
        ],
      },
    ],
    ['of a member that is not there', { field: `${TYPE}/managedByTenantName`, equals: 'x' }],
  ])('is false: %s', (_case, condition) => {
    expect(isTrue(condition, { resource, parameters })).toBe(false);
  });

  test.each<[string, JsonObject, string]>([
    ['another operator', { field: 'name', like: 'd*' }, 'compares by nothing'],
    ['an empty array', { field: `${TYPE}/eligibleAuthorizations[*].principalId`, equals: 'a' }, 'is not documented'],
    ['a function', { value: '[utcNow()]', equals: 'x' }, 'calls "utcNow"'],
    ['a missing member', { value: "[parameters('wanted').id]", equals: 'x' }, 'asks for the member "id"'],
    ['a missing bracket', { value: "[empty('x']", equals: true }, 'cannot be read'],
    ['a missing end', { value: "[empty('x') empty('y')]", equals: true }, 'goes on after its end'],
  ])('refuses %s', (_case, condition, message) => {
    expect(() => isTrue(condition, { resource, parameters })).toThrow(message);
  });
});

describe('an expression', () => {
  test.each<[string, unknown]>([
    ["[guid('Fabrikam Managed Services')]", '550da55f-48fd-5c59-9c9c-86d86ee466b3'],
    ["[length('four')]", 4],
    ["[contains('It''s', '''')]", true],
    ["[empty('')]", true],
    ["[[empty('')]", "[empty('')]"],
    ['plain [text]', 'plain [text]'],
  ])('%s', (text, value) => {
    expect(evaluated({ list: [text] }, COMMON_FUNCTIONS)).toEqual({ list: [value] });
  });
});
