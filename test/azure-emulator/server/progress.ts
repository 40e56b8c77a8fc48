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
  private readonly begin = Date.now();
  private looks = 0;

  constructor(private readonly delay: Delay = {}) {}

  /** Looks once, which counts, and says whether it is done. */
  public look(): boolean {
    this.looks += 1;
    return this.isDone;
  }

  /** Whether it is done; asking does not count as looking. */
  public get isDone(): boolean {
    return this.looks >= (this.delay.looks ?? 0) && Date.now() - this.begin >= (this.delay.milliseconds ?? 0);
  }
}
