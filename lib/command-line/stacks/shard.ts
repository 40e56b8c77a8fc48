import { createHash } from 'node:crypto';
import { UsageError } from '../result';

/** One of several parts of a portfolio. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
}

/**
 * Reads `2/8`.
 *
 * @throws UsageError
 */
export function parseShard(text: string): Shard {
  const [, index, count] = (/^([1-9]\d{0,3})\/([1-9]\d{0,3})$/.exec(text) ?? []).map(Number);
  if (index === undefined || index > count) {
    throw new UsageError(`--shard ${text} is no shard; expected i/n with i from 1 to n, such as 2/8`);
  }
  return { index, count };
}

/**
 * Whether a customer belongs to a shard.
 *
 * By the hash of its key, not by its place in the list: jobs of one run list what has changed one after the other, while
 * the first of them deploy. Places move with every customer that is done, so that some would be left out.
 */
export function belongsTo(key: string, { index, count }: Shard): boolean {
  return createHash('sha256').update(key).digest().readUInt32BE() % count === index - 1;
}
