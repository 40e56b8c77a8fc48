/** A calendar day: how many days it is after 1 January 1970. Days of a bill have no time zone. */
export type Day = number;

const MILLISECONDS = 86_400_000;

/** ISO 8601, with or without a time; the time is not looked at, because it would need a time zone to move the day. */
const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ]\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:?\d\d)?)?$/i;

/**
 * Month, day, year: the order of the United States, which Cost Management always writes (MM/dd/yyyy in
 * microsoft/finops-toolkit, Export-ConsumptionToBlobStorage.ps1). Files whose dates begin with the day are refused at the
 * first 13th, and {@link dayFirstSources} tells of those that have none.
 */
const SLASHES = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: \d{1,2}:\d\d[\d:.]*(?: [AP]M)?)?$/i;

/** Day, month, year: what Partner Center writes for most of Europe. */
const DOTS = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?: \d{1,2}:\d\d[\d:.]*)?$/;

/** The day that a text says; undefined if there is no such day. */
export function dayOf(text: string): Day | undefined {
  const iso = ISO.exec(text);
  if (iso) {
    return dayFrom(iso[1], iso[2], iso[3]);
  }
  const slashes = SLASHES.exec(text);
  if (slashes) {
    return dayFrom(slashes[3], slashes[1], slashes[2]);
  }
  const dots = DOTS.exec(text);
  return dots ? dayFrom(dots[3], dots[2], dots[1]) : undefined;
}

function dayFrom(year: string, month: string, day: string): Day | undefined {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const exists = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  // Azure plans exist since 2019: any other century is a fault of whatever wrote the file.
  return exists && /^20/.test(year) ? date.getTime() / MILLISECONDS : undefined;
}

/** A day as `2026-10-31`. */
export function isoOf(day: Day): string {
  return new Date(day * MILLISECONDS).toISOString().slice(0, 10);
}

/** The first and the last day of something; both belong to it. */
export interface Days {
  readonly from: Day;
  readonly to: Day;
}

/** Every day of a span, in order. */
export function eachDay({ from, to }: Days): Day[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/** The days of a month such as `2026-10`; undefined if there is no such month. */
export function daysOfMonth(text: string): Days | undefined {
  const from = dayOf(`${text}-01`);
  if (from === undefined) {
    return undefined;
  }
  const first = new Date(from * MILLISECONDS);
  return { from, to: Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0) / MILLISECONDS };
}
