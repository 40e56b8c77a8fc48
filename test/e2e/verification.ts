import { dirname, join } from 'node:path';
import { CUSTOMER_PIPELINES, PIPELINE_SUBJECT, VERIFIER } from './fabrikam';
import { Program } from './program';
import type { Stage } from './stage';

const ROOT = join(__dirname, '..', '..');
const PEC = ['--import', 'tsx', join(ROOT, 'lib', 'command-line', 'pec.ts')];

/** What `pec verify` said. */
export interface VerificationRun {
  /** 0 as declared, 1 something is not. */
  readonly exitCode: number | null;
  /** What a person would read: the table. */
  readonly table: string;
}

/** Verifies as the job of every night does: as a reader and as PEC-Automation, with the log and the last report. */
export async function verify(stage: Stage): Promise<VerificationRun> {
  const { azure, outdir } = stage;
  const report = join(dirname(outdir), 'verification.json');
  const program = new Program(process.execPath, ROOT, {
    ...azure.environment(),
    ...azure.signIn(VERIFIER),
    ARM_USE_OIDC: 'true',
    ARM_OIDC_TOKEN: azure.issueToken(PIPELINE_SUBJECT),
    NODE_EXTRA_CA_CERTS: azure.caCertificateFile,
  });
  const looks = ['--as', 'both', '--activity', '30d', '--previous', report];
  const asked = await program.run([
    ...PEC,
    'verify',
    '--output',
    outdir,
    ...looks,
    '--format',
    'json',
    '--write',
    report,
  ]);
  if (asked.exitCode !== 0 && asked.exitCode !== 1) {
    throw new Error(asked.output);
  }
  const { output } = await program.run([...PEC, 'verify', '--from', report]);
  return { exitCode: asked.exitCode, table: output.trimEnd() };
}

/** A customer removes what it delegated, in the portal say: Terraform knows nothing of it. */
export async function removeDelegation(stage: Stage, stack: string): Promise<void> {
  const pipeline = CUSTOMER_PIPELINES[stack];
  const { tenantId } = stage.azure.principal(pipeline);
  const assignment = stage.assignments.find(({ scope }) => scope.subscription.tenantId === tenantId);
  const { status } = await stage.azure.client(pipeline).arm('DELETE', `${assignment?.id}?api-version=2022-10-01`);
  if (status !== 202) {
    throw new Error(`the delegation of ${stack} could not be removed: ${status}`);
  }
}
