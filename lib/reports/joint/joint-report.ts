import type * as page from '../html/report-page';
import { Joint, type JointContent } from './joint';

/** Loaded when first used, not at import. */
declare function require(module: '../html/report-page'): typeof page;

/** Declaration, verification and confirmations on one page. */
export class JointReport {
  constructor(private readonly content: JointContent) {}

  /** One page that needs nothing else. */
  public toHtml(): string {
    return require('../html/report-page').toHtml(new Joint(this.content));
  }
}
