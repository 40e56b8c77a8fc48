import { visibleLines } from '../../text';
import type { CsvSeparator } from '../csv';
import { formCheck } from '../json-form';
import { readReport } from '../report-file';
import type { ConfirmationDocument } from './confirmation-document';
import type schema from './confirmation.schema.json';
import type * as csv from './csv';
import type * as markdown from './markdown';
import { toTable } from './table';
import { summaryOf } from './words';

/** Loaded when first used, not at import. */
interface Modules {
  './confirmation.schema.json': typeof schema;
  './csv': typeof csv;
  './markdown': typeof markdown;
}

declare function require<M extends keyof Modules>(module: M): Modules[M];

// A test holds the schema against the type.
const checkForm = formCheck<ConfirmationDocument>(() => require('./confirmation.schema.json'));

/** What was declared beside what was paid, in every form in which somebody reads it. */
export class ConfirmationReport {
  /**
   * Reads what {@link ConfirmationReport.toJson} wrote.
   *
   * @throws Error if it is something else, or of a newer version
   */
  public static fromJson(json: string): ConfirmationReport {
    return new ConfirmationReport(readReport('confirmation', json, checkForm));
  }

  constructor(public readonly document: ConfirmationDocument) {}

  /** One sentence with the totals. */
  public get summary(): string {
    return summaryOf(this.document);
  }

  /** The report for a terminal: a row for each subscription, and on which days it lost. */
  public toTable(): string {
    return toTable(this.document);
  }

  /**
   * The report for programs: `confirmation.json`, described by `confirmation.schema.json` of this package. One line: it
   * may hold a hundred thousand days.
   */
  public toJson(): string {
    return [...this.toJsonParts()].join('');
  }

  /** The same piece by piece: the whole of a large one takes more memory than all that it was made from. */
  public *toJsonParts(): Generator<string> {
    const { customers, undeclared, ...head } = this.document;
    yield `${partOf(head).slice(0, -1)},"customers":[`;
    for (const [i, customer] of customers.entries()) {
      yield `${i === 0 ? '' : ','}${partOf(customer)}`;
    }
    yield `],"undeclared":${partOf(undeclared)}}\n`;
  }

  /**
   * The report for a comment or an issue on GitHub or Azure DevOps. Its first line is `<!-- pec-confirmation -->`, by
   * which a pipeline finds its earlier one.
   */
  public toMarkdown(): string {
    return require('./markdown').toMarkdown(this.document);
  }

  /**
   * The report for a spreadsheet: a row for each declared subscription, day and currency.
   *
   * @param separator what stands between two cells; Excel expects a semicolon where numbers have a decimal comma
   */
  public toCsv(separator?: CsvSeparator): string {
    return require('./csv').confirmationCsv(this.document, separator);
  }
}

function partOf(value: object): string {
  return visibleLines(JSON.stringify(value));
}
