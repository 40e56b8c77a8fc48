import { createHash } from 'node:crypto';

/** The parts of a page. All of them are HTML, but the title. */
export interface HtmlPage {
  readonly title: string;
  readonly style: string;
  /** What is different where no script runs. */
  readonly styleWithoutScript?: string;
  readonly script?: string;
  /** What stands below the title. */
  readonly header: readonly string[];
  readonly main: readonly string[];
  readonly footer: string;
}

/**
 * A page for people. It asks the network for nothing: the policy in its head forbids the browser everything but the very
 * styles and script that are in it.
 */
export function htmlPage({ title, style, styleWithoutScript, script, header, main, footer }: HtmlPage): string {
  const styles = [style, ...(styleWithoutScript === undefined ? [] : [styleWithoutScript])];
  const policy = [
    "default-src 'none'",
    `style-src ${styles.map(sourceOf).join(' ')}`,
    ...(script === undefined ? [] : [`script-src ${sourceOf(script)}`]),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const page = [
    '<!DOCTYPE html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${title}</title>`,
    `<style>${style}</style>`,
    ...(styleWithoutScript === undefined ? [] : [`<noscript><style>${styleWithoutScript}</style></noscript>`]),
    '</head>',
    '<body>',
    '<header>',
    `<h1>${title}</h1>`,
    ...header,
    '</header>',
    '<main>',
    ...main,
    '</main>',
    `<footer><p>${footer}</p></footer>`,
    ...(script === undefined ? [] : [`<script>${script}</script>`]),
    '</body>',
    '</html>',
    '',
  ];
  return page.join('\n');
}

/** What the policy calls an inline style or script. */
function sourceOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
