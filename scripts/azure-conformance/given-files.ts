import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { reasonOf, Unsuitable } from './unsuitable';

/**
 * Reads a file that the caller named.
 *
 * @param origin the option or variable that has its name
 */
export function readGiven(origin: string, file: string, cure: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Unsuitable(`${origin} ${file} cannot be read (${reasonOf(error)}): ${cure}`);
  }
}

/** Makes sure that a file can be written later, and leaves what is there as it is. Makes its folder. */
export function expectWritable(origin: string, file: string, cure: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const isNew = !existsSync(file);
    closeSync(openSync(file, 'a'));
    if (isNew) {
      rmSync(file);
    }
  } catch (error) {
    throw new Unsuitable(`${origin} ${file} cannot be written (${reasonOf(error)}): ${cure}`);
  }
}
