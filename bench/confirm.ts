/**
 * Seconds and megabytes of `pec confirm` for a month of usage in one file, beside the time that reading its bytes takes.
 *
 *   npm run bench:confirm -- [ROWS]
 */
import { spawnSync } from 'node:child_process';
import { createReadStream, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Onboarding } from '../lib/lighthouse';
import { Verdict } from '../lib/readiness';
import { ReadinessReport } from '../lib/reports';
import { guid, writeUsage } from './usage-file';

const rows = Number(process.argv[2] ?? 3_000_000);
const CUSTOMERS = 3_000;
const PROGRAM = resolve(__dirname, '..', 'dist', 'command-line', 'pec.js');

/** Everybody should earn. */
function readiness(): string {
  const customers = Array.from({ length: CUSTOMERS }, (_, i) => ({
    key: `customer-${i}`,
    name: `Customer ${i}`,
    tenantId: guid('a', i),
    cloud: 'AzureCloud',
    onboarding: Onboarding.TERRAFORM,
    verdict: Verdict.EARNS,
    subscriptions: [
      { subscriptionId: guid('c', i), resourceGroups: [], offer: 'Offer', verdict: Verdict.EARNS, findings: [] },
    ],
    advice: [],
  }));
  return new ReadinessReport(customers).toJson();
}

async function secondsToRead(file: string): Promise<number> {
  const start = performance.now();
  for await (const _part of createReadStream(file, { highWaterMark: 1 << 20 })) {
    // Only read.
  }
  return (performance.now() - start) / 1000;
}

/** Runs the built program as a process of its own, which says at its end how much memory it held at most. */
function run(folder: string, file: string) {
  const start = performance.now();
  const script =
    `process.on('exit', () => process.stderr.write('maxRSS=' + process.resourceUsage().maxRSS));` +
    `process.argv.splice(1, 0, 'pec'); require(${JSON.stringify(PROGRAM)});`;
  const args = ['confirm', file, '--output', folder, '--format', 'json', '--write', join(folder, 'confirmation.json')];
  const { stderr } = spawnSync(process.execPath, ['--eval', script, '--', ...args], { encoding: 'utf8' });
  const kilobytes = Number(/maxRSS=(\d+)/.exec(stderr)?.[1]);
  return { seconds: (performance.now() - start) / 1000, megabytes: kilobytes / 1024 };
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'pec-bench-'));
  try {
    writeFileSync(join(folder, 'readiness.json'), readiness());
    for (const lostEvery of [10, 1]) {
      const file = join(folder, 'usage.csv');
      await writeUsage(file, { rows, customers: CUSTOMERS, lostEvery });
      const megabytes = statSync(file).size / 1e6;
      const reading = await secondsToRead(file);
      const confirming = run(folder, file);
      console.log(
        `${rows.toLocaleString('en-US')} rows, ${megabytes.toFixed(0)} MB, one in ${lostEvery} lost: ` +
          `${confirming.seconds.toFixed(1)} s (${(confirming.seconds / reading).toFixed(0)} times reading it), ` +
          `${confirming.megabytes.toFixed(0)} MB`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
