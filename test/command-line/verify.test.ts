import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { otherAnswers } from '../../emulator';
import { armGuid, AzureBuiltInRole } from '../../lib/azure';
import { ThrottledError } from '../../lib/azure-live';
import { LiveEarning, ReadinessReport, VerificationReport } from '../../lib/reports';
import { sentBy } from '../azure-live/read-only';
import { pec } from './run-pec';
import { entryOf, type VerifyRun, VerifyStage } from './verify-stage';
import {
  authorization,
  AUTHORIZATIONS,
  AUTOMATION,
  declared,
  live,
  OFFER,
  OPERATORS,
  OTHER_PARTNER,
  PARTNER,
  STRANGER,
  subscriptionOf,
  tenantOf,
  VERIFIER,
} from './verify-world';

const stage = new VerifyStage();
const { CONTRIBUTOR, READER, SUPPORT_REQUEST_CONTRIBUTOR } = AzureBuiltInRole;
const rulesOf = (run: VerifyRun) => entryOf(run).findings.map(({ rule }) => rule);

describe('a customer as declared', () => {
  it('is as declared, and earns', async () => {
    await stage.one(undefined);
    const run = await stage.verify();
    expect(run.content.customers).toMatchObject([{ key: 'customer-1', verdict: 'as-declared' }]);
    expect(entryOf(run)).toMatchObject({
      subscriptionId: subscriptionOf(1),
      offer: OFFER,
      definitionId: armGuid(OFFER),
      verdict: 'as-declared',
      stillEarns: 'earns',
      findings: [],
      change: null,
    });
    expect(run.content).toMatchObject({ as: 'reader', signedIn: { tenantId: PARTNER, objectId: VERIFIER }, notes: [] });
    expect(Object.keys(run.content.signedIn)).toEqual(['tenantId', 'objectId']);
    expect(run.exitCode).toBe(0);
    expect(stage.emulator.requests.matching('GET', /registrationAssignments/)).toEqual([]);
  });

  it('costs a query, the metadata of the cloud and the principal in Microsoft Graph; tokens are counted apart', async () => {
    await stage.one(undefined);
    expect(await sentBy(() => stage.verify())).toEqual({ read: 2, query: 1, token: 3, other: 0 });
  });

  it('is so whatever Azure does where nobody knows what it does', async () => {
    await stage.one(undefined, undefined, { guesses: otherAnswers() });
    expect(entryOf(await stage.verify()).verdict).toBe('as-declared');
  });

  it('is so with resource groups, which a graph may show without their definition', async () => {
    const groups = { resourceGroups: ['RG-Web', 'rg-data'] };
    await stage.one(
      [live({ resourceGroups: ['rg-web', 'rg-data'] })],
      [declared(1, { ...groups, assignmentIds: undefined })],
    );
    expect(entryOf(await stage.verify())).toMatchObject({ verdict: 'as-declared', stillEarns: 'earns', findings: [] });
  });

  it('is so with two offers on one subscription', async () => {
    const second = { offer: 'Second', authorizations: [AUTHORIZATIONS[1]], automation: undefined };
    await stage.one(
      [live(), live({ offer: 'Second', authorizations: [authorization(VERIFIER, READER)] })],
      [declared(1), declared(1, { ...second, definitionId: armGuid('Second'), assignmentIds: [armGuid('Second')] })],
    );
    const run = await stage.verify();
    expect(run.content.customers[0].subscriptions.map(({ verdict }) => verdict)).toEqual([
      'as-declared',
      'as-declared',
    ]);
    expect(run.content.undeclared).toEqual([]);
  });
});

describe('Resource Graph may be late', () => {
  it('so what it does not know yet is asked for', async () => {
    await stage.start([{ number: 1, delegations: [] }], { indexing: { looks: 100 }, provisioning: {}, writable: {} });
    stage.declare([{ number: 1 }]);
    const provider = `/subscriptions/${subscriptionOf(1)}/providers/Microsoft.ManagedServices`;
    const { offer, managedByTenantId, authorizations } = live();
    const put = async (type: string, properties: object) => {
      const path = `${provider}/${type}/${armGuid(OFFER)}`;
      const answer = await stage.emulator
        .client('Owner 1')
        .arm('PUT', `${path}?api-version=2022-10-01`, { properties });
      expect([answer.status, answer.message]).toEqual([201, undefined]);
      return path;
    };
    const registrationDefinitionId = await put('registrationDefinitions', {
      registrationDefinitionName: offer,
      managedByTenantId,
      authorizations,
    });
    await put('registrationAssignments', { registrationDefinitionId });
    expect(entryOf(await stage.verify()).verdict).toBe('as-declared');
    expect(stage.emulator.requests.matching('GET', /registrationAssignments$/)).toHaveLength(1);
  });
});

describe('a difference', () => {
  const automationAs = (...seeds: ReturnType<typeof authorization>[]) => [
    authorization(OPERATORS, CONTRIBUTOR),
    authorization(VERIFIER, READER),
    ...seeds,
  ];
  const others = live().authorizations;

  it.each<[string, Parameters<typeof live>[0], string[], LiveEarning]>([
    [
      'another role',
      { authorizations: automationAs(authorization(AUTOMATION, READER)) },
      ['automation-role'],
      LiveEarning.DOES_NOT_EARN,
    ],
    [
      'another principal',
      { authorizations: automationAs(authorization(STRANGER, SUPPORT_REQUEST_CONTRIBUTOR)) },
      ['automation-principal'],
      LiveEarning.DOES_NOT_EARN,
    ],
    ['no principal', { authorizations: automationAs() }, ['automation-principal'], LiveEarning.DOES_NOT_EARN],
    [
      'eligible in place of permanent',
      {
        authorizations: automationAs(),
        eligibleAuthorizations: [authorization(AUTOMATION, SUPPORT_REQUEST_CONTRIBUTOR)],
      },
      ['automation-permanent'],
      LiveEarning.DOES_NOT_EARN,
    ],
    [
      'somebody more',
      { authorizations: [...others, authorization(STRANGER, READER)] },
      ['other-authorizations'],
      LiveEarning.EARNS,
    ],
    ['somebody less', { authorizations: others.slice(1) }, ['other-authorizations'], LiveEarning.EARNS],
    [
      'a resource group in place of the subscription',
      { resourceGroups: ['rg-web'] },
      ['delegation-scope'],
      LiveEarning.DOES_NOT_EARN,
    ],
    [
      'another definition',
      { definitionId: STRANGER, assignmentIds: [STRANGER] },
      ['delegation-definition'],
      LiveEarning.EARNS,
    ],
    ['another name', { offer: 'Renamed', definitionId: armGuid(OFFER) }, ['delegation-offer'], LiveEarning.EARNS],
  ])('%s', async (_, change, rules, stillEarns) => {
    await stage.one([live(change)]);
    const run = await stage.verify();
    expect(entryOf(run)).toMatchObject({ verdict: 'differs', stillEarns });
    expect(rulesOf(run)).toEqual(rules);
    expect(run.content.undeclared).toEqual([]);
    expect(run.exitCode).toBe(1);
    expect(run.messages).toContain('something is not as declared; the report says what, and what to do');
  });

  it('shows declared and live side by side', async () => {
    await stage.one([live({ authorizations: automationAs(authorization(AUTOMATION, READER)) })]);
    expect(entryOf(await stage.verify()).findings).toEqual([
      {
        rule: 'automation-role',
        declared: `${AUTOMATION}: Support Request Contributor, permanent`,
        live: `${AUTOMATION}: Reader, permanent`,
        reason: 'PEC-Automation holds Reader instead',
        cure: 'apply the stack of the customer',
      },
    ]);
  });

  it('another tenant of the customer', async () => {
    await stage.start([{ number: 1, tenantId: tenantOf(7) }]);
    stage.declare([{ number: 1 }]);
    const run = await stage.verify();
    expect(entryOf(run).findings).toMatchObject([
      { rule: 'customer-tenant', declared: tenantOf(1), live: tenantOf(7) },
    ]);
  });

  it('the whole subscription in place of a resource group', async () => {
    await stage.one(undefined, [declared(1, { resourceGroups: ['rg-web'] })]);
    expect(entryOf(await stage.verify())).toMatchObject({
      verdict: 'differs',
      stillEarns: 'earns',
      findings: [{ rule: 'delegation-scope' }],
    });
  });

  it('a resource group that is missing', async () => {
    await stage.one(
      [live(), live({ offer: 'Groups', resourceGroups: ['rg-web'] })],
      [
        declared(1),
        declared(1, {
          offer: 'Groups',
          definitionId: armGuid('Groups'),
          assignmentIds: undefined,
          resourceGroups: ['rg-web', 'rg-data'],
        }),
      ],
    );
    const run = await stage.verify();
    expect(entryOf(run, 0, 1)).toMatchObject({
      verdict: 'differs',
      findings: [
        { rule: 'delegation-scope', declared: 'resource groups rg-web, rg-data', live: 'resource group rg-web' },
      ],
    });
  });
});

describe('other delegations', () => {
  it('of other partners are never shown', async () => {
    const theirs = live({ offer: 'Secret of Tailspin', managedByTenantId: OTHER_PARTNER });
    await stage.start([
      { number: 1, delegations: [live(), theirs] },
      { number: 2, delegations: [theirs, live()] },
    ]);
    stage.declare([{ number: 1 }, { number: 2 }]);
    for (const format of ['json', 'table', 'markdown', 'html', 'csv'] as const) {
      const { output } = await stage.verify({ format });
      expect(output).not.toMatch(new RegExp(`Tailspin|${OTHER_PARTNER}`));
    }
  });

  it('that nobody declared are, with whether they would earn', async () => {
    await stage.start([
      { number: 1 },
      { number: 2 },
      { number: 3, delegations: [live({ authorizations: [authorization(VERIFIER, READER)] })] },
    ]);
    stage.declare([{ number: 1 }]);
    const run = await stage.verify();
    expect(run.content.undeclared).toEqual([
      {
        subscriptionId: subscriptionOf(2),
        resourceGroups: [],
        tenantId: tenantOf(2),
        offer: OFFER,
        definitionId: armGuid(OFFER),
        wouldEarn: 'earns',
      },
      {
        subscriptionId: subscriptionOf(3),
        resourceGroups: [],
        tenantId: tenantOf(3),
        offer: OFFER,
        definitionId: armGuid(OFFER),
        wouldEarn: 'does-not-earn',
      },
    ]);
    expect(stage.emulator.requests.matching('GET', /registrationAssignments/)).toEqual([]);
    expect([run.exitCode, run.messages.at(-1)]).toEqual([0, 'UNDECLARED: nobody declared 2 of the delegations to you']);
    expect((await stage.verify({ strict: true })).exitCode).toBe(1);
  });

  it('of which the graph shows half are asked for, though nobody declared them', async () => {
    await stage.start([{ number: 1 }, { number: 2 }], { guesses: { graphAuthorizations: 'left-out' } });
    stage.declare([{ number: 1 }]);
    const run = await stage.verify();
    expect(run.content.undeclared).toMatchObject([{ subscriptionId: subscriptionOf(2), wouldEarn: 'earns' }]);
    expect(stage.emulator.requests.matching('GET', /registrationAssignments/)).toHaveLength(2);
  });

  it('of customers who were left out are not undeclared', async () => {
    await stage.start([{ number: 1 }, { number: 2 }]);
    stage.declare([{ number: 1 }, { number: 2 }]);
    const run = await stage.verify({ customer: ['customer-2'] });
    expect(run.content.customers.map(({ key }) => key)).toEqual(['customer-2']);
    expect(run.content.undeclared).toEqual([]);

    stage.declare([{ number: 1 }], 'ring canary');
    const selected = await stage.verify();
    expect(selected.content).toMatchObject({ undeclared: [], selection: 'ring canary' });
  });
});

describe('Azure on a bad day', () => {
  it('throttles, and is waited for', async () => {
    await stage.start([{ number: 1 }, { number: 2, delegations: [] }]);
    stage.declare([{ number: 1 }, { number: 2 }]);
    stage.emulator.faults.add({ fault: 'throttle', route: /ResourceGraph/, retryAfterSeconds: 0 });
    stage.emulator.faults.add({ fault: 'throttle', route: /registrationAssignments/, retryAfterSeconds: 0, times: 3 });
    const run = await stage.verify();
    expect(run.content.customers.map(({ verdict }) => verdict)).toEqual(['as-declared', 'not-visible']);
    expect(stage.emulator.faults.waiting).toEqual([]);
  });

  it('throttles to the end: 2, in one line', async () => {
    await stage.one(undefined);
    stage.emulator.faults.add({ fault: 'throttle', route: /ResourceGraph/, retryAfterSeconds: 0, times: 100 });
    await expect(stage.verify()).rejects.toThrow(/^Azure is throttling localhost and did not stop; try again later/);
    await expect(stage.verify()).rejects.toBeInstanceOf(ThrottledError);
  });

  it('refuses the sign-in: 2, in one line', async () => {
    await stage.one(undefined);
    await expect(stage.verify({ env: { ARM_CLIENT_SECRET: 'wrong' } })).rejects.toThrow(
      /AADSTS7000215\): the client secret is wrong/,
    );
  });
});

describe('what cannot be verified is refused', () => {
  beforeEach(() => stage.one(undefined));

  it('a report that an older package wrote', async () => {
    const file = join(stage.outdir, 'readiness.json');
    const document = JSON.parse(readFileSync(file, 'utf8')) as { customers: { delegations?: unknown }[] };
    delete document.customers[0].delegations;
    writeFileSync(file, JSON.stringify(document));
    await expect(stage.verify()).rejects.toThrow(
      /does not say what to look for in Azure \(customer customer-1\); synth again$/,
    );
  });

  it('a customer that is not there', async () => {
    await expect(stage.verify({ customer: ['nobody'] })).rejects.toThrow(
      /^--customer nobody: .* has no customer with this key/,
    );
  });

  it('a sign-in that is no PEC-Automation', async () => {
    await expect(stage.verify({ as: 'automation' })).rejects.toThrow(
      /^--as automation: signed in as .*, which is no PEC-Automation/,
    );
  });

  it('a sign-in to another tenant, which a domain may hide', async () => {
    const domain = stage.emulator.directory.tenant(tenantOf(1))?.domain;
    await expect(stage.verify({ signedInAs: 'Owner 1', env: { ARM_TENANT_ID: domain } })).rejects.toThrow(
      `signed in to tenant ${tenantOf(1)}, but the customers are delegated to ${PARTNER}`,
    );
  });

  it('ids that only Terraform knows are not checked', async () => {
    stage.declare([{ number: 1, delegations: [declared(1, { subscriptionId: '(known to Terraform)' })] }]);
    expect(entryOf(await stage.verify()).verdict).toBe('not-checked');
  });
});

describe('pec verify', () => {
  beforeEach(() => stage.one(undefined));

  it.each([
    [['--activity', '30'], /--activity.*expected a number of days up to 90, such as 30d/],
    [['--concurrency', '0'], /expected a number from 1 to 64/],
    [['--format', 'xml'], /Allowed choices are table, json, markdown, html, csv/],
    [['--customer', 'a', 'b', '--customer', 'c', '--output', 'nothing'], /nothing\/readiness.json cannot be read/],
    [['--as', 'owner'], /Allowed choices are automation, reader, both/],
    [['--output', 'nothing'], /nothing\/readiness.json cannot be read/],
  ])('%j is wrong usage', async (args, message) => {
    const { stderr, exitCode } = await pec(['verify', ...args]);
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(2);
  });

  it('renders a report that was written, with its exit code, and asks nobody', async () => {
    const file = stage.path('verification.json');
    await stage.verify({ write: file });
    stage.emulator.requests.clear();
    const { stdout, exitCode } = await pec(['verify', '--from', file, '--format', 'markdown']);
    expect(stdout).toBe(VerificationReport.fromJson(readFileSync(file, 'utf8')).toMarkdown());
    expect([exitCode, stage.emulator.requests.all()]).toEqual([0, []]);
  });

  it('separates the cells of CSV as it is told', async () => {
    const file = stage.path('verification.json');
    await stage.verify({ write: file });
    const { stdout } = await pec(['verify', '--from', file, '--format', 'csv', '--separator', 'semicolon']);
    expect(stdout).toBe(VerificationReport.fromJson(readFileSync(file, 'utf8')).toCsv('semicolon'));
    expect(stdout).toMatch(/^\ufeffkey;customer;tenant;/);
  });

  it('names the declaration by its SHA-256 without a stamp', async () => {
    const { content } = await stage.verify();
    const file = join(stage.outdir, 'readiness.json');
    const stamped = ReadinessReport.fromJson(readFileSync(file, 'utf8')).stamped({ commit: '1cf5eaa' });
    writeFileSync(file, stamped.toJson());
    expect((await stage.verify()).content.readinessSha256).toBe(content.readinessSha256);
  });

  it('writes a file, and one line about it', async () => {
    const file = stage.path('deep', 'verification.json');
    const run = await stage.verify({ write: file });
    expect(existsSync(file)).toBe(true);
    expect([run.output, run.messages[0]]).toEqual(['', `${file}: 1 customer: 1 as declared.`]);
  });
});
