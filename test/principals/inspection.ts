import { Lazy } from 'cdktf';
import { Faults } from '../../lib/declaration';

/** Something that only Terraform knows. */
export const TOKEN = Lazy.stringValue({ produce: () => 'known later' });

/** The faults that an inspection finds, each as `path: message`. */
export function faultsOf(inspect: (faults: Faults) => void): string[] {
  const faults = new Faults();
  inspect(faults);
  return faults.found.map(fault => `${fault.path}: ${fault.message}`);
}
