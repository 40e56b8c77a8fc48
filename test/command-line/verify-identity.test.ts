import { writeFileSync } from 'node:fs';
import { AzureBuiltInRole } from '../../lib/azure';
import { LiveVerdict } from '../../lib/reports';
import { declarationIn } from '../../lib/command-line/verify/declaration';
import { look } from '../../lib/command-line/verify/look';
import { transportTo } from '../azure-live/emulated';
import { entryOf, type VerifyRun, VerifyStage } from './verify-stage';
import {
  authorization,
  AUTHORIZATIONS,
  AUTOMATION,
  clientOf,
  declared,
  live,
  PARTNER_ID,
  STRANGER,
  SUBJECT,
  worldWith,
} from './verify-world';

const stage = new VerifyStage();
const { CONTRIBUTOR } = AzureBuiltInRole;

describe('as PEC-Automation', () => {
  const asItself = { signedInAs: 'PEC-Automation' };

  it('its access shows where it may not read the delegation', async () => {
    await stage.one(undefined);
    await stage.link();
    const run = await stage.verify(asItself);
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

  it('tells whoever watches how far it is', async () => {
    await stage.start([{ number: 1 }, { number: 2 }]);
    stage.declare([{ number: 1 }, { number: 2 }]);
    const { emulator } = stage;
    const told: string[] = [];
    await look(
      declarationIn(stage.outdir),
      { concurrency: 1 },
      {
        env: { ...emulator.environment(), ...emulator.signIn('PEC-Automation') },
        now: new Date(),
        transport: transportTo(emulator),
        tell: text => told.push(text),
      },
    );
    expect(told).toEqual([
      '1 of 2 subscriptions',
      '2 of 2 subscriptions',
      '1 of 2 scopes as PEC-Automation',
      '2 of 2 scopes as PEC-Automation',
    ]);
  });

  it('less access than its role gives differs', async () => {
    const managed = AzureBuiltInRole.MONITORING_CONTRIBUTOR;
    const [, , own] = AUTHORIZATIONS;
    await stage.one(undefined, [
      declared(1, { authorizations: [AUTHORIZATIONS[0], AUTHORIZATIONS[1], { ...own, roleId: managed.id }] }),
    ]);
    await stage.link();
    const run = await stage.verify(asItself);
    expect(entryOf(run)).toMatchObject({ verdict: 'differs', findings: [{ rule: 'automation-access' }] });
  });

  it('with a role that reads, the delegation itself is seen', async () => {
    const roleId = AzureBuiltInRole.CONTRIBUTOR.id;
    const own = [{ principalId: AUTOMATION, roleId, permanent: true }];
    await stage.one(
      [live({ authorizations: [authorization(AUTOMATION, CONTRIBUTOR)] })],
      [declared(1, { authorizations: own })],
    );
    await stage.link();
    expect(entryOf(await stage.verify(asItself)).verdict).toBe('as-declared');
  });
});

describe('the identity', () => {
  const asBoth = { as: 'both', env: { PEC_AUTOMATION_CLIENT_SECRET: 'secret-of-pec-automation' } } as const;
  const declareOne = () => stage.declare([{ number: 1 }]);
  const identityOf = ({ content }: VerifyRun) => ({
    verdict: content.identity.verdict,
    rules: content.identity.findings.map(({ rule }) => rule),
  });

  it('cannot be read by somebody else, but the principal may be seen', async () => {
    await stage.one(undefined);
    const run = await stage.verify();
    expect(identityOf(run)).toEqual({ verdict: 'not-visible', rules: ['link-present'] });
    expect(run.content.identity.findings[0].cure).toBe('verify signed in as PEC-Automation, or with --as both');
    expect(run.messages).toEqual([
      'NOT VERIFIED: the identity, or its link; sign in as PEC-Automation, or take --as both',
    ]);
  });

  it('is not verified where PEC-Automation cannot sign in for another reason than itself', async () => {
    await stage.one(undefined);
    const run = await stage.verify({ as: 'both', env: { PEC_AUTOMATION_CLIENT_SECRET: 'not-a-real-secret' } });
    expect(identityOf(run)).toEqual({ verdict: 'not-visible', rules: ['principal-signed-in', 'link-present'] });
    expect(run.content.identity.findings.map(({ cure }) => cure)).toEqual(['', '']);
    expect(run.content.identity.findings[0].reason).toMatch(/\(AADSTS7000215\): the client secret is wrong/);
    expect([run.exitCode, run.messages]).toEqual([
      2,
      [
        'NOT VERIFIED: the identity, or its link; Microsoft Entra ID refused the sign-in (AADSTS7000215): the client ' +
          'secret is wrong; use the value of the secret, not its id',
      ],
    ]);
    const report = stage.path('verification.json');
    writeFileSync(report, run.output);
    expect((await stage.verify({ from: report })).exitCode).toBe(2);
  });

  it('is not verified where it has nothing to sign in with, strictly or not; the delegations are', async () => {
    await stage.one(undefined);
    for (const strict of [false, true]) {
      const run = await stage.verify({ as: 'both', strict });
      expect(run.exitCode).toBe(2);
      expect(run.messages[0]).toMatch(
        /^NOT VERIFIED: the identity, or its link; PEC-Automation has nothing to sign in/,
      );
      expect(run.content.customers[0].verdict).toBe('as-declared');
    }
  });

  it('that cannot sign in hides no fault of a delegation', async () => {
    await stage.one([live({ offer: 'Renamed' })]);
    const run = await stage.verify({ as: 'both', env: { PEC_AUTOMATION_CLIENT_SECRET: 'not-a-real-secret' } });
    expect([run.content.customers[0].verdict, run.exitCode]).toEqual(['missing', 1]);
  });

  it.each<[string, () => Promise<void>, LiveVerdict, string[]]>([
    ['linked as declared', () => stage.link(), LiveVerdict.AS_DECLARED, []],
    ['not linked', () => Promise.resolve(), LiveVerdict.MISSING, ['link-present']],
  ])('is %s', async (_, prepare, verdict, rules) => {
    await stage.one(undefined);
    await prepare();
    const run = await stage.verify(asBoth);
    expect(identityOf(run)).toEqual({ verdict, rules });
    expect(run.exitCode).toBe(verdict === LiveVerdict.AS_DECLARED ? 0 : 1);
  });

  it('is linked to another Partner ID', async () => {
    await stage.start([], { world: { ...worldWith([{ number: 1 }]), partners: undefined } });
    declareOne();
    await stage.link('7654321');
    const run = await stage.verify(asBoth);
    expect(run.content.identity.findings).toMatchObject([
      { rule: 'link-partner-id', declared: PARTNER_ID, live: '7654321' },
    ]);
    expect(run.exitCode).toBe(1);
  });

  it('is disabled: told by its own sign-in, and by Microsoft Graph', async () => {
    const applications = worldWith([]).tenants[0].applications?.map(application =>
      application.displayName === 'PEC-Automation' ? { ...application, isEnabled: false } : application,
    );
    await stage.start([{ number: 1 }], {}, { applications });
    declareOne();
    const both = await stage.verify(asBoth);
    expect(both.content.identity.findings[0]).toMatchObject({ rule: 'principal-enabled', live: 'disabled' });
    expect(both.content.identity.findings[0].reason).toContain('AADSTS7000112');
    expect(identityOf(await stage.verify())).toEqual({
      verdict: 'differs',
      rules: ['principal-enabled', 'link-present'],
    });

    const alone = await stage.verify({ signedInAs: 'PEC-Automation' });
    expect([alone.exitCode, alone.content.identity.verdict]).toEqual([1, 'differs']);
    expect(entryOf(alone).verdict).toBe('not-visible');
  });

  it('is another principal of the same application', async () => {
    await stage.start([{ number: 1 }]);
    const automation = { principalId: STRANGER, clientId: clientOf('PEC-Automation') };
    stage.declare([{ number: 1, delegations: [declared(1, { automation })] }]);
    await stage.link();
    const run = await stage.verify({ signedInAs: 'PEC-Automation' });
    expect(run.content.identity).toMatchObject({
      verdict: 'differs',
      findings: [{ rule: 'principal-signed-in', declared: STRANGER, live: AUTOMATION }],
    });
  });

  it('is not there', async () => {
    await stage.start([{ number: 1 }]);
    const automation = { principalId: STRANGER, clientId: STRANGER };
    stage.declare([{ number: 1, delegations: [declared(1, { automation })] }]);
    expect(identityOf(await stage.verify())).toEqual({
      verdict: 'missing',
      rules: ['principal-present', 'link-present'],
    });
  });

  it('signs in with the token of the pipeline', async () => {
    await stage.one(undefined);
    await stage.link();
    const env = {
      ARM_CLIENT_ID: clientOf('Verifier'),
      ARM_CLIENT_SECRET: 'secret-of-the-verifier',
      ARM_USE_OIDC: 'true',
      ARM_OIDC_TOKEN: stage.emulator.issueToken(SUBJECT),
    };
    expect(identityOf(await stage.verify({ as: 'both', env }))).toEqual({ verdict: 'as-declared', rules: [] });
  });
});
