import type { CsvSeparator } from '../csv';
import type * as csv from './csv';
import { LiveVerdict, type VerificationContent, type VerifiedSubscription } from './document';
import type * as page from './html';
import { fromJson, toJson } from './json';
import type * as markdown from './markdown';
import type * as table from './table';
import { FAULTS, summaryOf } from './words';

/** Loaded when first used, not at import. */
interface Modules {
  './csv': typeof csv;
  './html': typeof page;
  './markdown': typeof markdown;
  './table': typeof table;
}

declare function require<M extends keyof Modules>(module: M): Modules[M];

/** What Azure has of what was declared, in every form in which somebody reads it. */
export class VerificationReport {
  /**
   * Reads what {@link VerificationReport.toJson} wrote.
   *
   * @throws Error if it is something else, or of a newer version
   */
  public static fromJson(json: string): VerificationReport {
    return new VerificationReport(fromJson(json));
  }

  constructor(public readonly content: VerificationContent) {}

  /** One sentence with the totals. */
  public get summary(): string {
    return summaryOf(this.content);
  }

  /** Whether something is known to be wrong: with the identity, or with a delegation. */
  public get hasFault(): boolean {
    const { identity } = this.content;
    return FAULTS.includes(identity.verdict) || this.entries.some(({ verdict }) => FAULTS.includes(verdict));
  }

  /** The declared delegations that nobody could see. One of an offboarded customer is none of them: it shall be gone. */
  public get notVisible(): VerifiedSubscription[] {
    return this.entries.filter(
      ({ verdict, findings }) =>
        verdict === LiveVerdict.NOT_VISIBLE && findings.every(({ rule }) => rule !== 'delegation-gone'),
    );
  }

  /** Whether Azure told nothing of any delegation that was looked for. */
  public get sawNothing(): boolean {
    return this.notVisible.length > 0 && this.entries.every(({ verdict }) => UNREAD.includes(verdict));
  }

  /** Why principals could not sign in though that was asked for, each once. */
  public get refusedSignIns(): string[] {
    return [...new Set(this.content.identities.flatMap(({ refused = [] }) => refused))];
  }

  /** The report for a terminal: the identity, and the customers that need a look. */
  public toTable(): string {
    return require('./table').toTable(this.content);
  }

  /** The report for programs: `verification.json`, described by `verification.schema.json` of this package. */
  public toJson(): string {
    return toJson(this.content);
  }

  /**
   * The report for an issue or a comment on GitHub or Azure DevOps. Its first line is `<!-- pec-verification -->`, by which
   * a pipeline finds its earlier one.
   */
  public toMarkdown(): string {
    return require('./markdown').toMarkdown(this.content);
  }

  /** The report for people: one page that needs nothing else. */
  public toHtml(): string {
    return require('./html').toHtml(this.content);
  }

  /** The same as a part of another page. */
  public toHtmlFragment(): string {
    return require('./html').toHtmlFragment(this.content);
  }

  /**
   * The report for a spreadsheet.
   *
   * @param separator what stands between two cells; Excel expects a semicolon where numbers have a decimal comma
   */
  public toCsv(separator?: CsvSeparator): string {
    return require('./csv').toCsv(this.content, separator);
  }

  private get entries(): VerifiedSubscription[] {
    return this.content.customers.flatMap(({ subscriptions }) => subscriptions);
  }
}

const UNREAD = [LiveVerdict.NOT_VISIBLE, LiveVerdict.NOT_CHECKED];
