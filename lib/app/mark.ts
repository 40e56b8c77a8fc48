import type { IConstruct } from 'constructs';

/**
 * Something noted at constructs of a tree, in their metadata: everybody who walks the tree sees it, also another copy of
 * this package in the same app.
 */
export class Mark<T extends object> {
  private readonly type: string;

  /** @param name what is noted, the same in every copy of the package */
  constructor(name: string) {
    this.type = `cdktf-partner-earned-credit/${name}`;
  }

  /** Notes something at a construct, besides what is noted there. */
  public add(construct: IConstruct, noted: T): void {
    construct.node.addMetadata(this.type, noted);
  }

  /** What was noted at exactly this construct, in the order in which it was. */
  public at(construct: IConstruct): T[] {
    return construct.node.metadata.filter(({ type }) => type === this.type).map(({ data }) => data as T);
  }
}
