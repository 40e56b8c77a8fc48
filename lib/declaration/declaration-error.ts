import { clipped, visible, withoutInnerFrames, withoutSecrets } from '../text';
import { type Fault, type FaultKey, faultText } from './fault';

/** The most faults that the message of an error shows: nobody cures more before the next try. */
export const MOST_SHOWN = 100;

/**
 * Thrown when a declaration cannot become Terraform that works. Nothing has been written then.
 *
 * Carries every fault of the declaration, not only the first. Its message shows the first hundred.
 */
export class DeclarationError extends Error {
  /** Every fault, in the order of the declaration. */
  public readonly faults!: Fault[];

  /**
   * @param subject what was declared, such as `customer "contoso"`
   * @param given at least one; whoever wrote the names in it, a fault takes one line and orders nothing
   */
  constructor(subject: string, given: Fault[]) {
    const faults = given.map(({ path, place, message }) => ({
      path: path.map(shownKey),
      ...(place !== undefined && { place: shownName(place) }),
      message: visible(message),
    }));
    super(
      [
        `${shownName(subject)} has ${faults.length === 1 ? '1 fault' : `${faults.length} faults`}:`,
        ...faults.slice(0, MOST_SHOWN).map(fault => `  - ${faultText(fault)}`),
        ...(faults.length > MOST_SHOWN ? [`  and ${(faults.length - MOST_SHOWN).toLocaleString('en')} more`] : []),
      ].join('\n'),
    );
    this.name = new.target.name;
    // Not enumerable: Node would print them a second time below an uncaught error.
    Object.defineProperty(this, 'faults', { value: faults, enumerable: false });
    this.stack = withoutInnerFrames(this);
  }
}

/** The most characters of a path: properties of a file may be called anything. */
const LONGEST_PATH = 300;

function shownKey(key: FaultKey): FaultKey {
  return typeof key === 'number' ? key : shownName(key);
}

function shownName(name: string): string {
  return visible(withoutSecrets(clipped(name, LONGEST_PATH)));
}
