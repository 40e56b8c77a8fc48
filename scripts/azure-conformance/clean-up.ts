type Undo = () => Promise<boolean>;

/** What has to be taken away again, last made first. */
export class CleanUp {
  private readonly steps = new Map<string, Undo>();

  /**
   * Notes how something will be taken away. Say it before it is made: an answer may get lost. Saying it again changes nothing.
   *
   * @param undo whether it is gone
   */
  public add(what: string, undo: Undo): void {
    if (!this.steps.has(what)) {
      this.steps.set(what, undo);
    }
  }

  /** Takes everything away, and says what could not be. */
  public async run(): Promise<string[]> {
    const left: string[] = [];
    for (const [what, undo] of [...this.steps].reverse()) {
      const isGone = await undo().catch(() => false);
      if (!isGone) {
        left.push(what);
      }
    }
    return left;
  }
}
