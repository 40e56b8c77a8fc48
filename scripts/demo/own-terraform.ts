import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stage } from '../../test/e2e/stage';
import { PIPELINE_SUBJECT } from '../../test/e2e/fabrikam';

const SIGN_IN_FILE = 'sign-in.sh';
const DAY_SECONDS = 24 * 60 * 60;

/**
 * Writes into each stack's folder what points a Terraform at the emulation and signs it in, and says how to use it. The
 * secrets are worth nothing outside the emulation, and nothing once it has ended.
 */
export function inviteOwnTerraform(stage: Stage, stacks: readonly string[]): string {
  const cloud = exportsOf(stage.azure.environment());
  for (const stack of stacks) {
    const file = join(stage.stack(stack).folder, SIGN_IN_FILE);
    writeFileSync(file, [...cloud, ...exportsOf(signInFor(stage, stack)), ''].join('\n'), { mode: 0o600 });
  }
  return [
    'The emulation stays until Ctrl-C. A Terraform of your own finds it with',
    '',
    ...cloud.map(line => `  ${line}`),
    '',
    `Beside each stack, ${SIGN_IN_FILE} has these variables and signs in as the pipeline of that stack:`,
    '',
    ...stacks.map(stack => `  cd ${stage.stack(stack).folder}`),
    '',
    `  . ./${SIGN_IN_FILE} && terraform plan`,
  ].join('\n');
}

function signInFor(stage: Stage, stack: string): Record<string, string> {
  // The token of a pipeline lasts minutes; somebody who tries things out needs longer.
  return stack === 'partner-link'
    ? { ARM_OIDC_TOKEN: stage.azure.issueToken(PIPELINE_SUBJECT, undefined, undefined, DAY_SECONDS) }
    : stage.signInFor(stack);
}

function exportsOf(variables: Record<string, string>): string[] {
  return Object.entries(variables).map(([name, value]) => `export ${name}='${value}'`);
}
