import { Readiness } from '../readiness';
import { fromJson, toJson } from './json';
import type * as joint from './joint/joint-report';
import type * as markdown from './markdown';
import { toTable } from './table';

/** Loaded when first used, not at import. */
interface Modules {
  './markdown': typeof markdown;
  './joint/joint-report': typeof joint;
}

declare function require<M extends keyof Modules>(module: M): Modules[M];

/**
 * Which customers earn, and why the others do not, in every form in which somebody reads it.
 *
 * @example
 * ```ts
 * const report = ReadinessReport.fromJson(readFileSync('cdktf.out/readiness.json', 'utf8'));
 * writeFileSync('readiness.md', report.toMarkdown());
 * ```
 */
export class ReadinessReport extends Readiness {
  /**
   * Reads what {@link ReadinessReport.toJson} wrote.
   *
   * @throws Error if it is something else, or of a newer version
   */
  public static fromJson(json: string): ReadinessReport {
    return ReadinessReport.of(fromJson(json));
  }

  /** The report of what was judged. */
  public static of({ customers, selection, manifest, partnerKind }: Readiness): ReadinessReport {
    return new ReadinessReport(customers, selection, manifest, partnerKind);
  }

  /** The report for a terminal: a row for each subscription, reasons and cures below it. */
  public toTable(): string {
    return toTable(this);
  }

  /** The report for programs: `readiness.json`, described by `readiness.schema.json` of this package. */
  public toJson(): string {
    return toJson(this);
  }

  /**
   * The report for a pull request on GitHub or Azure DevOps: `readiness.md`. Its first line is
   * `<!-- pec-readiness -->`, by which a pipeline finds its earlier comment.
   */
  public toMarkdown(): string {
    return require('./markdown').toMarkdown(this);
  }

  /** The report for people: `readiness.html`, one page that needs nothing else. */
  public toHtml(): string {
    const { JointReport } = require('./joint/joint-report');
    return new JointReport({ readiness: this }).toHtml();
  }
}
