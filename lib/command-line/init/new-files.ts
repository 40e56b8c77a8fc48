import {
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { messageOf } from '../../text';
import { UsageError } from '../result';
import { withSignalsHeld } from '../signals';

/** What is in files, by path within their folder. */
export type NewFiles = ReadonlyMap<string, string | Buffer>;

/**
 * Writes files that are not there yet: all of them or none.
 *
 * A run that was killed leaves the first of them, and of one perhaps the beginning. The last file tells that it is so: as
 * long as that is not whole, files that hold the beginning of what belongs there are written to their end.
 *
 * @throws UsageError that names everything in the way, or what cannot be written
 */
export async function writeNewFiles(folder: string, files: NewFiles): Promise<void> {
  const target = resolve(folder);
  const paths = [...files].map(([file, content]) => ({ path: join(target, file), content }));
  const isUnfinished = paths
    .slice(-1)
    .every(
      ({ path, content }) => !existsSync(path) || (begunIn(path, content) ?? Infinity) < Buffer.byteLength(content),
    );
  const inTheWay = new Set(
    paths.flatMap(({ path, content }) => {
      const obstacle = obstacleOf(path);
      const isBegun = isUnfinished && obstacle === path && begunIn(path, content) !== undefined;
      return obstacle === undefined || isBegun ? [] : [relative('.', obstacle)];
    }),
  );
  if (inTheWay.size > 0) {
    throw new UsageError(
      `${[...inTheWay].join(', ')} would be overwritten; nothing was written: move them away, or name another folder`,
    );
  }
  await withSignalsHeld(() => Promise.resolve(writeAll(target, files)));
}

/** What stands where a file or one of its folders has to be; undefined if nothing does. */
function obstacleOf(path: string): string | undefined {
  let around = dirname(path);
  while (!existsSync(around)) {
    around = dirname(around);
  }
  if (!statSync(around).isDirectory()) {
    return around;
  }
  // Not existsSync, which follows a link to see whether it leads anywhere.
  return lstatSync(path, { throwIfNoEntry: false }) && path;
}

/** How many bytes of a content a file holds; undefined if it is no file, or holds something else. */
function begunIn(path: string, content: string | Buffer): number | undefined {
  if (!lstatSync(path).isFile()) {
    return undefined;
  }
  const held = readFileSync(path);
  return held.equals(Buffer.from(content).subarray(0, held.length)) ? held.length : undefined;
}

function writeAll(target: string, files: NewFiles): void {
  const undo: (() => void)[] = [];
  try {
    for (const [file, content] of files) {
      const path = join(target, file);
      const folder = mkdirSync(dirname(path), { recursive: true });
      if (folder !== undefined) {
        undo.push(() => rmSync(folder, { recursive: true }));
      }
      const begun = lstatSync(path, { throwIfNoEntry: false })?.size;
      const descriptor = openSync(path, begun === undefined ? 'wx' : 'a');
      undo.push(() => (begun === undefined ? rmSync(path) : truncateSync(path, begun)));
      writeFileSync(descriptor, Buffer.from(content).subarray(begun));
      closeSync(descriptor);
    }
  } catch (error) {
    undo.reverse().forEach(step => step());
    throw new UsageError(`nothing was written: ${messageOf(error)}`);
  }
}
