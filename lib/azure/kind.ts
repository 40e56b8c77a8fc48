/**
 * A kind of value that this package makes. Its instances are told by a mark: by `instanceof` those of another copy of
 * the package would be strangers, and by their members those of another kind would pass.
 */
export class Kind<T extends object> {
  private readonly mark: symbol;

  /**
   * @param name the name of the class
   * @param what one of them in a sentence, such as `a SignIn`
   * @param cure how to come by one, such as `make it with SignIn`
   */
  constructor(
    name: string,
    public readonly what: string,
    public readonly cure: string,
  ) {
    this.mark = Symbol.for(`cdktf-partner-earned-credit/${name}`);
  }

  /** Marks an instance; its constructor does it. */
  public register(instance: T): void {
    Object.defineProperty(instance, this.mark, { value: true });
  }

  /** Whether a value is of this kind. */
  public includes(value: unknown): value is T {
    try {
      return typeof value === 'object' && value !== null && Reflect.get(value, this.mark) === true;
    } catch {
      return false; // A Proxy may throw whatever it is asked.
    }
  }
}
