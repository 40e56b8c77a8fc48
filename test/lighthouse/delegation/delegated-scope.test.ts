import { TerraformVariable } from 'cdktf';
import { Faults, faultText, objectOf } from '../../../lib/declaration';
import {
  DELEGATED_SCOPE,
  type DelegatedScope,
  inspectDelegatedScope,
  inspectResourceGroupName,
  inspectSubscriptionId,
} from '../../../lib/lighthouse';
import { newStack, OTHER_SUBSCRIPTION, SUBSCRIPTION, token, untyped } from '../../fabrikam';

const GIVEN = 'A0000000-0000-4000-8000-00000000000A';

function found(inspect: (faults: Faults) => unknown): string[] {
  const faults = Faults.none();
  inspect(faults);
  return faults.found.map(faultText);
}

const faultsOf = (scope: DelegatedScope & { subscriptionId?: string }) =>
  found(faults => inspectDelegatedScope({ subscriptionId: SUBSCRIPTION, ...scope }, faults));

describe('the name of a resource group', () => {
  const NAMES = [
    'a',
    '1',
    '_',
    '-',
    '.hidden',
    '(parentheses)',
    'Dots.And_Under-Scores',
    'größe-ядро-資源',
    'x'.repeat(90),
    'constructor',
    token(newStack(), 'group'),
  ];
  it.each(NAMES)('can be %s', name => {
    expect(faultsOf({ resourceGroups: [name] })).toEqual([]);
    expect(found(faults => inspectResourceGroupName(name, faults.at('resourceGroupName')))).toEqual([]);
  });

  const OTHERS = ['ends-with.', '.', 'with space', 'slash/ed', 'a&b', '*', 'x'.repeat(91), 'new\nline', 'emoji😀'];
  it.each([...OTHERS, ' a', 'a ', '$a'])('cannot be %j', name => {
    const [fault, ...others] = faultsOf({ resourceGroups: ['fine', name] });
    expect(others).toEqual([]);
    expect(fault).toMatch(/^resourceGroups\[1\]: "/);
    expect(fault).toMatch(
      / is not the name of a resource group; expected at most 90 letters, digits, "_", "-", "\(", "\)" and "\.", not ending in "\."$/,
    );
  });

  it.each<[unknown, string]>([
    ['', 'is missing'],
    [null, 'is missing'],
    ['  ', '"  " is blank'],
    [5, '5 is not a text'],
  ])('cannot be %j', (name, problem) => {
    expect(faultsOf({ resourceGroups: [untyped(name)] })).toEqual([
      `resourceGroups[0]: ${problem}; expected the name of a resource group`,
    ]);
  });
});

describe('the resource groups of a delegation', () => {
  it('are one at least, or left out', () => {
    expect(faultsOf({})).toEqual([]);
    expect(faultsOf({ resourceGroups: [] })).toEqual([
      'resourceGroups: is empty; leave it out to delegate the whole subscription, or name a resource group',
    ]);
  });

  it('are listed once, whatever their case', () => {
    const TWICE = 'is listed twice; Azure does not tell upper from lower case here; list each group once';
    expect(faultsOf({ resourceGroups: ['rg-web', 'rg-data', 'RG-Web', 'rg-web'] })).toEqual([
      `resourceGroups[2]: "RG-Web" ${TWICE}`,
      `resourceGroups[3]: "rg-web" ${TWICE}`,
    ]);
    const group = token(newStack(), 'group');
    expect(faultsOf({ resourceGroups: [group, group] })).toEqual([]);
  });

  it('are a list of names, each of which only Terraform may know, but not the list', () => {
    const stack = newStack();
    expect(faultsOf({ resourceGroups: [token(stack, 'one'), `rg-${token(stack, 'two')}`] })).toEqual([]);
    expect(faultsOf({ resourceGroups: listToken() })).toEqual([
      'resourceGroups: is known to Terraform only; write the names out, because each becomes an address of its own',
    ]);
  });
});

describe('what of a subscription is delegated', () => {
  function taken(given: object) {
    const faults = Faults.none();
    const scope = objectOf<DelegatedScope>('a scope', '{ … }', DELEGATED_SCOPE)(given, faults);
    return { scope, faults: faults.found.map(faultText) };
  }

  it('is taken as it is', () => {
    const scope = {
      resourceGroups: ['rg-web'],
      definitionId: 'one',
      assignmentId: 'two',
      resourceGroupAssignmentIds: { 'rg-web': 'three' },
    };
    expect(taken(scope)).toEqual({ scope, faults: [] });
  });

  it.each<[object, string]>([
    [{ resourceGroups: 'rg-web' }, 'resourceGroups: a text is not a list; expected a list of names of resource groups'],
    [{ resourceGroups: {} }, 'resourceGroups: an object is not a list; expected a list of names of resource groups'],
    [{ resourceGroup: 'rg-web' }, 'resourceGroup: is no property of a scope; did you mean "resourceGroups"?'],
  ])('cannot be %j', (given, fault) => {
    expect(taken(given).faults).toEqual([fault]);
  });
});

describe('the ids of definition and assignments', () => {
  const at = (subscription: string, guid = GIVEN) =>
    `/subscriptions/${subscription}/providers/Microsoft.ManagedServices/registrationDefinitions/${guid}`;

  const NO_GUID = /^(definition|assignment)Id: ".*… is not a GUID; expected the GUID: 8-4-4-4-12 hexadecimal digits$/;

  it.each(['definitionId', 'assignmentId'])('must be GUIDs: %s', property => {
    expect(faultsOf({ [property]: GIVEN })).toEqual([]);
    expect(faultsOf({ [property]: token(newStack(), 'id') })).toEqual([]);
    expect(faultsOf({ [property]: 'contoso' })).toEqual([
      `${property}: "contoso" is not a GUID; expected the GUID: 8-4-4-4-12 hexadecimal digits`,
    ]);
    expect(faultsOf({ [property]: '' })).toEqual([`${property}: is missing; expected the GUID`]);
    expect(faultsOf({ [property]: null })).toEqual([`${property}: is missing; expected the GUID`]);
    expect(faultsOf({ [property]: 5 })).toEqual([`${property}: 5 is not a text; expected the GUID`]);
    expect(faultsOf({ [property]: Object.create(null) as unknown })).toEqual([
      `${property}: an object is not a text; expected the GUID`,
    ]);
  });

  it('may be a full resource id of the definition, and of nothing else', () => {
    expect(faultsOf({ definitionId: at(SUBSCRIPTION).toUpperCase() })).toEqual([]);
    for (const definitionId of [`x${at(SUBSCRIPTION)}`, `${at(SUBSCRIPTION)}/x`, at(`${SUBSCRIPTION}/x`)]) {
      expect(faultsOf({ definitionId })).toEqual([expect.stringMatching(NO_GUID)]);
    }
    expect(faultsOf({ assignmentId: at(SUBSCRIPTION) })).toEqual([expect.stringMatching(NO_GUID)]);
    expect(faultsOf({ definitionId: at(token(newStack(), 'subscription')) })).toEqual([
      'definitionId: has a text beside a reference that is no part of a GUID; expected the GUID alone',
    ]);
  });

  it('must be a GUID at the end of a resource id, too', () => {
    expect(faultsOf({ definitionId: at(OTHER_SUBSCRIPTION, 'contoso') })).toEqual([
      'definitionId: "contoso" is not a GUID; expected the GUID: 8-4-4-4-12 hexadecimal digits',
    ]);
  });

  it('must not be that of a definition of another subscription', () => {
    const definitionId = at(OTHER_SUBSCRIPTION);
    expect(faultsOf({ definitionId })).toEqual([
      `definitionId: "${OTHER_SUBSCRIPTION}" is another subscription, and Azure assigns a definition at its own only; ` +
        'leave definitionId out, or give the GUID alone, and this subscription gets a definition of its own',
    ]);
    expect(faultsOf({ definitionId, subscriptionId: undefined })).toEqual([]);
    expect(faultsOf({ definitionId, subscriptionId: token(newStack(), 'subscription') })).toEqual([]);
  });

  it('must be GUIDs of resource groups that are delegated', () => {
    const NOT_ONE = 'names no resource group of this delegation; write the name as in resourceGroups';
    const resourceGroupAssignmentIds = { 'rg-web': 'web', 'RG-Data': GIVEN, 'rg-other': '' };
    expect(faultsOf({ resourceGroups: ['rg-web', 'rg-data'], resourceGroupAssignmentIds })).toEqual([
      'resourceGroupAssignmentIds.rg-web: "web" is not a GUID; expected the GUID: 8-4-4-4-12 hexadecimal digits',
      `resourceGroupAssignmentIds.RG-Data: ${NOT_ONE}`,
      'resourceGroupAssignmentIds.rg-other: is missing; expected the GUID',
      `resourceGroupAssignmentIds.rg-other: ${NOT_ONE}`,
    ]);
    expect(faultsOf({ resourceGroups: ['rg-web'], resourceGroupAssignmentIds: { 'rg-web': GIVEN } })).toEqual([]);
    expect(faultsOf({ resourceGroupAssignmentIds: { 'rg-web': GIVEN } })).toEqual([
      `resourceGroupAssignmentIds.rg-web: ${NOT_ONE}`,
    ]);
  });

  it('cannot be one for a subscription if resource groups are delegated', () => {
    expect(faultsOf({ resourceGroups: ['rg-web'], assignmentId: GIVEN })).toEqual([
      'assignmentId: is for a whole subscription; with resource groups use resourceGroupAssignmentIds',
    ]);
  });
});

describe('the id of a subscription', () => {
  const inspect = (id: unknown) => {
    let isSound: boolean | undefined;
    const faults = found(at => (isSound = inspectSubscriptionId(untyped(id), at.at('id'))));
    return { isSound, faults };
  };

  it.each([SUBSCRIPTION, SUBSCRIPTION.toUpperCase(), token(newStack(), 'subscription')])('can be %s', id => {
    expect(inspect(id)).toEqual({ isSound: true, faults: [] });
  });

  it.each<[unknown, string]>([
    [undefined, 'is missing; expected the id of the subscription'],
    [null, 'is missing; expected the id of the subscription'],
    ['', 'is missing; expected the id of the subscription'],
    [' ', '" " is blank; expected the id of the subscription'],
    [7, '7 is not a text; expected the id of the subscription'],
    [Object.create(null), 'an object is not a text; expected the id of the subscription'],
    ...[
      'production',
      `x/subscriptions/${SUBSCRIPTION}`,
      '/subscriptions/production',
      '/subscriptions/',
      `/tenants/${SUBSCRIPTION}`,
    ].map<[unknown, string]>(id => [
      id,
      `${JSON.stringify(id)} is not a GUID; expected the id of the subscription: 8-4-4-4-12 hexadecimal digits`,
    ]),
    ...[
      `/subscriptions/${SUBSCRIPTION}`,
      `/Subscriptions/${SUBSCRIPTION}/`,
      `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-web`,
      `/subscriptions/${SUBSCRIPTION}/a`,
      `{${SUBSCRIPTION}}`,
    ].map<[unknown, string]>(id => [id, `${JSON.stringify(id)} is not a GUID; give the GUID alone: ${SUBSCRIPTION}`]),
  ])('cannot be %j', (id, sentence) => {
    expect(inspect(id)).toEqual({ isSound: false, faults: [`id: ${sentence}`] });
  });

  it('is not that of the tenant, in a resource id either', () => {
    const id = `/subscriptions/${SUBSCRIPTION.toUpperCase()}`;
    expect(found(at => inspectSubscriptionId(id, at.at('id'), SUBSCRIPTION))).toEqual([
      `id: "${id}" is the customer's tenant; expected the id of a subscription`,
    ]);
  });

  it('is said to be that of the tenant only if it is an id at all', () => {
    expect(found(at => inspectSubscriptionId('abc', at.at('id'), 'abc'))).toEqual([
      'id: "abc" is not a GUID; expected the id of the subscription: 8-4-4-4-12 hexadecimal digits',
    ]);
  });

  it('is no reference in the form of a resource id', () => {
    expect(inspect(`/subscriptions/${token(newStack(), 'subscription')}`)).toEqual({
      isSound: false,
      faults: [
        'id: has a text beside a reference that is no part of a GUID; expected the id of the subscription alone',
      ],
    });
  });
});

/** A list that only Terraform knows. */
function listToken(): string[] {
  return new TerraformVariable(newStack(), 'groups', { type: 'list(string)' }).listValue;
}
