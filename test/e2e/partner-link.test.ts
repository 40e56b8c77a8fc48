import type { App } from 'cdktf';
import { PartnerLinkStack, SignIn, StateBackend } from 'cdktf-partner-earned-credit';
import { AUTOMATION } from './declarations';
import { describeWithTerraform } from './describe-with-terraform';
import { MANAGING_TENANT, PIPELINE_SUBJECT } from './fabrikam';
import { Stage } from './stage';
import { PROTECTED } from './terraform';

const PRINCIPAL = { principalId: AUTOMATION.principalId, clientId: AUTOMATION.clientId, tenantId: MANAGING_TENANT };

function declare(app: App, partnerId: string, more: { deletionProtection?: boolean; adopt?: boolean } = {}): void {
  new PartnerLinkStack(app, 'partner-link', {
    partnerId,
    principal: PRINCIPAL,
    signIn: SignIn.oidc(),
    backend: StateBackend.local({ directory: 'state' }),
    ...more,
  });
}

describeWithTerraform('the partner admin link', () => {
  let stage: Stage;

  beforeEach(async () => {
    stage = await Stage.open();
    stage.synthesize(app => declare(app, '1234567'));
    await stage.stack('partner-link').init();
  });

  afterEach(() => stage.close());

  const link = () => stage.azure.managementPartner.linkOf(PRINCIPAL.principalId, MANAGING_TENANT);
  const writes = () => stage.azure.requests.writes().map(request => `${request.method} ${request.path}`);

  it('is not written by somebody else, however they sign in', async () => {
    const strangers = [
      { ARM_OIDC_TOKEN: stage.azure.issueToken('repo:fabrikam/other:ref:x') },
      { ARM_CLIENT_ID: 'f0000000-0000-4000-8000-0000000000ff', ARM_OIDC_TOKEN: stage.azure.issueToken('repo:x/y:z') },
      stage.azure.signIn('Identity pipeline'),
    ];
    for (const stranger of strangers) {
      const { output, exitCode } = await stage.stack('partner-link', stranger).run(['apply', '-auto-approve']);
      expect(exitCode).toBe(1);
      expect(output.replace(/[\s│]+/g, ' ')).toContain('Nothing was linked: signed in as ""');
    }
    const { exitCode: nobody } = await stage.stack('partner-link', {}).run(['apply', '-auto-approve']);
    expect(nobody).toBe(1);
    expect(writes()).toEqual([]);
    expect(link()).toBeUndefined();
  });

  it('stays in the state when somebody else refreshes or destroys', async () => {
    await stage.stack('partner-link').apply();
    const before = await stage.stack('partner-link').addresses();
    expect(before).toContain('azapi_resource.partner-admin-link_3C805B55');
    stage.unprotect('partner-link');
    const stranger = stage.stack('partner-link', {
      ARM_OIDC_TOKEN: stage.azure.issueToken('repo:fabrikam/other:ref:x'),
    });
    for (const args of [
      ['apply', '-refresh-only', '-auto-approve'],
      ['destroy', '-auto-approve'],
    ]) {
      expect((await stranger.run(args)).exitCode).toBe(1);
    }
    expect(await stage.stack('partner-link').addresses()).toEqual(before);
    expect(link()).toMatchObject({ partnerId: '1234567' });
  });

  it('keeps its Partner ID while it is protected', async () => {
    const stack = stage.stack('partner-link');
    await stack.apply();
    stage.synthesize(app => declare(app, '7654321'));
    await expect(stack.apply()).rejects.toThrow(PROTECTED);
    expect(link()).toMatchObject({ partnerId: '1234567' });
  });

  it('changes its Partner ID without protection: the old link goes before the new one comes', async () => {
    const stack = stage.stack('partner-link');
    await stack.apply();
    stage.synthesize(app => declare(app, '7654321', { deletionProtection: false }));
    const linked = writes().length;
    await stack.apply();
    expect(writes().slice(linked)).toEqual([
      'DELETE /providers/Microsoft.ManagementPartner/partners/1234567',
      'PUT /providers/Microsoft.ManagementPartner/partners/7654321',
    ]);
    expect((await stack.plan()).isEmpty).toBe(true);
  });

  it('is adopted without a write', async () => {
    const path = '/providers/Microsoft.ManagementPartner/partners/1234567?api-version=2018-02-01';
    await stage.azure.client(PRINCIPAL.principalId).arm('PUT', path, {});
    const linked = writes().length;
    stage.synthesize(app => declare(app, '1234567', { adopt: true }));
    const stack = stage.stack('partner-link', { ARM_OIDC_TOKEN: stage.azure.issueToken(PIPELINE_SUBJECT) });
    expect((await stack.plan()).summary).toBe('1 to import, 0 to add, 0 to change, 0 to destroy');
    await stack.apply();
    expect(writes()).toHaveLength(linked);
    expect((await stack.plan()).isEmpty).toBe(true);
  });
});
