import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AzureEmulator, type AzureEmulatorOptions, type DelegationSeed } from '../../emulator';
import { armGuid, AzureBuiltInRole } from '../../lib/azure';
import { type ImportOptions, runImport } from '../../lib/command-line/import-run';
import type { CommandResult } from '../../lib/command-line/result';
import { transportTo } from '../azure-live/emulated';
import { folderForEachTest } from './run-pec';
import {
  AUTOMATION,
  authorization,
  clientOf,
  declared,
  live,
  type LiveSeed,
  OFFER,
  OPERATORS,
  OTHER_PARTNER,
  PARTNER,
  STRANGER,
  subscriptionOf,
  tenantOf,
  VERIFIER,
  worldWith,
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

describe('pec import --from azure', () => {
  const folder = folderForEachTest();
  const path = (name: string) => join(folder.path, name);
  let azure: AzureEmulator;
  const start = async (customers: LiveSeed[], options: Partial<AzureEmulatorOptions> = {}) => {
    azure = await AzureEmulator.start({ world: worldWith(customers), ...options });
  };
  afterEach(async () => {
    expect(azure.unknownRequests).toEqual([]);
    const writes = azure.requests
      .all()
      .filter(({ method, path }) => method !== 'GET' && !/token$|ResourceGraph/.test(path));
    expect(writes).toEqual([]);
    await azure.stop();
  });

  async function run(options: Partial<ImportOptions> = {}): Promise<CommandResult> {
    const result = await runImport(
      [],
      { from: 'azure', concurrency: 8, managingTenant: PARTNER, ...options },
      { out: () => undefined, error: () => undefined, hasColour: false, isWatched: false },
      {
        env: { ...azure.environment(), ...azure.signIn('Verifier') },
        now: new Date(),
        transport: transportTo(azure),
      },
    );
    const shortened = (text: string) => text.replaceAll(`${folder.path}/`, '');
    return { ...result, output: shortened(result.output), messages: result.messages.map(shortened) };
  }

  it('writes customers and offers as they are', async () => {
    await start([
      { number: 1, delegations: [USUAL] },
      {
        number: 2,
        delegations: [
          {
            ...USUAL,
            definitionId: armGuid('x'),
            assignmentIds: [armGuid('y'), armGuid('z')],
            resourceGroups: ['rg-web', 'rg-data'],
          },
        ],
      },
    ]);
    const result = await run({ write: path('customers.yaml'), offers: path('offers.ts') });
    console.log(JSON.stringify(result, null, 1));
    console.log(readFileSync(path('customers.yaml'), 'utf8'));
    console.log(readFileSync(path('offers.ts'), 'utf8'));
  });
});
