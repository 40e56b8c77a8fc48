import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeText } from '../../lib/command-line/files';

describe('writing a file', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'pec-files-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('makes the folder for it, and leaves nothing else', () => {
    writeText(join(folder, 'new', 'a.yaml'), 'a: 1\n');
    expect(readFileSync(join(folder, 'new', 'a.yaml'), 'utf8')).toBe('a: 1\n');
    expect(readdirSync(join(folder, 'new'))).toEqual(['a.yaml']);
  });

  it('puts it in place of the one that is there, with the same rights', () => {
    const file = join(folder, 'a.yaml');
    writeFileSync(file, 'old');
    chmodSync(file, 0o600);
    const { ino } = statSync(file);
    writeText(file, 'new');
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    // Another file has taken its name: nobody can have seen half of it.
    expect(statSync(file).ino).not.toBe(ino);
  });

  it('writes where a link points', () => {
    writeFileSync(join(folder, 'real.yaml'), 'old');
    symlinkSync('real.yaml', join(folder, 'link.yaml'));
    writeText(join(folder, 'link.yaml'), 'new');
    expect(readFileSync(join(folder, 'real.yaml'), 'utf8')).toBe('new');
    expect(readdirSync(folder).sort()).toEqual(['link.yaml', 'real.yaml']);
  });

  it('writes to what is no file as it is', () => {
    writeText('/dev/null', 'nothing');
    expect(statSync('/dev/null').isFile()).toBe(false);
  });

  it('names what cannot be written', () => {
    expect(() => writeText(folder, 'a')).toThrow(`${folder} cannot be written: EISDIR`);
    expect(readdirSync(folder)).toEqual([]);
  });
});
