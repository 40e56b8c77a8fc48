import { visible } from '../text';

/** Says why a billing file is not read: one line that names the file and, where there is one, the cure. */
export class BillingFileError extends Error {
  /**
   * @param file the file, or the part of an export
   * @param reason what is wrong with it, a clause
   */
  constructor(file: string, reason: string) {
    super(visible(`${file}: ${reason}`));
    this.name = 'BillingFileError';
  }
}
