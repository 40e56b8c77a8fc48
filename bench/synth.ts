/**
 * What a customer costs at synth, beside hand-written L1 code that writes the same resources.
 *
 *   npm run bench                 1,000 customers and, for growth, 250; five runs of each side, in turn
 *   npm run bench -- 3000 7       3,000 customers and a quarter of it, seven runs
 *
 * Each run is a process of its own, of compiled JavaScript as users get it. Medians and their ratio are printed.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Measurement {
  readonly seconds: number;
  readonly megabytes: number;
}

const BUILD = join(__dirname, '.build');

function main(): void {
  const [customers = 1000, runs = 5] = process.argv.slice(2).map(Number);
  execFileSync('npx', ['tsc', '--project', __dirname]);
  compareOutput();
  console.log('side             customers  seconds  MB     (medians)');
  for (const count of [Math.ceil(customers / 4), customers]) {
    compare(['l1', 'library'], count, runs);
  }
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
  for (const [side, { seconds, megabytes }] of [
    [a, one],
    [b, other],
  ] as const) {
    console.log(
      `${side.padEnd(16)} ${String(count).padStart(9)}  ${seconds.toFixed(3).padStart(7)}  ${megabytes.toFixed(0).padStart(4)}`,
    );
  }
  console.log(
    `ratio ${b} / ${a}: time ${(other.seconds / one.seconds).toFixed(2)}, ` +
      `memory ${(other.megabytes / one.megabytes).toFixed(2)}`,
  );
}

function measure(side: string, count: number): Measurement {
  const outdir = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const run = spawnSync(process.execPath, [join(BUILD, 'bench', `${side}.js`), outdir, String(count)], {
      encoding: 'utf8',
    });
    if (run.status !== 0) {
      throw new Error(run.stderr);
    }
    return JSON.parse(run.stdout) as Measurement;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** The comparison means something only if both sides write the same. */
function compareOutput(): void {
  const outputs = ['l1', 'library'].map(side => {
    const outdir = mkdtempSync(join(tmpdir(), 'bench-'));
    execFileSync(process.execPath, [join(BUILD, 'bench', `${side}.js`), outdir, '1']);
    const written = JSON.parse(readFileSync(join(outdir, 'stacks', 'customer-0', 'cdk.tf.json'), 'utf8')) as object;
    rmSync(outdir, { recursive: true });
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
