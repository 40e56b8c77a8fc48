import fc from 'fast-check';
import * as library from 'cdktf-partner-earned-credit';
import ts from 'typescript';
import { armGuid, AzureBuiltInRole } from '../../lib/azure';
import { faultText } from '../../lib/declaration';
import {
  customersInAzure,
  delegationsInRows,
  imported,
  type ManagingTenant,
  offersSource,
  ProgramText,
  rowsOfAzure,
} from '../../lib/import';
import { entriesOf, PortfolioFile } from '../../lib/portfolio';
import { subscription, tenant } from './ids';

const PARTNER = 'fabf0000-0000-4000-8000-000000000001';
const [OPERATORS, LEADS, AUTOMATION] = ['a', 'b', 'c'].map(digit => `fabf0000-0000-4000-8000-00000000000${digit}`);
const { CONTRIBUTOR, READER, SUPPORT_REQUEST_CONTRIBUTOR, TAG_CONTRIBUTOR, USER_ACCESS_ADMINISTRATOR } =
  AzureBuiltInRole;

const given = (principalId: string, { id }: { id: string }, more: object = {}) => ({
  principalId,
  principalIdDisplayName: { [OPERATORS]: 'Operators', [LEADS]: 'Leads', [AUTOMATION]: 'PEC-Automation' }[principalId],
  roleDefinitionId: id,
  ...more,
});
const USUAL = [given(OPERATORS, CONTRIBUTOR)];

interface Made {
  /** What the state of each assignment is, by resource group. */
  readonly states?: Record<string, string>;
  readonly offer?: string;
  readonly definition?: string;
  /** By resource group; the empty name is the whole subscription. */
  readonly assignments?: Record<string, string>;
  readonly authorizations?: object[];
  readonly properties?: object;
  readonly definitionMembers?: object;
  readonly tenantId?: string;
}

/** What the provider lists of a delegation, with its definition. */
function rows(number: number, made: Made = {}): object[] {
  const { offer = 'Managed', definition = armGuid(offer), assignments = { '': armGuid(offer) } } = made;
  const path = `/subscriptions/${subscription(number)}`;
  const type = 'providers/Microsoft.ManagedServices';
  const id = `${path}/${type}/registrationDefinitions/${definition}`;
  const properties = {
    registrationDefinitionName: offer,
    managedByTenantId: PARTNER,
    manageeTenantId: made.tenantId ?? tenant(number),
    manageeTenantName: `Customer ${number}`,
    authorizations: made.authorizations ?? USUAL,
    ...made.properties,
  };
  return Object.entries(assignments).map(([group, name]) => ({
    id: `${path}${group && `/resourceGroups/${group}`}/${type}/registrationAssignments/${name}`,
    properties: {
      registrationDefinitionId: id,
      provisioningState: made.states?.[group] ?? 'Succeeded',
      registrationDefinition: { id, name: definition, properties, ...made.definitionMembers },
    },
  }));
}

function found(documents: unknown[], file = '', automation?: string) {
  const rows = documents.flatMap(document => rowsOfAzure(document).rows);
  const sight = { ...delegationsInRows(rows), managingTenantId: PARTNER, automation };
  const present = file === '' ? undefined : PortfolioFile.of(file, 'customers.yaml');
  const result = customersInAzure(sight, entriesOf(present?.content));
  const merge = imported(present, 'customers.yaml', result.customers, {
    isFromAzure: true,
    program: result.program,
  });
  return {
    ...result,
    text: merge.text.replace(/^# yaml.*\n/, ''),
    difference: merge.difference,
    faults: [...result.faults, ...merge.faults].map(faultText),
    merge,
  };
}

const TENANT: ManagingTenant = { id: PARTNER, servicePrincipals: new Set() };

/** What a program gets that has the printed source. */
function evaluated(source: string): {
  offers: Record<string, library.LighthouseOffer>;
  automation?: library.IPecAutomation;
} {
  const { outputText } = ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
  const module = { exports: {} };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  new Function('require', 'exports', outputText)(() => library, module.exports);
  return module.exports as ReturnType<typeof evaluated>;
}

const offersOf = (result: ReturnType<typeof found>, who: Partial<ManagingTenant> = {}) =>
  offersSource(result.offers, { ...TENANT, automation: result.program.automation, ...who });

describe('what others asked Azure for', () => {
  const delegation = rows(1);
  const list = `customers:
  - key: customer-1
    name: Customer 1
    tenant: ${tenant(1)}
    offer: managed
    subscriptions:
      - id: ${subscription(1)}
        adopt: true
        definitionId: ${armGuid('Managed')}
        assignmentId: ${armGuid('Managed')}
`;

  it.each([
    ['a list', [delegation]],
    ['an answer of Azure Resource Manager', [{ value: delegation }]],
    ['an answer of Resource Graph', [{ count: 1, data: delegation, skip_token: null }]],
    ['one item', delegation],
    [
      'both lists apart',
      [
        rows(1).map(row => ({
          ...row,
          tenantId: tenant(1),
          properties: {
            registrationDefinitionId: `subscriptions/${subscription(1)}/providers/Microsoft.ManagedServices/REGISTRATIONDEFINITIONS/${armGuid('Managed')}`,
          },
        })),
        {
          value: [
            {
              id: `/subscriptions/${subscription(1)}/providers/Microsoft.ManagedServices/registrationDefinitions/${armGuid('Managed')}`,
              properties: { managedByTenantId: PARTNER, registrationDefinitionName: 'Managed', authorizations: USUAL },
            },
          ],
        },
        [
          {
            id: 'x',
            type: 'microsoft.resources/subscriptions',
            subscriptionId: subscription(9),
            name: 'n',
            tenantId: tenant(9),
            properties: {},
          },
        ],
      ],
    ],
  ])('is read as %s', (name, documents) => {
    const { text, seen } = found(documents);
    const expected =
      name === 'both lists apart'
        ? list.replace('key: customer-1\n    name: Customer 1', `key: customer-c0c00000\n    name: ${tenant(1)}`)
        : list;
    expect({ text, seen }).toEqual({ text: expected, seen: 1 });
  });

  it('names subscriptions as the CLI lists them', () => {
    const accounts = [
      { id: subscription(1), name: 'Production', homeTenantId: tenant(1), tenantId: PARTNER, state: 'Enabled' },
    ];
    expect(found([delegation, accounts]).text).toContain(`      - id: ${subscription(1)}\n        name: Production\n`);
  });

  it('says whose definition is missing', () => {
    const [{ properties, ...row }] = rows(1) as { properties: Record<string, unknown> }[];
    const { registrationDefinitionId } = properties;
    expect(delegationsInRows([{ ...row, properties: { registrationDefinitionId } }]).incomplete).toEqual([
      subscription(1),
    ]);
  });

  it.each([[[]], [{ value: [] }], [{ data: [] }]])('may be nothing, as in %j', document => {
    expect(found([document])).toMatchObject({ customers: [], seen: 0, text: '' });
  });

  it.each([
    [null, 'no list of delegations'],
    [{}, 'no list of delegations'],
    ['text', 'no list of delegations'],
    [7, 'no list of delegations'],
    [{ value: 'x' }, 'no list of delegations'],
    [[null, 7, 'x', []], 'no delegation, but 4 of something else'],
    [{ data: [{ id: '/subscriptions/zzz' }] }, 'no delegation, but 1 of something else'],
  ])('is refused with its cure if it is something else: %j', (document, what) => {
    expect(() => rowsOfAzure(document)).toThrow(
      `it holds ${what}; give what "az graph query" or "az rest" printed of registration assignments`,
    );
  });

  it('may have rows of something else beside delegations, and say that there is more', () => {
    expect(rowsOfAzure([...delegation, { id: 'x' }])).toMatchObject({ unknown: 1, isOnePage: false });
    expect(rowsOfAzure({ value: delegation, nextLink: 'https://x' })).toMatchObject({ unknown: 0, isOnePage: true });
    expect(rowsOfAzure({ data: delegation, skip_token: 'x' })).toMatchObject({ isOnePage: true });
  });

  it('has the id of a definition where that is, in the definition or in the assignment alone', () => {
    const withoutIds = rows(1).map(row => {
      const { properties } = row as { properties: { registrationDefinition: object } };
      const registrationDefinition = { ...properties.registrationDefinition, id: undefined, name: undefined };
      return { ...row, properties: { ...properties, registrationDefinition } };
    });
    expect(found([withoutIds]).text).toBe(found([delegation]).text);
    const nowhere = withoutIds.map(row => ({
      ...row,
      properties: { ...row.properties, registrationDefinitionId: '' },
    }));
    expect(delegationsInRows(nowhere)).toMatchObject({ delegations: [], incomplete: [subscription(1)] });
  });

  it('leaves the delegations to others alone', () => {
    expect(found([rows(1, { properties: { managedByTenantId: tenant(9) } })])).toMatchObject({
      customers: [],
      seen: 0,
    });
  });

  it('is a fault where nobody says whose subscription it is', () => {
    expect(found([rows(1, { properties: { manageeTenantId: undefined } })]).faults).toEqual([
      `subscription ${subscription(1)}: Azure does not say whose subscription it is; sign in as somebody who may list subscriptions`,
    ]);
  });
});

describe('a delegation that was found', () => {
  it('keeps its scope and its ids', () => {
    const { text } = found([
      rows(1, { definition: armGuid('d'), assignments: { 'RG-Web': armGuid('w'), 'rg-data': armGuid('r') } }),
    ]);
    expect(text).toContain(`      - id: ${subscription(1)}
        adopt: true
        definitionId: ${armGuid('d')}
        resourceGroups:
          - rg-data
          - RG-Web
        resourceGroupAssignmentIds:
          rg-data: ${armGuid('r')}
          RG-Web: ${armGuid('w')}
`);
  });

  it('is whole if one assignment is', () => {
    const { text, notes } = found([rows(1, { assignments: { 'rg-web': armGuid('w'), '': armGuid('s') } })]);
    expect(text).toContain(`        assignmentId: ${armGuid('s')}\n`);
    expect(text).not.toContain('resourceGroups');
    expect(notes).toEqual([
      `subscription ${subscription(1)}: the assignment of rg-web gives nothing more and is left as it is`,
    ]);
  });

  it('has an entry for each definition of a resource group, with keys that differ', () => {
    const groups = (number: number) =>
      ['rg-a', 'rg-b'].flatMap(group =>
        rows(number, { definition: armGuid(group), assignments: { [group]: armGuid(group) }, tenantId: tenant(1) }),
      );
    const { text, faults } = found([groups(1), groups(2)]);
    expect(faults).toEqual([]);
    expect([...text.matchAll(/^ {8}key: (.*)$/gm)].map(([, key]) => key)).toEqual(['rg-b', 'rg-b-2']);
  });

  it('may be one of several offers of a subscription', () => {
    const security = {
      offer: 'Security',
      authorizations: [given(LEADS, READER), given(AUTOMATION, SUPPORT_REQUEST_CONTRIBUTOR)],
    };
    const { text } = found([rows(1), rows(1, security), rows(2)]);
    expect(text).toContain(`    offers:
      - offer: managed
        subscriptions:
          - id: ${subscription(1)}
            adopt: true
            definitionId: ${armGuid('Managed')}
            assignmentId: ${armGuid('Managed')}
      - offer: security
        subscriptions:
          - id: ${subscription(1)}
            key: security
            adopt: true
            definitionId: ${armGuid('Security')}
            assignmentId: ${armGuid('Security')}
        automation: true
`);
  });

  it.each([
    [
      'a pair of principal and role',
      { offer: 'Other' },
      'offer "Other": synth would refuse it: offer: gives Operators the role Contributor, as the offer "Managed" of the same customer does at the same subscription; removing one would take the access of both, so keep the pair in one of them; for PEC-Automation write automation: false at one of the offers',
    ],
    [
      'the name of its offer',
      { definition: armGuid('2'), assignments: { 'rg-web': armGuid('3') } },
      `offer "Managed": synth would refuse it: id: "${subscription(1)}" is listed twice; list all its resource groups in one entry, or, if each has a definition of its own, name that in definitionId and give each a key`,
    ],
    [
      'the marketplace',
      { offer: 'Other', definitionMembers: { plan: { publisher: 'fabrikam' } } },
      'offer "Other": was accepted in Azure Marketplace, and Terraform cannot hold it; declare it with onboarding: marketplace',
    ],
  ])('is left out where synth would refuse it: %s', (_, second, message) => {
    const { faults, text } = found([rows(1), rows(1, second)]);
    expect(faults).toEqual([`subscription ${subscription(1)}, ${message}`]);
    expect(text).toBe(found([rows(1)]).text);
  });

  it.each([
    ['Failed', 'remove it in Azure, or let the customer delegate again'],
    ['Canceled', 'remove it in Azure, or let the customer delegate again'],
    ['Deleting', 'remove it in Azure, or let the customer delegate again'],
    ['Creating', 'wait until Azure is done, and import again'],
    ['Accepted', 'wait until Azure is done, and import again'],
  ])('is told and not taken over while Azure has not simply made it: %s', (state, cure) => {
    const where = `subscription ${subscription(1)}, offer "Managed"`;
    for (const made of [{ states: { '': state } }, { properties: { provisioningState: state } }]) {
      const { faults, text, customers } = found([rows(1, made), rows(2)]);
      expect(faults).toEqual([`${where}: is in the state ${state}; ${cure}`]);
      expect(text).toBe(found([rows(2)]).text);
      expect(customers).toHaveLength(1);
    }
    const groups = { assignments: { 'rg-a': armGuid('a'), 'RG-B': armGuid('b') }, states: { 'RG-B': state } };
    const { faults, text } = found([rows(1, groups)]);
    expect(faults).toEqual([`${where}: is in the state ${state} at RG-B; ${cure}`]);
    expect(text).toBe(found([rows(1, { assignments: { 'rg-a': armGuid('a') } })]).text);
    // What the file has is there to be verified, not to be imported.
    expect(found([rows(1, { states: { '': state } })], found([rows(1)]).text).faults).toEqual([]);
  });

  it.each(['succeeded', ''])('is taken over in the state "%s"', state => {
    expect(found([rows(1, { states: { '': state } })]).faults).toEqual([]);
  });

  it('is told where a program could not declare its offer', () => {
    const { faults, text } = found([
      rows(1, { offer: ' ' }),
      rows(2, { authorizations: [given(OPERATORS, AzureBuiltInRole.of('Owner'))] }),
      rows(3),
    ]);
    expect(faults).toEqual([
      `subscription ${subscription(1)}, offer " ": cannot be declared as it is: name: " " is blank; expected the name that the customer sees`,
      expect.stringMatching(/offer "Managed": cannot be declared as it is: authorizations\[0\]\.role: "Owner" /),
    ]);
    expect(text).toBe(found([rows(3)]).text);
  });

  it('is told where PEC-Automation holds one role by two offers, of which none may be removed', () => {
    const both = [given(LEADS, READER), given(AUTOMATION, SUPPORT_REQUEST_CONTRIBUTOR)];
    const first = rows(1, { authorizations: [...USUAL, given(AUTOMATION, SUPPORT_REQUEST_CONTRIBUTOR)] });
    const { faults, text, offers, merge } = found([first, rows(1, { offer: 'Security', authorizations: both })]);
    expect(faults).toEqual([
      expect.stringContaining(
        `subscription ${subscription(1)}, offer "Security": synth would refuse it: offer: gives PEC-Automation`,
      ),
    ]);
    expect(text).toBe(found([first]).text);
    expect([offers.length, [...merge.added].map(({ offer }) => offer)]).toEqual([2, ['managed']]);
  });

  it('is of the policy of a customer if it has the ids that a policy gives', () => {
    const policy = `customers:
  - key: one
    name: Customer 1
    tenant: ${tenant(1)}
    onboarding: policy
    managementGroup: { id: one, location: westeurope }
    offer: ours
    subscriptions: [{ id: ${subscription(9)} }]
`;
    const other = rows(3, { offer: 'Security', definition: armGuid('x'), tenantId: tenant(1) });
    const { difference, notes, faults } = found([rows(1), rows(2, { tenantId: tenant(1) }), other], policy);
    expect(difference).toBe('');
    expect(notes).toEqual(['one: what its policy makes is declared with it: 2, told by the ids that a policy gives']);
    expect(faults).toEqual([
      `subscription ${subscription(3)}, offer "Security": the offer "security" of the subscription ${subscription(3)} is none of one; list the offers of one under offers, and import again to add this one`,
    ]);
  });

  it('may give the same as another offer does in other resource groups', () => {
    const part = (offer: string, group: string) => rows(1, { offer, assignments: { [group]: armGuid(group) } });
    const { faults, text } = found([part('Managed', 'rg-a'), part('Other', 'rg-b')]);
    expect(faults).toEqual([]);
    expect([...text.matchAll(/- offer: (.*)/g)].map(([, offer]) => offer)).toEqual(['managed', 'other']);
    expect(found([part('Managed', 'rg-a'), part('Other', 'RG-A')]).faults).toHaveLength(1);
  });

  it.each([
    ['the managing tenant', rows(1, { properties: { managedByTenantId: PARTNER.toUpperCase() } })],
    ['a definition', rows(1, { definition: armGuid('d').toUpperCase() })],
  ])('says where capitals would mislead Terraform: %s', (_, live) => {
    const { notes, text } = found([live]);
    expect(notes).toEqual([
      `Azure writes ids of the delegations of ${subscription(1)} otherwise than Terraform, which would replace them; see ` +
        '"Ids that somebody typed in capitals" in docs/guides/adopt.md',
    ]);
    expect(text).not.toMatch(/[A-F]{2}/);
  });
});

describe('PEC-Automation in a delegation', () => {
  it('is no authorization, and its role stands where it is not the usual one', () => {
    const result = found([
      rows(1, { authorizations: [...USUAL, given(AUTOMATION, SUPPORT_REQUEST_CONTRIBUTOR)] }),
      rows(2, { authorizations: [...USUAL, given(AUTOMATION, CONTRIBUTOR)] }),
      rows(3, { authorizations: [...USUAL, given(AUTOMATION, READER)] }),
      rows(4),
    ]);
    expect(result.offers).toHaveLength(1);
    expect([...result.text.matchAll(/automationRole: (.*)/g)].map(([, role]) => role)).toEqual([
      'Contributor',
      'Reader',
    ]);
    const { automation, offers } = evaluated(offersOf(result, { automationClientId: OPERATORS }));
    expect(automation).toMatchObject({ principalId: AUTOMATION, clientId: OPERATORS, tenantId: PARTNER });
    expect(offers.managed.authorizations.map(({ role }) => role.name)).toEqual(['Contributor']);
    expect(offersOf(result)).toContain(`clientId: '…', // az ad sp show --id ${AUTOMATION} --query appId`);
  });

  it('gives one role away, that which earns, and keeps the others', () => {
    const result = found([rows(1, { authorizations: [given(AUTOMATION, READER), given(AUTOMATION, CONTRIBUTOR)] })]);
    expect(result.text).toContain('automationRole: Contributor');
    expect(offersOf(result)).toContain(
      `const pecAutomation = Principal.servicePrincipal('${AUTOMATION}', 'PEC-Automation');`,
    );
  });

  it('is whoever is said to be', () => {
    const { offers, program } = found(
      [rows(1, { authorizations: [...USUAL, given(LEADS, READER)] })],
      '',
      LEADS.toUpperCase(),
    );
    expect([program.automation, offers[0].offer.authorizations.length]).toEqual([LEADS, 1]);
  });
});

describe('the offers that were found', () => {
  it('are printed as a person would write them', () => {
    const policy = (more: object) => ({ justInTimeAccessPolicy: more });
    const result = found([
      rows(1, {
        authorizations: [
          ...USUAL,
          given(OPERATORS, AzureBuiltInRole.MANAGED_SERVICES_REGISTRATION_ASSIGNMENT_DELETE),
          given(LEADS, USER_ACCESS_ADMINISTRATOR, { delegatedRoleDefinitionIds: [CONTRIBUTOR.id, TAG_CONTRIBUTOR.id] }),
          given(OPERATORS, { id: 'Tenant.Reader' }, { roleDefinitionId: 'abcdef00-0000-4000-8000-000000000000' }),
          given(LEADS, AzureBuiltInRole.of('Disk Backup Reader')),
        ],
        properties: {
          description: "It's ours",
          eligibleAuthorizations: [
            given(
              LEADS,
              CONTRIBUTOR,
              policy({
                multiFactorAuthProvider: 'Azure',
                maximumActivationDuration: 'PT2H',
                managedByTenantApprovers: [{ principalId: OPERATORS, principalIdDisplayName: 'Operators' }],
              }),
            ),
            given(OPERATORS, READER, policy({ multiFactorAuthProvider: 'None', maximumActivationDuration: 'PT8H' })),
            given(LEADS, TAG_CONTRIBUTOR),
          ],
        },
      }),
      rows(2, {
        offer: 'Eligible only',
        authorizations: [],
        properties: { eligibleAuthorizations: [given(LEADS, CONTRIBUTOR, policy({}))] },
      }),
    ]);
    expect(offersOf(result))
      .toBe(`import { Authorization, AzureBuiltInRole, LighthouseOffer, Principal } from 'cdktf-partner-earned-credit';

const managingTenantId = '${PARTNER}';

const leads = Principal.group('${LEADS}', 'Leads');
const operators = Principal.group('${OPERATORS}', 'Operators');

export const offers = {
  'eligible-only': new LighthouseOffer({
    name: 'Eligible only',
    managingTenantId,
    // Nobody of you can end these delegations. Without this line the next plan gives operators that right.
    operatorsCanEndDelegation: false,
    authorizations: [
      Authorization.eligible(leads, AzureBuiltInRole.CONTRIBUTOR, { multiFactorAuthentication: false }),
    ],
  }),
  'managed': new LighthouseOffer({
    name: 'Managed',
    description: 'It\\'s ours',
    managingTenantId,
    authorizations: [
      Authorization.permanent(operators, AzureBuiltInRole.CONTRIBUTOR),
      Authorization.permanent(operators, AzureBuiltInRole.MANAGED_SERVICES_REGISTRATION_ASSIGNMENT_DELETE),
      Authorization.permanent(leads, AzureBuiltInRole.USER_ACCESS_ADMINISTRATOR, { delegatedRoles: [AzureBuiltInRole.CONTRIBUTOR, AzureBuiltInRole.TAG_CONTRIBUTOR] }),
      Authorization.permanent(operators, AzureBuiltInRole.newerThanCatalogue('abcdef00-0000-4000-8000-000000000000', 'abcdef00-0000-4000-8000-000000000000')),
      Authorization.permanent(leads, AzureBuiltInRole.of('Disk Backup Reader')),
      Authorization.eligible(leads, AzureBuiltInRole.CONTRIBUTOR, { maximumActivationDuration: 'PT2H', multiFactorAuthentication: true, approvers: [operators] }),
      Authorization.eligible(operators, AzureBuiltInRole.READER, { maximumActivationDuration: 'PT8H', multiFactorAuthentication: false }),
      Authorization.eligibleWithoutPolicy(leads, AzureBuiltInRole.TAG_CONTRIBUTOR),
    ],
  }),
};
`);
    const { offers } = evaluated(offersOf(result));
    expect(Object.values(offers).flatMap(offer => offer.validate())).toEqual([]);
  });

  it('are variants where they differ from customer to customer, the usual one first', () => {
    const more = [...USUAL, given(LEADS, READER)];
    const eligible = {
      eligibleAuthorizations: [
        given(LEADS, TAG_CONTRIBUTOR, {
          justInTimeAccessPolicy: {
            multiFactorAuthProvider: 'None',
            managedByTenantApprovers: [{ principalId: OPERATORS }],
          },
        }),
      ],
    };
    const result = found([
      rows(1, { authorizations: more, properties: { description: 'New' } }),
      rows(2),
      rows(3, { authorizations: [{ ...USUAL[0] }] }),
      rows(4, { authorizations: [given(LEADS, READER)], properties: eligible }),
    ]);
    expect(result.offers.map(({ key }) => key)).toEqual(['managed', 'managed-2', 'managed-3']);
    expect([...result.text.matchAll(/offer: (.*)/g)].map(([, offer]) => offer).sort()).toEqual([
      'managed',
      'managed',
      'managed-2',
      'managed-3',
    ]);
    expect([...result.notes].sort()).toEqual(
      [
        `the offer managed-2 of 1 delegation is managed with Reader for Leads, Tag Contributor for Leads (eligible, PT8H, no MFA, approved by ${OPERATORS}); without Contributor for Operators`,
        'the offer managed-3 of 1 delegation is managed with Reader for Leads; described as "New"',
      ].sort(),
    );
  });

  it('are counted, and told apart by how roles are activated', () => {
    const eligibly = (policy?: object) => ({
      authorizations: USUAL,
      properties: { eligibleAuthorizations: [given(LEADS, READER, policy && { justInTimeAccessPolicy: policy })] },
    });
    const mfa = { multiFactorAuthProvider: 'Azure', maximumActivationDuration: 'PT1H' };
    const { notes, offers } = found([
      rows(1),
      rows(2),
      rows(3),
      rows(4, eligibly()),
      rows(5, eligibly()),
      rows(6, eligibly(mfa)),
    ]);
    expect(offers.map(({ key }) => key)).toEqual(['managed', 'managed-2', 'managed-3']);
    expect(notes).toEqual([
      'the offer managed-2 of 2 delegations is managed with Reader for Leads (eligible, without a policy)',
      'the offer managed-3 of 1 delegation is managed with Reader for Leads (eligible, PT1H, MFA)',
    ]);
  });

  it('are one whatever the order of their authorizations', () => {
    const both = [given(OPERATORS, CONTRIBUTOR), given(LEADS, READER)];
    expect(
      found([rows(1, { authorizations: both }), rows(2, { authorizations: [...both].reverse() })]).offers,
    ).toHaveLength(1);
  });

  it('are not printed where the file has them, under whatever name', () => {
    const file = found([rows(1)]).text.replace('offer: managed', 'offer: gold');
    const again = found([rows(1), rows(2)], file);
    expect(again.offers).toEqual([]);
    expect(again.difference).toContain('+    offer: gold\n');
    const other = found([rows(1), rows(2, { authorizations: [given(LEADS, READER)] })], file);
    expect(other.offers.map(({ key }) => key)).toEqual(['managed']);
  });

  it('are a program, whatever texts Azure has', () => {
    // What is blank is a fault of the offer.
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).filter(each => each.trim() !== '');
    fc.assert(
      fc.property(text, text, text, (name, description, called) => {
        const authorizations = [
          { ...USUAL[0], principalIdDisplayName: called },
          { ...USUAL[0], principalId: LEADS, principalIdDisplayName: 'delete' },
        ];
        const result = found([rows(1, { offer: name, authorizations, properties: { description } })]);
        const [offer] = Object.values(evaluated(offersOf(result)).offers);
        expect([offer.name, offer.description, offer.authorizations[0].principal.displayName]).toEqual([
          name,
          description,
          called,
        ]);
      }),
    );
  });
});

describe('a program that is there', () => {
  const source = () => offersOf(found([rows(1)]));
  const added = (present: string, more: object[] = []) => {
    const result = found([rows(1, { offer: 'Security', authorizations: [...USUAL, ...more] })]);
    return offersSource(result.offers, { ...TENANT, automation: result.program.automation }, present);
  };

  it('is added to without anything that it has: what is added to it is a program with it', () => {
    const addition = added(source(), [given(LEADS, READER)]);
    expect(addition).toContain(`const leads = Principal.group('${LEADS}', 'Leads');\n`);
    expect(addition).not.toMatch(/const operators|const managingTenantId|import/);
    const exports = evaluated(`${source()}${addition}`) as unknown as Record<string, Record<string, unknown>>;
    expect(Object.keys(exports).sort()).toEqual(['newOffers', 'offers']);
    expect([Object.keys(exports.offers), Object.keys(exports.newOffers)]).toEqual([['managed'], ['security']]);
    const again = added(`${source()}${addition}`, [given(AUTOMATION, READER)]);
    expect(again).toContain('export const newOffers2 = {');
    expect(again).toContain('export const automation = ');
    expect(again).toContain("import { PecAutomation } from 'cdktf-partner-earned-credit';");
  });

  it.each([
    [
      'another name of a principal',
      (text: string) => text.replace("'Operators'", "'Ops'"),
      'const operators2 = Principal.group(',
    ],
    ['another import', (text: string) => text.replace('LighthouseOffer, ', ''), 'import { LighthouseOffer }'],
    [
      'a comment',
      (text: string) => `/* offers */ // automation\n${text.replace(/offers/g, 'all')}`,
      'export const offers = {',
    ],
  ])('is looked at as it is: %s', (_, change, expected) => {
    const program = change(source()).replace(/new LighthouseOffer/, expected.startsWith('import') ? 'Offer' : '$&');
    expect(added(program)).toContain(expected);
  });

  it('keeps the names of offers that no entry has', () => {
    const keys = (text: string) => [...new ProgramText(text).keys];
    expect(
      keys("export const offers = { gold: new LighthouseOffer({ name: 'x' }), 'silver-1': a, \"b\": c };"),
    ).toEqual(expect.arrayContaining(['gold', 'silver-1', 'b']));
    expect(keys('')).toEqual([]);
    const sight = { ...delegationsInRows(rows(1) as []), managingTenantId: PARTNER, takenNames: ['managed'] };
    expect(customersInAzure(sight, []).offers.map(({ key }) => key)).toEqual(['managed-2']);
  });
});

describe('a file that has some of the delegations', () => {
  const file = (subscriptions: string) => `customers:
  - key: one
    name: One
    tenant: ${tenant(1)}
    offer: managed
    subscriptions: [${subscriptions}]
`;
  const id = subscription(1);

  it.each([
    ['the ids that an entry means', `{ id: ${id} }`, rows(1)],
    [
      'a definition id',
      `{ id: ${id}, definitionId: ${armGuid('d').toUpperCase()} }`,
      rows(1, { definition: armGuid('d') }),
    ],
    ['an assignment id', `{ id: ${id}, assignmentId: ${armGuid('Managed')} }`, rows(1, { definition: armGuid('d') })],
    [
      'an assignment id of a resource group',
      `{ id: ${id}, resourceGroups: [rg], resourceGroupAssignmentIds: { rg: ${armGuid('a')} } }`,
      rows(1, { definition: armGuid('d'), assignments: { rg: armGuid('a') } }),
    ],
    ['there being no other', `{ id: ${id} }`, rows(1, { definition: armGuid('d') })],
  ])('finds one again by %s', (_, subscriptions, live) => {
    const { difference, offers, merge } = found(
      [live],
      file(subscriptions).replace('key: one\n', `key: one\n    domain: x\n`),
    );
    expect({ difference, offers, notes: merge.notes }).toEqual({ difference: '', offers: [], notes: [] });
  });

  it('tells several apart by what their offers are called', () => {
    const other = rows(1, { offer: 'Other', authorizations: [given(LEADS, READER)] });
    const { faults, difference } = found([rows(1), other], file(`{ id: ${id} }`));
    expect(difference).toBe('');
    expect(faults).toEqual([
      `subscription ${id}, offer "Other": the offer "other" of the subscription ${id} is none of one; list the offers of one under offers, and import again to add this one`,
    ]);
    const several = `customers:
  - key: one
    name: One
    tenant: ${tenant(1)}
    offers:
      - offer: managed
        subscriptions: [{ id: ${id} }]
`;
    expect(found([rows(1), other], several).difference).toContain(`+      - offer: other
+        subscriptions:
+          - id: ${id}
+            key: other
+            adopt: true
`);
  });

  it('gets what nobody declared, and does not say that the rest is gone', () => {
    const { difference, merge } = found([rows(1), rows(2, { tenantId: tenant(1) }), rows(3)], file(`{ id: ${id} }`));
    expect(difference).toContain(
      `+    subscriptions: [{ id: ${id} }, { id: ${subscription(2)}, adopt: true, definitionId: `,
    );
    expect(difference).toContain('+  - key: customer-3\n');
    expect(merge.notes).toEqual([]);
  });

  it('does not know one that has other ids, and says that the subscription is taken', () => {
    const { faults, difference } = found(
      [rows(1, { definition: armGuid('d') })],
      file(`{ id: ${id}, definitionId: ${armGuid('e')} }`),
    );
    expect(difference).toBe('');
    expect(faults).toEqual([expect.stringContaining(`the offer "managed-2" of the subscription ${id} is none of one`)]);
  });

  it('cannot tell several with ids of their own apart', () => {
    const other = rows(1, { offer: 'Other', definition: armGuid('e'), authorizations: [given(LEADS, READER)] });
    const { faults } = found([rows(1, { definition: armGuid('d') }), other], file(`{ id: ${id} }`));
    expect(faults).toHaveLength(2);
  });

  it('says who was not found', () => {
    expect(found([rows(3)], file(`{ id: ${id} }`)).merge.notes).toEqual([
      'one was not found, and is left as it is',
      'what was not found may be there all the same: Azure shows only what you may read',
    ]);
  });
});
