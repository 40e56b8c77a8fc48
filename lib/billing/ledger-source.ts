import type { Day } from './day';
import type { FormatId } from './format';

/** Where rows came from. */
export interface LedgerSource {
  /** The file, or the manifest. */
  readonly name: string;
  readonly format: FormatId;
}

/** What one source held. */
export interface SourceSummary extends LedgerSource {
  readonly rows: number;
  readonly days: ReadonlySet<Day>;
}

/** Two sources hold the same usage. */
export class SourceClash extends Error {
  /**
   * @param other the source that held it first
   * @param what the usage
   */
  constructor(
    public readonly other: string,
    public readonly what: { readonly day: Day; readonly currency: string; readonly subscriptionId: string },
  ) {
    super('two sources hold the same usage');
  }
}
