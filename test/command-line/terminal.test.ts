import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { ownTerminal } from '../../lib/command-line/terminal';

/** The terminal of a process with these streams and variables. */
function terminalIn(isTTY: { stdout?: boolean; stderr?: boolean }, env: { NO_COLOR?: string; TERM?: string } = {}) {
  const before = [process.stdout.isTTY, process.stderr.isTTY];
  const { NO_COLOR, TERM } = process.env;
  const set = (variables: Record<string, string | undefined>) =>
    Object.entries(variables).forEach(([name, value]) => {
      if (value === undefined) {
        delete process.env[name];
      } else {
        process.env[name] = value;
      }
    });
  [process.stdout.isTTY, process.stderr.isTTY] = [isTTY.stdout ?? false, isTTY.stderr ?? false];
  set({ NO_COLOR: undefined, TERM: 'xterm', ...env });
  try {
    const { hasColour, isWatched } = ownTerminal();
    return { hasColour, isWatched };
  } finally {
    [process.stdout.isTTY, process.stderr.isTTY] = before;
    set({ NO_COLOR, TERM });
  }
}

describe('the terminal of the process', () => {
  const streams = [process.stdout, process.stderr];
  const listeners = streams.map(stream => stream.listeners('error'));
  afterEach(() =>
    streams.forEach((stream, i) =>
      stream
        .listeners('error')
        .filter(listener => !listeners[i].includes(listener))
        .forEach(listener => stream.off('error', listener as () => void)),
    ),
  );

  it('has colours if a person looks at stdout, and lines that are rewritten if one looks at stderr', () => {
    expect(terminalIn({ stdout: true, stderr: true })).toEqual({ hasColour: true, isWatched: true });
    expect(terminalIn({ stdout: true })).toEqual({ hasColour: true, isWatched: false });
    expect(terminalIn({ stderr: true })).toEqual({ hasColour: false, isWatched: true });
  });

  it.each([
    [{ NO_COLOR: '1' }, { hasColour: false, isWatched: true }],
    [{ NO_COLOR: '' }, { hasColour: true, isWatched: true }],
    [{ TERM: 'dumb' }, { hasColour: false, isWatched: false }],
  ])('does as it is told by %j', (env, expected) => {
    expect(terminalIn({ stdout: true, stderr: true }, env)).toEqual(expected);
  });

  it.each(['stdout', 'stderr'] as const)('minds no reader of %s that has seen enough, but any other fault', stream => {
    terminalIn({});
    const fault = (code: string) => () => process[stream].emit('error', Object.assign(new Error(code), { code }));
    expect(fault('EPIPE')).not.toThrow();
    expect(fault('ENOSPC')).toThrow('ENOSPC');
  });

  it('writes to stdout and stderr', () => {
    const written: string[] = [];
    const spies = (['stdout', 'stderr'] as const).map(name =>
      jest.spyOn(process[name], 'write').mockImplementation(text => written.push(`${name}: ${String(text)}`) > 0),
    );
    const terminal = ownTerminal();
    terminal.out('a');
    terminal.error('b');
    spies.forEach(spy => spy.mockRestore());
    expect(written).toEqual(['stdout: a', 'stderr: b']);
  });
});

// A plan comes from a terraform that is still at work.
it('leaves stdin as it is: what comes late is waited for', async () => {
  const module = JSON.stringify(resolve(__dirname, '../../lib/command-line/terminal.ts'));
  const program = `require(${module}).ownTerminal();
    process.stdout.write('reading ');
    process.stdout.write(require('node:fs').readFileSync(0, 'utf8'));`;
  const child = spawn('bash', [
    '-c',
    'cat | "$@"',
    'bash',
    process.execPath,
    '--require',
    'tsx/cjs',
    '--eval',
    program,
  ]);
  let printed = '';
  child.stderr.on('data', chunk => (printed += String(chunk)));
  child.stdout.on('data', chunk => {
    printed += String(chunk);
    child.stdin.end('a plan');
  });
  await once(child, 'close');
  expect(printed).toBe('reading a plan');
}, 60_000);
