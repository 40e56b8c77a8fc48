/** A part of a column has 2^14 numbers: it grows by parts, and is never copied to grow. */
const BITS = 14;
const PART = 1 << BITS;

/** What a part of a column may be. */
type Part = Uint32Array | Float64Array;

/** Numbers that are kept by the million: 4 or 8 bytes each, and nothing for the garbage collector to walk through. */
export class NumberColumn {
  private readonly parts: Part[] = [];
  private size = 0;

  /** @param newPart makes a part of so many numbers, which says how large they may be */
  constructor(private readonly newPart: (length: number) => Part) {}

  /** Whole numbers from 0 to 2^32 − 1. */
  public static ofWhole(): NumberColumn {
    return new NumberColumn(length => new Uint32Array(length));
  }

  /** Doubles. */
  public static ofDoubles(): NumberColumn {
    return new NumberColumn(length => new Float64Array(length));
  }

  /** How many numbers there are. */
  public get length(): number {
    return this.size;
  }

  /** Adds a number, and gives its place. */
  public push(value: number): number {
    if (this.size === this.parts.length * PART) {
      this.parts.push(this.newPart(PART));
    }
    this.set(this.size, value);
    return this.size++;
  }

  /** The number at a place. */
  public get(place: number): number {
    return this.parts[place >>> BITS][place & (PART - 1)];
  }

  /** Writes another number at a place. */
  public set(place: number, value: number): void {
    this.parts[place >>> BITS][place & (PART - 1)] = value;
  }
}
