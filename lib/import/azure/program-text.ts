/** What of a program's text matters to somebody who adds to it: it is looked at as a text, and never run. */
export class ProgramText {
  private readonly text: string;

  /** @param source the program; empty if there is none */
  constructor(source: string) {
    this.text = source.replace(/\/\*[^]*?\*\/|(?<!:)\/\/.*$/gm, '');
  }

  /** Every name in it, whatever it stands for. */
  public get names(): Set<string> {
    return new Set(this.text.match(/[\p{L}\p{N}_$]+/gu));
  }

  /** What stands in front of a colon, as offers do. */
  public get keys(): string[] {
    return [...this.text.matchAll(/(?<=[{,\s])(?:'([^'\n]+)'|"([^"\n]+)"|([\w$]+))\s*:/g)].map(
      ([, single, double, bare]) => single ?? double ?? bare,
    );
  }

  /** The constants that hold a principal, by what makes it, such as `'0000…', 'Operators'`. */
  public get principals(): Map<string, string> {
    const declared = this.text.matchAll(/const ([\w$]+) = Principal\.\w+\(\s*([^()\n]*?),?\s*\);/g);
    return new Map([...declared].map(([, name, made]) => [made, name]));
  }
}
