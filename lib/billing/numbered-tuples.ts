import { NumberColumn } from './number-column';

/**
 * Tuples of whole numbers, each with a number from 0: what a Map with keys of text would be, at a tenth of the memory. The
 * members themselves are kept and compared, so no two tuples are ever taken for one.
 */
export class NumberedTuples {
  private readonly members = NumberColumn.ofWhole();
  /** The numbers of the tuples, plus 1, each at the place that its hash says or at the next free one. */
  private slots = new Uint32Array(1 << 10);
  private count = 0;

  /** @param width how many members a tuple has */
  constructor(private readonly width: number) {}

  /** How many tuples there are. */
  public get size(): number {
    return this.count;
  }

  /** The number of a tuple: that of an equal one, or the next. */
  public numberOf(tuple: readonly number[]): number {
    const slot = this.slotOf(tuple);
    if (this.slots[slot] > 0) {
      return this.slots[slot] - 1;
    }
    tuple.forEach(member => this.members.push(member));
    this.slots[slot] = ++this.count;
    if (this.count * 2 > this.slots.length) {
      this.spread();
    }
    return this.count - 1;
  }

  /** A member of a tuple. */
  public member(number: number, position: number): number {
    return this.members.get(number * this.width + position);
  }

  /** Where a tuple is, or has to be. */
  private slotOf(tuple: readonly number[]): number {
    const last = this.slots.length - 1;
    let slot = hashOf(tuple) & last;
    while (this.slots[slot] > 0 && !this.isAt(this.slots[slot] - 1, tuple)) {
      slot = (slot + 1) & last;
    }
    return slot;
  }

  private isAt(number: number, tuple: readonly number[]): boolean {
    // Asked for each row, so no function for each member.
    for (let position = 0; position < this.width; position++) {
      if (this.member(number, position) !== tuple[position]) {
        return false;
      }
    }
    return true;
  }

  /** Doubles the slots, so that half of them stay free. */
  private spread(): void {
    this.slots = new Uint32Array(this.slots.length * 2);
    for (let number = 0; number < this.count; number++) {
      const tuple = Array.from({ length: this.width }, (_, position) => this.member(number, position));
      this.slots[this.slotOf(tuple)] = number + 1;
    }
  }
}

/** Mixes the members, so that neighbours are not neighbours in the slots: the last steps of MurmurHash3 for each. */
function hashOf(tuple: readonly number[]): number {
  let hash = 0;
  for (const member of tuple) {
    hash = Math.imul(hash ^ member, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash;
}
