import { Fn } from 'cdktf';
import { Authorization, AzureBuiltInRole, DeclarationError, Principal } from 'cdktf-partner-earned-credit';
import type { ManagementGroupOnboardingProps } from 'cdktf-partner-earned-credit';
import {
  automation,
  engineers,
  faultsOf,
  MANAGING_TENANT,
  newDelegation,
  newOffer,
  newStack,
  operators,
  OTHER_SUBSCRIPTION,
  SUBSCRIPTION,
  token,
  untyped,
} from '../../fabrikam';
import { newOnboarding } from './onboarding';

type Props = Partial<ManagementGroupOnboardingProps>;

const faults = (props: Props) => faultsOf(() => newOnboarding(newStack(), props));

/** Readers, as many as wished, each another person. */
const readers = (number: number) =>
  Array.from({ length: number }, (_, i) =>
    Authorization.permanent(
      Principal.user(`f0000000-0000-4000-8000-0000000001${String(i).padStart(2, '0')}`),
      AzureBuiltInRole.READER,
    ),
  );

describe('accepted', () => {
  it.each<[string, Props]>([
    ['the longest name of a group', { managementGroupId: 'm'.repeat(90) }],
    ['a group that is called as its tenant', { managementGroupId: 'c0000000-0000-4000-8000-000000000001' }],
    ['every sign in the name of a group', { managementGroupId: 'a-b_c.d(e)' }],
    ['a region as the portal calls it', { location: 'West Europe 2' }],
    ['no subscriptions', { subscriptionIds: [] }],
    ['the longest policy name', { policyName: 'lighthouse-0123456789-ab' }],
    ['the longest display name', { displayName: 'd'.repeat(128) }],
    ['a long offer under a short name', { offer: newOffer({ name: 'o'.repeat(129) }), displayName: 'Fabrikam' }],
    ['a bracket at one end', { offer: newOffer({ name: '[EU] Fabrikam', description: 'Managed [all day]' }) }],
    ['100 authorizations', { offer: newOffer({ authorizations: readers(50) }), automation: undefined }],
  ])('%s', (_case, props) => {
    expect(faults(props)).toEqual([]);
  });

  it('references in place of any text', () => {
    const stack = newStack();
    const props = {
      managementGroupId: token(stack, 'group'),
      location: token(stack, 'location'),
      policyName: token(stack, 'policy'),
      displayName: token(stack, 'display'),
      subscriptionIds: [token(stack, 'first'), token(stack, 'second')],
    };
    expect(faultsOf(() => newOnboarding(stack, props))).toEqual([]);
  });
});

const NO_GROUP =
  'expected "/providers/Microsoft.Management/managementGroups/<name>", or the name alone: at most 90 letters, digits, ' +
  '"_", "-", "(", ")" and ".", not ending in "."';

it('refuses brackets around a reference, which would make an expression of what it gives', () => {
  const stack = newStack();
  const name = `[${token(stack, 'name')}]`;
  expect(faultsOf(() => newOnboarding(stack, { offer: newOffer({ name }) }))).toEqual([
    expect.stringMatching(
      /^offer\.name: .* would be read as an expression by Azure Policy; write it without the outer /,
    ),
  ]);
});

describe('refused', () => {
  it.each<[string, Props, string]>([
    [
      'a subscription for a group',
      { managementGroupId: `/subscriptions/${SUBSCRIPTION}` },
      `managementGroupId: "/subscriptions/${SUBSCRIPTION}" is not a management group; ${NO_GROUP}`,
    ],
    [
      'a dot at the end',
      { managementGroupId: 'contoso.' },
      `managementGroupId: "contoso." is not a management group; ${NO_GROUP}`,
    ],
    [
      'no group',
      { managementGroupId: untyped(undefined) },
      'managementGroupId: is missing; expected the id or the name of the management group',
    ],
    [
      'the root of the managing tenant',
      { managementGroupId: MANAGING_TENANT.toUpperCase() },
      `managementGroupId: "${MANAGING_TENANT.toUpperCase()}" is the root management group of the managing tenant; ` +
        "expected one of the customer's: Azure delegates to another tenant only",
    ],
    [
      'no region',
      { location: untyped(undefined) },
      'location: is missing; expected the Azure region of the deployments, such as "westeurope"',
    ],
    [
      'a region that is an expression',
      { location: "[concat('west', 'europe')]" },
      `location: "[concat('west', 'europe')]" is not a region; expected the Azure region of the deployments, such as ` +
        '"westeurope"',
    ],
    [
      'a resource id in place of a subscription',
      { subscriptionIds: [`/subscriptions/${SUBSCRIPTION}`] },
      `subscriptionIds[0]: "/subscriptions/${SUBSCRIPTION}" is not a GUID; give the GUID alone: ${SUBSCRIPTION}`,
    ],
    [
      'a subscription twice',
      { subscriptionIds: [SUBSCRIPTION, OTHER_SUBSCRIPTION, SUBSCRIPTION.toUpperCase()] },
      `subscriptionIds[2]: "${SUBSCRIPTION.toUpperCase()}" is listed twice; list each subscription once`,
    ],
    [
      'a list that only Terraform knows',
      { subscriptionIds: Fn.tolist(['a']) },
      'subscriptionIds: is known to Terraform only; write the ids out, because each becomes an address of its own',
    ],
    [
      'one subscription without a list',
      { subscriptionIds: untyped(SUBSCRIPTION) },
      `subscriptionIds: a text is not a list; expected a list of ids of subscriptions`,
    ],
    [
      'a policy name that is too long',
      { policyName: 'lighthouse-0123456789-abc' },
      'policyName: "lighthouse-0123456789-abc" cannot name a policy; expected at most 24 lower-case letters, digits ' +
        'and "-"',
    ],
    [
      'a policy name with capitals',
      { policyName: 'Fabrikam' },
      'policyName: "Fabrikam" cannot name a policy; expected at most 24 lower-case letters, digits and "-"',
    ],
    ['no policy name', { policyName: '' }, 'policyName: is missing; expected the name of the policy'],
    [
      'a display name that is too long',
      { displayName: 'd'.repeat(129) },
      `displayName: "${'d'.repeat(79)}… is 129 characters long; Azure accepts 128; shorten it`,
    ],
    [
      'an offer name that is too long for a display name',
      { offer: newOffer({ name: 'o'.repeat(129) }) },
      `displayName: "${'o'.repeat(79)}… is 129 characters long; Azure accepts 128; give the policy a shorter displayName`,
    ],
    [
      'an offer name that is an expression',
      { offer: newOffer({ name: '[Fabrikam]' }) },
      'offer.name: "[Fabrikam]" would be read as an expression by Azure Policy; write it without the outer brackets',
    ],
    [
      'a resource group that is excluded',
      { excludedScopes: [`/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-web`] },
      `excludedScopes[0]: "/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-web" cannot be excluded; expected ` +
        '"/subscriptions/<GUID>" or "/providers/Microsoft.Management/managementGroups/<name>"',
    ],
    [
      'the GUID of a subscription that is excluded',
      { excludedScopes: ['/subscriptions/contoso'] },
      'excludedScopes[0]: "contoso" is not a GUID; expected the id of the subscription: 8-4-4-4-12 hexadecimal digits',
    ],
    [
      'a subscription that is excluded and listed',
      { excludedScopes: [`/subscriptions/${SUBSCRIPTION.toUpperCase()}`], subscriptionIds: [SUBSCRIPTION] },
      `excludedScopes[0]: "/subscriptions/${SUBSCRIPTION.toUpperCase()}" is one of the subscriptions that are named; ` +
        'take it out of one of the two',
    ],
    [
      'nothing that is excluded',
      { excludedScopes: [''] },
      'excludedScopes[0]: is missing; expected the full id of a subscription or management group',
    ],
    ...[0, 1.5, 50_001, untyped('many')].map<[string, Props, string]>(value => [
      `a task of ${String(value)} subscriptions`,
      { resourceCount: value },
      `resourceCount: ${JSON.stringify(value)} is not accepted; expected a whole number from 1 to 50,000`,
    ]),
    [
      'too many at once',
      { parallelDeployments: 31 },
      'parallelDeployments: 31 is not accepted; expected a whole number from 1 to 30',
    ],
    [
      'a description that is an expression',
      { offer: newOffer({ description: '[managed]' }) },
      'offer.description: "[managed]" would be read as an expression by Azure Policy; write it without the outer brackets',
    ],
    [
      'a principal that is called as an expression',
      {
        offer: newOffer({
          authorizations: [Authorization.permanent(Principal.group(operators.id, '[ops]'), AzureBuiltInRole.READER)],
        }),
      },
      'offer.authorizations[0].principal.displayName: "[ops]" would be read as an expression by Azure Policy; write it ' +
        'without the outer brackets',
    ],
    [
      'an approver that is called as an expression',
      {
        offer: newOffer({
          authorizations: [
            Authorization.permanent(operators, AzureBuiltInRole.READER),
            Authorization.eligible(operators, AzureBuiltInRole.CONTRIBUTOR, {
              approvers: [Principal.group(engineers.id, '[leads]')],
            }),
          ],
        }),
      },
      'offer.authorizations[1].approvers[0].displayName: "[leads]" would be read as an expression by Azure Policy; ' +
        'write it without the outer brackets',
    ],
    [
      'an offer of the marketplace',
      { offer: newOffer({ plan: { name: 'gold', publisher: 'fabrikam', product: 'managed', version: '1.0.0' } }) },
      'offer.plan: means an offer of the marketplace, which a person accepts in the portal; leave it out here',
    ],
    [
      '101 authorizations',
      { offer: newOffer({ authorizations: readers(50) }) },
      "offer.authorizations: gives 101 authorizations, PEC-Automation's and those to end the delegation included; a " +
        'policy compares 100, so name groups instead of people',
    ],
    [
      'a role that cannot be delegated',
      { automationRole: AzureBuiltInRole.of('Owner') },
      'automationRole: "Owner" cannot be delegated; choose a role that earns, such as "Support Request Contributor"',
    ],
    ['no offer', { offer: untyped(undefined) }, 'offer: is missing; make it with new LighthouseOffer'],
  ])('%s', (_case, props, fault) => {
    expect(faults(props)).toEqual([fault]);
  });

  it('properties that are missing', () => {
    expect(() => newOnboarding(newStack(), untyped({ offer: undefined, managementGroupId: undefined }))).toThrow(
      new DeclarationError('the onboarding "contoso"', [
        {
          path: ['managementGroupId'],
          message: 'is missing; expected the id or the name of the management group',
        },
        { path: ['offer'], message: 'is missing; make it with new LighthouseOffer' },
      ]),
    );
  });

  it('before anything is in the tree', () => {
    const stack = newStack();
    expect(faultsOf(() => newOnboarding(stack, { location: '' }))).toHaveLength(1);
    expect(stack.node.tryFindChild('contoso')).toBeUndefined();
  });
});

describe('two onboardings', () => {
  it('of one offer go to two management groups', () => {
    const stack = newStack();
    newOnboarding(stack, {}, 'first');
    expect(faultsOf(() => newOnboarding(stack, { managementGroupId: 'other' }, 'second'))).toEqual([]);
  });

  it('of two offers go to one management group', () => {
    const stack = newStack();
    newOnboarding(stack, {}, 'first');
    expect(faultsOf(() => newOnboarding(stack, { offer: newOffer({ name: 'Backup' }) }, 'second'))).toEqual([]);
  });

  it('of one offer do not go to one management group', () => {
    const stack = newStack();
    newOnboarding(stack, {}, 'first');
    expect(faultsOf(() => newOnboarding(stack, { managementGroupId: 'CONTOSO' }, 'second'))).toEqual([
      'offer: "Fabrikam Managed Services" has the same policy "lighthouse-550da55f" as stack/first at this management ' +
        'group; onboard an offer once, or give another policyName',
    ]);
  });
});

describe('an onboarding beside a delegation', () => {
  it('is refused in whatever order they are declared', () => {
    const stack = newStack();
    newOnboarding(stack, { subscriptionIds: [OTHER_SUBSCRIPTION, SUBSCRIPTION] });
    expect(faultsOf(() => newDelegation(stack, { automation }, 'delegation'))).toEqual([
      'offer: "Fabrikam Managed Services" is delegated at this subscription by stack/contoso already; list all ' +
        'resource groups in that delegation, or give this offer another name',
    ]);
    const other = newOffer({ name: 'Another' });
    expect(faultsOf(() => newDelegation(stack, { offer: other, automation }, 'other'))).toEqual([
      expect.stringContaining(
        'gives operators the role Contributor, as the offer "Fabrikam Managed Services" of stack/contoso',
      ),
      expect.stringContaining('gives PEC-Automation the role Support Request Contributor, as'),
      expect.stringContaining('the role Managed Services Registration assignment Delete Role, as'),
    ]);
  });

  it('of the same offer at a subscription that both name is refused', () => {
    const stack = newStack();
    newDelegation(stack, { automation }, 'delegation');
    expect(faultsOf(() => newOnboarding(stack, { subscriptionIds: [OTHER_SUBSCRIPTION, SUBSCRIPTION] }))).toEqual([
      'subscriptionIds[1].offer: "Fabrikam Managed Services" is delegated at this subscription by stack/delegation ' +
        'already; list all resource groups in that delegation, or give this offer another name',
    ]);
  });

  it('at another subscription is accepted', () => {
    const stack = newStack();
    newDelegation(stack, { automation }, 'delegation');
    expect(faultsOf(() => newOnboarding(stack, { subscriptionIds: [OTHER_SUBSCRIPTION] }))).toEqual([]);
  });
});
