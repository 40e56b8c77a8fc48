import { createHash, randomBytes } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { codeOf } from '../text';
import { MANIFEST_FILE } from './portfolio-manifest';

/** The names of the readiness reports in the output folder. */
export const REPORT_FILES = { json: 'readiness.json', markdown: 'readiness.md', html: 'readiness.html' };

/** The folder of the ARM templates in the output folder. */
export const TEMPLATE_FOLDER = 'arm';

/** What is left of the manifest of an earlier run: it vouches for nothing, but tells which files that run wrote. */
export const EARLIER_MANIFEST_FILE = `${MANIFEST_FILE}.old`;

/** Thrown when another program has begun to write into the same folder since this one did. */
export class OutputOvertakenError extends Error {
  constructor(folder: string) {
    super(`another synth has begun to write into ${folder}; let one end before the next begins, and synth again`);
    this.name = 'OutputOvertakenError';
  }
}

/**
 * The folder that an app writes into.
 *
 * Everything in it is to be trusted as long as a manifest is there and the hashes of the manifest are those of the
 * files. So the manifest goes before anything is written, and comes when everything has been. Nothing is flushed to the
 * disk: what a power cut loses, the hashes find.
 */
export class OutputFolder {
  /** Tells the unfinished files of this run from those of others. */
  private readonly suffix = `.${randomBytes(6).toString('hex')}.tmp`;

  constructor(public readonly path: string) {}

  /** Takes manifest and reports away, and what runs left that were killed. Without them `pec` trusts nothing here. */
  public invalidate(): void {
    const at = (name: string) => join(this.path, name);
    if (existsSync(at(MANIFEST_FILE))) {
      renameSync(at(MANIFEST_FILE), at(EARLIER_MANIFEST_FILE));
    }
    [...Object.values(REPORT_FILES), ...this.unfinished()].forEach(name => rmSync(at(name), { force: true }));
  }

  /**
   * Begins to write: from now on the run that began last is the one that may end with a manifest. Two at once would end
   * in a mixture for which the manifest of one of them vouches.
   */
  public begin(): void {
    mkdirSync(this.path, { recursive: true });
    writeFileSync(this.unfinishedManifest, '');
  }

  /**
   * Writes a file whole or not at all.
   *
   * @param name its path in the folder
   * @returns the SHA-256
   * @throws OutputOvertakenError
   */
  public write(name: string, content: string): string {
    const file = join(this.path, name);
    mkdirSync(dirname(file), { recursive: true });
    this.unlessOvertaken(() => {
      writeFileSync(file + this.suffix, content);
      renameSync(file + this.suffix, file);
    });
    return sha256Of(content);
  }

  /** @throws OutputOvertakenError if another run has begun since this one did */
  public assertNotOvertaken(): void {
    if (!existsSync(this.unfinishedManifest)) {
      throw new OutputOvertakenError(this.path);
    }
  }

  /**
   * Ends with the manifest.
   *
   * @throws OutputOvertakenError
   */
  public end(manifest: string): void {
    this.unlessOvertaken(() => {
      // Fails if the next run has taken it away as unfinished.
      writeFileSync(this.unfinishedManifest, manifest, { flag: 'r+' });
      rmSync(join(this.path, EARLIER_MANIFEST_FILE), { force: true });
      renameSync(this.unfinishedManifest, join(this.path, MANIFEST_FILE));
    });
  }

  /** Ends without a manifest. */
  public giveUp(): void {
    rmSync(this.unfinishedManifest, { force: true });
  }

  /** The SHA-256 of a file; undefined if there is none. */
  public sha256(name: string): string | undefined {
    try {
      return sha256Of(readFileSync(join(this.path, name)));
    } catch {
      return undefined;
    }
  }

  /** The first file that is not what its SHA-256 says, by the paths of files; undefined if all of them are. */
  public findChanged(files: Record<string, string>): string | undefined {
    return Object.keys(files).find(name => this.sha256(name) !== files[name]);
  }

  private get unfinishedManifest(): string {
    return join(this.path, MANIFEST_FILE) + this.suffix;
  }

  /** What killed runs left: nobody but this class calls a file so. */
  private unfinished(): string[] {
    const templates = filesBelow(join(this.path, TEMPLATE_FOLDER)).map(name => `${TEMPLATE_FOLDER}/${name}`);
    const own = existsSync(this.path) ? readdirSync(this.path) : [];
    return [...own, ...templates].filter(name => /\.(json|md|html)\.[0-9a-f]{12}\.tmp$/.test(name));
  }

  private unlessOvertaken(write: () => void): void {
    try {
      write();
    } catch (error) {
      throw codeOf(error) === 'ENOENT' ? new OutputOvertakenError(this.path) : error;
    }
  }
}

/** The paths of all files below a folder; none if there is no such folder. */
export function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) {
    return [];
  }
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => !lstatSync(join(folder, name)).isDirectory())
    .map(name => name.replaceAll('\\', '/'))
    .sort();
}

function sha256Of(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
