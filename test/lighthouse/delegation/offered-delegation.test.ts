import { armGuid, AzureBuiltInRole, Onboarding } from 'cdktf-partner-earned-credit';
import { Faults, faultText } from '../../../lib/declaration';
import { areApart, DelegatedAccess, type DelegatedScope, OfferedDelegation } from '../../../lib/lighthouse';
import {
  automation,
  contributors,
  MANAGING_TENANT,
  newOffer,
  newStack,
  SUBSCRIPTION,
  token,
  untyped,
} from '../../fabrikam';

const GIVEN = 'A0000000-0000-4000-8000-00000000000A';
const offer = newOffer({ operatorsCanEndDelegation: false });
const access = DelegatedAccess.of({ offer, automation, automationRole: AzureBuiltInRole.READER });

function delegationOf(scope: DelegatedScope = {}): OfferedDelegation {
  const place = { onboarding: Onboarding.TERRAFORM, subscriptionId: SUBSCRIPTION.toUpperCase(), ...scope };
  return OfferedDelegation.of(access, place, Faults.none());
}

describe('an offered delegation', () => {
  it('is what its access and its place say, and stays so', () => {
    const delegation = delegationOf();
    expect(delegation).toMatchObject({
      onboarding: 'terraform',
      subscriptionId: SUBSCRIPTION,
      resourceGroups: [],
      offer,
      offerName: 'Fabrikam Managed Services',
      principal: automation,
      automation,
      automationRole: AzureBuiltInRole.READER,
      authorizations: access.authorizations,
      managingTenantId: MANAGING_TENANT,
      published: [contributors],
      advice: offer.advice,
    });
    expect(Object.isFrozen(delegation)).toBe(true);
  });

  it('has the ids of Microsoft’s templates, and for a resource group one of offer and group, unless they are given', () => {
    const ofOffer = armGuid('Fabrikam Managed Services');
    expect(delegationOf().ids).toEqual({ definition: ofOffer, assignments: [ofOffer] });
    expect(delegationOf({ definitionId: GIVEN }).ids).toEqual({
      definition: GIVEN.toLowerCase(),
      assignments: [ofOffer],
    });
    expect(delegationOf({ assignmentId: GIVEN }).ids).toEqual({
      definition: ofOffer,
      assignments: [GIVEN.toLowerCase()],
    });
    const groups = { resourceGroups: ['rg-b', 'RG-A'], resourceGroupAssignmentIds: { 'rg-b': GIVEN } };
    expect(delegationOf(groups).ids).toEqual({
      definition: ofOffer,
      assignments: [armGuid('Fabrikam Managed Services', 'rg-a'), GIVEN.toLowerCase()],
    });
  });

  it('has its resource groups by name, whatever their order and case', () => {
    expect(delegationOf({ resourceGroups: ['rg-b', 'RG-C', 'rg-a'] }).resourceGroups).toEqual(['rg-a', 'rg-b', 'RG-C']);
    const unknown = token(newStack(), 'group');
    expect(delegationOf({ resourceGroups: ['rg-b', unknown, 'rg-a'] }).resourceGroups).toEqual([
      'rg-b',
      unknown,
      'rg-a',
    ]);
  });

  it('is made also of what is wrong, and leaves it as it is', () => {
    const names = ['rg-b', untyped(5), 'rg-a'];
    expect(delegationOf({ resourceGroups: names }).resourceGroups).toEqual(names);
    expect(delegationOf({ definitionId: untyped(Object.create(null)) }).definitionId).toBeUndefined();
  });

  it('tells what is wrong with its place when it is made', () => {
    const faults = Faults.none();
    const place = { onboarding: Onboarding.TERRAFORM, definitionId: 'abc', resourceGroups: [] };
    OfferedDelegation.of(access, place, faults.at('here'));
    expect(faults.found.map(faultText)).toEqual([
      'here.resourceGroups: is empty; leave it out to delegate the whole subscription, or name a resource group',
      'here.definitionId: "abc" is not a GUID; expected the GUID: 8-4-4-4-12 hexadecimal digits',
    ]);
  });
});

it.each<[string, DelegatedScope, DelegatedScope, boolean]>([
  [
    'different groups and definitions',
    { resourceGroups: ['a'], definitionId: '1' },
    { resourceGroups: ['b'], definitionId: '2' },
    true,
  ],
  ['one definition', { resourceGroups: ['a'], definitionId: '1' }, { resourceGroups: ['b'], definitionId: '1' }, false],
  ['no definition named', { resourceGroups: ['a'] }, { resourceGroups: ['b'] }, false],
  [
    'a group in both',
    { resourceGroups: ['a'], definitionId: '1' },
    { resourceGroups: ['b', 'A'], definitionId: '2' },
    false,
  ],
  ['a whole subscription', { definitionId: '1' }, { resourceGroups: ['b'], definitionId: '2' }, false],
])('delegations with %s are apart or not', (_case, one, other, expected) => {
  expect([areApart(one, other), areApart(other, one)]).toEqual([expected, expected]);
});
