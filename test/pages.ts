import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const ROOT = resolve(__dirname, '..');

/** The pages that people write, by their paths; not the API reference, which is made from the docstrings. */
export const PAGES = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'examples/pipelines/README.md'],
  ...['docs', 'docs/guides', 'docs/decisions'].flatMap(folder =>
    readdirSync(join(ROOT, folder))
      .filter(name => name.endsWith('.md'))
      .map(name => `${folder}/${name}`),
  ),
];

/** A page as text. */
export function pageText(page: string): string {
  return readFileSync(join(ROOT, page), 'utf8');
}

/** A block of code in a page. */
export interface CodeBlock {
  /** Page and line, for messages. */
  readonly where: string;
  readonly code: string;
}

/** The blocks of code in a text that are in one of some languages. */
export function blocksIn(where: string, text: string, languages: string): CodeBlock[] {
  return [...text.matchAll(new RegExp(`^( *)\`\`\`(?:${languages})\\n(.*?)^\\1\`\`\`$`, 'gms'))].map(
    ({ 2: code, index }) => ({ where: `${where}:${text.slice(0, index).split('\n').length}`, code }),
  );
}
