import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { UNFINISHED } from '../../billing';
import { messageOf } from '../../text';
import { UsageError } from '../result';

/**
 * Where downloads go. Each is made in a folder that nobody reads, and gets its name once it is whole: what a download
 * that broke off has left is never taken for usage.
 */
export class FetchFolder {
  private readonly leftovers: string[] = [];
  private path: string | undefined;

  /** @param keep the folder in which downloads stay; a temporary one if there is none */
  constructor(private readonly keep: string | undefined) {}

  /**
   * A new download.
   *
   * @throws UsageError if it has no place
   */
  public begin(): Download {
    return writing(this.keep ?? tmpdir(), () => {
      this.path ??= this.made();
      const path = mkdtempSync(join(this.path, UNFINISHED));
      this.leftovers.push(path);
      return new Download(path, this.path);
    });
  }

  /** Takes away what is not to stay. */
  public cleanUp(): void {
    this.leftovers.forEach(path => rmSync(path, { recursive: true, force: true }));
  }

  private made(): string {
    if (this.keep !== undefined) {
      mkdirSync(this.keep, { recursive: true });
      return this.keep;
    }
    const path = mkdtempSync(join(tmpdir(), 'pec-'));
    this.leftovers.push(path);
    return path;
  }
}

/** A download that is under way. */
export class Download {
  constructor(
    private readonly path: string,
    private readonly parent: string,
  ) {}

  /** Writes a file as its bytes come, in place of one that has its name. */
  public async write(name: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
    // A stream that opens the file by itself may do so when the bytes have broken off and the folder is being removed.
    const file = await open(join(this.path, name), 'w');
    try {
      await pipeline(bytes, file.createWriteStream());
    } finally {
      await file.close();
    }
  }

  /**
   * Ends the download: from here on it is there by its name, in place of an older one.
   *
   * @returns the path of its folder
   */
  public end(name: string, manifest: object): string {
    const whole = join(this.parent, name);
    return writing(whole, () => {
      writeFileSync(join(this.path, 'manifest.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
      rmSync(whole, { recursive: true, force: true });
      renameSync(this.path, whole);
      return whole;
    });
  }
}

function writing<T>(path: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw new UsageError(`${path} cannot be written: ${messageOf(error)}`);
  }
}
