/**
 * What customers cost at synth: a portfolio from file to written output, reports included, beside hand-written L1 code
 * that writes the same Terraform.
 *
 *   npm run bench                      100, 1,000 and 5,000 customers, five runs of each side, in turn
 *   npm run bench -- 3 100 1000        three runs, 100 and 1,000 customers
 *
 * "read" is the file alone: parsed and checked, with one customer declared.
 *
 * Each run is a process of its own, with the package as `npm run build` makes it. Medians and their ratio are printed.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { customerIds } from './data';

interface Measurement {
  readonly seconds: number;
  readonly megabytes: number;
}

const BUILD = join(__dirname, '.build');

function main(): void {
  const [runs = 5, ...sizes] = process.argv.slice(2).map(Number);
  execFileSync('npm', ['run', '--silent', 'build']);
  execFileSync('npx', ['tsc', '--project', __dirname]);
  compareOutput();
  console.log('side             customers  seconds  MB     (medians)');
  const counts = sizes.length > 0 ? sizes : [100, 1000, 5000];
  for (const count of counts) {
    compare(['l1', 'portfolio'], count, runs);
  }
  const most = Math.max(...counts);
  print('read', most, medians(Array.from({ length: runs }, () => measure('read', most))));
  compare(['require-cdktf', 'require-library'], 0, runs * 2 + 1);
}

/** Both sides in turn, so that a change of the machine's speed meets both. */
function compare([a, b]: [string, string], count: number, runs: number): void {
  const measured: Record<string, Measurement[]> = { [a]: [], [b]: [] };
  for (let run = 0; run < runs; run++) {
    for (const side of [a, b]) {
      measured[side].push(measure(side, count));
    }
  }
  const [one, other] = [a, b].map(side => medians(measured[side]));
  print(a, count, one);
  print(b, count, other);
  console.log(
    `ratio ${b} / ${a}: time ${(other.seconds / one.seconds).toFixed(2)}, ` +
      `memory ${(other.megabytes / one.megabytes).toFixed(2)}`,
  );
}

function print(side: string, count: number, { seconds, megabytes }: Measurement): void {
  const figures = [seconds.toFixed(3).padStart(7), megabytes.toFixed(0).padStart(4)];
  console.log(`${side.padEnd(16)} ${String(count).padStart(9)}  ${figures.join('  ')}`);
}

function measure(side: string, count: number): Measurement {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    return JSON.parse(run(side, count, folder)) as Measurement;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs a side; gives what it printed. */
function run(side: string, count: number, folder: string): string {
  const file = join(folder, 'customers.yaml');
  writeFileSync(file, customersFile(count));
  const program = join(BUILD, 'bench', `${side}.js`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, folder, String(count), file], {
    encoding: 'utf8',
  });
  if (status !== 0) {
    throw new Error(stderr);
  }
  return stdout;
}

/** The customers of the L1 side as a portfolio file. */
function customersFile(count: number): string {
  const entries = Array.from({ length: count }, (_, i) => {
    const { tenantId, subscriptionId } = customerIds(i);
    return `  - key: "${i}"\n    name: Customer ${i}\n    tenant: ${tenantId}\n    offer: managed-services\n    subscriptions:\n      - id: ${subscriptionId}\n`;
  });
  return `customers:\n${entries.join('')}`;
}

/** The comparison means something only if both sides write the same. */
function compareOutput(): void {
  const outputs = ['l1', 'portfolio'].map(side => {
    const folder = mkdtempSync(join(tmpdir(), 'bench-'));
    run(side, 1, folder);
    const written = JSON.parse(readFileSync(join(folder, 'stacks', 'customer-0', 'cdk.tf.json'), 'utf8')) as object;
    rmSync(folder, { recursive: true });
    return JSON.stringify(withoutNames(written));
  });
  if (outputs[0] !== outputs[1]) {
    throw new Error(`the two sides write different Terraform:\n${outputs.join('\n')}`);
  }
}

/** Everything but comments and the names of resources, which are the library's own. */
function withoutNames(written: object): unknown {
  const text = JSON.stringify(written, (key, value: unknown) => (key === '//' ? undefined : value));
  return JSON.parse(text.replace(/[a-zA-Z-]+(-[0-9a-f-]{36})?(_[A-Za-z-]+)?_[0-9A-F]{8}/g, 'name'));
}

function medians(measurements: Measurement[]): Measurement {
  return {
    seconds: median(measurements.map(measurement => measurement.seconds)),
    megabytes: median(measurements.map(measurement => measurement.megabytes)),
  };
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

main();
