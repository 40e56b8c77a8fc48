import { readFileSync, writeFileSync } from 'node:fs';
import type { AzureEmulatorOptions, DelegationSeed } from '../../emulator';
import { armGuid, AzureBuiltInRole } from '../../lib/azure';
import { type ImportOptions, runImport } from '../../lib/command-line/import/run';
import type { CommandResult } from '../../lib/command-line/result';
import { transportTo } from '../azure-live/emulated';
import { pec } from './run-pec';
import { VerifyStage } from './verify-stage';
import {
  AUTOMATION,
  authorization,
  clientOf,
  type LiveSeed,
  OFFER,
  OPERATORS,
  OTHER_PARTNER,
  PARTNER,
  subscriptionOf,
  tenantOf,
  VERIFIER,
} from './verify-world';

const { CONTRIBUTOR, READER, SUPPORT_REQUEST_CONTRIBUTOR } = AzureBuiltInRole;
const named = (principalId: string, role: AzureBuiltInRole, principalIdDisplayName: string) => ({
  ...authorization(principalId, role),
  principalIdDisplayName,
});

/** What most customers have: operators, the reader, and PEC-Automation. */
const USUAL: DelegationSeed = {
  offer: OFFER,
  managedByTenantId: PARTNER,
  authorizations: [
    named(OPERATORS, CONTRIBUTOR, 'Operators'),
    named(VERIFIER, READER, 'Verifier'),
    named(AUTOMATION, SUPPORT_REQUEST_CONTRIBUTOR, 'PEC-Automation'),
  ],
};
const OF_GROUPS: DelegationSeed = {
  ...USUAL,
  definitionId: armGuid('definition'),
  resourceGroups: ['rg-web', 'rg-data'],
  assignmentIds: [armGuid('web'), armGuid('data')],
};
const TO_ANOTHER: DelegationSeed = { ...USUAL, offer: 'Tailspin', managedByTenantId: OTHER_PARTNER };

const NOTHING_SEEN = [
  'seen 0 delegations; 0 subscriptions could not be read',
  'nothing was seen, so nothing is written: what you may not see is not absent',
];
const LET_GO =
  'if other Terraform holds one of these delegations, let it go there first, with removed blocks that say destroy = ' +
  'false, or the two would fight: docs/guides/import.md';

describe('pec import --from azure', () => {
  const stage = new VerifyStage();
  const start = (customers: LiveSeed[], options?: Partial<AzureEmulatorOptions>) => stage.start(customers, options);
  const file = () => stage.path('customers.yaml');
  const written = (name = 'customers.yaml') => readFileSync(stage.path(name), 'utf8');

  async function run(
    options: Partial<ImportOptions> = {},
    signedInAs = 'Verifier',
    env: object = {},
  ): Promise<CommandResult> {
    const { emulator } = stage;
    const result = await runImport(
      [],
      { from: 'azure', concurrency: 8, managingTenant: PARTNER, ...options },
      { out: () => undefined, error: () => undefined, hasColour: false, isWatched: false },
      {
        env: { ...emulator.environment(), ...emulator.signIn(signedInAs), ...env },
        now: new Date(),
        transport: transportTo(emulator),
      },
    );
    const shortened = (text: string) => text.replaceAll(`${stage.path()}/`, '');
    return { ...result, output: shortened(result.output), messages: result.messages.map(shortened) };
  }

  const FIRST = `# yaml-language-server: $schema=./node_modules/cdktf-partner-earned-credit/portfolio.schema.json
customers:
  - key: customer-1
    name: Customer 1
    tenant: ${tenantOf(1)}
    offer: fabrikam-managed-services
    subscriptions:
      - id: ${subscriptionOf(1)}
        name: Subscription 1
        adopt: true
        definitionId: ${armGuid(OFFER)}
        assignmentId: ${armGuid(OFFER)}
`;
  const OFFERS = `import { Authorization, AzureBuiltInRole, LighthouseOffer, PecAutomation, Principal } from 'cdktf-partner-earned-credit';

const managingTenantId = '${PARTNER}';

const operators = Principal.group('${OPERATORS}', 'Operators');
const verifier = Principal.servicePrincipal('${VERIFIER}', 'Verifier');

export const automation = PecAutomation.fromAttributes({
  principalId: '${AUTOMATION}',
  clientId: '${clientOf('PEC-Automation')}',
  tenantId: managingTenantId,
});

export const offers = {
  'fabrikam-managed-services': new LighthouseOffer({
    name: 'Fabrikam Managed Services',
    managingTenantId,
    // Nobody of you can end these delegations. Without this line the next plan gives operators that right.
    operatorsCanEndDelegation: false,
    authorizations: [
      Authorization.permanent(operators, AzureBuiltInRole.CONTRIBUTOR),
      Authorization.permanent(verifier, AzureBuiltInRole.READER),
    ],
  }),
};
`;

  it('writes customers and offers as they are', async () => {
    await start([
      { number: 1, delegations: [USUAL, TO_ANOTHER] },
      { number: 2, delegations: [OF_GROUPS] },
      { number: 3, delegations: [TO_ANOTHER] },
    ]);
    expect(await run({ write: file(), offers: stage.path('offers.ts') })).toEqual({
      output: '',
      messages: ['customers.yaml has 2 customers', LET_GO, 'seen 2 delegations; 0 subscriptions could not be read'],
      exitCode: 0,
    });
    expect(written()).toBe(`${FIRST}  - key: customer-2
    name: Customer 2
    tenant: ${tenantOf(2)}
    offer: fabrikam-managed-services
    subscriptions:
      - id: ${subscriptionOf(2)}
        adopt: true
        definitionId: ${armGuid('definition')}
        resourceGroups:
          - rg-data
          - rg-web
        resourceGroupAssignmentIds:
          rg-data: ${armGuid('data')}
          rg-web: ${armGuid('web')}
`);
    expect(written('offers.ts')).toBe(OFFERS);
    expect(await run({ write: file(), offers: stage.path('offers.ts') })).toEqual({
      output: '',
      messages: ['customers.yaml has nothing new', 'seen 2 delegations; 0 subscriptions could not be read'],
      exitCode: 0,
    });
  });

  it('prints both where nobody says where to write', async () => {
    await start([{ number: 1, delegations: [USUAL] }]);
    expect((await run()).output).toBe(`${FIRST}${OFFERS}`);
    const dry = await run({ dryRun: true, write: file(), offers: stage.path('offers.ts') });
    expect(dry.output).toBe(
      `--- customers.yaml\n+++ customers.yaml\n@@ -0,0 +1,${FIRST.split('\n').length - 1} @@\n${FIRST.replace(/^(?=.)/gm, '+')}${OFFERS}`,
    );
    expect(() => written()).toThrow('ENOENT');
  });

  it('leaves offers alone that are there, and prints what is new', async () => {
    await start([{ number: 1, delegations: [USUAL] }]);
    writeFileSync(stage.path('offers.ts'), '// mine\n');
    const { output, messages } = await run({ write: file(), offers: stage.path('offers.ts') });
    expect(output).toBe(OFFERS);
    expect(messages).toContain('offers.ts is left as it is; what is new is printed');
    expect(written('offers.ts')).toBe('// mine\n');
  });

  it('adds to offers that are there without a name that is there', async () => {
    const other: DelegationSeed = {
      ...USUAL,
      authorizations: [
        ...(USUAL.authorizations ?? []),
        named(OPERATORS, AzureBuiltInRole.TAG_CONTRIBUTOR, 'Operators'),
        named(OTHER_PARTNER, READER, 'operators'),
      ],
    };
    await start([
      { number: 1, delegations: [USUAL] },
      { number: 2, delegations: [other] },
    ]);
    writeFileSync(stage.path('offers.ts'), OFFERS);
    // The program calls that offer otherwise by now, and has the old name still.
    writeFileSync(file(), FIRST.replace(/offer: .*/, 'offer: mine'));
    const { output, messages } = await run({ write: file(), offers: stage.path('offers.ts') });
    expect(output).toBe(`const operators2 = Principal.group('${OTHER_PARTNER}', 'operators');

export const newOffers = {
  'fabrikam-managed-services-2': new LighthouseOffer({
    name: 'Fabrikam Managed Services',
    managingTenantId,
    // Nobody of you can end these delegations. Without this line the next plan gives operators that right.
    operatorsCanEndDelegation: false,
    authorizations: [
      Authorization.permanent(operators, AzureBuiltInRole.CONTRIBUTOR),
      Authorization.permanent(verifier, AzureBuiltInRole.READER),
      Authorization.permanent(operators, AzureBuiltInRole.TAG_CONTRIBUTOR),
      Authorization.permanent(operators2, AzureBuiltInRole.READER),
    ],
  }),
};
`);
    expect(messages).toContain('offers.ts is left as it is; what is new is printed');
    expect(written()).toContain('    offer: fabrikam-managed-services-2\n');
  });

  it('agrees with pec verify about what nobody declared', async () => {
    await start([
      { number: 1, delegations: [USUAL] },
      { number: 2, delegations: [OF_GROUPS] },
      { number: 3, delegations: [TO_ANOTHER] },
      { number: 4, delegations: [{ ...USUAL, definitionId: armGuid('four'), assignmentIds: [armGuid('4')] }] },
    ]);
    stage.declare([{ number: 1 }]);
    writeFileSync(file(), FIRST);
    const { content } = await stage.verify();
    const { output, messages } = await run({ write: file(), dryRun: true });
    const added = output.split('\n').filter(line => /^\+.*(- id|definitionId):/.test(line));
    expect(added.map(line => line.replace(/^.*: /, '')).sort()).toEqual(
      content.undeclared.flatMap(({ subscriptionId, definitionId }) => [subscriptionId, definitionId]).sort(),
    );
    expect(content.undeclared).toHaveLength(2);
    expect(messages[0]).toBe('customers.yaml would have 2 customers');
  });

  it('says what could not be read, which is not absent', async () => {
    await start([
      { number: 1, delegations: [USUAL] },
      { number: 2, delegations: [USUAL] },
    ]);
    const route = new RegExp(`${subscriptionOf(2)}.*registrationAssignments`, 'i');
    stage.emulator.faults.add({ fault: 'server-error', method: 'GET', route, status: 403, times: 9 });
    const { messages, exitCode } = await run({ write: file() });
    expect(exitCode).toBe(0);
    expect(messages.at(-1)).toBe(
      `seen 1 delegation; 1 subscription could not be read, which says nothing of them: ${subscriptionOf(2)}`,
    );
  });

  it('asks for every subscription by itself where Resource Graph tells nothing', async () => {
    await start([{ number: 1, delegations: [USUAL] }]);
    stage.emulator.faults.add({ fault: 'server-error', route: /ResourceGraph/, status: 403, times: 9 });
    const { messages } = await run({ write: file() });
    expect(written()).toBe(FIRST);
    expect(messages[0]).toMatch(/^Resource Graph told nothing \(403/);
  });

  it('ends with 2 if it saw nothing', async () => {
    await start([{ number: 1, delegations: [USUAL] }]);
    expect(await run({ write: file(), offers: stage.path('offers.ts') }, 'Blind')).toEqual({
      output: '',
      messages: [expect.stringMatching(/^Resource Graph told nothing/), ...NOTHING_SEEN],
      exitCode: 2,
    });
    expect(() => written()).toThrow('ENOENT');
    expect((await run({}, 'Blind')).output).toBe('');
  });

  it('says what it saw where synth would refuse the file that is there', async () => {
    await start([{ number: 1, delegations: [USUAL] }]);
    const wrong = `customers:\n  - key: one\n    name: One\n    tenant: ${tenantOf(9)}\n`;
    writeFileSync(file(), wrong);
    const { messages, exitCode } = await run({ write: file() });
    expect(exitCode).toBe(2);
    expect(messages.at(-2)).toMatch(/nothing was written$/);
    expect(messages.at(-1)).toBe('seen 1 delegation; 0 subscriptions could not be read');
    expect(written()).toBe(wrong);
  });

  it('has to know whose delegations', async () => {
    await start([]);
    await expect(run({ managingTenant: undefined }, 'Verifier', { ARM_TENANT_ID: '' })).rejects.toThrow(
      /ARM_TENANT_ID/,
    );
  });
});

describe('pec import --from-json', () => {
  const stage = new VerifyStage();
  const row = (tenantId: string) => ({
    id: `/subscriptions/${subscriptionOf(1)}/providers/Microsoft.ManagedServices/registrationAssignments/${armGuid('a')}`,
    tenantId: tenantOf(1),
    properties: {
      registrationDefinition: {
        name: armGuid('d'),
        properties: {
          managedByTenantId: tenantId,
          registrationDefinitionName: OFFER,
          authorizations: [authorization(OPERATORS, READER)],
        },
      },
    },
  });

  it('reads what others asked for, and asks for the tenant if there are two', async () => {
    await stage.start([]);
    const file = stage.path('rows.json');
    writeFileSync(file, JSON.stringify({ data: [row(PARTNER)] }));
    const { stdout, stderr, exitCode } = await pec(['import', '--from-json', file]);
    expect(stdout).toContain(`        definitionId: ${armGuid('d')}\n        assignmentId: ${armGuid('a')}\n`);
    expect(stderr).toContain('pec: seen 1 delegation; 0 subscriptions could not be read\n');
    expect(exitCode).toBe(0);

    writeFileSync(file, JSON.stringify([row(PARTNER), row(OTHER_PARTNER)]));
    expect((await pec(['import', '--from-json', file])).stderr).toBe(
      `pec: the delegations are to ${PARTNER} and ${OTHER_PARTNER}; say with --managing-tenant which is yours\n`,
    );
    const other = await pec(['import', '--from-json', file, '--managing-tenant', OTHER_PARTNER.toUpperCase()]);
    expect(other.stderr).toContain('seen 1 delegation;');

    for (const nothing of ['[]', '{ "data": [] }', '{ "value": [] }']) {
      writeFileSync(file, nothing);
      expect(await pec(['import', '--from-json', file, '--write', stage.path('customers.yaml')])).toEqual({
        stdout: '',
        stderr: NOTHING_SEEN.map(line => `pec: ${line}\n`).join(''),
        exitCode: 2,
      });
      expect(() => readFileSync(stage.path('customers.yaml'))).toThrow('ENOENT');
    }
    writeFileSync(file, '{"data":[1,null,"x",{"id":"/subscriptions/zzz"}]}');
    expect((await pec(['import', '--from-json', file])).stderr).toBe(
      `pec: ${file}: it holds no delegation, but 4 of something else; give what "az graph query" or "az rest" printed of registration assignments\n`,
    );
    writeFileSync(file, JSON.stringify({ value: [row(PARTNER), 7], nextLink: 'https://more' }));
    const cut = await pec(['import', '--from-json', file]);
    expect(cut.exitCode).toBe(1);
    expect(cut.stderr).toMatch(/seen 1 delegation; 0 subscriptions could not be read\n$/);
    expect(cut.stderr).toContain(
      `pec: ${file}: 1 of its rows are no delegations, and are left out\npec: ${file} is not the last page of an answer; the next one has to be given as well\n`,
    );
    const last = stage.path('last.json');
    writeFileSync(file, JSON.stringify({ data: [row(PARTNER)], skip_token: 'x' }));
    writeFileSync(last, JSON.stringify({ data: [row(PARTNER)], skip_token: null }));
    expect((await pec(['import', '--from-json', file])).exitCode).toBe(1);
    expect((await pec(['import', '--from-json', file, last])).exitCode).toBe(0);
    writeFileSync(last, JSON.stringify({ value: [row(PARTNER)] }));
    expect((await pec(['import', '--from-json', file, last])).exitCode).toBe(1);
    writeFileSync(file, JSON.stringify([row(PARTNER)]));
    expect((await pec(['import', '--from-json', file, '--cloud', 'china'])).stdout).toContain('    cloud: china\n');

    writeFileSync(file, '{');
    expect((await pec(['import', '--from-json', file])).stderr).toMatch(/rows\.json: this is not JSON \(line 1/);
    expect((await pec(['import', '--from-json', file, '--automation', 'x'])).stderr).toContain('expected a GUID');
  });
});
