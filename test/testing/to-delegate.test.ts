import 'cdktf-partner-earned-credit/testing';
import { Authorization, AzureBuiltInRole } from 'cdktf-partner-earned-credit';
import type { ExpectedDelegation } from 'cdktf-partner-earned-credit/testing';
import {
  ada,
  automation,
  engineers,
  newApp,
  newCustomer,
  newDelegation,
  newOffer,
  newStack,
  operators,
  OTHER_SUBSCRIPTION,
  ROLE_ID,
  SUBSCRIPTION,
  token,
  untyped,
} from '../fabrikam';
import { failureOf } from './failure-of';

const { BACKUP_CONTRIBUTOR, CONTRIBUTOR, READER } = AzureBuiltInRole;
const offer = newOffer({
  authorizations: [Authorization.permanent(operators, CONTRIBUTOR), Authorization.eligible(ada, BACKUP_CONTRIBUTOR)],
  operatorsCanEndDelegation: false,
});

/** One delegation, of two resource groups. */
function newGroups() {
  const resourceGroups = ['rg-web', 'rg-data'];
  return newCustomer(newApp(), 'contoso', { offer }, { subscriptions: [{ id: SUBSCRIPTION, resourceGroups }] });
}

describe('expect(…).toDelegate', () => {
  it.each<[string, ExpectedDelegation]>([
    ['anything', {}],
    ['the subscription', { subscriptionId: SUBSCRIPTION.toUpperCase() }],
    ['the resource groups, in any order and case', { resourceGroups: ['RG-Data', 'rg-web'] }],
    ['the offer', { offer: 'Fabrikam Managed Services' }],
    ['to somebody, by id', { to: operators.id.toUpperCase() }],
    ['to somebody, by name', { to: 'PEC-Automation' }],
    ['the role', { role: CONTRIBUTOR }],
    ['the role, by name', { role: 'support request contributor' }],
    ['the role, by GUID', { role: ROLE_ID.contributor.toUpperCase() }],
    ['permanently', { permanent: true }],
    ['on activation', { to: 'Ada', role: BACKUP_CONTRIBUTOR, permanent: false }],
    ['all of it', { subscriptionId: SUBSCRIPTION, to: 'operators', role: 'Contributor', permanent: true }],
  ])('is met by %s', (_case, expected) => {
    const stack = newGroups();
    expect(stack).toDelegate(expected);
    expect(stack.node.root).toDelegate(expected);
    expect(stack.delegations[0]).toDelegate(expected);
  });

  it.each<[string, ExpectedDelegation, string]>([
    ['another subscription', { subscriptionId: OTHER_SUBSCRIPTION }, 'subscriptionId'],
    ['the whole subscription', { resourceGroups: [] }, 'resourceGroups'],
    ['fewer resource groups', { resourceGroups: ['rg-web'] }, 'resourceGroups'],
    ['more resource groups', { resourceGroups: ['rg-web', 'rg-data', 'rg-logs'] }, 'resourceGroups'],
    ['another offer', { offer: 'Fabrikam' }, 'offer'],
    ['the offer in another case', { offer: 'fabrikam managed services' }, 'offer'],
    ['to somebody else', { to: engineers.id }, 'authorizations (to)'],
    ['another role', { role: READER }, 'authorizations (role)'],
    ['a role of somebody else', { to: 'operators', role: BACKUP_CONTRIBUTOR }, 'authorizations (to, role)'],
    ['a role that has to be activated', { to: 'Ada', permanent: true }, 'authorizations (to, permanent)'],
    ['much else', { offer: 'Fabrikam', role: READER, permanent: true }, 'offer, authorizations (role, permanent)'],
  ])('is not met by %s', (_case, expected, differences) => {
    const stack = newGroups();
    expect(stack).not.toDelegate(expected);
    expect(failureOf(() => expect(stack).toDelegate(expected))).toContain(` differs in ${differences}; it has\n`);
  });

  it('is met by one of several delegations, not by several together', () => {
    const app = newApp();
    newCustomer(app, 'contoso');
    newCustomer(app, 'northwind', { automationRole: READER }, { subscriptions: [{ id: OTHER_SUBSCRIPTION }] });
    expect(app).toDelegate({ subscriptionId: OTHER_SUBSCRIPTION, role: READER });
    expect(app).not.toDelegate({ subscriptionId: SUBSCRIPTION, role: READER });
  });

  it('shows what was asked for and what there is, the nearest first', () => {
    const app = newApp();
    newCustomer(app, 'contoso', { offer });
    newCustomer(
      app,
      'northwind',
      { automation: undefined },
      { subscriptions: [{ id: OTHER_SUBSCRIPTION, resourceGroups: ['rg-web', 'rg-data'] }] },
    );
    const expected = {
      subscriptionId: OTHER_SUBSCRIPTION,
      resourceGroups: ['rg-web', 'rg-data'],
      offer: 'Fabrikam Managed Services',
      to: 'PEC-Automation',
      role: READER,
      permanent: true,
    };
    expect(failureOf(() => expect(app).toDelegate(expected))).toBe(
      [
        'there is no delegation in the app with',
        `  subscriptionId: ${OTHER_SUBSCRIPTION}`,
        '  resourceGroups: rg-web, rg-data',
        '  offer: Fabrikam Managed Services',
        '  to: PEC-Automation',
        '  role: Reader',
        '  permanent: true',
        '',
        `"northwind/subscription-${OTHER_SUBSCRIPTION}" differs in authorizations (to, role, permanent); it has`,
        `  subscriptionId: ${OTHER_SUBSCRIPTION}`,
        '  resourceGroups: rg-data, rg-web',
        '  offer: Fabrikam Managed Services',
        `  to: ${operators.id} (operators), role: Contributor, permanent: true`,
        `  to: ${operators.id} (operators), role: Managed Services Registration assignment Delete Role, permanent: true`,
        `"contoso/subscription-${SUBSCRIPTION}" differs in subscriptionId, resourceGroups, ` +
          'authorizations (to, role, permanent); it has',
        `  subscriptionId: ${SUBSCRIPTION}`,
        '  resourceGroups: (the whole subscription)',
        '  offer: Fabrikam Managed Services',
        `  to: ${operators.id} (operators), role: Contributor, permanent: true`,
        `  to: ${ada.id} (Ada), role: Backup Contributor, permanent: false`,
        `  to: ${automation.principalId} (PEC-Automation), role: Support Request Contributor, permanent: true`,
      ].join('\n'),
    );
  });

  it('shows what should not be there', () => {
    const stack = newStack('landing-zone');
    newDelegation(stack, { offer });
    newDelegation(stack, { offer, subscriptionId: OTHER_SUBSCRIPTION }, 'northwind');
    expect(failureOf(() => expect(stack).not.toDelegate({ subscriptionId: SUBSCRIPTION, role: 'contributor' }))).toBe(
      [
        'expected no delegation in "landing-zone" with',
        `  subscriptionId: ${SUBSCRIPTION}`,
        '  role: contributor',
        '',
        '"landing-zone/contoso" has',
        `  subscriptionId: ${SUBSCRIPTION}`,
        '  resourceGroups: (the whole subscription)',
        '  offer: Fabrikam Managed Services',
        `  to: ${operators.id} (operators), role: Contributor, permanent: true`,
        `  to: ${ada.id} (Ada), role: Backup Contributor, permanent: false`,
      ].join('\n'),
    );
    expect(failureOf(() => expect(stack).not.toDelegate())).toMatch(
      /^expected no delegation in "landing-zone"\n\n"landing-zone\/contoso" has\n/,
    );
  });

  it('says so where there is none', () => {
    expect(failureOf(() => expect(newApp()).toDelegate({ subscriptionId: SUBSCRIPTION }))).toBe(
      'no delegation by Terraform is declared in the app; others are known to toEarnPartnerCredit only',
    );
    expect(newApp()).not.toDelegate();
  });

  it('compares what only Terraform knows with the very same value', () => {
    const stack = newStack();
    const [subscription, group, name] = ['Subscription', 'Group', 'Name'].map(variable => token(stack, variable));
    const role = AzureBuiltInRole.newerThanCatalogue(token(stack, 'Role'), 'Newest Contributor');
    newDelegation(stack, {
      subscriptionId: subscription,
      resourceGroups: [group],
      automation: { ...automation, principalId: subscription },
      automationRole: role,
      offer: newOffer({ name }),
    });
    expect(stack).toDelegate({ subscriptionId: subscription, resourceGroups: [group], offer: name });
    expect(stack).toDelegate({ to: subscription, role });
    const other = token(stack, 'Other');
    expect(stack).not.toDelegate({ subscriptionId: other });
    expect(stack).not.toDelegate({ resourceGroups: [other] });
    expect(stack).not.toDelegate({ offer: other });
    expect(stack).not.toDelegate({ to: other });
    expect(stack).not.toDelegate({ role: AzureBuiltInRole.newerThanCatalogue(other, 'Newest Contributor') });
    expect(stack).not.toDelegate({ subscriptionId: SUBSCRIPTION });
    const lines = failureOf(() => expect(stack).toDelegate({ subscriptionId: other })).split('\n');
    expect(lines[1]).toBe('  subscriptionId: (known to Terraform)');
    expect(lines).toContain('  to: (known to Terraform) (PEC-Automation), role: Newest Contributor, permanent: true');
    expect(lines.at(-1)).toBe(
      'What is known to Terraform equals the very same value only: keep it in a constant, and give that to both.',
    );
  });
});

describe('a wrong use of toDelegate', () => {
  it('names every fault, also with .not', () => {
    const expected = {
      subscriptionId: 'contoso',
      resourceGroups: ['rg-web', ''],
      offer: 5,
      to: ' ',
      role: 'Raeder',
      permanent: 'yes',
      rolle: READER,
    };
    const faults = [
      'toDelegate has 8 faults:',
      '  - expect(…): undefined is not a construct; give the App, a stack or a construct itself, not what Testing.synth ' +
        'returns',
      '  - subscriptionId: "contoso" is not a GUID; expected the id of the subscription: 8-4-4-4-12 hexadecimal digits',
      '  - resourceGroups[1]: is missing; expected the name of a resource group',
      '  - offer: 5 is not a text; expected the name of the offer',
      '  - to: " " is blank; expected the principal\'s object id or display name',
      '  - role: "Raeder" is not a built-in role; did you mean "Reader"?',
      '  - permanent: "yes" is neither true nor false; expected one of them',
      '  - rolle: is no property; did you mean role?',
    ].join('\n');
    expect(failureOf(() => expect(undefined).toDelegate(untyped(expected)))).toBe(faults);
    expect(failureOf(() => expect(undefined).not.toDelegate(untyped(expected)))).toBe(faults);
  });

  it.each<[object, string]>([
    [{ subscriptionId: undefined }, 'subscriptionId: is missing; expected the id of the subscription'],
    [{ resourceGroups: 'rg-web' }, 'resourceGroups: "rg-web" is not a list; expected the names of resource groups'],
    [{ role: 5 }, "role: 5 is not a role; expected one of AzureBuiltInRole, or a role's name"],
    [{ role: undefined }, "role: undefined is not a role; expected one of AzureBuiltInRole, or a role's name"],
    [{ role: AzureBuiltInRole.of('Raeder') }, 'role: "Raeder" is not a built-in role; did you mean "Reader"?'],
    [
      { customer: 'contoso' },
      'customer: is no property; expected subscriptionId, resourceGroups, offer, to, role, permanent',
    ],
  ])('%j', (expected, fault) => {
    expect(failureOf(() => expect(newApp()).toDelegate(expected))).toBe(`toDelegate has 1 fault:\n  - ${fault}`);
  });
});
