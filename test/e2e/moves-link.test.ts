import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'cdktf';
import {
  Authorization,
  AzureBuiltInRole,
  type ILinkedAccount,
  Onboarding,
  PartnerLinkStack,
  LinkedAccount,
  PecReadiness,
  SignIn,
  StateBackend,
  UnmanagedCustomer,
  Verdict,
} from 'cdktf-partner-earned-credit';
import type { World } from '../../emulator';
import { AUTOMATION, customer, OPERATORS } from './declarations';
import { describeWithTerraform } from './describe-with-terraform';
import { CONTOSO_WORLD, MANAGING_TENANT } from './fabrikam';
import { Stage } from './stage';

const OLAF = 'f0000000-0000-4000-8000-000000000031';
const PARTNERS = '/providers/Microsoft.ManagementPartner/partners';

const [fabrikam, ...customers] = CONTOSO_WORLD.tenants;
const users = [
  { displayName: 'Olaf', objectId: OLAF },
  { displayName: 'Carol', objectId: 'f0000000-0000-4000-8000-000000000032' },
];
const WORLD: World = { ...CONTOSO_WORLD, tenants: [{ ...fabrikam, users }, ...customers] };

function declareLink(app: App, partnerId: string, principal: ILinkedAccount, signIn: SignIn, adopt = false): void {
  const backend = StateBackend.local({ directory: 'state' });
  new PartnerLinkStack(app, 'partner-link', { partnerId, principal, signIn, adopt, backend });
}

describeWithTerraform('a link to the Partner ID', () => {
  let stage: Stage;
  let commandLine: string;

  beforeEach(async () => {
    stage = await Stage.open({ world: WORLD });
    commandLine = mkdtempSync(join(tmpdir(), 'azure-cli-'));
  });

  afterEach(async () => {
    await stage.close();
    rmSync(commandLine, { recursive: true, force: true });
  });

  const linkOf = (principalId: string) => stage.azure.managementPartner.linkOf(principalId, MANAGING_TENANT);
  const writes = () =>
    stage.azure.requests.writes().map(({ method, path }) => `${method} ${path.replace(`${PARTNERS}/`, '')}`);

  /** The environment after `az login`: an Azure CLI that has a token of this person, and nothing else. */
  function afterLogin(person: string): Record<string, string> {
    const token = { accessToken: stage.azure.accessToken(person), expires_on: Math.floor(Date.now() / 1000) + 3600 };
    const script = `case "$*" in *get-access-token*) echo '${JSON.stringify(token)}' ;; *) exit 1 ;; esac`;
    writeFileSync(join(commandLine, 'az'), `#!/bin/sh\n${script}\n`);
    chmodSync(join(commandLine, 'az'), 0o755);
    return { PATH: `${commandLine}:${process.env.PATH ?? ''}` };
  }

  it('of a person is made by that person only, and no delegation is touched', async () => {
    const olaf = LinkedAccount.user({ principalId: OLAF, tenantId: MANAGING_TENANT, memberOf: [OPERATORS.id] });
    stage.synthesize(app => {
      declareLink(app, '1234567', olaf, SignIn.azureCli());
      new UnmanagedCustomer(app, 'customer-contoso', {
        customer: customer('Contoso', 'c'),
        onboarding: Onboarding.EXISTING,
        existing: [Authorization.permanent(OPERATORS, AzureBuiltInRole.CONTRIBUTOR)],
        linkedAccount: olaf,
      });
      expect(PecReadiness.check(app).customers.map(({ verdict }) => verdict)).toEqual([Verdict.EARNS]);
    });
    const somebodyElse = stage.stack('partner-link', afterLogin('Carol'));
    await somebodyElse.init();
    await expect(somebodyElse.apply()).rejects.toThrow('Nothing was linked');
    expect(writes()).toEqual([]);

    const stack = stage.stack('partner-link', afterLogin('Olaf'));
    await stack.apply();
    expect(writes()).toEqual(['PUT 1234567']);
    expect(linkOf(OLAF)).toMatchObject({ partnerId: '1234567', state: 'Active' });
    expect((await stack.plan()).isEmpty).toBe(true);
  });

  it('gets another Partner ID in one request, which leaves the old one where it fails', async () => {
    const { principalId, clientId, tenantId } = AUTOMATION;
    const declare = (partnerId: string, adopt?: boolean) =>
      stage.synthesize(app => declareLink(app, partnerId, { principalId, clientId, tenantId }, SignIn.oidc(), adopt));
    const stack = stage.stack('partner-link');
    declare('1234567');
    await stack.init();
    await stack.apply();

    // What `az managementpartner update` sends, signed in as PEC-Automation.
    const update = (partnerId: string) =>
      stage.azure.client(principalId).arm('PATCH', `${PARTNERS}/${partnerId}?api-version=2018-02-01`);
    declare('7654321', true);
    expect((await update('9999999')).status).toBe(400);
    expect(linkOf(principalId)).toMatchObject({ partnerId: '1234567', state: 'Active' });
    expect((await update('7654321')).status).toBe(200);

    const addresses = (await stack.addresses()).filter(address => address.startsWith('azapi_resource.'));
    expect((await stack.run(['state', 'rm', ...addresses])).exitCode).toBe(0);
    expect((await stack.plan()).summary).toBe('1 to import, 0 to add, 0 to change, 0 to destroy');
    await stack.apply();
    expect(writes()).toEqual(['PUT 1234567', 'PATCH 9999999', 'PATCH 7654321']);
    expect(linkOf(principalId)).toMatchObject({ partnerId: '7654321', state: 'Active' });
    expect((await stack.plan()).isEmpty).toBe(true);
  });
});
