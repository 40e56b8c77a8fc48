import { type Clue, clueOf } from './clue';
import { type Rate, rateOf } from './credit';
import { type Day, dayOf } from './day';
import { DecimalMark } from './decimal-mark';
import { type BillingFormat, type Field, FIELDS } from './format';
import { type Ineligible, whyIneligible } from './ineligible';
import { type Units, unitsOf } from './money';

/** A row of usage, whatever form it had. */
export interface UsageRow {
  /** The customer's tenant, in small letters; empty if the row has none. */
  readonly tenantId: string;
  readonly customerName: string;
  /** The Azure subscription, in small letters; empty if the row has none. */
  readonly subscriptionId: string;
  readonly day: Day;
  readonly currency: string;
  /** What was billed, net of the credit. */
  readonly net: Units;
  /** The rate that was applied; undefined if the row earned nothing. */
  readonly rate: Rate | undefined;
  /** Why a row that earned nothing cannot earn; undefined if it could have. */
  readonly ineligible: Ineligible | undefined;
  /** What else is on a row that could have earned and did not. */
  readonly clue: Clue | undefined;
  /** In small letters, because Azure does not keep to one spelling; empty if the row has none. */
  readonly resourceId: string;
  readonly meterId: string;
  readonly resourceGroup: string;
  /** Empty if the row was not invoiced yet. */
  readonly invoice: string;
}

const GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;

/** Cost Management says these where there is nothing: cost-usage-details-mca-partner.md of MicrosoftDocs/azure-docs. */
const NOTHING = /^(?:unassigned|not applicable|null)?$/i;

/** Where the columns of a field stand in a file. */
type Positions = Partial<Record<Field, number[]>>;

/** Reads the rows of one file. */
export class UsageRowReader {
  private readonly positions: Positions = {};
  private readonly amounts: DecimalMark;
  private readonly percentages: DecimalMark;
  private readonly rates = new Map<string, Rate | undefined>();
  private readonly days = new Map<string, Day>();
  private cells: readonly string[] = [];

  /**
   * @param header the names of the columns, in small letters
   * @param mayHaveCommas whether amounts may have a decimal comma
   */
  constructor(
    private readonly format: BillingFormat,
    header: readonly string[],
    mayHaveCommas: boolean,
  ) {
    this.amounts = new DecimalMark(mayHaveCommas);
    this.percentages = new DecimalMark(mayHaveCommas);
    this.place(header);
  }

  /** Takes the names of columns, of which there may be more than before. */
  public place(header: readonly string[]): void {
    for (const field of FIELDS) {
      this.positions[field] = this.format.columns[field]
        .map(name => header.indexOf(name))
        .filter(position => position >= 0);
    }
  }

  /** Every position that is read. */
  public get needed(): number[] {
    return Object.values(this.positions).flat();
  }

  /**
   * Reads a row.
   *
   * @throws Error that says what cannot be read, without the number of the row
   */
  public read(cells: readonly string[]): UsageRow {
    this.cells = cells;
    const net = this.net();
    const rate = this.rate();
    const currency = this.text('currency').toUpperCase();
    if (!/^[A-Z]{3}$/.test(currency)) {
      throw new Error(`"${currency.slice(0, 40)}" is no currency`);
    }
    const ineligible = rate ? undefined : whyIneligible(this, net, this.format);
    const subscription = this.text('subscription').toLowerCase();
    const meter = this.text('meter').toLowerCase();
    return {
      tenantId: this.text('tenant').toLowerCase(),
      customerName: this.text('customer'),
      subscriptionId: GUID.exec(subscription)?.[0] ?? '',
      day: this.day(),
      currency,
      net,
      rate,
      ineligible,
      clue: rate === undefined && ineligible === undefined ? clueOf(this) : undefined,
      resourceId: this.text('resource').toLowerCase(),
      meterId: NOTHING.test(meter) ? '' : meter,
      resourceGroup: this.text('resourceGroup'),
      invoice: this.text('invoice'),
    };
  }

  /** The text of a field; empty if the row has none. */
  public text(field: Field): string {
    const position = this.positions[field]?.[0];
    return position === undefined ? '' : this.cells[position].trim();
  }

  /** Every filled column of a field. */
  public texts(field: Field): string[] {
    return (this.positions[field] ?? [])
      .map(position => this.cells[position].trim())
      .filter(text => !NOTHING.test(text));
  }

  private net(): Units {
    const text = this.amounts.withPoint(this.text('net'));
    // A benefit is listed with a quantity and no cost.
    const units = text === '' ? 0n : unitsOf(text);
    if (units === undefined) {
      throw new Error(`"${text.slice(0, 40)}" is no amount`);
    }
    return units;
  }

  private rate(): Rate | undefined {
    const text = this.text('rate');
    if (!this.rates.has(text)) {
      const rate = rateOf(this.percentages.withPoint(text));
      if (rate === undefined) {
        throw new Error(`"${text.slice(0, 40)}" is no rate of partner earned credit`);
      }
      this.rates.set(text, rate ?? undefined);
    }
    const rate = this.rates.get(text);
    return this.format.columns.applied.length > 0 && !this.applied() ? undefined : rate;
  }

  /** The wire has 0 and 1 as well as words: neither the documents nor the samples agree on one. */
  private applied(): boolean {
    const text = this.text('applied').toLowerCase();
    switch (text) {
      case 'true':
      case '1':
      case 'yes':
        return true;
      case 'false':
      case '0':
      case 'no':
      case '':
        return false;
      default:
        throw new Error(`"${text.slice(0, 40)}" does not say whether partner earned credit was applied`);
    }
  }

  private day(): Day {
    const text = this.text('day');
    let day = this.days.get(text);
    if (day === undefined) {
      day = dayOf(text);
      if (day === undefined) {
        throw new Error(
          `"${text.slice(0, 40)}" is no date of usage: expected 2026-10-31, 10/31/2026 or 31.10.2026; download the ` +
            'file again, and do not save it with Excel',
        );
      }
      // A short copy: a piece of the text that was read would keep all of it.
      this.days.set(Buffer.from(text).toString(), day);
    }
    return day;
  }
}
