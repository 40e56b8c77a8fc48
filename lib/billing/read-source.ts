import { codeOf, messageOf, visible } from '../text';
import { BillingFileError } from './billing-file-error';
import { isoOf } from './day';
import { contentOf, type FileContent, STDIN } from './file-content';
import type { BillingFormat, FormatId } from './format';
import type { Ledger } from './ledger';
import { SourceClash } from './ledger-source';
import { formatOf } from './recognise';
import type { BillingSource } from './source';
import { readTable } from './table';
import { type UsageRow, UsageRowReader } from './usage-row';

/** What is read of a source. */
export interface ReadingOptions {
  /** Only sources of this form. */
  readonly only?: FormatId;
  /** Meters that a price list calls a third party's, in small letters. */
  readonly thirdPartyMeters?: ReadonlySet<string>;
  /** Is told of every hundred thousandth row. */
  readonly onProgress?: (file: string, rows: number) => void;
}

const ROWS_BETWEEN_PROGRESS = 100_000;

/**
 * Reads a source into a ledger, in one pass.
 *
 * @throws BillingFileError that names the file or part
 */
export async function readSource(source: BillingSource, ledger: Ledger, options: ReadingOptions = {}): Promise<void> {
  let format: BillingFormat | undefined;
  let add: ((row: UsageRow) => void) | undefined;
  let rows = 0;
  for (const part of source.parts) {
    const taker = new PartTaker(part, source.ofGraph, found => {
      if (format !== undefined && found.id !== format.id) {
        throw new Error(`it is of another form (${found.title}) than the part before (${format.title})`);
      }
      format = found;
      const isWanted = found.id === (options.only ?? found.id);
      add ??= isWanted ? ledger.begin({ name: source.name, format: found.id }) : undefined;
      return isWanted;
    });
    try {
      const content = await contentOf(part);
      await taker.read(content, row => {
        if (++rows % ROWS_BETWEEN_PROGRESS === 0) {
          options.onProgress?.(part, rows);
        }
        add?.(options.thirdPartyMeters?.has(row.meterId) ? ofThirdParty(row) : row);
      });
    } catch (error) {
      throw error instanceof BillingFileError
        ? error
        : new BillingFileError(part === STDIN ? source.name : part, reasonOf(error));
    }
  }
  if (rows === 0 && add !== undefined) {
    throw new BillingFileError(source.name, 'it has a header and no rows; download it again');
  }
}

/** Reads one file of a source. */
class PartTaker {
  private reader: UsageRowReader | undefined;
  private isWanted = true;

  constructor(
    private readonly part: string,
    private readonly ofGraph: boolean,
    private readonly accept: (format: BillingFormat) => boolean,
  ) {}

  public async read(content: FileContent, add: (row: UsageRow) => void): Promise<void> {
    await readTable(this.part, content, {
      begin: columns => {
        const header = columns.map(column => column.trim().toLowerCase());
        if (this.reader === undefined) {
          const format = formatOf(header, content.kind, this.ofGraph);
          this.isWanted = this.accept(format);
          this.reader = new UsageRowReader(format, header, content.kind === 'csv' && content.delimiter === ';');
        } else {
          this.reader.place(header);
        }
        return this.reader.needed;
      },
      row: (cells, number) => {
        if (this.isWanted && this.reader !== undefined) {
          add(this.rowOf(this.reader, cells, number));
        }
      },
    });
  }

  private rowOf(reader: UsageRowReader, cells: readonly string[], number: number): UsageRow {
    try {
      return reader.read(cells);
    } catch (error) {
      throw new Error(`row ${number}: ${messageOf(error)}`);
    }
  }
}

function ofThirdParty(row: UsageRow): UsageRow {
  return row.rate === undefined && row.ineligible === undefined ? { ...row, ineligible: 'third-party' } : row;
}

const REASONS: Record<string, string> = {
  ENOENT: 'it does not exist',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be read',
};

function reasonOf(error: unknown): string {
  if (error instanceof SourceClash) {
    const { day, currency, subscriptionId } = error.what;
    return (
      `${visible(error.other)} holds the same usage (${subscriptionId || 'no subscription'}, ${isoOf(day)}, ${currency}), ` +
      'which would count twice; leave one of the two out, or choose with --source'
    );
  }
  return REASONS[codeOf(error) ?? ''] ?? messageOf(error);
}
