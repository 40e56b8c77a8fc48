import { type ExpectedDelegation, toDelegate } from './to-delegate';
import { type EarningOptions, toEarnPartnerCredit } from './to-earn-partner-credit';
import { toLinkPartnerId } from './to-link-partner-id';

/** The matchers, for `expect.extend(pecMatchers)` where `expect` is not global. */
export const pecMatchers = { toEarnPartnerCredit, toDelegate, toLinkPartnerId };

/** The matchers as a test sees them. */
export interface PecMatchers<R> {
  /**
   * Expects that every customer in an app, a stack or a construct would earn partner earned credit, and that there is
   * one at least. Offboarded customers do not count.
   */
  toEarnPartnerCredit(options?: EarningOptions): R;
  /** Expects that a `LighthouseDelegation` in an app, a stack or a construct has all that is given. */
  toDelegate(expected?: ExpectedDelegation): R;
  /** Expects that a `PartnerAdminLink` in an app, a stack or a construct links to this Partner ID. */
  toLinkPartnerId(partnerId: string): R;
}

/* eslint-disable @typescript-eslint/no-namespace, @typescript-eslint/no-empty-object-type -- the only way to add to the types of others */

declare global {
  // @types/jest; and vitest, whose assertions extend this interface for the sake of matchers like these.
  namespace jest {
    interface Matchers<R> extends PecMatchers<R> {}
  }
}

// @jest/globals. Built declarations may name a module that is not installed; sources may not, and the build has no jest.
// eslint-disable-next-line @typescript-eslint/ban-ts-comment -- with the types of the tests it is no error
// @ts-ignore
declare module 'expect' {
  interface Matchers<R> extends PecMatchers<R> {}
}
