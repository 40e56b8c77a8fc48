import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** A running process. */
interface Process {
  readonly pid: number;
  readonly parent: number;
}

/** The processes below this one, parents first. */
export function descendants(): number[] {
  const processes = processTable();
  const found = [process.pid];
  for (const pid of found) {
    found.push(...processes.filter(({ parent }) => parent === pid).map(child => child.pid));
  }
  return found.slice(1);
}

/**
 * Ends processes below this one, and what they started: a plugin outlives a Terraform that is killed, for as long as
 * its request to Azure takes.
 *
 * @param spared processes that shall go on
 */
export function endDescendants(spared: ReadonlySet<number>): void {
  const others = () => descendants().filter(pid => !spared.has(pid));
  let stopped: number[] = [];
  // Who is stopped starts nobody else, so that nobody is missed.
  for (let found = others(); found.length > stopped.length; found = others()) {
    stopped = found;
    stopped.forEach(pid => send(pid, 'SIGSTOP'));
  }
  stopped.forEach(pid => send(pid, 'SIGKILL'));
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended by itself.
  }
}

function processTable(): Process[] {
  return existsSync('/proc/self/stat') ? fromProc() : fromPs();
}

/** A small container has no `ps`. */
function fromProc(): Process[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(name => {
      try {
        // The name of the program stands in parentheses and may hold anything.
        const [, parent] = /\) \w (\d+)[^)]*$/.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? [];
        return [{ pid: Number(name), parent: Number(parent) }];
      } catch {
        return [];
      }
    });
}

function fromPs(): Process[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  return lines.map(line => line.trim().split(/\s+/).map(Number)).map(([pid, parent]) => ({ pid, parent }));
}
