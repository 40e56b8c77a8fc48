/**
 * Texts that are kept, each once. A piece of a text that was read holds all of that text in memory as long as it is kept
 * itself; what comes from here holds nothing else.
 */
export class InternedTexts {
  private readonly known = new Map<string, string>();

  /** A text that is equal, and may be kept. */
  public of(text: string): string {
    const known = this.known.get(text);
    if (known !== undefined) {
      return known;
    }
    const own = Buffer.from(text).toString();
    this.known.set(own, own);
    return own;
  }
}
