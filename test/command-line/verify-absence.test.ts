import { readFileSync, writeFileSync } from 'node:fs';
import { armGuid, AzureBuiltInRole } from '../../lib/azure';
import { VerificationReport } from '../../lib/reports';
import { entryOf, VerifyStage } from './verify-stage';
import {
  authorization,
  AUTHORIZATIONS,
  AUTOMATION,
  declared,
  type DeclaredSeed,
  live,
  type LiveSeed,
  OFFER,
  PARTNER,
  STRANGER,
  subscriptionOf,
  tenantOf,
  VERIFIER,
} from './verify-world';

const stage = new VerifyStage();
const { CONTRIBUTOR, READER, SUPPORT_REQUEST_CONTRIBUTOR } = AzureBuiltInRole;
const DAY = 24 * 60 * 60 * 1000;

describe('a delegation that is not there', () => {
  it('is missing where the reader may read and it is not listed', async () => {
    await stage.one([live({ offer: 'Another', authorizations: [authorization(VERIFIER, READER)] })]);
    const run = await stage.verify();
    expect(entryOf(run)).toMatchObject({
      verdict: 'missing',
      stillEarns: 'does-not-earn',
      findings: [{ rule: 'delegation-present', live: 'other offers: Another' }],
    });
    expect(run.content.undeclared).toMatchObject([{ offer: 'Another', wouldEarn: 'does-not-earn' }]);
    expect(run.exitCode).toBe(1);
  });

  it('is not visible where nothing proves more', async () => {
    await stage.start([{ number: 1, delegations: [] }, { number: 2 }]);
    stage.declare([{ number: 1 }, { number: 2 }]);
    const run = await stage.verify();
    expect(entryOf(run)).toMatchObject({ verdict: 'not-visible', stillEarns: 'unknown' });
    expect(run.exitCode).toBe(0);
    expect(run.messages.join('\n')).toContain('NOT VERIFIED: 1 of 2 delegations could not be seen');
    expect((await stage.verify({ strict: true })).exitCode).toBe(1);
  });

  it('ends with 2 where nothing at all was seen', async () => {
    await stage.start([{ number: 1, delegations: [] }]);
    stage.declare([{ number: 1 }]);
    expect((await stage.verify()).exitCode).toBe(2);
  });

  describe('is proven by an earlier report', () => {
    const previous = () => stage.path('verification.json');
    const world: LiveSeed[] = [{ number: 1 }, { number: 2 }];
    const both: DeclaredSeed[] = [{ number: 1 }, { number: 2 }];

    it('of the same sign-in, which still sees others by the same authorization; also night after night', async () => {
      await stage.start(world);
      stage.declare(both);
      await stage.verify({ write: previous() });
      await stage.remove(1);
      expect(entryOf(await stage.verify()).verdict).toBe('not-visible');
      const run = await stage.verify({ previous: previous(), write: previous() });
      expect(entryOf(run)).toMatchObject({ verdict: 'missing', findings: [{ rule: 'delegation-present' }] });
      expect(entryOf(run).findings[0].reason).toMatch(/^the same sign-in saw it on \d{4}-\d\d-\d\d, and still sees/);
      expect(entryOf(await stage.verify({ previous: previous() })).verdict).toBe('missing');
    });

    it('but not of another sign-in', async () => {
      await stage.start(world);
      stage.declare(both);
      await stage.verify({ write: previous() });
      const { content } = VerificationReport.fromJson(readFileSync(previous(), 'utf8'));
      const signedIn = { ...content.signedIn, objectId: STRANGER };
      writeFileSync(previous(), new VerificationReport({ ...content, signedIn }).toJson());
      await stage.remove(1);
      expect(entryOf(await stage.verify({ previous: previous() })).verdict).toBe('not-visible');
    });

    it('but not where the reader lost what it saw by', async () => {
      // Customer 2 is seen by an authorization that customer 1 never had.
      const own = live({ authorizations: [authorization(VERIFIER, CONTRIBUTOR)] });
      await stage.start([{ number: 1 }, { number: 2, delegations: [own] }]);
      stage.declare(both);
      await stage.verify({ write: previous() });
      await stage.remove(1);
      expect(entryOf(await stage.verify({ previous: previous() })).verdict).toBe('not-visible');
    });

    it('and the first night has none', async () => {
      await stage.start(world);
      stage.declare(both);
      const run = await stage.verify({ previous: stage.path('nothing.json') });
      expect(run.content.notes).toEqual([expect.stringMatching(/^there is no earlier report/)]);
      expect(run.exitCode).toBe(0);
    });
  });

  describe('is proven by the activity log', () => {
    it('which tells who did it, and when', async () => {
      await stage.start([{ number: 1 }, { number: 2 }]);
      stage.declare([{ number: 1 }, { number: 2 }]);
      await stage.remove(1);
      const run = await stage.verify({ activity: 30 });
      expect(entryOf(run)).toMatchObject({
        verdict: 'missing',
        change: { operation: 'unregister', caller: armGuid(tenantOf(1), 'client', 'Owner 1') },
      });
    });

    it('but not if it came again', async () => {
      await stage.start([{ number: 1, delegations: [] }, { number: 2 }]);
      stage.declare([{ number: 1 }, { number: 2 }]);
      for (const [operation, hours] of [
        ['unregister', 5],
        ['register', 4],
      ] as const) {
        note(1, operation, hours);
      }
      expect(entryOf(await stage.verify({ activity: 30 })).verdict).toBe('not-visible');
    });

    it('read to its last page', async () => {
      await stage.start([{ number: 1, delegations: [] }, { number: 2 }], { listPageSize: 2 });
      stage.declare([{ number: 1 }, { number: 2 }]);
      note(1, 'unregister', 48);
      [1, 2, 3, 4].forEach(hours => note(2, 'register', hours));
      expect(entryOf(await stage.verify({ activity: 30 })).verdict).toBe('missing');
    });

    it('as far back as Azure keeps it, which refuses what is older by a moment', async () => {
      await stage.start([{ number: 1 }]);
      stage.declare([{ number: 1 }]);
      expect((await stage.verify({ activity: 90 })).content.notes).toEqual([]);
      // A clock that goes after Azure's.
      const late = await stage.verify({ activity: 90, now: new Date(Date.now() - 2 * 60 * 60 * 1000) });
      expect(late.content.notes).toEqual(['the activity log was not read (400 BadRequest); verify again']);
    });

    it('and without the permission it says which one is needed, and goes on', async () => {
      await stage.start([{ number: 1 }], {}, { activityLogReaders: [] });
      stage.declare([{ number: 1 }]);
      const run = await stage.verify({ activity: 30 });
      expect(run.content.notes).toEqual([
        expect.stringMatching(
          /^the activity log was not read \(403 AuthorizationFailed\); give .* the role Monitoring Reader/,
        ),
      ]);
      expect(entryOf(run).verdict).toBe('as-declared');
    });

    function note(number: number, operation: 'register' | 'unregister', hoursAgo: number): void {
      stage.emulator.activityLog.add({
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
    const previous = () => stage.path('verification.json');

    /** Customer 1 is seen by nobody but PEC-Automation; customer 2 by the verifier as well. */
    async function hidden(): Promise<void> {
      const unseen = live({ authorizations: [authorization(AUTOMATION, SUPPORT_REQUEST_CONTRIBUTOR)] });
      await stage.start([{ number: 1, delegations: [unseen] }, { number: 2 }]);
      stage.declare([
        { number: 1, delegations: [declared(1, { authorizations: [AUTHORIZATIONS[2]] })] },
        { number: 2 },
      ]);
      await stage.link();
    }

    it('where it had access a day ago, and has it to others', async () => {
      await hidden();
      await stage.verify({ ...asBoth, write: previous(), now: new Date(Date.now() - 2 * DAY) });
      await stage.remove(1);
      const run = await stage.verify({ ...asBoth, previous: previous() });
      expect(entryOf(run)).toMatchObject({
        verdict: 'missing',
        findings: [{ reason: 'PEC-Automation has no access to it now, and has to others' }],
      });
    });

    it('but not where it may be too new to give access', async () => {
      await hidden();
      await stage.verify({ ...asBoth, write: previous() });
      await stage.remove(1);
      expect(entryOf(await stage.verify({ ...asBoth, previous: previous() })).verdict).toBe('not-visible');
    });

    it('or where the log has no registration of the last day', async () => {
      await hidden();
      await stage.remove(1);
      stage.emulator.activityLog.clear();
      expect(entryOf(await stage.verify(asBoth)).verdict).toBe('not-visible');
      expect(entryOf(await stage.verify({ ...asBoth, activity: 30 })).verdict).toBe('missing');
    });

    it('but a refusal of all alike decides nothing', async () => {
      await hidden();
      await stage.emulator.stop();
      await stage.start([{ number: 1, delegations: [] }, { number: 2 }], {
        guesses: { permissionsOnDelegatedScope: 'refused' },
      });
      await stage.link();
      expect(entryOf(await stage.verify({ ...asBoth, activity: 30 })).verdict).toBe('not-visible');
    });

    it('asks about one that was seen, where all others refuse', async () => {
      await hidden();
      await stage.remove(1);
      stage.emulator.requests.clear();
      await stage.verify(asBoth);
      expect(stage.emulator.requests.matching('GET', /Authorization\/permissions$/).map(({ path }) => path)).toEqual([
        expect.stringContaining(subscriptionOf(1)),
        expect.stringContaining(subscriptionOf(2)),
      ]);
    });
  });
});

describe('a customer who left', () => {
  const former = (number: number) => [
    { subscriptionId: subscriptionOf(number), resourceGroups: [], offer: OFFER, managingTenantId: PARTNER },
  ];

  it('is gone where its scope is read as empty', async () => {
    await stage.start([
      { number: 1, delegations: [live({ offer: 'Other', authorizations: [authorization(VERIFIER, READER)] })] },
    ]);
    stage.declare([{ number: 1, former: former(1) }]);
    expect(entryOf(await stage.verify()).verdict).toBe('gone');
  });

  it('is a fault where it is still there', async () => {
    await stage.start([{ number: 1 }]);
    stage.declare([{ number: 1, former: former(1) }]);
    const run = await stage.verify();
    expect(entryOf(run)).toMatchObject({ verdict: 'differs', findings: [{ rule: 'delegation-gone' }] });
    expect([run.exitCode, run.content.undeclared]).toEqual([1, []]);
  });

  it('is no fault where nobody can see it', async () => {
    await stage.start([{ number: 1, delegations: [] }, { number: 2 }]);
    stage.declare([{ number: 1, former: former(1) }, { number: 2 }]);
    const run = await stage.verify();
    expect([entryOf(run).verdict, run.exitCode]).toEqual(['not-visible', 0]);
    expect(run.messages.join()).not.toContain('delegations could not be seen');
  });

  it('is gone by a proof', async () => {
    await stage.start([{ number: 1 }, { number: 2 }]);
    stage.declare([{ number: 1, former: former(1) }, { number: 2 }]);
    await stage.remove(1);
    expect(entryOf(await stage.verify({ activity: 1 })).verdict).toBe('gone');
  });
});
