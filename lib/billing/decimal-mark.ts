/**
 * How the numbers of a column are written. A file for a user whose numbers have a decimal comma separates values by
 * semicolons and has commas throughout; anything else is ambiguous, and nobody may guess at money.
 */
export class DecimalMark {
  private mark: '.' | ',' | undefined;

  /** @param mayBeComma whether the file separates values by something else */
  constructor(private readonly mayBeComma: boolean) {}

  /**
   * A number with a decimal point.
   *
   * @throws Error if it has a comma where none may be, or if the column had the other mark before
   */
  public withPoint(text: string): string {
    const hasComma = text.includes(',');
    if (!hasComma && !text.includes('.')) {
      return text;
    }
    const mark = hasComma ? ',' : '.';
    if (hasComma && (!this.mayBeComma || text.includes('.'))) {
      throw new Error(
        `"${text.slice(0, 40)}" has a comma that may be a decimal comma or not; download the file in English`,
      );
    }
    this.mark ??= mark;
    if (mark !== this.mark) {
      throw new Error(
        `"${text.slice(0, 40)}" has a "${mark}" where the rows before have a "${this.mark}"; download the file again, in English`,
      );
    }
    return hasComma ? text.replace(',', '.') : text;
  }
}
