import type * as page from '../html/report-page';
import type * as joint from './joint';
import type { JointContent } from './joint';

/** Loaded when first used, not at import. */
interface Modules {
  '../html/report-page': typeof page;
  './joint': typeof joint;
}

declare function require<M extends keyof Modules>(module: M): Modules[M];

/** Declaration, verification and confirmations on one page. */
export class JointReport {
  constructor(private readonly content: JointContent) {}

  /** One page that needs nothing else. */
  public toHtml(): string {
    const { Joint } = require('./joint');
    return require('../html/report-page').toHtml(new Joint(this.content));
  }
}
