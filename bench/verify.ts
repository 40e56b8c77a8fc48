/**
 * What it costs to verify: `pec verify` against the emulation, beside a `terraform plan` of each customer.
 *
 *   npm run bench:verify              60 and 3,000 customers
 *   npm run bench:verify -- 500       500 customers
 *
 * The program runs by itself, from a build, so that time and memory are its own. Of plans a few are run, with real
 * Terraform and the customers of bench:apply; the rest is multiplied.
 */
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AzureEmulator } from '../emulator';
import { measurePlans } from './apply/plans';
import {
  AUTHORIZATIONS,
  declared,
  live,
  PARTNER,
  PARTNER_ID,
  worldWith,
  writeReadiness,
} from '../test/command-line/verify-world';

const BUILD = join(__dirname, '.build');
const LOOKS = [
  { how: 'as a reader, Resource Graph sees all', signedInAs: 'Verifier' },
  { how: 'as PEC-Automation, one by one', signedInAs: 'PEC-Automation' },
];

/** What a run took. */
interface Cost {
  readonly exitCode: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly megabytes: number;
}

async function main(): Promise<void> {
  const counts = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [60, 3_000];
  if (!counts.every(count => Number.isInteger(count) && count > 0)) {
    throw new Error('expected numbers of customers');
  }
  execFileSync(process.execPath, [
    require.resolve('typescript/bin/tsc'),
    '--project',
    join(__dirname, 'tsconfig.json'),
  ]);
  console.log(row('customers', 'how', 's', 'CPU s', 'MB', 'requests', 'tokens', 'exit code'));
  for (const count of counts) {
    for (const { how, signedInAs } of LOOKS) {
      await measure(count, how, signedInAs);
    }
  }
  const plan = await measurePlans();
  if (typeof plan === 'string') {
    console.log(`Plans were not measured: ${plan}`);
    return;
  }
  for (const count of counts) {
    const how = `terraform plan of each (${plan.measured} measured)`;
    const times = (value: number) => (value * count).toFixed(0);
    console.log(
      row(count, how, times(plan.seconds), '', plan.megabytes.toFixed(0), times(plan.requests), times(plan.tokens)),
    );
  }
}

async function measure(count: number, how: string, signedInAs: string): Promise<void> {
  const numbers = Array.from({ length: count }, (_, i) => ({ number: i + 1 }));
  const emulator = await AzureEmulator.start({
    world: worldWith(numbers.map(each => ({ ...each, delegations: [live()] }))),
  });
  const link = `/providers/Microsoft.ManagementPartner/partners/${PARTNER_ID}?api-version=2018-02-01`;
  await emulator.client('PEC-Automation').arm('PUT', link);
  emulator.requests.clear();
  const folder = mkdtempSync(join(tmpdir(), 'pec-bench-'));
  try {
    const delegations = (number: number) => [
      declared(number, { authorizations: AUTHORIZATIONS, managingTenantId: PARTNER }),
    ];
    writeReadiness(
      folder,
      numbers.map(({ number }) => ({ number, delegations: delegations(number) })),
    );
    const program = join(BUILD, 'bench', 'pec-verify.js');
    const { stdout } = await promisify(execFile)(process.execPath, [program, folder], {
      env: {
        PATH: process.env.PATH,
        ...emulator.environment(),
        ...emulator.signIn(signedInAs),
        NODE_EXTRA_CA_CERTS: emulator.caCertificateFile,
      },
    });
    const cost = JSON.parse(stdout) as Cost;
    const tokens = emulator.requests.matching('POST', /\/oauth2\//).length;
    console.log(
      row(
        count,
        how,
        cost.seconds.toFixed(1),
        cost.cpuSeconds.toFixed(1),
        cost.megabytes.toFixed(0),
        emulator.requests.all().length - tokens,
        tokens,
        cost.exitCode,
      ),
    );
  } finally {
    await emulator.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function row(count: number | string, how: string, ...cells: (string | number)[]): string {
  return [String(count).padStart(9), how.padEnd(38), ...cells.map(cell => String(cell).padStart(9))].join('  ');
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
