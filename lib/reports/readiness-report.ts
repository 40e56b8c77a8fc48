import { Readiness, type ReadinessStamp, trendOf } from '../readiness';
import { filtered, type ReadinessFilter } from './filter';
import { fromJson, toJson } from './json';
import type * as joint from './joint/joint-report';
import type { CsvSeparator } from './csv';
import type * as markdown from './markdown';
import type * as csv from './readiness-csv';
import { toTable } from './table';

/** Loaded when first used, not at import. */
interface Modules {
  './markdown': typeof markdown;
  './readiness-csv': typeof csv;
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
  public static of({ customers, context }: Readiness): ReadinessReport {
    return new ReadinessReport(customers, context);
  }

  /** The same with what became of the customers since an earlier report. */
  public since(previous: Readiness): ReadinessReport {
    return new ReadinessReport(this.customers, { ...this.context, trend: trendOf(this, previous) });
  }

  /** The same with a stamp, unless it has one. */
  public stamped(stamp: ReadinessStamp | undefined): ReadinessReport {
    return new ReadinessReport(this.customers, { ...this.context, stamp: this.stamp ?? stamp });
  }

  /** The customers that somebody wants to see. */
  public only(filter: ReadinessFilter): ReadinessReport {
    return ReadinessReport.of(filtered(this, filter));
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

  /**
   * The report for a spreadsheet: a row for each finding that says something.
   *
   * @param separator what stands between two cells; Excel expects a semicolon where numbers have a decimal comma
   */
  public toCsv(separator?: CsvSeparator): string {
    return require('./readiness-csv').readinessCsv(this, separator);
  }

  /** The report for people: `readiness.html`, one page that needs nothing else. */
  public toHtml(): string {
    const { JointReport } = require('./joint/joint-report');
    return new JointReport({ readiness: this }).toHtml();
  }
}
