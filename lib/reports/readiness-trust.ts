/**
 * What speaks for a `readiness.json` that is read on its own: the manifest beside it says that synth wrote these bytes, no
 * manifest is beside it, or it is of a synth that failed.
 */
export type ReadinessTrust = 'vouched-for' | 'alone' | 'failed';

/** The same for people: a clause about the file. */
export const TRUST_WORDS: Record<ReadinessTrust, string> = {
  'vouched-for': 'portfolio.json beside it vouches for it',
  alone: 'no portfolio.json was beside it to say that it is what synth wrote',
  failed: 'synth failed, so nothing of it is deployed',
};
