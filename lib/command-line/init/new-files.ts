import {
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { messageOf } from '../../text';
import { UsageError } from '../result';
import { withSignalsHeld } from '../signals';

/**
 * Writes files that are not there yet: all of them or none. A folder that is new has another name until it is whole.
 *
 * @param files what is in them, by path within the folder
 * @throws UsageError that names everything in the way, or what cannot be written
 */
export async function writeNewFiles(folder: string, files: ReadonlyMap<string, string | Buffer>): Promise<void> {
  const target = resolve(folder);
  const inTheWay = new Set([...files.keys()].flatMap(file => obstacleOf(target, file) ?? []));
  if (inTheWay.size > 0) {
    throw new UsageError(
      `${[...inTheWay].join(', ')} would be overwritten; nothing was written: move them away, or name another folder`,
    );
  }
  await withSignalsHeld(() => Promise.resolve(writeAll(target, files)));
}

/** What stands where a file or one of its folders has to be; undefined if nothing does. */
function obstacleOf(target: string, file: string): string | undefined {
  const path = join(target, file);
  let around = dirname(path);
  while (!existsSync(around)) {
    around = dirname(around);
  }
  if (!statSync(around).isDirectory()) {
    return relative('.', around);
  }
  // Not existsSync, which follows a link to see whether it leads anywhere.
  return lstatSync(path, { throwIfNoEntry: false }) && relative('.', path);
}

function writeAll(target: string, files: ReadonlyMap<string, string | Buffer>): void {
  const isNew = !existsSync(target);
  const place = isNew ? `${target}.${process.pid}.unfinished` : target;
  const made: string[] = [];
  try {
    for (const [file, text] of files) {
      const path = join(place, file);
      const folder = mkdirSync(dirname(path), { recursive: true });
      made.push(...(folder === undefined ? [] : [folder]));
      const descriptor = openSync(path, 'wx');
      made.push(path);
      writeFileSync(descriptor, text);
      closeSync(descriptor);
    }
    if (isNew) {
      renameSync(place, target);
    }
  } catch (error) {
    made.reverse().forEach(path => rmSync(path, { recursive: true, force: true }));
    throw new UsageError(`nothing was written: ${messageOf(error)}`);
  }
}
