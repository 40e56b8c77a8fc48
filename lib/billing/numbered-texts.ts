/**
 * Texts that are kept, each once, with a number from 0 by which others keep it. A piece of a text that was read holds all
 * of that text in memory as long as it is kept itself; what comes from here holds nothing else.
 */
export class NumberedTexts {
  private readonly numbers = new Map<string, number>();
  private readonly texts: string[] = [];

  /** The number of a text. */
  public numberOf(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) {
      return known;
    }
    const own = copyOf(text);
    this.numbers.set(own, this.texts.length);
    return this.texts.push(own) - 1;
  }

  /** The text of a number. */
  public textOf(number: number): string {
    return this.texts[number];
  }

  /** A text that is equal, and may be kept. */
  public of(text: string): string {
    return this.textOf(this.numberOf(text));
  }
}

/** A text of its own. JSON may have half a character, such as `\ud800`, which UTF-8 has not: it must stay equal to itself. */
function copyOf(text: string): string {
  const own = Buffer.from(text).toString();
  return own === text ? own : Buffer.from(text, 'utf16le').toString('utf16le');
}
