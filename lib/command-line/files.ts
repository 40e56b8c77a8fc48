import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { MANIFEST_FILE, manifestFromJson, OutputFolder, type PortfolioManifest, jsonTextOf } from '../manifest';
import { codeOf, messageOf } from '../text';
import { readingOf, UsageError } from './result';

const REASONS: Record<string, string> = {
  ENOENT: 'it does not exist',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be read',
  // What a text of Node can hold: https://nodejs.org/api/errors.html
  ERR_STRING_TOO_LONG: 'it is larger than 512 MB',
  ERR_FS_FILE_TOO_LARGE: 'it is larger than 512 MB',
};

/**
 * Reads a file of text.
 *
 * @param file the file; `0` means stdin
 * @param cure what to do if it cannot be read
 * @throws UsageError
 */
export function readText(file: string | 0, cure: string): string {
  const name = file || 'stdin';
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new UsageError(`${name} cannot be read: ${REASONS[codeOf(error) ?? ''] ?? messageOf(error)}; ${cure}`);
  }
  return readingOf(`${name}: `, () => jsonTextOf(bytes));
}

/**
 * Writes a file, and the folder for it. It is there as it was or whole: what is being written has another name beside it.
 *
 * @throws UsageError
 */
export function writeText(file: string, text: string): void {
  writeParts(file, [text]);
}

/**
 * Writes a file that is too large to be a text before it is written, as {@link writeText} does.
 *
 * @throws UsageError
 */
export function writeParts(file: string, parts: Iterable<string>): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    if (existsSync(file) && !statSync(file).isFile()) {
      writeInto(file, parts); // A device or a pipe, such as /dev/stdout.
    } else {
      replaceFile(existsSync(file) ? realpathSync(file) : file, parts);
    }
  } catch (error) {
    throw new UsageError(`${file} cannot be written: ${messageOf(error)}`);
  }
}

function replaceFile(path: string, parts: Iterable<string>): void {
  const unfinished = `${path}.${process.pid}.unfinished`;
  try {
    writeInto(unfinished, parts, existsSync(path) ? statSync(path).mode : undefined);
    renameSync(unfinished, path);
  } finally {
    rmSync(unfinished, { force: true });
  }
}

function writeInto(path: string, parts: Iterable<string>, mode?: number): void {
  const file = openSync(path, 'w', mode);
  try {
    for (const part of parts) {
      writeFileSync(file, part);
    }
  } finally {
    closeSync(file);
  }
}

/**
 * Reads a file that holds JSON of this package.
 *
 * @param parse throws what is wrong with it
 * @throws UsageError that names the file
 */
export function readAs<T>(file: string, cure: string, parse: (json: string) => T): T {
  const text = readText(file, cure);
  return readingOf(`${file}: `, () => parse(text));
}

/** The cure where what synth writes is missing. */
export const SYNTH_AGAIN =
  'synth again, by an app that calls app.synth(), or name the folder of its output with --output';

/**
 * Reads the manifest of what synth wrote, and makes sure that every file is still what the manifest says: the folder is
 * trusted as a whole, or not at all.
 *
 * @param needed the path of a file that the manifest has to list
 * @throws UsageError
 */
export function readOutput(folder: string, needed?: string): PortfolioManifest {
  const file = join(folder, MANIFEST_FILE);
  const manifest = readAs(file, SYNTH_AGAIN, manifestFromJson);
  const { files } = manifest;
  if (files === undefined || (needed !== undefined && files[needed] === undefined)) {
    throw new UsageError(`${file} does not vouch for ${needed ?? 'what synth wrote'}; synth again`);
  }
  const changed = new OutputFolder(folder).findChanged(files);
  if (changed !== undefined) {
    throw new UsageError(`${join(folder, changed)} is not what synth wrote; synth again`);
  }
  return manifest;
}

/**
 * Reads what was deployed earlier: a manifest, or a folder of manifests such as `pec record` writes.
 *
 * @returns undefined if nothing was
 * @throws UsageError also if a manifest tells of some customers only, which would hide the others
 */
export function readDeployed(path: string): PortfolioManifest | undefined {
  if (!existsSync(path)) {
    return undefined;
  }
  const files = statSync(path).isDirectory()
    ? readdirSync(path)
        .filter(name => name.endsWith('.json'))
        .sort()
        .map(name => join(path, name))
    : [path];
  const manifests = files.map(file => {
    const manifest = readAs(file, 'give a portfolio.json, or a folder of what "pec record" wrote', manifestFromJson);
    if (manifest.selection !== undefined) {
      throw new UsageError(
        `${file} was made under the selection ${manifest.selection} and says nothing of the other customers; ` +
          'give the manifest of a synth without selection, or what "pec record" wrote',
      );
    }
    return manifest;
  });
  return manifests.length === 0
    ? undefined
    : {
        ...manifests[0],
        customers: Object.fromEntries(manifests.flatMap(({ customers }) => Object.entries(customers))),
      };
}
