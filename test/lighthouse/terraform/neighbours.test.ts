import { Authorization, AzureBuiltInRole } from 'cdktf-partner-earned-credit';
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
