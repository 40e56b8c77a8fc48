import type * as NodeFs from 'node:fs';

/** The module itself, whose functions can be replaced; an import is a copy. */
const fs = jest.requireActual<typeof NodeFs>('node:fs');

/** What changes the file system. */
const CHANGES = ['writeFileSync', 'renameSync', 'mkdirSync', 'rmSync', 'rmdirSync'] as const;

class Killed extends Error {}

/**
 * Runs something as if its process were killed at its n-th change of the file system: that change is not made, or half of
 * it where it writes a file, and no other is after it.
 *
 * @returns whether it was killed: false if it made fewer changes
 */
export function killedAtChange(n: number, run: () => void): boolean {
  let changes = 0;
  const spies = CHANGES.map(name => {
    const original = fs[name] as (...args: unknown[]) => unknown;
    return jest.spyOn(fs, name).mockImplementation(((...args: unknown[]) => {
      changes++;
      if (changes < n) {
        return original(...args);
      }
      if (changes === n && name === 'writeFileSync') {
        const text = String(args[1]);
        original(args[0], text.slice(0, text.length / 2), args[2]);
      }
      throw new Killed();
    }) as never);
  });
  try {
    run();
    return false;
  } catch (error) {
    if (error instanceof Killed) {
      return true;
    }
    throw error;
  } finally {
    spies.forEach(spy => spy.mockRestore());
  }
}
