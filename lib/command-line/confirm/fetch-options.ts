import { type Command, InvalidArgumentError, Option } from 'commander';
import type { BillingPeriod, ExportedUsage } from '../../azure-live';
import { collect } from '../options';
import { UsageError } from '../result';

/** What `pec confirm` is to fetch, and where to. */
export interface FetchOptions {
  /** `unbilled`, or the number of an invoice. */
  readonly fetch?: string[];
  readonly currency?: string[];
  readonly period?: BillingPeriod;
  /** The folder in which what was fetched stays. */
  readonly keep?: string;
}

const UNBILLED = 'unbilled';

/** Adds the options of `--fetch`. */
export function addFetchOptions(command: Command): Command {
  return command
    .option('--fetch <usage>', 'ask Microsoft Graph for it: "unbilled", or an invoice; may be repeated', usage)
    .option('--currency <code>', 'of unbilled usage, such as EUR; may be repeated', currency)
    .addOption(
      new Option('--period <month>', 'of unbilled usage: this month, by default, or the last one').choices([
        'current',
        'last',
      ]),
    )
    .option('--keep <folder>', 'keep there what was fetched');
}

/**
 * What is to be fetched; nothing without `--fetch`.
 *
 * @throws UsageError if the options do not go together
 */
export function usageToFetch({ fetch = [], currency: currencies = [], period, keep }: FetchOptions): ExportedUsage[] {
  const isUnbilled = fetch.includes(UNBILLED);
  if (isUnbilled && currencies.length === 0) {
    throw new UsageError(`--fetch ${UNBILLED} needs a currency of your bills, such as --currency EUR`);
  }
  if (!isUnbilled && (currencies.length > 0 || period !== undefined)) {
    throw new UsageError(`--currency and --period are of --fetch ${UNBILLED}; an invoice has one of each`);
  }
  if (fetch.length === 0 && keep !== undefined) {
    throw new UsageError('--keep is for what --fetch fetches');
  }
  return [...new Set(fetch)].flatMap((what): ExportedUsage[] =>
    what === UNBILLED
      ? [...new Set(currencies)].map(code => ({ of: 'unbilled', currency: code, period: period ?? 'current' }))
      : [{ of: 'billed', invoice: what }],
  );
}

/** What was fetched, in the words of the command line; also the name of its folder. */
export function nameOf(usage: ExportedUsage): string {
  return usage.of === 'billed' ? usage.invoice : `${UNBILLED}-${usage.currency}-${usage.period}`;
}

/** Invoices are called such as G016907411. */
function usage(text: string, previous?: string[]): string[] {
  if (!/^[a-z0-9-]{1,60}$/i.test(text)) {
    throw new InvalidArgumentError(`expected "${UNBILLED}", or the number of an invoice such as G016907411`);
  }
  return collect(text, previous);
}

function currency(text: string, previous?: string[]): string[] {
  if (!/^[a-z]{3}$/i.test(text)) {
    throw new InvalidArgumentError('expected a currency, such as EUR');
  }
  return collect(text.toUpperCase(), previous);
}
