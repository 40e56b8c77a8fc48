import { Lazy } from 'cdktf';
import { Faults, faultText } from '../../lib/declaration';

/** Something that only Terraform knows. */
export const TOKEN = Lazy.stringValue({ produce: () => 'known later' });

/** The faults that an inspection finds, each as `path: message`. */
export function faultsOf(inspect: (faults: Faults) => void): string[] {
  const faults = Faults.none();
  inspect(faults);
  return faults.found.map(faultText);
}
