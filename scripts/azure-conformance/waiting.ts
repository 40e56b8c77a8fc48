import { setTimeout as sleep } from 'node:timers/promises';
import type { Interruption } from '../demo/interruption';

const GLANCE_MILLISECONDS = 250;

/** Waits. Ctrl-C ends the wait that it meets, and none of the clean-up that follows it: Azure takes its time to delete. */
export async function waited(milliseconds: number, interruption: Pick<Interruption, 'exitCode'>): Promise<void> {
  const end = Date.now() + milliseconds;
  const before = interruption.exitCode;
  while (Date.now() < end && interruption.exitCode === before) {
    await sleep(Math.min(GLANCE_MILLISECONDS, milliseconds));
  }
}
