import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AzureEmulator, type AzureEmulatorOptions, otherAnswers } from '../../emulator';
import { armGuid, AzureBuiltInRole } from '../../lib/azure';
import { ThrottledError } from '../../lib/azure-live';
import { runVerify, type VerifyOptions } from '../../lib/command-line/verify-run';
import { LiveEarning, LiveVerdict, type VerificationContent, VerificationReport } from '../../lib/reports';
import { transportTo } from '../azure-live/emulated';
import { folderForEachTest, pec } from './run-pec';
import {
  AUTHORIZATIONS,
  AUTOMATION,
  authorization,
  clientOf,
  declared,
  type DeclaredSeed,
  live,
  type LiveSeed,
  OFFER,
  OPERATORS,
  OTHER_PARTNER,
  PARTNER,
  PARTNER_ID,
  STRANGER,
  subscriptionOf,
  SUBJECT,
  tenantOf,
  VERIFIER,
  worldWith,
  writeReadiness,
} from './verify-world';

const { CONTRIBUTOR, READER, SUPPORT_REQUEST_CONTRIBUTOR } = AzureBuiltInRole;
const SECRETS = ['secret-of-pec-automation', 'secret-of-the-verifier', 'secret-of-the-blind'];
const DAY = 24 * 60 * 60 * 1000;
const folder = folderForEachTest();
const outdir = () => join(folder.path, 'cdktf.out');
let emulator: AzureEmulator;
afterEach(async () => {
  expect(emulator.unknownRequests).toEqual([]);
  expectReadOnly();
  await emulator.stop();
});

/** GET, and POST where it asks Resource Graph. What asks for a token is counted apart. */
function expectReadOnly(): void {
  const other = emulator.requests
    .all()
    .filter(({ method, path }) => method !== 'GET' && !/\/oauth2\/v2\.0\/token$/.test(path))
    .filter(({ path }) => !isOfTest(path) && !path.endsWith('/Microsoft.ResourceGraph/resources'));
  expect(other.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
}

/** What tests change themselves, as a customer or as PEC-Automation in its pipeline. */
const isOfTest = (path: string) => /registration(Assignments|Definitions)\/|ManagementPartner\/partners\//.test(path);

interface Run {
  readonly exitCode: number;
  readonly output: string;
  readonly messages: string[];
  readonly content: VerificationContent;
}

interface Given extends Partial<VerifyOptions> {
  readonly signedInAs?: string;
  readonly env?: Record<string, string | undefined>;
  readonly now?: Date;
}

/** Verifies as JSON; whatever it says holds no secret. */
async function verify({ signedInAs = 'Verifier', env, now = new Date(), ...options }: Given = {}): Promise<Run> {
  const result = await runVerify(
    { output: outdir(), format: 'json', concurrency: 8, ...options },
    { out: () => undefined, error: () => undefined, hasColour: false, isWatched: false },
    {
      env: { ...emulator.environment(), ...emulator.signIn(signedInAs), ...env },
      now,
      transport: transportTo(emulator),
    },
  );
  const json = options.write ? readFileSync(options.write, 'utf8') : result.output;
  for (const secret of SECRETS) {
    expect(`${json}${result.messages.join()}`).not.toContain(secret);
  }
  const isJson = (options.format ?? 'json') === 'json';
  return { ...result, content: isJson ? VerificationReport.fromJson(json).content : EMPTY };
}

const EMPTY = {} as VerificationContent;

async function start(
  customers: readonly LiveSeed[],
  options: Partial<AzureEmulatorOptions> = {},
  partner: Parameters<typeof worldWith>[1] = {},
): Promise<void> {
  emulator = await AzureEmulator.start({ world: worldWith(customers, partner), ...options });
}

/** One customer, declared and live. */
async function one(
  liveDelegations: LiveSeed['delegations'],
  declaredDelegations?: DeclaredSeed['delegations'],
  options: Partial<AzureEmulatorOptions> = {},
): Promise<void> {
  await start([{ number: 1, delegations: liveDelegations }], options);
  writeReadiness(outdir(), [{ number: 1, delegations: declaredDelegations }]);
}

const entryOf = ({ content }: Run, customer = 0, subscription = 0) =>
  content.customers[customer].subscriptions[subscription];
const rulesOf = (run: Run) => entryOf(run).findings.map(({ rule }) => rule);

async function link(partnerId = PARTNER_ID): Promise<void> {
  const path = `/providers/Microsoft.ManagementPartner/partners/${partnerId}?api-version=2018-02-01`;
  expect((await emulator.client('PEC-Automation').arm('PUT', path)).status).toBe(200);
}

async function remove(number: number, offer = OFFER): Promise<void> {
  const path = `/subscriptions/${subscriptionOf(number)}/providers/Microsoft.ManagedServices/registrationAssignments/${armGuid(offer)}`;
  await emulator.client(`Owner ${number}`).arm('DELETE', `${path}?api-version=2022-10-01`);
}

describe('a customer as declared', () => {
  it('is as declared, and earns', async () => {
    await one(undefined);
    const run = await verify();
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
    // The query, and Microsoft Graph for the principal.
    expect(emulator.requests.matching('POST', /ResourceGraph/)).toHaveLength(1);
    expect(emulator.requests.matching('GET', /registrationAssignments/)).toEqual([]);
  });

  it('is so whatever Azure does where nobody knows what it does', async () => {
    await one(undefined, undefined, { guesses: otherAnswers() });
    expect(entryOf(await verify()).verdict).toBe('as-declared');
  });

  it('is so with resource groups, which a graph may show without their definition', async () => {
    const groups = { resourceGroups: ['RG-Web', 'rg-data'] };
    await one(
      [live({ resourceGroups: ['rg-web', 'rg-data'] })],
      [declared(1, { ...groups, assignmentIds: undefined })],
    );
    expect(entryOf(await verify())).toMatchObject({ verdict: 'as-declared', stillEarns: 'earns', findings: [] });
  });

  it('is so with two offers on one subscription', async () => {
    const second = { offer: 'Second', authorizations: [AUTHORIZATIONS[1]], automation: undefined };
    await one(
      [live(), live({ offer: 'Second', authorizations: [authorization(VERIFIER, READER)] })],
      [declared(1), declared(1, { ...second, definitionId: armGuid('Second'), assignmentIds: [armGuid('Second')] })],
    );
    const run = await verify();
    expect(run.content.customers[0].subscriptions.map(({ verdict }) => verdict)).toEqual([
      'as-declared',
      'as-declared',
    ]);
    expect(run.content.undeclared).toEqual([]);
  });
});

describe('Resource Graph may be late', () => {
  it('so what it does not know yet is asked for', async () => {
    await start([{ number: 1, delegations: [] }], { indexing: { looks: 100 }, provisioning: {}, writable: {} });
    writeReadiness(outdir(), [{ number: 1 }]);
    const provider = `/subscriptions/${subscriptionOf(1)}/providers/Microsoft.ManagedServices`;
    const { offer, managedByTenantId, authorizations } = live();
    const put = async (type: string, properties: object) => {
      const path = `${provider}/${type}/${armGuid(OFFER)}`;
      const answer = await emulator.client('Owner 1').arm('PUT', `${path}?api-version=2022-10-01`, { properties });
      expect([answer.status, answer.message]).toEqual([201, undefined]);
      return path;
    };
    const registrationDefinitionId = await put('registrationDefinitions', {
      registrationDefinitionName: offer,
      managedByTenantId,
      authorizations,
    });
    await put('registrationAssignments', { registrationDefinitionId });
    expect(entryOf(await verify()).verdict).toBe('as-declared');
    expect(emulator.requests.matching('GET', /registrationAssignments$/)).toHaveLength(1);
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
    await one([live(change)]);
    const run = await verify();
    expect(entryOf(run)).toMatchObject({ verdict: 'differs', stillEarns });
    expect(rulesOf(run)).toEqual(rules);
    expect(run.content.undeclared).toEqual([]);
    expect(run.exitCode).toBe(1);
    expect(run.messages).toContain('something is not as declared; the report says what, and what to do');
  });

  it('shows declared and live side by side', async () => {
    await one([live({ authorizations: automationAs(authorization(AUTOMATION, READER)) })]);
    expect(entryOf(await verify()).findings).toEqual([
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
    await start([{ number: 1, tenantId: tenantOf(7) }]);
    writeReadiness(outdir(), [{ number: 1 }]);
    const run = await verify();
    expect(entryOf(run).findings).toMatchObject([
      { rule: 'customer-tenant', declared: tenantOf(1), live: tenantOf(7) },
    ]);
  });

  it('the whole subscription in place of a resource group', async () => {
    await one(undefined, [declared(1, { resourceGroups: ['rg-web'] })]);
    expect(entryOf(await verify())).toMatchObject({
      verdict: 'differs',
      stillEarns: 'earns',
      findings: [{ rule: 'delegation-scope' }],
    });
  });

  it('a resource group that is missing', async () => {
    await one(
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
    const run = await verify();
    expect(entryOf(run, 0, 1)).toMatchObject({
      verdict: 'differs',
      findings: [
        { rule: 'delegation-scope', declared: 'resource groups rg-web, rg-data', live: 'resource group rg-web' },
      ],
    });
  });
});

describe('a delegation that is not there', () => {
  it('is missing where the reader may read and it is not listed', async () => {
    await one([live({ offer: 'Another', authorizations: [authorization(VERIFIER, READER)] })]);
    const run = await verify();
    expect(entryOf(run)).toMatchObject({
      verdict: 'missing',
      stillEarns: 'does-not-earn',
      findings: [{ rule: 'delegation-present', live: 'other offers: Another' }],
    });
    expect(run.content.undeclared).toMatchObject([{ offer: 'Another', wouldEarn: 'does-not-earn' }]);
    expect(run.exitCode).toBe(1);
  });

  it('is not visible where nothing proves more', async () => {
    await start([{ number: 1, delegations: [] }, { number: 2 }]);
    writeReadiness(outdir(), [{ number: 1 }, { number: 2 }]);
    const run = await verify();
    expect(entryOf(run)).toMatchObject({ verdict: 'not-visible', stillEarns: 'unknown' });
    expect(run.exitCode).toBe(0);
    expect(run.messages.join('\n')).toContain('NOT VERIFIED: 1 of 2 delegations could not be seen');
    expect((await verify({ strict: true })).exitCode).toBe(1);
  });

  it('ends with 2 where nothing at all was seen', async () => {
    await start([{ number: 1, delegations: [] }]);
    writeReadiness(outdir(), [{ number: 1 }]);
    expect((await verify()).exitCode).toBe(2);
  });

  describe('is proven by an earlier report', () => {
    const previous = () => join(folder.path, 'verification.json');
    const world: LiveSeed[] = [{ number: 1 }, { number: 2 }];
    const both: DeclaredSeed[] = [{ number: 1 }, { number: 2 }];

    it('of the same sign-in, which still sees others by the same authorization; also night after night', async () => {
      await start(world);
      writeReadiness(outdir(), both);
      await verify({ write: previous() });
      await remove(1);
      expect(entryOf(await verify()).verdict).toBe('not-visible');
      const run = await verify({ previous: previous(), write: previous() });
      expect(entryOf(run)).toMatchObject({ verdict: 'missing', findings: [{ rule: 'delegation-present' }] });
      expect(entryOf(run).findings[0].reason).toMatch(/^the same sign-in saw it on \d{4}-\d\d-\d\d, and still sees/);
      expect(entryOf(await verify({ previous: previous() })).verdict).toBe('missing');
    });

    it('but not of another sign-in', async () => {
      await start(world);
      writeReadiness(outdir(), both);
      await verify({ write: previous() });
      const { content } = VerificationReport.fromJson(readFileSync(previous(), 'utf8'));
      const signedIn = { ...content.signedIn, objectId: STRANGER };
      writeFileSync(previous(), new VerificationReport({ ...content, signedIn }).toJson());
      await remove(1);
      expect(entryOf(await verify({ previous: previous() })).verdict).toBe('not-visible');
    });

    it('but not where the reader lost what it saw by', async () => {
      // Customer 2 is seen by an authorization that customer 1 never had.
      const own = live({ authorizations: [authorization(VERIFIER, CONTRIBUTOR)] });
      await start([{ number: 1 }, { number: 2, delegations: [own] }]);
      writeReadiness(outdir(), both);
      await verify({ write: previous() });
      await remove(1);
      expect(entryOf(await verify({ previous: previous() })).verdict).toBe('not-visible');
    });

    it('and the first night has none', async () => {
      await start(world);
      writeReadiness(outdir(), both);
      const run = await verify({ previous: join(folder.path, 'nothing.json') });
      expect(run.content.notes).toEqual([expect.stringMatching(/^there is no earlier report/)]);
      expect(run.exitCode).toBe(0);
    });
  });

  describe('is proven by the activity log', () => {
    it('which tells who did it, and when', async () => {
      await start([{ number: 1 }, { number: 2 }]);
      writeReadiness(outdir(), [{ number: 1 }, { number: 2 }]);
      await remove(1);
      const run = await verify({ activity: 30 });
      expect(entryOf(run)).toMatchObject({
        verdict: 'missing',
        change: { operation: 'unregister', caller: armGuid(tenantOf(1), 'client', 'Owner 1') },
      });
    });

    it('but not if it came again', async () => {
      await start([{ number: 1, delegations: [] }, { number: 2 }]);
      writeReadiness(outdir(), [{ number: 1 }, { number: 2 }]);
      for (const [operation, hours] of [
        ['unregister', 5],
        ['register', 4],
      ] as const) {
        note(1, operation, hours);
      }
      expect(entryOf(await verify({ activity: 30 })).verdict).toBe('not-visible');
    });

    it('read to its last page', async () => {
      await start([{ number: 1, delegations: [] }, { number: 2 }], { listPageSize: 2 });
      writeReadiness(outdir(), [{ number: 1 }, { number: 2 }]);
      note(1, 'unregister', 48);
      [1, 2, 3, 4].forEach(hours => note(2, 'register', hours));
      expect(entryOf(await verify({ activity: 30 })).verdict).toBe('missing');
    });

    it('and without the permission it says which one is needed, and goes on', async () => {
      await start([{ number: 1 }], {}, { activityLogReaders: [] });
      writeReadiness(outdir(), [{ number: 1 }]);
      const run = await verify({ activity: 30 });
      expect(run.content.notes).toEqual([
        expect.stringMatching(
          /^the activity log was not read \(403 AuthorizationFailed\); give .* the role Monitoring Reader/,
        ),
      ]);
      expect(entryOf(run).verdict).toBe('as-declared');
    });

    function note(number: number, operation: 'register' | 'unregister', hoursAgo: number): void {
      emulator.activityLog.add({
        managingTenantId: PARTNER,
        operation,
        time: new Date(Date.now() - hoursAgo * 60 * 60 * 1000).toISOString(),
        caller: 'somebody',
        customerTenantId: tenantOf(number),
        subscriptionId: subscriptionOf(number),
        delegationResourceId: `/subscriptions/${subscriptionOf(number)}`,
      });
    }
  });

  describe('is proven by the look as PEC-Automation', () => {
    const asBoth = { as: 'both', env: { PEC_AUTOMATION_CLIENT_SECRET: 'secret-of-pec-automation' } } as const;
    const previous = () => join(folder.path, 'verification.json');

    /** Customer 1 is seen by nobody but PEC-Automation; customer 2 by the verifier as well. */
    async function hidden(): Promise<void> {
      const unseen = live({ authorizations: [authorization(AUTOMATION, SUPPORT_REQUEST_CONTRIBUTOR)] });
      await start([{ number: 1, delegations: [unseen] }, { number: 2 }]);
      writeReadiness(outdir(), [
        { number: 1, delegations: [declared(1, { authorizations: [AUTHORIZATIONS[2]] })] },
        { number: 2 },
      ]);
      await link();
    }

    it('where it had access a day ago, and has it to others', async () => {
      await hidden();
      await verify({ ...asBoth, write: previous(), now: new Date(Date.now() - 2 * DAY) });
      await remove(1);
      const run = await verify({ ...asBoth, previous: previous() });
      expect(entryOf(run)).toMatchObject({
        verdict: 'missing',
        findings: [{ reason: 'PEC-Automation has no access to it now, and has to others' }],
      });
    });

    it('but not where it may be too new to give access', async () => {
      await hidden();
      await verify({ ...asBoth, write: previous() });
      await remove(1);
      expect(entryOf(await verify({ ...asBoth, previous: previous() })).verdict).toBe('not-visible');
    });

    it('or where the log has no registration of the last day', async () => {
      await hidden();
      await remove(1);
      emulator.activityLog.clear();
      expect(entryOf(await verify(asBoth)).verdict).toBe('not-visible');
      expect(entryOf(await verify({ ...asBoth, activity: 30 })).verdict).toBe('missing');
    });

    it('but a refusal of all alike decides nothing', async () => {
      await hidden();
      await emulator.stop();
      await start([{ number: 1, delegations: [] }, { number: 2 }], {
        guesses: { permissionsOnDelegatedScope: 'refused' },
      });
      await link();
      expect(entryOf(await verify({ ...asBoth, activity: 30 })).verdict).toBe('not-visible');
    });

    it('asks about one that was seen, where all others refuse', async () => {
      await hidden();
      await remove(1);
      emulator.requests.clear();
      await verify(asBoth);
      expect(emulator.requests.matching('GET', /Authorization\/permissions$/).map(({ path }) => path)).toEqual([
        expect.stringContaining(subscriptionOf(1)),
        expect.stringContaining(subscriptionOf(2)),
      ]);
    });
  });
});

describe('as PEC-Automation', () => {
  const asItself = { signedInAs: 'PEC-Automation' };

  it('its access shows where it may not read the delegation', async () => {
    await one(undefined);
    await link();
    const run = await verify(asItself);
    expect(run.content.as).toBe('automation');
    expect(run.content.identity).toEqual({ verdict: 'as-declared', findings: [] });
    expect(entryOf(run)).toMatchObject({
      verdict: 'access-only',
      stillEarns: 'earns',
      findings: [
        { rule: 'automation-access', declared: 'Support Request Contributor', live: 'Support Request Contributor' },
      ],
    });
    expect([run.exitCode, run.messages]).toEqual([0, []]);
  });

  it('less access than its role gives differs', async () => {
    const managed = AzureBuiltInRole.MONITORING_CONTRIBUTOR;
    const [, , own] = AUTHORIZATIONS;
    await one(undefined, [
      declared(1, { authorizations: [AUTHORIZATIONS[0], AUTHORIZATIONS[1], { ...own, roleId: managed.id }] }),
    ]);
    await link();
    const run = await verify(asItself);
    expect(entryOf(run)).toMatchObject({ verdict: 'differs', findings: [{ rule: 'automation-access' }] });
  });

  it('with a role that reads, the delegation itself is seen', async () => {
    const roleId = AzureBuiltInRole.CONTRIBUTOR.id;
    const own = [{ principalId: AUTOMATION, roleId, permanent: true }];
    await one(
      [live({ authorizations: [authorization(AUTOMATION, CONTRIBUTOR)] })],
      [declared(1, { authorizations: own })],
    );
    await link();
    expect(entryOf(await verify(asItself)).verdict).toBe('as-declared');
  });
});

describe('the identity', () => {
  const asBoth = { as: 'both', env: { PEC_AUTOMATION_CLIENT_SECRET: 'secret-of-pec-automation' } } as const;
  const declareOne = () => writeReadiness(outdir(), [{ number: 1 }]);
  const identityOf = ({ content }: Run) => ({
    verdict: content.identity.verdict,
    rules: content.identity.findings.map(({ rule }) => rule),
  });

  it('cannot be read by somebody else, but the principal may be seen', async () => {
    await one(undefined);
    const run = await verify();
    expect(identityOf(run)).toEqual({ verdict: 'not-visible', rules: ['link-present'] });
    expect(run.messages).toEqual([expect.stringMatching(/^NOT VERIFIED: the identity, or its link/)]);
  });

  it.each<[string, () => Promise<void>, LiveVerdict, string[]]>([
    ['linked as declared', () => link(), LiveVerdict.AS_DECLARED, []],
    ['not linked', () => Promise.resolve(), LiveVerdict.MISSING, ['link-present']],
  ])('is %s', async (_, prepare, verdict, rules) => {
    await one(undefined);
    await prepare();
    const run = await verify(asBoth);
    expect(identityOf(run)).toEqual({ verdict, rules });
    expect(run.exitCode).toBe(verdict === LiveVerdict.AS_DECLARED ? 0 : 1);
  });

  it('is linked to another Partner ID', async () => {
    emulator = await AzureEmulator.start({ world: { ...worldWith([{ number: 1 }]), partners: undefined } });
    declareOne();
    await link('7654321');
    const run = await verify(asBoth);
    expect(run.content.identity.findings).toMatchObject([
      { rule: 'link-partner-id', declared: PARTNER_ID, live: '7654321' },
    ]);
    expect(run.exitCode).toBe(1);
  });

  it('is disabled: told by its own sign-in, and by Microsoft Graph', async () => {
    const applications = worldWith([]).tenants[0].applications?.map(application =>
      application.displayName === 'PEC-Automation' ? { ...application, isEnabled: false } : application,
    );
    await start([{ number: 1 }], {}, { applications });
    declareOne();
    const both = await verify(asBoth);
    expect(both.content.identity.findings[0]).toMatchObject({ rule: 'principal-enabled', live: 'disabled' });
    expect(both.content.identity.findings[0].reason).toContain('AADSTS7000112');
    expect(identityOf(await verify())).toEqual({ verdict: 'differs', rules: ['principal-enabled', 'link-present'] });

    const alone = await verify({ signedInAs: 'PEC-Automation' });
    expect([alone.exitCode, alone.content.identity.verdict]).toEqual([1, 'differs']);
    expect(entryOf(alone).verdict).toBe('not-visible');
  });

  it('is another principal of the same application', async () => {
    await start([{ number: 1 }]);
    const automation = { principalId: STRANGER, clientId: clientOf('PEC-Automation') };
    writeReadiness(outdir(), [{ number: 1, delegations: [declared(1, { automation })] }]);
    await link();
    const run = await verify({ signedInAs: 'PEC-Automation' });
    expect(run.content.identity).toMatchObject({
      verdict: 'differs',
      findings: [{ rule: 'principal-signed-in', declared: STRANGER, live: AUTOMATION }],
    });
  });

  it('is not there', async () => {
    await start([{ number: 1 }]);
    const automation = { principalId: STRANGER, clientId: STRANGER };
    writeReadiness(outdir(), [{ number: 1, delegations: [declared(1, { automation })] }]);
    expect(identityOf(await verify())).toEqual({ verdict: 'missing', rules: ['principal-present', 'link-present'] });
  });

  it('signs in with the token of the pipeline', async () => {
    await one(undefined);
    await link();
    const env = {
      ARM_CLIENT_ID: clientOf('Verifier'),
      ARM_CLIENT_SECRET: 'secret-of-the-verifier',
      ARM_USE_OIDC: 'true',
      ARM_OIDC_TOKEN: emulator.issueToken(SUBJECT),
    };
    expect(identityOf(await verify({ as: 'both', env }))).toEqual({ verdict: 'as-declared', rules: [] });
  });
});

describe('a customer who left', () => {
  const former = (number: number) => [
    { subscriptionId: subscriptionOf(number), resourceGroups: [], offer: OFFER, managingTenantId: PARTNER },
  ];

  it('is gone where its scope is read as empty', async () => {
    await start([
      { number: 1, delegations: [live({ offer: 'Other', authorizations: [authorization(VERIFIER, READER)] })] },
    ]);
    writeReadiness(outdir(), [{ number: 1, former: former(1) }]);
    expect(entryOf(await verify()).verdict).toBe('gone');
  });

  it('is a fault where it is still there', async () => {
    await start([{ number: 1 }]);
    writeReadiness(outdir(), [{ number: 1, former: former(1) }]);
    const run = await verify();
    expect(entryOf(run)).toMatchObject({ verdict: 'differs', findings: [{ rule: 'delegation-gone' }] });
    expect([run.exitCode, run.content.undeclared]).toEqual([1, []]);
  });

  it('is no fault where nobody can see it', async () => {
    await start([{ number: 1, delegations: [] }, { number: 2 }]);
    writeReadiness(outdir(), [{ number: 1, former: former(1) }, { number: 2 }]);
    const run = await verify();
    expect([entryOf(run).verdict, run.exitCode]).toEqual(['not-visible', 0]);
    expect(run.messages.join()).not.toContain('delegations could not be seen');
  });

  it('is gone by a proof', async () => {
    await start([{ number: 1 }, { number: 2 }]);
    writeReadiness(outdir(), [{ number: 1, former: former(1) }, { number: 2 }]);
    await remove(1);
    expect(entryOf(await verify({ activity: 1 })).verdict).toBe('gone');
  });
});

describe('other delegations', () => {
  it('of other partners are never shown', async () => {
    const theirs = live({ offer: 'Secret of Tailspin', managedByTenantId: OTHER_PARTNER });
    await start([
      { number: 1, delegations: [live(), theirs] },
      { number: 2, delegations: [theirs, live()] },
    ]);
    writeReadiness(outdir(), [{ number: 1 }, { number: 2 }]);
    for (const format of ['json', 'table', 'markdown', 'html', 'csv'] as const) {
      const { output } = await verify({ format });
      expect(output).not.toMatch(new RegExp(`Tailspin|${OTHER_PARTNER}`));
    }
  });

  it('that nobody declared are, with whether they would earn', async () => {
    await start([
      { number: 1 },
      { number: 2 },
      { number: 3, delegations: [live({ authorizations: [authorization(VERIFIER, READER)] })] },
    ]);
    writeReadiness(outdir(), [{ number: 1 }]);
    const run = await verify();
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
    expect([run.exitCode, run.messages.at(-1)]).toEqual([0, 'UNDECLARED: 2 delegations to you are declared by nobody']);
    expect((await verify({ strict: true })).exitCode).toBe(1);
  });

  it('of customers who were left out are not undeclared', async () => {
    await start([{ number: 1 }, { number: 2 }]);
    writeReadiness(outdir(), [{ number: 1 }, { number: 2 }]);
    const run = await verify({ customer: ['customer-2'] });
    expect(run.content.customers.map(({ key }) => key)).toEqual(['customer-2']);
    expect(run.content.undeclared).toEqual([]);

    writeReadiness(outdir(), [{ number: 1 }], 'ring canary');
    const selected = await verify();
    expect(selected.content).toMatchObject({ undeclared: [], selection: 'ring canary' });
  });
});

describe('Azure on a bad day', () => {
  it('throttles, and is waited for', async () => {
    await start([{ number: 1 }, { number: 2, delegations: [] }]);
    writeReadiness(outdir(), [{ number: 1 }, { number: 2 }]);
    emulator.faults.add({ fault: 'throttle', route: /ResourceGraph/, retryAfterSeconds: 0 });
    emulator.faults.add({ fault: 'throttle', route: /registrationAssignments/, retryAfterSeconds: 0, times: 3 });
    const run = await verify();
    expect(run.content.customers.map(({ verdict }) => verdict)).toEqual(['as-declared', 'not-visible']);
    expect(emulator.faults.waiting).toEqual([]);
  });

  it('throttles to the end: 2, in one line', async () => {
    await one(undefined);
    emulator.faults.add({ fault: 'throttle', route: /ResourceGraph/, retryAfterSeconds: 0, times: 100 });
    await expect(verify()).rejects.toThrow(/^Azure is throttling localhost and did not stop; try again later/);
    await expect(verify()).rejects.toBeInstanceOf(ThrottledError);
  });

  it('refuses the sign-in: 2, in one line', async () => {
    await one(undefined);
    await expect(verify({ env: { ARM_CLIENT_SECRET: 'wrong' } })).rejects.toThrow(
      /AADSTS7000215\): the client secret is wrong/,
    );
  });
});

describe('what cannot be verified is refused', () => {
  beforeEach(() => one(undefined));

  it('a report that an older package wrote', async () => {
    const file = join(outdir(), 'readiness.json');
    const document = JSON.parse(readFileSync(file, 'utf8')) as { customers: { delegations?: unknown }[] };
    delete document.customers[0].delegations;
    writeFileSync(file, JSON.stringify(document));
    await expect(verify()).rejects.toThrow(
      /does not say what to look for in Azure \(customer customer-1\); synth again$/,
    );
  });

  it('a customer that is not there', async () => {
    await expect(verify({ customer: ['nobody'] })).rejects.toThrow(
      /^--customer nobody: .* has no customer with this key/,
    );
  });

  it('a sign-in that is no PEC-Automation', async () => {
    await expect(verify({ as: 'automation' })).rejects.toThrow(
      /^--as automation: signed in as .*, which is no PEC-Automation/,
    );
  });

  it('ids that only Terraform knows are not checked', async () => {
    writeReadiness(outdir(), [{ number: 1, delegations: [declared(1, { subscriptionId: '(known to Terraform)' })] }]);
    expect(entryOf(await verify()).verdict).toBe('not-checked');
  });
});

describe('pec verify', () => {
  beforeEach(() => one(undefined));

  it.each([
    [['--activity', '30'], /--activity.*expected a number of days up to 90, such as 30d/],
    [['--concurrency', '0'], /expected a number from 1 to 64/],
    [['--format', 'xml'], /Allowed choices are table, json, markdown, html, csv/],
    [['--as', 'owner'], /Allowed choices are automation, reader, both/],
    [['--output', 'nothing'], /nothing\/readiness.json cannot be read/],
  ])('%j is wrong usage', async (args, message) => {
    const { stderr, exitCode } = await pec(['verify', ...args]);
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(2);
  });

  it('renders a report that was written, with its exit code, and asks nobody', async () => {
    const file = join(folder.path, 'verification.json');
    await verify({ write: file });
    emulator.requests.clear();
    const { stdout, exitCode } = await pec(['verify', '--from', file, '--format', 'markdown']);
    expect(stdout).toBe(VerificationReport.fromJson(readFileSync(file, 'utf8')).toMarkdown());
    expect([exitCode, emulator.requests.all()]).toEqual([0, []]);
  });

  it('writes a file, and one line about it', async () => {
    const file = join(folder.path, 'deep', 'verification.json');
    const run = await verify({ write: file });
    expect(existsSync(file)).toBe(true);
    expect([run.output, run.messages[0]]).toEqual(['', `${file}: 1 customer: 1 as declared.`]);
  });
});
