import { pecMatchers } from './pec-matchers';

export type { MatcherResult } from './matcher';
export { pecMatchers, type PecMatchers } from './pec-matchers';
export type { ExpectedDelegation } from './to-delegate';
export type { EarningOptions } from './to-earn-partner-credit';

// No import of jest: it would have to be installed, and would be another copy than the one that runs the test.
(globalThis as { expect?: { extend(matchers: object): void } }).expect?.extend(pecMatchers);
