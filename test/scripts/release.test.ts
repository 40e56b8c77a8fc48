import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const SCRIPT = resolve(__dirname, '../../scripts/release.mjs');

/** What a function of the script gives; jest itself does not load ES modules. */
function ask<T>(call: string, ...values: unknown[]): T {
  const program = `import { objections, notesOf } from ${JSON.stringify(SCRIPT)};
    console.log(JSON.stringify(${call}(...${JSON.stringify(values)}) ?? null));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout) as T;
}

const ADDRESSES = { repository: 'x', homepage: 'x', bugs: 'x' };
const CHANGELOG = '# Changelog\n\n## 1.2.0\n\n- New.\n\n## 1.1.0\n\n- Old.\n';

describe('a release', () => {
  it('may be made of a tag with its version, an address and notes', () => {
    expect(ask('objections', 'v1.2.0', { version: '1.2.0', ...ADDRESSES }, CHANGELOG)).toEqual([]);
  });

  it('is refused with everything that is missing', () => {
    expect(ask('objections', 'v1.2.1', { version: '1.3.0' }, CHANGELOG)).toEqual([
      'the tag is v1.2.1, and package.json says 1.3.0; tag v1.3.0',
      'package.json has no repository: say where the project lives',
      'package.json has no homepage: say where the project lives',
      'package.json has no bugs: say where the project lives',
      'CHANGELOG.md has no section "## 1.3.0" with text; give the version its section, without "(unreleased)"',
    ]);
  });

  it('has the notes of its version, and of no other', () => {
    expect(ask('notesOf', '1.2.0', CHANGELOG)).toBe('- New.');
    expect(ask('notesOf', '1.1.0', CHANGELOG)).toBe('- Old.');
    expect(ask('notesOf', '1.2', CHANGELOG)).toBeNull();
    expect(ask('notesOf', '1.2.0', '## 1.2.0 (unreleased)\n\n- New.\n')).toBeNull();
    expect(ask('notesOf', '1.2.0', '## 1.2.0\n\n## 1.1.0\n\n- Old.\n')).toBeNull();
  });

  it('is refused today: nobody has decided where the project lives', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(SCRIPT), 'v0.1.0'], { encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('package.json has no repository: say where the project lives\n');
  });
});
