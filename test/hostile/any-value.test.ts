import fc from 'fast-check';
import { DeclarationError } from 'cdktf-partner-earned-credit';
import { type Door, DOORS } from './doors';
import { anything, ODD_VALUES, withJunk } from './junk';
import { faultText } from '../../lib/declaration';

/** What came of a declaration: its faults, or what would be written. Any other error gets through. */
function outcomeOf(door: Door, given: unknown): { faults: string[]; written?: string } {
  try {
    return { faults: [], written: door.declare(given as never) };
  } catch (error) {
    if (error instanceof DeclarationError && error.faults.length > 0) {
      return { faults: error.faults.map(faultText) };
    }
    throw error;
  }
}

describe.each(DOORS.map(door => [door.name, door] as const))('%s', (_name, door) => {
  it('takes what is sound', () => {
    expect(outcomeOf(door, door.sound).faults).toEqual([]);
  });

  it('takes anything at any property for a fault, or for what it says', () => {
    fc.assert(
      fc.property(fc.constantFrom(...door.places), anything, (place, { odd, value }) => {
        const junk = odd === undefined ? value : ODD_VALUES[odd];
        const { written } = outcomeOf(door, withJunk(door.sound, place, junk));
        expect(written ?? '').not.toMatch(/\[object |\bundefined\b|Symbol\(/);
      }),
      { numRuns: Number(process.env.RUNS ?? 25) },
    );
  });
});
