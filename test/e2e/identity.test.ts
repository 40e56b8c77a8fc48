import { readFileSync } from 'node:fs';
import type { App } from 'cdktf';
import { type PecAutomationCredentials, PecIdentityStack, SignIn, StateBackend } from 'cdktf-partner-earned-credit';
import { describeWithTerraform } from './describe-with-terraform';
import { MANAGING_TENANT } from './fabrikam';
import { Stage } from './stage';

const HOUR = 60 * 60 * 1000;

function declare(app: App, credentials: PecAutomationCredentials): void {
  new PecIdentityStack(app, 'pec-identity', {
    managingTenantId: MANAGING_TENANT,
    credentials,
    signIn: SignIn.clientSecret(),
    backend: StateBackend.local({ directory: 'state' }),
  });
}

describeWithTerraform('the identity stack', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.open();
  });

  afterAll(() => stage.close());

  const outputs = () => stage.stack('pec-identity').outputs();
  const canSignIn = async (secret: string) => {
    const { client_id } = await outputs();
    const answer = await stage.azure.client().token(MANAGING_TENANT, { client_id, client_secret: secret });
    return answer.status === 200;
  };

  it('makes PEC-Automation with a secret that works', async () => {
    stage.synthesize(app => declare(app, { clientSecrets: [{ name: '2026-11' }] }));
    const stack = stage.stack('pec-identity');
    await stack.init();
    await stack.apply();
    expect((await stack.plan()).isEmpty).toBe(true);
    expect(await canSignIn((await outputs())['client_secret_2026-11'])).toBe(true);
  });

  it('rotates the secret in two steps, with one that works at any time', async () => {
    const stack = stage.stack('pec-identity');
    const old = (await outputs())['client_secret_2026-11'];
    const { principal_id } = await outputs();

    stage.synthesize(app => declare(app, { clientSecrets: [{ name: '2026-11' }, { name: '2027-02' }] }));
    expect((await stack.plan()).summary).toBe('1 to add, 0 to change, 0 to destroy');
    await stack.apply();
    const recent = (await outputs())['client_secret_2027-02'];
    expect([await canSignIn(old), await canSignIn(recent)]).toEqual([true, true]);

    stage.synthesize(app => declare(app, { clientSecrets: [{ name: '2027-02' }] }));
    expect((await stack.plan()).summary).toBe('0 to add, 0 to change, 1 to destroy');
    await stack.apply();
    expect([await canSignIn(old), await canSignIn(recent)]).toEqual([false, true]);
    expect(await outputs()).toMatchObject({ principal_id });
    expect((await stack.plan()).isEmpty).toBe(true);
  });

  it('keeps whoever applies as owner, so that the least permission is enough next time', async () => {
    const { principal_id } = await outputs();
    const identity = stage.azure.principal('Identity pipeline');
    const { body } = await stage.azure
      .client('Identity pipeline')
      .graph('GET', `/servicePrincipals/${principal_id}/owners`);
    expect((body.value as { id: string }[]).map(owner => owner.id)).toEqual([identity.id]);
  });

  it('shows no secret in plan or apply', async () => {
    const { output } = await stage.stack('pec-identity').plan();
    expect(output).not.toContain((await outputs())['client_secret_2027-02']);
  });

  describe('with a lifetime', () => {
    const credentials = (longer: string, quarter: string): PecAutomationCredentials => ({
      clientSecrets: [
        { name: '2027-02' },
        { name: 'longer', lifetime: longer },
        { name: 'quarterly', lifetime: '48h', rotateWhenChanged: { quarter } },
      ],
      certificates: [
        { name: 'certificate', value: readFileSync(stage.azure.caCertificateFile, 'utf8'), lifetime: '3h' },
      ],
    });
    const ends = async (kind: 'passwordCredentials' | 'keyCredentials') => {
      const query = `$filter=displayName eq 'PEC-Automation'`;
      const { body } = await stage.azure.client('Identity pipeline').graph('GET', `/applications?${query}`);
      const [application] = body.value as Record<typeof kind, { displayName: string; endDateTime: string }[]>[];
      return application[kind].map(({ displayName, endDateTime }) => ({ displayName, end: Date.parse(endDateTime) }));
    };
    const hoursLeft = async (kind: 'passwordCredentials' | 'keyCredentials') =>
      Object.fromEntries(
        (await ends(kind)).map(({ displayName, end }) => [displayName, Math.round((end - Date.now()) / HOUR)]),
      );
    const endOf = async (secret: string) =>
      (await ends('passwordCredentials')).find(({ displayName }) => displayName === secret)?.end ?? NaN;

    it('ends in the directory when that is over', async () => {
      stage.synthesize(app => declare(app, credentials('24h', '2027Q1')));
      const stack = stage.stack('pec-identity');
      expect((await stack.plan()).summary).toBe('3 to add, 0 to change, 0 to destroy');
      await stack.apply();
      expect(await hoursLeft('passwordCredentials')).toEqual({ '2027-02': 2160, longer: 24, quarterly: 48 });
      expect(Object.values(await hoursLeft('keyCredentials'))).toEqual([3]);
      expect((await stack.plan()).isEmpty).toBe(true);
    });

    it('begins again with a new secret, made before the old one goes, when lifetime or a given value changes', async () => {
      const stack = stage.stack('pec-identity');
      const before = { usual: await endOf('2027-02'), quarterly: await endOf('quarterly') };
      stage.synthesize(app => declare(app, credentials('72h', '2027Q2')));
      const plan = await stack.plan();
      expect(plan.summary).toBe('2 to add, 0 to change, 2 to destroy');
      expect(plan.output).toContain('+/- create replacement and then destroy');
      expect(plan.output).not.toContain('-/+');
      await stack.apply();
      expect(await hoursLeft('passwordCredentials')).toEqual({ '2027-02': 2160, longer: 72, quarterly: 48 });
      expect(await endOf('2027-02')).toBe(before.usual);
      expect(await endOf('quarterly')).toBeGreaterThan(before.quarterly);
      expect((await stack.plan()).isEmpty).toBe(true);
    });
  });
});
