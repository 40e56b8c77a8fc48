import type { App } from 'cdktf';
import { type ClientSecret, PecIdentityStack, SignIn, StateBackend } from 'cdktf-partner-earned-credit';
import { describeWithTerraform } from './describe-with-terraform';
import { MANAGING_TENANT } from './fabrikam';
import { Stage } from './stage';

function declare(app: App, clientSecrets: ClientSecret[]): void {
  new PecIdentityStack(app, 'pec-identity', {
    managingTenantId: MANAGING_TENANT,
    credentials: { clientSecrets },
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
    stage.synthesize(app => declare(app, [{ name: '2026-11' }]));
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

    stage.synthesize(app => declare(app, [{ name: '2026-11' }, { name: '2027-02' }]));
    expect((await stack.plan()).summary).toBe('1 to add, 0 to change, 0 to destroy');
    await stack.apply();
    const recent = (await outputs())['client_secret_2027-02'];
    expect([await canSignIn(old), await canSignIn(recent)]).toEqual([true, true]);

    stage.synthesize(app => declare(app, [{ name: '2027-02' }]));
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
});
