import { spawn } from 'node:child_process';
import { parseJson } from '../../manifest';
import { isRecord } from '../../text';
import { readingOf, UsageError } from '../result';

/** How the app of a project ended. */
export interface AppRun {
  readonly succeeded: boolean;
  /** What it printed. */
  readonly output: string;
}

/**
 * The command that synthesizes a project.
 *
 * @param cdktfJson the content of `cdktf.json`
 * @throws UsageError
 */
export function appOf(cdktfJson: string): { readonly app: string; readonly context: Record<string, unknown> } {
  const config = readingOf('', () => parseJson(cdktfJson, 'cdktf.json'));
  if (!isRecord(config) || typeof config.app !== 'string' || config.app.trim() === '') {
    throw new UsageError('cdktf.json has no "app"; give the command that synthesizes, such as "npx tsx main.ts"');
  }
  return { app: config.app, context: isRecord(config.context) ? config.context : {} };
}

/**
 * Runs the app as cdktf-cli does: in a shell, without Terraform's variables, with `CDKTF_OUTDIR`, the context, and more
 * memory for the compiler.
 *
 * @see https://github.com/hashicorp/terraform-cdk/blob/v0.21.0/packages/%40cdktf/cli-core/src/lib/synth-stack.ts
 * @param outdir where the app writes
 */
export function runApp({ app, context }: ReturnType<typeof appOf>, outdir: string): Promise<AppRun> {
  const environment = Object.entries(process.env).filter(([name]) => !name.startsWith('TF_VAR_'));
  const given: unknown = JSON.parse(process.env.CDKTF_CONTEXT_JSON ?? '{}');
  return new Promise((resolve, reject) => {
    const child = spawn(app, {
      shell: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        NODE_OPTIONS: '--max-old-space-size=4096',
        ...Object.fromEntries(environment),
        CDKTF_OUTDIR: outdir,
        CDKTF_CONTEXT_JSON: JSON.stringify({ ...(isRecord(given) && given), ...context }),
      },
    });
    let output = '';
    const collect = (chunk: string) => {
      output += chunk;
    };
    child.stdout.setEncoding('utf8').on('data', collect);
    child.stderr.setEncoding('utf8').on('data', collect);
    child.on('error', reject);
    child.on('close', code => resolve({ succeeded: code === 0, output }));
  });
}
