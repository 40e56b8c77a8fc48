import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MANIFEST_FILE, REPORT_FILES } from '../../manifest';
import { ReadinessReport } from '../../reports';
import { readAs, readOutput, SYNTH_AGAIN } from '../files';

/** The report in a folder. One of a synth that failed needs no manifest: nobody deploys for it. */
export function readReportOf(folder: string): ReadinessReport {
  const report = readReport(join(folder, REPORT_FILES.json));
  const hasManifest = report.manifest !== undefined || existsSync(join(folder, MANIFEST_FILE));
  if (report.isAccepted && hasManifest) {
    readOutput(folder, REPORT_FILES.json);
  }
  return report;
}

/** A report, whatever vouches for it. */
export function readReport(file: string): ReadinessReport {
  return readAs(file, SYNTH_AGAIN, text => ReadinessReport.fromJson(text));
}
