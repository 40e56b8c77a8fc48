import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadinessReport } from '../../lib/reports';
import type { ConfirmationDocument, ConfirmedCustomer, ConfirmedDay } from '../../lib/reports';
import { pec, type PecRun } from '../command-line/run-pec';

/** What `pec confirm` printed, and what its JSON says. */
export interface ConfirmRun extends PecRun {
  readonly document: ConfirmationDocument;
}

/** Runs `pec confirm` on files, with a readiness report beside them. */
export async function confirmed(
  folder: string,
  report: ReadinessReport | string,
  ...args: string[]
): Promise<ConfirmRun> {
  const outdir = join(folder, 'cdktf.out');
  mkdirSync(outdir, { recursive: true });
  writeFileSync(join(outdir, 'readiness.json'), typeof report === 'string' ? report : report.toJson());
  const run = await pec(['confirm', '--output', outdir, '--format', 'json', ...args]);
  return { ...run, document: (run.stdout.startsWith('{') ? JSON.parse(run.stdout) : {}) as ConfirmationDocument };
}

/** The only subscription of a customer, by day. */
export function daysOf({ subscriptions }: ConfirmedCustomer): ConfirmedDay[] {
  return [...subscriptions[0].days];
}

/** The codes of a day. */
export function codesOf({ reasons }: ConfirmedDay): string[] {
  return reasons.map(reason => reason.slice(0, reason.indexOf(':')));
}
