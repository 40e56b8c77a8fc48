import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';

const INTERVAL_MILLISECONDS = 50;

/**
 * Watches how much memory the processes that work in some folders hold: Terraform and its plugins, which have the same
 * working directory. A page that several processes share is divided among them, so that a sum counts it once.
 */
export class MemoryWatch {
  /** Whether this system tells. */
  public static readonly isPossible = existsSync('/proc/self/smaps_rollup');

  private readonly peaks = new Map<string, number>();
  private together = 0;
  private readonly timer?: NodeJS.Timeout;

  constructor(folders: readonly string[]) {
    folders.forEach(folder => this.peaks.set(realpathSync(folder), 0));
    if (MemoryWatch.isPossible) {
      this.timer = setInterval(() => this.look(), INTERVAL_MILLISECONDS);
    }
  }

  /** Ends the watch. */
  public stop(): void {
    clearInterval(this.timer);
  }

  /** The most that was held in one folder at once, in MB. */
  public peakIn(folder: string): number {
    return this.peaks.get(realpathSync(folder)) ?? 0;
  }

  /** The most that was held in all of them at once, in MB. */
  public get peak(): number {
    return this.together;
  }

  private look(): void {
    const held = new Map<string, number>();
    for (const pid of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
      try {
        const folder = readlinkSync(`/proc/${pid}/cwd`);
        if (this.peaks.has(folder)) {
          held.set(folder, (held.get(folder) ?? 0) + megabytesOf(pid));
        }
      } catch {
        // It ended meanwhile.
      }
    }
    held.forEach((megabytes, folder) => this.peaks.set(folder, Math.max(megabytes, this.peaks.get(folder) ?? 0)));
    this.together = Math.max(
      this.together,
      [...held.values()].reduce((sum, megabytes) => sum + megabytes, 0),
    );
  }
}

function megabytesOf(pid: string): number {
  const [, kilobytes = '0'] = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}
