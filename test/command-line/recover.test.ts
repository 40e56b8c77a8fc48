import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { commandLine, shellArgument } from '../../lib/command-line/recover/terraform';
import { type ShownResource, stackIn, synthesizeStacks } from './recover-fake';
import { synthesized } from './portfolios';
import { folderForEachTest, pec, pecProcess } from './run-pec';

const APPLICATION = 'azuread_application.pec-automation_Application_10CE84AF';
const PRINCIPAL = 'azuread_service_principal.pec-automation_ServicePrincipal_AF2C14C6';
const CREDENTIAL =
  'azuread_application_federated_identity_credential.pec-automation_FederatedCredential-github-repo-fabrikam-azure-environment-production_E0D8B5FE';
const SECRET = 'azuread_application_password.pec-automation_ClientSecret-2026-11_045BB317';
const CERTIFICATE = 'azuread_application_certificate.pec-automation_Certificate-pipeline_EED4EF4F';
const LINK = 'azapi_resource.partner-admin-link_3C805B55';
const CONTOSO = 'subscription-c0000000-0000-4000-8000-000000000011';
const DEFINITION = `azurerm_lighthouse_definition.${CONTOSO}_Definition_3A603330`;
const ASSIGNMENT = `azurerm_lighthouse_assignment.${CONTOSO}_Assignment_53EE5189`;

const OBJECT = '855784ba-c0ba-4af4-9b6f-a60d4a72faf3';
const OTHER = '11b0c552-e1f6-48aa-9ddd-d09f72b5e9f7';
const CLIENT = '517218b7-d696-446b-8a0b-73710d969d5f';
const SCOPE = '/subscriptions/c0000000-0000-4000-8000-000000000011';
const GUID = '550da55f-48fd-5c59-9c9c-86d86ee466b3';
const MANAGED = `${SCOPE}/providers/Microsoft.ManagedServices`;

/** What real Terraform 1.11 with azuread 3.9 and azurerm 4.81 printed without colours, less what says nothing here. */
const lostAnswer = (address: string, what: string) => `${address}: Creating...
╷
│ Error: ${what}
│
│   with ${address},
│   on cdk.tf.json line 76, in resource.${address}:
│   76:       }
│
│ Post "https://graph.microsoft.com/v1.0/": HTTP response was nil; connection may
│ have been reset
╵
`;
const namedByPlan = `Error: An existing "azuread_application" with name "PEC-Automation" (ID: "${OBJECT}") was found and \`prevent_duplicate_names\` was specified. To be managed via Terraform, this resource needs to be imported into the State. Please see the resource documentation for "azuread_application" for more information.

  with ${APPLICATION},
  on cdk.tf.json line 76, in resource.${APPLICATION}:
`;
const existing = (address: string, id: string) => `${address}: Creating...

Error: A resource with the ID "${id}" already exists

  with ${address},
  on cdk.tf.json line 110, in resource.${address}:

To be managed via Terraform, this resource needs to be imported into the
State. Please see the resource documentation for more information.
`;

const application: ShownResource = {
  address: APPLICATION,
  values: {
    id: `/applications/${OBJECT}`,
    client_id: CLIENT,
    display_name: 'PEC-Automation',
    prevent_duplicate_names: true,
  },
};
const principal: ShownResource = {
  address: PRINCIPAL,
  values: { id: `/servicePrincipals/${OTHER}`, client_id: CLIENT, object_id: OTHER },
};
const definition: ShownResource = {
  address: DEFINITION,
  values: { id: `${MANAGED}/registrationDefinitions/${GUID}`, scope: SCOPE, lighthouse_definition_id: GUID },
};
const assignment: ShownResource = {
  address: ASSIGNMENT,
  values: { id: `${MANAGED}/registrationAssignments/${GUID}`, scope: SCOPE, name: GUID },
  depends_on: [DEFINITION],
};
const tainted = (resource: ShownResource, values = {}): ShownResource => ({
  ...resource,
  values: { ...resource.values, ...values },
  tainted: true,
});

const written = synthesizeStacks();
const folder = folderForEachTest();
const stack = (name: string, state: ShownResource[], edit?: (text: string) => string) => {
  const scene = stackIn(folder.path, written.outdir, name, edit);
  scene.terraform.state = state;
  return scene;
};
const EMPTY = { exitCode: 0, stdout: '{"format_version":"1.0"}', stderr: '' };
const NOTHING = 'an interrupted apply left nothing that pec can put right';

describe('pec recover: a resource that is tainted', () => {
  it('is untainted if the state shows that its creation never came to its end', async () => {
    const { recover, terraform } = stack('pec-identity', [tainted(application, { client_id: null })]);
    expect(await recover()).toEqual({
      output:
        `# ${APPLICATION}: the application is sound; it is tainted because its creation broke after Azure had made it\n` +
        `terraform -chdir=FOLDER untaint ${APPLICATION}\n`,
      messages: ['pec-identity: nothing is changed yet; --apply runs this, then plan again'],
      exitCode: 0,
    });
    expect(terraform.changes).toEqual([]);
  });

  it('is untainted by --apply, and nothing else is done', async () => {
    const { recover, terraform } = stack('pec-identity', [application, tainted(principal, { object_id: null })]);
    const { output, messages, exitCode } = await recover({ apply: true });
    expect(terraform.changes).toEqual([`untaint ${PRINCIPAL}`]);
    expect(output).toContain(`\nterraform -chdir=FOLDER untaint ${PRINCIPAL}\n`);
    expect([messages, exitCode]).toEqual([['pec-identity: done; now plan again'], 0]);
  });

  it.each([
    ['a definition', [tainted(definition)], DEFINITION],
    ['an assignment', [definition, tainted(assignment)], ASSIGNMENT],
  ])('is untainted if what the apply printed shows it: %s', async (_which, state, address) => {
    const log = lostAnswer(address, 'retrieving: EOF');
    const { recover, terraform } = stack('customer-contoso', state);
    expect((await recover({ apply: true, logs: [log] })).exitCode).toBe(0);
    expect(terraform.changes).toEqual([`untaint ${address}`]);
  });

  it.each<[string, ShownResource[], string[], string]>([
    ['nothing shows why', [tainted(definition)], [], 'nothing shows that an interrupted apply did it; give what'],
    [
      'it was made to its end',
      [tainted(definition)],
      [`${DEFINITION}: Creating...\n${DEFINITION}: Creation complete after 1s\n`],
      'nothing shows that an interrupted apply did it',
    ],
    [
      'another resource was made after it',
      [tainted(definition), assignment],
      [lostAnswer(DEFINITION, 'retrieving: EOF')],
      `${ASSIGNMENT} was made after it, so it was made to its end and tainted later`,
    ],
    [
      'a provisioner ran',
      [tainted(definition)],
      [`${DEFINITION}: Creating...\n${DEFINITION}: Provisioning with 'local-exec'...\n`],
      'its provisioner may have failed',
    ],
    [
      'it is not the declared one',
      [tainted(definition, { lighthouse_definition_id: OTHER })],
      [lostAnswer(DEFINITION, 'retrieving: EOF')],
      'its lighthouse_definition_id is not the one that is declared',
    ],
  ])('stays so if %s', async (_reason, state, logs, reason) => {
    const { recover, terraform } = stack('customer-contoso', state);
    const { output, messages, exitCode } = await recover({ apply: true, logs });
    expect([output, exitCode, terraform.changes]).toEqual(['', 1, []]);
    expect(messages[0]).toContain(`${DEFINITION} is tainted, and stays so: ${reason}`);
    expect(messages[0]).toMatch(/is sound: terraform -chdir=FOLDER untaint azurerm_lighthouse_definition\.\S+$/);
  });

  it('stays so if a provisioner is declared: it may be that which failed', async () => {
    const { recover } = stack('pec-identity', [tainted(application, { client_id: null })], text =>
      text.replace('"prevent_duplicate_names"', '"provisioner": [], "prevent_duplicate_names"'),
    );
    const { messages, exitCode } = await recover();
    expect(exitCode).toBe(1);
    expect(messages[0]).toContain('its provisioner may have failed, and only a person can tell');
  });

  it('is left alone and named if it is of another kind, in a module, or declared no more', async () => {
    const addresses = [
      'azapi_resource_action.register',
      `module.x.${DEFINITION}`,
      'azurerm_lighthouse_definition.gone',
    ];
    const { recover } = stack('customer-contoso', [
      definition,
      assignment,
      ...addresses.map(address => tainted({ address, values: {} })),
      { address: 'azurerm_resource_group.sound', values: {} },
    ]);
    expect((await recover()).messages).toEqual([
      ...addresses.map(address => `left alone: ${address} is tainted; Terraform replaces it`),
      `customer-contoso: ${NOTHING}`,
    ]);
  });

  it('does not count if it is a data source, or what an interrupted replacement left behind', async () => {
    const { recover } = stack('pec-identity', [
      { ...tainted(application, { client_id: null }), deposed_key: '0a1b2c3d' },
      { ...tainted(principal, { object_id: null }), mode: 'data' },
    ]);
    expect(await recover()).toEqual({ output: '', messages: [`pec-identity: ${NOTHING}`], exitCode: 0 });
  });
});

describe('pec recover: an object that exists and the state does not know', () => {
  const lost = lostAnswer(APPLICATION, 'Could not create application');

  it('is imported if the plan names it and the log shows that its creation broke', async () => {
    const { recover, terraform } = stack('pec-identity', []);
    terraform.plan = namedByPlan;
    terraform.azure[`/applications/${OBJECT}`] = application.values;
    expect(await recover({ logs: [lost] })).toMatchObject({
      output:
        `# ${APPLICATION}: the application exists, and the state does not know it\n` +
        `terraform -chdir=FOLDER import ${APPLICATION} /applications/${OBJECT}\n`,
      exitCode: 0,
    });
    expect((await recover({ logs: [lost], apply: true })).exitCode).toBe(0);
    expect(terraform.changes).toEqual([`import ${APPLICATION} /applications/${OBJECT}`]);
  });

  it.each([
    ['no log is given', []],
    ['its creation was refused', [lost.replace('HTTP response was nil', 'unexpected status 403 (403 Forbidden) with')]],
    ['the log is of another stack', [lost.replace(/^/gm, 'identity-two  ')]],
    ['the log is of somebody else', [lostAnswer(PRINCIPAL, 'Could not create service principal')]],
  ])('is asked for if %s: somebody else may have made it', async (_reason, logs) => {
    const { recover, terraform } = stack('pec-identity', []);
    terraform.plan = namedByPlan;
    const { output, messages, exitCode } = await recover({ apply: true, logs });
    expect([output, exitCode, terraform.changes]).toEqual(['', 1, []]);
    expect(messages).toEqual([
      `${APPLICATION}: the application ${OBJECT} exists, and nothing shows that an interrupted apply made it. ` +
        `If one did: --id ${APPLICATION}=${OBJECT}, or give what that apply printed: --error FILE`,
    ]);
  });

  it('is imported if the user says that it is the one', async () => {
    const { recover, terraform } = stack('pec-identity', []);
    terraform.azure[`/applications/${OBJECT}`] = { ...application.values, display_name: 'TERRAFORM_UPDATE_0a1b' };
    await recover({ apply: true, id: [`${APPLICATION}=${OBJECT.toUpperCase()}`] });
    expect(terraform.changes).toEqual([`import ${APPLICATION} /applications/${OBJECT}`]);
  });

  it.each<[string, string, string, string[], string]>([
    ['service principal', 'pec-identity', PRINCIPAL, [existing(PRINCIPAL, OTHER)], `/servicePrincipals/${OTHER}`],
    [
      'federated credential',
      'pec-identity',
      CREDENTIAL,
      [
        lostAnswer(CREDENTIAL, 'Waiting').replace(
          'v1.0/"',
          `v1.0/applications/${OBJECT}/federatedIdentityCredentials/${OTHER}"`,
        ),
      ],
      `${OBJECT}/federatedIdentityCredential/${OTHER}`,
    ],
    [
      'link',
      'partner-link',
      LINK,
      [existing(LINK, '/providers/Microsoft.ManagementPartner/partners/1234567')],
      '/providers/Microsoft.ManagementPartner/partners/1234567',
    ],
    [
      'definition',
      'customer-contoso',
      DEFINITION,
      [existing(DEFINITION, `${MANAGED}/registrationDefinitions/${GUID}`)],
      `${MANAGED}/registrationDefinitions/${GUID}`,
    ],
    [
      'assignment',
      'customer-contoso',
      ASSIGNMENT,
      [existing(ASSIGNMENT, `${MANAGED}/registrationAssignments/${GUID}`)],
      `${MANAGED}/registrationAssignments/${GUID}`,
    ],
  ])('is imported by the id that an error names: %s', async (_kind, name, address, logs, importId) => {
    const { recover, terraform } = stack(name, name === 'pec-identity' ? [application] : []);
    await recover({ apply: true, logs: [lostAnswer(address, 'EOF'), ...logs] });
    expect(terraform.changes).toEqual([`import ${address} ${importId}`]);
  });

  it('stays imported if ids differ in case only', async () => {
    const { recover, terraform } = stack('pec-identity', [application]);
    terraform.azure[`/servicePrincipals/${OTHER}`] = { client_id: CLIENT.toUpperCase() };
    expect((await recover({ apply: true, id: [`${PRINCIPAL}=${OTHER}`] })).exitCode).toBe(0);
    expect(terraform.changes).toEqual([`import ${PRINCIPAL} /servicePrincipals/${OTHER}`]);
  });

  it('is asked for, with the command that finds it, if no error names its id', async () => {
    const conflict = `${CREDENTIAL}: Creating...

Error: Adding federated identity credential for Application (Application: "${OBJECT}")

  with ${CREDENTIAL},

unexpected status 409 (409 Conflict) with error:
Request_MultipleObjectsWithSameKeyValue: FederatedIdentityCredential with
name github already exists.
`;
    const { recover, terraform } = stack('pec-identity', [application]);
    const { messages, exitCode } = await recover({ logs: [lostAnswer(CREDENTIAL, 'EOF'), conflict] });
    expect(exitCode).toBe(1);
    expect(messages[0]).toBe(
      `${CREDENTIAL}: the federated credential exists, and no error names its id. Find it: ` +
        `az ad app federated-credential list --id ${OBJECT} --query '[].[id,name]' --output tsv; ` +
        `then --id ${CREDENTIAL}=ID`,
    );
    await recover({ apply: true, id: [`${CREDENTIAL}=${OTHER}`] });
    expect(terraform.changes).toEqual([`import ${CREDENTIAL} ${OBJECT}/federatedIdentityCredential/${OTHER}`]);
  });

  it.each([
    [PRINCIPAL, 'pec-identity', `az ad sp show --id ${CLIENT} --query id --output tsv; then --id ${PRINCIPAL}=ID`],
    [DEFINITION, 'customer-contoso', `Find it in Azure; then --id ${DEFINITION}=ID`],
  ])('is asked for if Azure says that it has one already: %s', async (address, name, cure) => {
    const conflict = lostAnswer(address, 'x').replace(
      'Post',
      'Request_MultipleObjectsWithSameKeyValue: already exists',
    );
    const { recover } = stack(name, name === 'pec-identity' ? [application] : []);
    expect((await recover({ logs: [conflict] })).messages[0]).toContain(cure);
  });

  it('waits for the application that it belongs to', async () => {
    const { recover, terraform } = stack('pec-identity', []);
    terraform.azure[`/applications/${OBJECT}`] = application.values;
    const ids = [`${CREDENTIAL}=${OTHER}`];
    expect((await recover({ id: ids })).messages[0]).toBe(
      `${CREDENTIAL}: what it belongs to is not in the state yet; run pec recover again once it is`,
    );
    await recover({ apply: true, id: [`${APPLICATION}=${OBJECT}`, ...ids] });
    expect(terraform.changes).toEqual([
      `import ${APPLICATION} /applications/${OBJECT}`,
      `import ${CREDENTIAL} ${OBJECT}/federatedIdentityCredential/${OTHER}`,
    ]);
  });

  it('leaves the state again if it turns out to be another one', async () => {
    const { recover, terraform } = stack('pec-identity', [application]);
    terraform.azure[`/servicePrincipals/${OTHER}`] = { client_id: 'f0000000-0000-4000-8000-0000000000ff' };
    const { output, messages, exitCode } = await recover({ apply: true, id: [`${PRINCIPAL}=${OTHER}`] });
    expect(terraform.changes).toEqual([`import ${PRINCIPAL} /servicePrincipals/${OTHER}`, `state rm ${PRINCIPAL}`]);
    expect(output).toContain(`terraform -chdir=FOLDER state rm ${PRINCIPAL}\n`);
    expect(messages[0]).toBe(
      `${PRINCIPAL}: /servicePrincipals/${OTHER} is another object, whose client_id is not the one that is declared; ` +
        'the state has forgotten it again',
    );
    expect(exitCode).toBe(1);
  });

  it('waits for the application if it is a service principal: nothing could tell whose it is', async () => {
    const { recover, terraform } = stack('pec-identity', []);
    terraform.azure[`/servicePrincipals/${OTHER}`] = { client_id: 'f0000000-0000-4000-8000-0000000000ff' };
    const { messages } = await recover({ apply: true, id: [`${PRINCIPAL}=${OTHER}`] });
    expect(terraform.changes).toEqual([]);
    expect(messages[0]).toBe(
      `${PRINCIPAL}: what it belongs to is not in the state yet; run pec recover again once it is`,
    );
  });

  it.each([
    ['customer-contoso', DEFINITION, OTHER, 'lighthouse_definition_id'],
    ['customer-contoso', ASSIGNMENT, OTHER, 'name'],
    ['partner-link', LINK, '7654321', 'name'],
  ])('is not imported if the declaration has another id: %s, %s', async (name, address, id, attribute) => {
    const { recover, terraform } = stack(name, []);
    expect(await recover({ apply: true, id: [`${address}=${id}`] })).toEqual({
      output: '',
      messages: [`${address}: ${id} is not imported: its ${attribute} is not the one that is declared`],
      exitCode: 1,
    });
    expect(terraform.changes).toEqual([]);
  });

  it.each([
    [SECRET, 'the client secret may exist all the same, and nobody knows its value', 'delete it there'],
    [CERTIFICATE, 'the certificate may exist all the same, and the next apply adds it', `--id ${CERTIFICATE}=ID`],
    [APPLICATION, 'the application may exist all the same, and under the passing name', `--id ${APPLICATION}=ID`],
  ])('is told of if the next apply would not notice it: %s', async (address, what, cure) => {
    const { recover } = stack('pec-identity', address === APPLICATION ? [] : [application, principal]);
    const { output, messages, exitCode } = await recover({ logs: [lostAnswer(address, 'EOF')] });
    expect([output, exitCode]).toEqual(['', 0]);
    expect(messages[0]).toContain(`${address}: ${what}`);
    expect(messages[0]).toMatch(/Find it: az ad app /);
    expect(messages[0]).toContain(cure);
  });

  it('is nobody’s business if pec leaves its kind alone; it is named', async () => {
    const { recover } = stack('customer-contoso', [], text => text.replaceAll('azurerm_lighthouse_assignment', 'x_y'));
    const address = ASSIGNMENT.replace('azurerm_lighthouse_assignment', 'x_y');
    expect((await recover({ logs: [lostAnswer(address, 'EOF')] })).messages[0]).toBe(
      `left alone: ${address}, whose creation broke; Terraform makes it again`,
    );
  });
});

describe('pec recover: an import that was itself interrupted', () => {
  const credential = {
    address: CREDENTIAL,
    values: { id: 'x', application_id: application.values.id, display_name: 'y' },
  };
  const named = (display_name: string, prevent_duplicate_names: boolean | null = false): ShownResource => ({
    ...application,
    values: { ...application.values, display_name, prevent_duplicate_names },
  });

  it.each<[string, ShownResource[], string, string]>([
    ['application', [named('Other')], APPLICATION, `/applications/${OBJECT} was imported, and its display_name is not`],
    ['application', [named('Other', null)], APPLICATION, 'was imported, and its display_name is not'],
    [
      'service principal',
      [application, { ...principal, values: { ...principal.values, client_id: OTHER } }],
      PRINCIPAL,
      `/servicePrincipals/${OTHER} was imported, and its client_id is not`,
    ],
    ['federated credential', [application, credential], CREDENTIAL, 'x was imported, and its display_name is not'],
  ])('left another %s in the state: asks', async (kind, state, address, what) => {
    const { recover, terraform } = stack('pec-identity', state);
    const { output, messages, exitCode } = await recover({ apply: true });
    expect([output, messages.length, exitCode, terraform.changes]).toEqual(['', 1, 1, []]);
    expect(messages[0]).toContain(`${address}: the ${kind} `);
    expect(messages[0]).toContain(`${what} the one that is declared; an apply would change or replace it. `);
    expect(messages[0]).toMatch(/Unless that is what you want: terraform -chdir=FOLDER state rm \S+$/);
    expect(messages[0].endsWith(` state rm ${address}`)).toBe(true);
  });

  it.each<[string, string, ShownResource[]]>([
    ['an application that was renamed', 'pec-identity', [named('Before', true)]],
    ['one with the name that azuread gives first', 'pec-identity', [named('TERRAFORM_UPDATE_0a1b')]],
    ['one that was imported, and is the declared one', 'pec-identity', [named('PEC-Automation')]],
    [
      'one whose client id is not known yet',
      'pec-identity',
      [{ ...application, values: { ...application.values, client_id: null } }, principal],
    ],
    [
      'a definition that is about to be replaced',
      'customer-contoso',
      [{ ...definition, values: { ...definition.values, lighthouse_definition_id: OTHER } }],
    ],
  ])('did not leave %s', async (_what, name, state) => {
    const { recover } = stack(name, state);
    expect(await recover()).toEqual({ output: '', messages: [`${name}: ${NOTHING}`], exitCode: 0 });
  });

  it('does not stay if Terraform cannot show it any more', async () => {
    const { recover, terraform } = stack('pec-identity', []);
    terraform.afterChange = ([command]) => {
      terraform.failures = command === 'import' ? { show: { stderr: 'Error: no connection' } } : {};
    };
    const { output, messages, exitCode } = await recover({ apply: true, id: [`${APPLICATION}=${OBJECT}`] });
    expect(terraform.changes).toEqual([`import ${APPLICATION} /applications/${OBJECT}`, `state rm ${APPLICATION}`]);
    expect(output).toContain(`# ${APPLICATION}: not compared with the declaration\n`);
    expect([messages, exitCode]).toEqual([['"terraform -chdir=FOLDER show -json" failed: no connection'], 2]);
  });

  it('is told of if the state cannot forget it either', async () => {
    const { recover, terraform } = stack('pec-identity', []);
    terraform.failures = { state: { stderr: 'Error: no connection' } };
    terraform.azure[`/applications/${OBJECT}`] = { display_name: 'Other' };
    expect((await recover({ apply: true, id: [`${APPLICATION}=${OBJECT}`] })).messages).toEqual([
      `"terraform -chdir=FOLDER state rm ${APPLICATION}" failed: no connection; ` +
        `run it before the next apply: ${APPLICATION} is another object`,
    ]);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('goes on until it is checked, and then stops: %s', async signal => {
    const { recover, terraform } = stack('pec-identity', [application]);
    const importId = `${OBJECT}/federatedIdentityCredential/${OTHER}`;
    terraform.azure[importId] = { display_name: 'y' };
    terraform.afterChange = ([command]) => command === 'import' && process.emit(signal, signal);
    const { messages, exitCode } = await recover({
      apply: true,
      id: [`${PRINCIPAL}=${OTHER}`, `${CREDENTIAL}=${OTHER}`],
    });
    expect(terraform.changes).toEqual([`import ${CREDENTIAL} ${importId}`, `state rm ${CREDENTIAL}`]);
    expect(messages).toEqual([
      expect.stringContaining('is another object, whose display_name'),
      `pec-identity: stopped by ${signal}; run pec recover again`,
    ]);
    expect(exitCode).toBe(1);
    expect(process.listenerCount(signal)).toBe(0);
  });
});

describe('pec recover: what it reads', () => {
  it('plans with a lock only if it changes something, and not at all if nothing is missing', async () => {
    const { recover, terraform } = stack('partner-link', []);
    await recover();
    await recover({ apply: true });
    expect(terraform.calls.filter(([command]) => command === 'plan')).toEqual([
      ['plan', '-no-color', '-lock=false'],
      ['plan', '-no-color', '-lock=true'],
    ]);
    terraform.state = [{ address: LINK, values: { name: '1234567' } }];
    terraform.calls.length = 0;
    expect((await recover()).messages).toEqual([`partner-link: ${NOTHING}`]);
    expect(terraform.calls).toEqual([['show', '-json']]);
  });

  it.each<[string, string, string[]]>([
    ['ADDRESS', 'expected ADDRESS=ID', []],
    [`${APPLICATION}=${OBJECT}=1`, 'expected ADDRESS=ID', []],
    [`azuread_group.x=${OBJECT}`, 'azuread_group.x is not declared, or of a kind that pec leaves alone', []],
    [`${SECRET}=${OBJECT}`, 'Terraform cannot import the client secret; delete it in Azure', []],
    [`${APPLICATION}=-input`, '"-input" is no id of the application; expected a GUID', []],
    [`${APPLICATION}=${OBJECT}`, `the state has ${APPLICATION} already`, [APPLICATION]],
  ])('refuses --id %s', async (id, message, known) => {
    const { recover } = stack(
      'pec-identity',
      known.map(() => application),
    );
    await expect(recover({ id: [id] })).rejects.toThrow(`--id ${id}: ${message}`);
  });

  it('refuses a state that an apply could not write', async () => {
    const { recover } = stack('pec-identity', []);
    writeFileSync(join(folder.path, 'errored.tfstate'), '{}');
    await expect(recover()).rejects.toThrow('state push errored.tfstate, then delete the file');
  });

  it.each([
    ['Error: state', /what Terraform says of the state is not JSON/],
    ['null', /does not know the format of the state; update the package/],
    ['{"format_version":"2.0"}', /does not know the format of the state; update the package/],
  ])('refuses a state that it cannot read: %s', async (stdout, message) => {
    const { recover, terraform } = stack('pec-identity', []);
    terraform.failures.show = { exitCode: 0, stdout };
    await expect(recover()).rejects.toThrow(message);
  });

  it('takes a state that holds nothing for one', async () => {
    const { recover, terraform } = stack('partner-link', []);
    terraform.failures.show = { exitCode: 0, stdout: '{"format_version":"1.0"}' };
    expect((await recover()).exitCode).toBe(0);
  });

  it('says what is done already if Terraform then refuses', async () => {
    const { recover, terraform } = stack('pec-identity', [tainted(application, { client_id: null })]);
    terraform.failures.import = { stderr: '╷\n│ Error: Cannot import non-existent\n│ remote object\n╵\n' };
    const { output, messages, exitCode } = await recover({ apply: true, id: [`${CREDENTIAL}=${OTHER}`] });
    expect(output).toContain(`untaint ${APPLICATION}\n`);
    expect(messages).toEqual([
      `"terraform -chdir=FOLDER import ${CREDENTIAL} ${OBJECT}/federatedIdentityCredential/${OTHER}" failed: ` +
        'Cannot import non-existent remote object',
    ]);
    expect(exitCode).toBe(2);
  });

  it('says the error of Terraform, and not how far it came', async () => {
    const { recover, terraform } = stack('pec-identity', [application]);
    terraform.failures.import = {
      stdout: `${PRINCIPAL}: Importing from ID "x"...\n\u001b[K${PRINCIPAL}: Import prepared!\n`,
      stderr: '\u001b]8;;https://x\u0007╷\n│ Error: Cannot import\n╵\n╷\n│ Warning: old\n╵\n',
    };
    expect((await recover({ apply: true, id: [`${PRINCIPAL}=${OTHER}`] })).messages[0]).toMatch(
      / failed: Cannot import$/,
    );
  });

  it('does not take for ever a step that ends well and changes nothing', async () => {
    const { recover, terraform } = stack('pec-identity', [tainted(application, { client_id: null })]);
    terraform.afterChange = () => (terraform.state = [tainted(application, { client_id: null })]);
    const { messages, exitCode } = await recover({ apply: true });
    expect(terraform.changes).toEqual([`untaint ${APPLICATION}`]);
    expect(messages).toEqual([
      `"terraform -chdir=FOLDER untaint ${APPLICATION}" ended well, and the state is as before; ` +
        'see that nobody else writes it, then run pec recover again',
    ]);
    expect(exitCode).toBe(2);
  });

  it('does not take a fault of its own for one of Terraform', async () => {
    const { recover, terraform } = stack('pec-identity', []);
    terraform.run = args => (args[0] === 'plan' ? Promise.reject(new TypeError('own')) : Promise.resolve(EMPTY));
    await expect(recover()).rejects.toThrow(TypeError);
  });

  it('names the exit code of a Terraform that says nothing', async () => {
    const { recover, terraform } = stack('pec-identity', []);
    terraform.failures.show = { exitCode: 3 };
    await expect(recover()).rejects.toThrow(/show -json" failed: exit code 3$/);
  });

  it('does not touch what has an address or an id that could mean something else', async () => {
    const name = 'x\nterraform destroy; $(id) `id` \'"';
    const { recover } = stack(
      'pec-identity',
      [tainted({ ...application, address: `azuread_application.${name}` })],
      text => text.replaceAll('pec-automation_Application_10CE84AF', JSON.stringify(name).slice(1, -1)),
    );
    const { output, messages } = await recover();
    expect(output).toBe('');
    expect(messages[0]).toBe(
      `left alone: ${JSON.stringify(`azuread_application.${name}`)} is tainted; Terraform replaces it`,
    );
    const other = stack('customer-contoso', [], text =>
      text.replaceAll(`"${SCOPE}"`, JSON.stringify(`${SCOPE}\n; id`)),
    );
    expect((await other.recover({ id: [`${DEFINITION}=${GUID}`] })).output).toBe('');
  });

  it('whatever a log says, runs nothing but untaint, import and state rm at declared addresses', async () => {
    const declared = [APPLICATION, PRINCIPAL, CREDENTIAL, SECRET, CERTIFICATE];
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom(...declared, 'azuread_application.other').map(address => `${address}: Creating...`),
      fc.constantFrom(...declared).map(address => `  with ${address},`),
      fc.constantFrom(namedByPlan, `Error: A resource with the ID "${OTHER}" already exists`, '; rm -rf /', 'Error: x'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 12 }), fc.boolean(), async (lines, isThere) => {
        const { recover, terraform } = stack('pec-identity', isThere ? [application] : []);
        await recover({ apply: true, logs: [lines.join('\n')] });
        for (const call of terraform.calls) {
          expect(['show -json', 'plan -no-color', 'untaint', 'import', 'state rm']).toContain(
            /^(show -json|plan -no-color|untaint|import|state rm)/.exec(call.join(' '))?.[0],
          );
        }
        const addresses = terraform.changes.map(change => change.replace('state rm', 'rm').split(' ')[1]);
        expect(addresses.filter(address => !declared.includes(address))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('pec recover: the command', () => {
  /** Terraform that notes its arguments, one a line, and shows an empty state. */
  function standIn(more = ''): void {
    const file = join(folder.path, 'terraform');
    const state = JSON.stringify({
      format_version: '1.0',
      values: {
        root_module: {
          resources: [
            {
              address: APPLICATION,
              mode: 'managed',
              type: 'azuread_application',
              tainted: true,
              values: { id: `/applications/${OBJECT}` },
            },
          ],
        },
      },
    });
    writeFileSync(
      file,
      `#!/usr/bin/env bash\nprintf '%s\\n' "$@" >> '${folder.path}/calls'\n[ "$2" != show ] || echo '${state}'\n${more}\n`,
    );
    chmodSync(file, 0o755);
    process.env.TERRAFORM_BINARY_NAME = file;
  }

  afterEach(() => {
    delete process.env.TERRAFORM_BINARY_NAME;
  });

  it('runs the Terraform of the machine in the folder of the stack', async () => {
    standIn(`echo "$TF_IN_AUTOMATION $TF_INPUT" > '${folder.path}/variables'`);
    const { stdout, stderr, exitCode } = await pec(['recover', 'pec-identity', '--output', written.outdir]);
    const program = `${folder.path}/terraform -chdir=${written.outdir}/stacks/pec-identity`;
    expect(stdout).toContain(`${program} untaint ${APPLICATION}\n`);
    expect(stderr).toBe(
      'Looking at pec-identity\n' + 'pec: pec-identity: nothing is changed yet; --apply runs this, then plan again\n',
    );
    expect(exitCode).toBe(0);
    // It must ask nobody.
    expect(readFileSync(join(folder.path, 'variables'), 'utf8')).toBe('1 0\n');
    // What it prints can be copied into a shell.
    spawnSync('bash', ['-c', stdout]);
    const calls = spawnSync('cat', [`${folder.path}/calls`], { encoding: 'utf8' }).stdout;
    expect(calls).toMatch(
      /-chdir=\S+\/pec-identity\nuntaint\nazuread_application\.pec-automation_Application_10CE84AF\n$/,
    );
  });

  it('finishes what it does before it ends by a signal, out of reach of Ctrl-C', () => {
    standIn(
      '[ "$2" != untaint ] || { kill -TERM $PPID; ps -o pgid= -p $$ | grep -qw $$ && echo alone >> "$0.group"; }',
    );
    const { stderr, exitCode } = pecProcess(['recover', 'pec-identity', '--output', written.outdir, '--apply']);
    expect(stderr).toContain('pec: pec-identity: stopped by SIGTERM; run pec recover again\n');
    expect(exitCode).toBe(1);
    expect(readFileSync(`${folder.path}/calls`, 'utf8').match(/^(show|plan|untaint)$/gm)).toEqual([
      'show',
      'plan',
      'untaint',
      'show',
      'plan',
    ]);
    expect(readFileSync(`${folder.path}/terraform.group`, 'utf8')).toBe('alone\n');
  }, 60_000);

  it('reads what an apply printed', async () => {
    standIn();
    const log = join(folder.path, 'apply.log');
    const run = () => pec(['recover', 'pec-identity', '--output', written.outdir, '--error', log]);
    expect((await run()).stderr).toMatch(/apply\.log cannot be read: it does not exist; give what "terraform apply/);
    writeFileSync(log, 'nothing of that kind');
    const nothing = 'apply.log holds nothing that an apply of pec-identity prints; give what';
    expect((await run()).stderr).toContain(nothing);
    writeFileSync(log, `identity-two  ${SECRET}: Creating...\n`);
    expect((await run()).stderr).toContain(nothing);
    writeFileSync(log, `${SECRET}: Creating...\n`);
    expect((await run()).exitCode).toBe(0);
  });

  it.each([
    [`pec-identity/../x`, /"pec-identity\/\.\.\/x" is no key of a stack/],
    ['../pec-identity', /"\.\.\/pec-identity" is no key of a stack; expected lower-case letters, digits and "-"/],
    ['--all', /unknown option '--all'/],
  ])('refuses %s', async (name, message) => {
    const { stderr, exitCode } = await pec(['recover', name, '--output', written.outdir]);
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(2);
  });

  it('trusts a folder with a manifest as every command does, and runs nothing otherwise', async () => {
    const outdir = synthesized(folder.path);
    const recoverNorthwind = () => pec(['recover', 'customer-northwind', '--output', outdir]);
    process.env.TERRAFORM_BINARY_NAME = join(folder.path, 'nowhere');
    expect((await recoverNorthwind()).stderr).toContain('nowhere cannot be run');
    writeFileSync(join(outdir, 'stacks/customer-contoso/cdk.tf.json'), '{}');
    expect(await recoverNorthwind()).toEqual({
      stdout: '',
      stderr: expect.stringMatching(
        /customer-contoso\/cdk\.tf\.json is not what synth wrote; synth again\n$/,
      ) as string,
      exitCode: 2,
    });
    // What a synth leaves that was killed.
    renameSync(join(outdir, 'portfolio.json'), join(outdir, 'portfolio.json.old'));
    expect((await recoverNorthwind()).stderr).toMatch(/portfolio\.json cannot be read: it does not exist; synth again/);
  });

  it('says that there is no Terraform, or no such stack', async () => {
    process.env.TERRAFORM_BINARY_NAME = join(folder.path, 'nowhere');
    const { stderr, exitCode } = await pec(['recover', 'pec-identity', '--output', written.outdir]);
    expect([stderr, exitCode]).toEqual([expect.stringMatching(/nowhere cannot be run: .*ENOENT/), 2]);
    process.env.TERRAFORM_BINARY_NAME = 'false';
    expect((await pec(['recover', 'customer-nobody', '--output', written.outdir])).stderr).toMatch(
      /customer-nobody\/cdk\.tf\.json cannot be read: it does not exist; synthesize first/,
    );
  });

  it('quotes for a shell whatever needs it', () => {
    mkdirSync(folder.path, { recursive: true });
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }).filter(text => !text.includes('\0')),
        text => {
          const { stdout } = spawnSync('bash', ['-c', `printf '%s|' ${shellArgument(text)}`], { encoding: 'utf8' });
          expect(stdout).toBe(`${text}|`);
        },
      ),
      { numRuns: 30 },
    );
    const terraform = { folder: 'a b', run: () => Promise.reject(new Error()) };
    expect(commandLine(terraform, ['untaint', 'a.b'])).toBe("terraform '-chdir=a b' untaint a.b");
    process.env.TERRAFORM_BINARY_NAME = '';
    expect(commandLine(terraform, ['untaint', 'a.b'])).toBe("terraform '-chdir=a b' untaint a.b");
  });
});
