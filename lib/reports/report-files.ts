import { REPORT_FILES } from '../manifest';
import type { ReadinessReport } from './readiness-report';

/** The report for programs, for pull requests and for people, by their names in the output folder. */
export function reportTexts(report: ReadinessReport): Record<string, () => string> {
  return {
    [REPORT_FILES.json]: () => report.toJson(),
    [REPORT_FILES.markdown]: () => report.toMarkdown(),
    [REPORT_FILES.html]: () => report.toHtml(),
  };
}
