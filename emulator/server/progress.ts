/**
 * How long something takes in the emulated cloud.
 *
 * Looks make tests quick and repeatable: "done at the second poll" needs no clock. Milliseconds are for programs that
 * wait by themselves, as Terraform does. If both are given, both must have passed; if neither is, it is done at once.
 */
export interface Delay {
  /** Done when somebody has looked this many times; the look that reaches the number sees it done. */
  readonly looks?: number;
  /** Done this long after the beginning. */
  readonly milliseconds?: number;
}

/** Something that is under way and gets done by being looked at, or by time. */
export class Progress {
  private looks = 0;
  /** When the last look that was needed happened; undefined while some are missing. */
  private lookedAt: number | undefined;

  /** @param begin when it began, in milliseconds since 1970 */
  constructor(
    private readonly delay: Delay = {},
    private readonly begin = Date.now(),
  ) {
    this.noteLooks();
  }

  /** Looks once, which counts, and says whether it is done. */
  public look(): boolean {
    this.looks += 1;
    this.noteLooks();
    return this.isDone;
  }

  /** Whether it is done; asking does not count as looking. */
  public get isDone(): boolean {
    return this.doneAt !== undefined;
  }

  /** When it was done, in milliseconds since 1970; undefined as long as it is not. */
  public get doneAt(): number | undefined {
    const end = this.begin + (this.delay.milliseconds ?? 0);
    return this.lookedAt !== undefined && end <= Date.now() ? Math.max(end, this.lookedAt) : undefined;
  }

  private noteLooks(): void {
    if (this.looks >= (this.delay.looks ?? 0)) {
      this.lookedAt ??= this.looks === 0 ? this.begin : Date.now();
    }
  }
}
