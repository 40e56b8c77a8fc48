import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as library from 'cdktf-partner-earned-credit';
import {
  armGuid,
  AzureBuiltInRole,
  CustomerPortfolio,
  type LighthouseOffer,
  StateBackend,
} from 'cdktf-partner-earned-credit';
import ts from 'typescript';
import type { TenantSeed } from '../../emulator';
import { runImport } from '../../lib/command-line/import/run';
import type { CommandResult } from '../../lib/command-line/result';
import { transportTo } from '../azure-live/emulated';
import { guid } from '../lighthouse/arm/arm-functions';
import { AUTOMATION, ENGINEERS, LEADS, OPERATORS } from './declarations';
import { describeWithTerraform } from './describe-with-terraform';
import { customerTenant, EXAMPLES_WORLD, MANAGING_TENANT } from './fabrikam';
import { deployAs, resourcesOf, type TemplateDelegation } from './moves-azure';
import { differences, plannedChanges } from './moves-plan';
import { Stage } from './stage';

const { CONTRIBUTOR, READER, MONITORING_CONTRIBUTOR, USER_ACCESS_ADMINISTRATOR, SUPPORT_REQUEST_CONTRIBUTOR } =
  AzureBuiltInRole;
const { MANAGED_SERVICES_REGISTRATION_ASSIGNMENT_DELETE: DELETE } = AzureBuiltInRole;

const OFFER = 'Fabrikam Managed Services';
const OTHER_PARTNER = 'e0000000-0000-4000-8000-000000000001';
const LOOKER = armGuid(MANAGING_TENANT, 'servicePrincipal', 'Looker');
const subscription = (digits: number) => `c0000000-0000-4000-8000-0000000000${digits}`;
const random = (number: number) => `7f3a9c1${number}-5b2d-4e8f-9a61-0c4d8e2f1b73`;

const authorized = (principalId: string, role: AzureBuiltInRole, name?: string, more: object = {}) => ({
  principalId,
  ...(name !== undefined && { principalIdDisplayName: name }),
  roleDefinitionId: role.id,
  ...more,
});
const reading = authorized(LOOKER, READER, 'Looker');

/** As the parameters of Microsoft's samples, and a principal that may look. */
const PROPERTIES = {
  registrationDefinitionName: OFFER,
  description: 'Operation by Fabrikam.',
  managedByTenantId: MANAGING_TENANT,
  authorizations: [
    reading,
    authorized(OPERATORS.id, CONTRIBUTOR, 'Fabrikam operators'),
    authorized(OPERATORS.id, DELETE, 'Fabrikam operators'),
    authorized(OPERATORS.id, USER_ACCESS_ADMINISTRATOR, 'Fabrikam operators', {
      delegatedRoleDefinitionIds: [CONTRIBUTOR.id, MONITORING_CONTRIBUTOR.id],
    }),
  ],
};
const ELIGIBLE = {
  ...PROPERTIES,
  registrationDefinitionName: 'Fabrikam on demand',
  authorizations: [reading],
  eligibleAuthorizations: [
    authorized(ENGINEERS.id, CONTRIBUTOR, 'Fabrikam engineers', {
      justInTimeAccessPolicy: {
        multiFactorAuthProvider: 'None',
        maximumActivationDuration: 'PT2H',
        managedByTenantApprovers: [{ principalId: LEADS.id, principalIdDisplayName: 'Fabrikam leads' }],
      },
    }),
    authorized(LEADS.id, MONITORING_CONTRIBUTOR, undefined, {
      justInTimeAccessPolicy: { multiFactorAuthProvider: 'Azure', maximumActivationDuration: 'PT8H' },
    }),
  ],
};

/** Every form that Microsoft's samples have had: docs/guides/adopt.md, and what else is found. */
const FOUND: [string, TemplateDelegation][] = [
  [
    'subscription.json',
    {
      subscription: subscription(11),
      apiVersion: '2019-09-01',
      definition: guid(OFFER),
      assignments: { '': guid(OFFER) },
      properties: PROPERTIES,
    },
  ],
  [
    'rg.json, and both templates of May to August 2019',
    {
      subscription: subscription(12),
      apiVersion: '2019-06-01',
      definition: guid(OFFER),
      assignments: { 'rg-web': guid(OFFER), 'rg-data': guid(OFFER) },
      properties: PROPERTIES,
    },
  ],
  [
    'the templates for groups of August 2019 to 2021',
    {
      subscription: subscription(13),
      apiVersion: '2019-06-01',
      definition: guid(OFFER),
      assignments: { 'rg-web': guid('rg-web'), 'rg-data': guid('rg-data') },
      properties: PROPERTIES,
    },
  ],
  [
    'multi-rg.json, the first group',
    {
      subscription: subscription(14),
      apiVersion: '2019-06-01',
      definition: guid('rg-web'),
      assignments: { 'rg-web': guid('rg-web') },
      properties: PROPERTIES,
    },
  ],
  [
    'multi-rg.json, the second group',
    {
      subscription: subscription(14),
      apiVersion: '2019-06-01',
      definition: guid('rg-data'),
      assignments: { 'rg-data': guid('rg-data') },
      properties: PROPERTIES,
    },
  ],
  [
    'the template of March to May 2019',
    {
      subscription: subscription(15),
      apiVersion: '2019-06-01',
      definition: guid(OFFER),
      assignments: { 'rg-web': guid('rg') },
      properties: PROPERTIES,
    },
  ],
  [
    'the eligible samples',
    {
      subscription: subscription(16),
      apiVersion: '2020-02-01-preview',
      definition: guid('Fabrikam on demand'),
      assignments: { '': guid('Fabrikam on demand') },
      properties: ELIGIBLE,
    },
  ],
  [
    'random ids, and the portal\'s "Delegate resources"',
    {
      subscription: subscription(17),
      apiVersion: '2022-10-01',
      definition: random(0),
      assignments: { 'rg-web': random(1), 'rg-data': random(2) },
      properties: { ...PROPERTIES, description: '' },
    },
  ],
  [
    'PEC-Automation is in it, and the ids of principals are in capitals',
    {
      subscription: subscription(18),
      apiVersion: '2022-10-01',
      definition: random(3),
      assignments: { '': random(4) },
      properties: {
        ...PROPERTIES,
        authorizations: [
          reading,
          authorized(OPERATORS.id.toUpperCase(), CONTRIBUTOR, 'Fabrikam operators'),
          authorized(AUTOMATION.principalId, MONITORING_CONTRIBUTOR, 'PEC-Automation'),
        ],
      },
    },
  ],
];

describeWithTerraform('delegations that others made, imported', () => {
  let stage: Stage;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pec-import-'));
    const subscriptions = ['11', '12', '13', '14', '15', '16', '17', '18', '19'];
    const contoso = customerTenant('Contoso', 'c', subscriptions, ['rg-web', 'rg-data'], ['Microsoft.ManagedServices']);
    const [fabrikam] = EXAMPLES_WORLD.tenants;
    const withLooker: TenantSeed = {
      ...fabrikam,
      applications: [
        ...(fabrikam.applications ?? []),
        { displayName: 'Looker', secrets: [{}], graphPermissions: ['Application.Read.All'] },
      ],
    };
    // Another partner's, which is nobody's business here.
    const seeded = (
      digits: number,
      delegation: NonNullable<NonNullable<TenantSeed['subscriptions']>[number]['delegations']>[number],
    ) =>
      contoso.subscriptions?.map(each =>
        each.id === subscription(digits) ? { ...each, delegations: [delegation] } : each,
      );
    const world = {
      partners: EXAMPLES_WORLD.partners,
      tenants: [
        withLooker,
        { id: OTHER_PARTNER, displayName: 'Tailspin' },
        {
          ...contoso,
          subscriptions: seeded(19, { offer: 'Tailspin', managedByTenantId: OTHER_PARTNER, authorizations: [reading] }),
        },
      ],
    };
    stage = await Stage.open({ world, guesses: { guidsInBodies: 'kept' } });
    for (const [, delegation] of FOUND) {
      await deployAs(stage.azure.client('Contoso pipeline'), resourcesOf(delegation));
    }
  });

  afterAll(async () => {
    await stage.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const file = (name: string) => join(folder, name);

  function pecImport(dryRun = false): Promise<CommandResult> {
    return runImport(
      [],
      {
        from: 'azure',
        concurrency: 4,
        managingTenant: MANAGING_TENANT,
        write: file('customers.yaml'),
        offers: file('offers.ts'),
        automation: AUTOMATION.principalId,
        dryRun,
      },
      { out: () => undefined, error: () => undefined, hasColour: false, isWatched: false },
      {
        env: { ...stage.azure.environment(), ...stage.azure.signIn('Looker') },
        now: new Date(),
        transport: transportTo(stage.azure),
      },
    );
  }

  /** What the written file exports. */
  function writtenOffers(): Record<string, LighthouseOffer> {
    const { outputText } = ts.transpileModule(readFileSync(file('offers.ts'), 'utf8'), {
      compilerOptions: { module: ts.ModuleKind.CommonJS },
    });
    const module: { exports: { offers?: Record<string, LighthouseOffer> } } = { exports: {} };
    // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
    new Function('require', 'exports', outputText)(() => library, module.exports);
    return module.exports.offers ?? {};
  }

  it('are taken over as they are: nothing is added, nothing is destroyed, and PEC-Automation is the one change', async () => {
    const { exitCode, messages } = await pecImport();
    expect(messages.at(-1)).toBe(`seen ${FOUND.length} delegations; 0 subscriptions could not be read`);
    expect(exitCode).toBe(0);

    const offers = writtenOffers();
    stage.synthesize(app => {
      CustomerPortfolio.fromFile(app, file('customers.yaml'), {
        offers,
        automation: AUTOMATION,
        backend: StateBackend.local({ directory: 'state' }),
      });
    });
    const contoso = stage.stack('customer-contoso', stage.azure.signIn('Contoso pipeline'));
    await contoso.init();
    const assignments = FOUND.flatMap(([, delegation]) => Object.keys(delegation.assignments)).length;
    const expected = `${FOUND.length + assignments} to import, 0 to add, ${FOUND.length} to change, 0 to destroy`;
    expect((await contoso.plan()).summary).toBe(expected);

    for (const change of await plannedChanges(contoso)) {
      const { authorization: { added = [], removed = [] } = {}, ...others } = differences(change);
      expect({ address: change.address, others }).toEqual({ address: change.address, others: {} });
      const roles = added.map(each => (each as { role_definition_id: string }).role_definition_id);
      // Of capitals Terraform makes small letters; everywhere else PEC-Automation comes, and nothing goes.
      const isInCapitals = removed.length > 0;
      expect(roles).toEqual(
        isInCapitals ? [CONTRIBUTOR.id] : change.does === 'import' ? [] : [SUPPORT_REQUEST_CONTRIBUTOR.id],
      );
    }
    await contoso.apply();
    expect((await contoso.plan()).isEmpty).toBe(true);
  });

  it('are found again, and nothing is new', async () => {
    const { output, messages } = await pecImport(true);
    expect(output).toBe('');
    expect(messages).toEqual([
      `${file('customers.yaml')} would have nothing new`,
      `seen ${FOUND.length} delegations; 0 subscriptions could not be read`,
    ]);
  });
});
