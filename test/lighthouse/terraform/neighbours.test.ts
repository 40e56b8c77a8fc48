import { armGuid, Authorization, AzureBuiltInRole, Onboarding } from 'cdktf-partner-earned-credit';
import { Faults, faultText } from '../../../lib/declaration';
import { DelegatedAccess, type DelegatedAccessProps, OfferedDelegation } from '../../../lib/lighthouse';
import type { DelegationPlace } from '../../../lib/lighthouse/delegation/offered-delegation';
import {
  declareArrival,
  declareDeparture,
  inspectArrival,
  inspectDeparture,
} from '../../../lib/lighthouse/terraform/neighbours';
import {
  ada,
  automation,
  contributors,
  engineers,
  faultsOf,
  newApp,
  newCustomer,
  newDelegation,
  newOffer,
  newStack,
  operators,
  OTHER_SUBSCRIPTION,
  SUBSCRIPTION,
  token,
} from '../../fabrikam';

const READERS = [Authorization.permanent(engineers, AzureBuiltInRole.READER)];
const reading = newOffer({ name: 'Reading', authorizations: READERS, operatorsCanEndDelegation: false });

const sameOffer = (path: string) =>
  `offer: "Fabrikam Managed Services" is delegated at this subscription by ${path} already; ` +
  'list all resource groups in that delegation, or give this offer another name';
const samePair = (path: string, who: string, role: string) =>
  `offer: gives ${who} the role ${role}, as the offer "Fabrikam Managed Services" of ${path} does at the same ` +
  'subscription; removing one would take the access of both, so keep the pair in one of them; ' +
  'for PEC-Automation leave out automation here';

describe('two delegations of one subscription', () => {
  it('can be of two offers that have nothing in common', () => {
    const stack = newStack();
    newDelegation(stack, { automation }, 'first');
    expect(faultsOf(() => newDelegation(stack, { offer: reading }, 'second'))).toEqual([]);
  });

  it.each([
    ['the whole of it', {}],
    ['resource groups', { resourceGroups: ['rg-web'] }],
    ['upper case', { subscriptionId: SUBSCRIPTION.toUpperCase() }],
    ['a given id', { definitionId: 'a0000000-0000-4000-8000-000000000001' }],
  ])('cannot be of the same offer: %s', (_case, props) => {
    const stack = newStack();
    newDelegation(stack, {}, 'first');
    expect(faultsOf(() => newDelegation(stack, props, 'second'))).toEqual([sameOffer('stack/first')]);
  });

  it('cannot be of offers whose names differ in case only', () => {
    const stack = newStack();
    newDelegation(stack, {}, 'first');
    const offer = newOffer({ name: 'FABRIKAM Managed Services', authorizations: READERS });
    expect(faultsOf(() => newDelegation(stack, { offer }, 'second'))).toEqual([
      'offer: "FABRIKAM Managed Services" is delegated at this subscription by stack/first already; ' +
        'list all resource groups in that delegation, or give this offer another name',
    ]);
  });

  it('cannot give the same pair twice', () => {
    const stack = newStack();
    newDelegation(stack, {}, 'first');
    const offer = newOffer({ name: 'Reading', authorizations: [...READERS, contributors] });
    expect(faultsOf(() => newDelegation(stack, { offer }, 'second'))).toEqual([
      samePair('stack/first', 'operators', 'Contributor'),
      samePair('stack/first', 'operators', 'Managed Services Registration assignment Delete Role'),
    ]);
  });

  it('cannot give it once eligible and once permanently', () => {
    const stack = newStack();
    newDelegation(stack, {}, 'first');
    const offer = newOffer({
      name: 'Reading',
      authorizations: [
        Authorization.eligible(operators, AzureBuiltInRole.of('contributor')),
        Authorization.permanent(ada, AzureBuiltInRole.READER),
      ],
    });
    expect(faultsOf(() => newDelegation(stack, { offer }, 'second'))).toEqual([
      samePair('stack/first', 'operators', 'Contributor'),
    ]);
  });

  it('cannot both have PEC-Automation with the same role', () => {
    const stack = newStack();
    newDelegation(stack, { automation }, 'first');
    const second = (props: object) => faultsOf(() => newDelegation(stack, { offer: reading, ...props }, 'second'));
    expect(second({ automation })).toEqual([samePair('stack/first', 'PEC-Automation', 'Support Request Contributor')]);
    expect(second({ automation, automationRole: AzureBuiltInRole.BACKUP_CONTRIBUTOR })).toEqual([]);
  });

  it('can be of the same offer at different resource groups, if each names its definition', () => {
    const one = { resourceGroups: ['rg-web'], definitionId: 'f0000000-0000-4000-8000-0000000000d1' };
    const other = { resourceGroups: ['rg-data'], definitionId: 'f0000000-0000-4000-8000-0000000000d2' };
    const offer = newOffer();
    const second = (changes: object) => {
      const stack = newStack();
      newDelegation(stack, { offer, automation, ...one }, 'first');
      return faultsOf(() => newDelegation(stack, { offer, automation, ...other, ...changes }, 'second'));
    };
    const twice =
      'offer: "Fabrikam Managed Services" is delegated at this subscription by stack/first already; ' +
      'list all resource groups in that delegation, or give this offer another name';
    expect(second({})).toEqual([]);
    expect(second({ resourceGroups: ['rg-data', 'RG-WEB'] })).toEqual([twice]);
    expect(second({ resourceGroups: undefined })).toEqual([twice]);
    expect(second({ definitionId: one.definitionId.toUpperCase() })).toEqual([twice]);
    expect(second({ offer: newOffer() })).toEqual([twice]);
    expect(second({ definitionId: undefined })).toEqual([twice]);
    const stack = newStack();
    newDelegation(stack, { offer, automation, resourceGroups: ['rg-web'] }, 'first');
    expect(faultsOf(() => newDelegation(stack, { offer, automation, ...other }, 'second'))).toEqual([twice]);
  });

  it('are compared across the stacks of an app', () => {
    const app = newApp();
    newDelegation(newStack('one', app));
    expect(faultsOf(() => newDelegation(newStack('two', app)))).toEqual([sameOffer('one/contoso')]);
  });

  it('are compared between customers', () => {
    const app = newApp();
    newCustomer(app, 'contoso');
    expect(faultsOf(() => newCustomer(app, 'contoso-again'))).toEqual([
      `customer.subscriptions[0].${sameOffer(`contoso/subscription-${SUBSCRIPTION}`)}`,
    ]);
    expect(faultsOf(() => newCustomer(app, 'contoso-reading', { offer: reading }))).toEqual([
      `customer.subscriptions[0].${samePair(
        `contoso/subscription-${SUBSCRIPTION}`,
        'PEC-Automation',
        'Support Request Contributor',
      )}`,
    ]);
    expect(
      faultsOf(() =>
        newCustomer(
          app,
          'contoso-backup',
          { offer: reading },
          { subscriptions: [{ id: SUBSCRIPTION, automationRole: AzureBuiltInRole.BACKUP_CONTRIBUTOR }] },
        ),
      ),
    ).toEqual([]);
  });

  it('are not compared between apps', () => {
    newDelegation(newStack());
    expect(faultsOf(() => newDelegation(newStack()))).toEqual([]);
  });
});

describe('delegations of two subscriptions', () => {
  it('can be of the same offer', () => {
    const stack = newStack();
    newDelegation(stack, { automation }, 'first');
    expect(faultsOf(() => newDelegation(stack, { automation, subscriptionId: OTHER_SUBSCRIPTION }, 'second'))).toEqual(
      [],
    );
  });

  it('are not compared where only Terraform knows them', () => {
    const stack = newStack();
    const subscriptionId = token(stack, 'subscription');
    newDelegation(stack, { subscriptionId }, 'first');
    expect(faultsOf(() => newDelegation(stack, { subscriptionId }, 'second'))).toEqual([]);
    expect(faultsOf(() => newDelegation(stack, {}, 'third'))).toEqual([]);
  });

  it('are not compared by names that only Terraform knows', () => {
    const stack = newStack();
    const name = token(stack, 'name');
    newDelegation(stack, { offer: newOffer({ name }) }, 'first');
    expect(
      faultsOf(() => newDelegation(stack, { offer: newOffer({ name, authorizations: READERS }) }, 'second')),
    ).toEqual([]);
  });
});

describe('a delegation that leaves', () => {
  const ofWhole = { onboarding: Onboarding.TERRAFORM, subscriptionId: SUBSCRIPTION };
  const [web, data] = [
    { resourceGroups: ['rg-web'], definitionId: 'f0000000-0000-4000-8000-0000000000d1' },
    { resourceGroups: ['rg-data'], definitionId: 'f0000000-0000-4000-8000-0000000000d2' },
  ];
  const offer = newOffer();
  const offered = (place: Partial<DelegationPlace> = {}, given: Partial<DelegatedAccessProps> = {}) =>
    OfferedDelegation.of(DelegatedAccess.of({ offer, automation, ...given }), { ...ofWhole, ...place }, Faults.none());

  const [LEAVES, STAYS] = ['is offboarded by old', 'is kept by new'];
  const sentence = (where: string, loss: string) =>
    `${where}, ${loss}; keep it in one of the two, because removing a delegation takes that access from the other one as well`;

  /** What is said of the first when the other one leaves, and of the other when the first one is there. */
  function told(stays: OfferedDelegation, leaves: OfferedDelegation): string[][] {
    const app = newApp();
    const [stack, old] = [newStack('new', app), newStack('old', app)];
    const [arrival, departure] = [Faults.none(), Faults.none()];
    declareDeparture(old, leaves);
    inspectArrival(stack, stays, arrival.at('delegation'), arrival.at('id'));
    declareArrival(stack, stays);
    inspectDeparture(old, leaves, departure.at('id'));
    return [arrival, departure].map(({ found }) => found.map(faultText));
  }

  it.each<[string, OfferedDelegation, OfferedDelegation, string]>([
    ['the same definition', offered(), offered(), 'with the same definition'],
    [
      'the same definition by a given id',
      offered({}, { offer: reading, automation: undefined }),
      offered({ definitionId: armGuid('Reading').toUpperCase() }),
      'with the same definition',
    ],
    [
      'the same pair',
      offered(),
      offered({}, { offer: newOffer({ name: 'Another' }), automation: undefined }),
      'and both give operators the role Contributor',
    ],
    [
      'PEC-Automation in both',
      offered({}, { offer: reading }),
      offered(),
      'and both give PEC-Automation the role Support Request Contributor',
    ],
  ])('takes access from one that stays with %s', (_case, stays, leaves, loss) => {
    expect(told(stays, leaves)).toEqual([
      [`id: "${SUBSCRIPTION}" ${sentence(LEAVES, loss)}`],
      [`id: "${SUBSCRIPTION}" ${sentence(STAYS, loss)}`],
    ]);
  });

  it.each<[string, OfferedDelegation, OfferedDelegation]>([
    ['another definition and no pair', offered({}, { offer: reading, automation: undefined }), offered()],
    ['other resource groups and a definition of its own', offered(web), offered(data)],
    ['another subscription', offered(), offered({ subscriptionId: OTHER_SUBSCRIPTION })],
    [
      'a subscription that only Terraform knows',
      offered({ subscriptionId: token(newStack(), 'one') }),
      offered({ subscriptionId: token(newStack(), 'other') }),
    ],
    ['no subscription', offered({ subscriptionId: undefined }), offered({ subscriptionId: undefined })],
  ])('takes nothing from one that stays with %s', (_case, stays, leaves) => {
    expect(told(stays, leaves)).toEqual([[], []]);
  });
});

describe('resource groups in two offers', () => {
  const ids = { 'rg-data': 'a0000000-0000-4000-8000-000000000008', 'rg-web': 'a0000000-0000-4000-8000-000000000009' };
  const second = (props: object) => {
    const stack = newStack();
    newDelegation(stack, { resourceGroups: ['rg-data', 'rg-web'], resourceGroupAssignmentIds: ids }, 'first');
    return faultsOf(() => newDelegation(stack, { offer: reading, ...props }, 'second'));
  };
  const shared = (name: string) =>
    `resourceGroups: "${name}" has an assignment of the same id in stack/first; ` +
    'give it another id in resourceGroupAssignmentIds';

  it('have assignments of their own', () => {
    const groups = ['rg-data', 'rg-test', 'rg-web'];
    expect(second({ resourceGroups: groups, resourceGroupAssignmentIds: ids })).toEqual([
      shared('rg-data'),
      shared('rg-web'),
    ]);
    expect(second({ resourceGroups: groups, resourceGroupAssignmentIds: { 'rg-test': ids['rg-web'] } })).toEqual([]);
    expect(second({ resourceGroups: groups })).toEqual([]);
    expect(second({})).toEqual([]);
  });
});
