import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');

function pagesIn(folder: string): Record<string, string> {
  const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.md'));
  return Object.fromEntries(pages.sort().map(page => [page, readFileSync(join(folder, page), 'utf8')]));
}

// After `npm run api`, it is.
it('the API reference is what the docstrings say', () => {
  const folder = mkdtempSync(join(tmpdir(), 'api-'));
  try {
    execFileSync('npx', ['typedoc', '--out', folder], { cwd: ROOT, shell: process.platform === 'win32' });
    const written = pagesIn(folder);
    expect(Object.keys(written).length).toBeGreaterThan(100);
    expect(pagesIn(join(ROOT, 'docs/api'))).toEqual(written);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 300_000);
