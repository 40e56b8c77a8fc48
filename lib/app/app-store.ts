import type { IConstruct } from 'constructs';

/**
 * One thing that an app has, kept at the root of its tree under a symbol that every copy of this package knows: two
 * copies in one app look at the same.
 */
export class AppStore<T> {
  private readonly symbol: symbol;

  /**
   * @param name what is kept, the same in every copy of the package
   * @param make makes it for the root of an app that has none yet
   */
  constructor(
    name: string,
    private readonly make: (root: IConstruct) => T,
  ) {
    this.symbol = Symbol.for(`cdktf-partner-earned-credit/${name}`);
  }

  /** What the app of a construct has. */
  public of(scope: IConstruct): T {
    const { root } = scope.node;
    const kept = Reflect.get(root, this.symbol) as T | undefined;
    if (kept !== undefined) {
      return kept;
    }
    const made = this.make(root);
    Object.defineProperty(root, this.symbol, { value: made });
    return made;
  }
}
