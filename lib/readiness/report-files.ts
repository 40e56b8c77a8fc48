import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { ReadinessReport } from './readiness-report';

/** Writes the report for programs, for pull requests and for people into the output folder of an app. */
export function writeReports(app: IConstruct, report: ReadinessReport): void {
  const { outdir } = app as Partial<App>;
  if (outdir === undefined) {
    return;
  }
  mkdirSync(outdir, { recursive: true });
  writeFileSync(join(outdir, 'readiness.json'), report.toJson());
  writeFileSync(join(outdir, 'readiness.md'), report.toMarkdown());
  writeFileSync(join(outdir, 'readiness.html'), report.toHtml());
}
