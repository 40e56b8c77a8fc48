import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** `describe`, or `describe.skip` where there is no Terraform: skipped is not passed. */
export const describeWithTerraform = spawnSync('terraform', ['version']).status === 0 ? describe : describe.skip;

/**
 * What Terraform makes of texts in a configuration, in their order. Nothing is applied but outputs: neither plugin nor
 * network are needed.
 *
 * @param variables what `var.<name>` is in them
 */
export function evaluate(texts: string[], variables: Record<string, string> = {}): unknown[] {
  const folder = mkdtempSync(join(tmpdir(), 'pec-expressions-'));
  const run = (...args: string[]) =>
    execFileSync('terraform', args, {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, CHECKPOINT_DISABLE: '1' },
    });
  try {
    const configuration = {
      ...(Object.keys(variables).length > 0 && {
        variable: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, { default: value }])),
      }),
      output: { texts: { value: texts } },
    };
    writeFileSync(join(folder, 'main.tf.json'), JSON.stringify(configuration));
    run('apply', '-auto-approve', '-no-color');
    return JSON.parse(run('output', '-json', 'texts')) as unknown[];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
