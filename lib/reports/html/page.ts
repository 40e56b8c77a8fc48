import { createHash } from 'node:crypto';

/** What a page consists of. */
export interface HtmlPage {
  readonly title: string;
  readonly style: string;
  /** Added to the style where the browser runs no script. */
  readonly styleWithoutScript?: string;
  readonly script?: string;
  /** The lines of the body. */
  readonly body: readonly string[];
}

/**
 * One page that needs nothing else. It asks the network for nothing: the policy in its head forbids the browser
 * everything but the very style and script that are in it.
 */
export function htmlPage({ title, style, styleWithoutScript, script, body }: HtmlPage): string {
  const page = [
    '<!DOCTYPE html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policyFor([style, styleWithoutScript], script)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${title}</title>`,
    `<style>${style}</style>`,
    ...(styleWithoutScript === undefined ? [] : [`<noscript><style>${styleWithoutScript}</style></noscript>`]),
    '</head>',
    '<body>',
    ...body,
    ...(script === undefined ? [] : [`<script>${script}</script>`]),
    '</body>',
    '</html>',
    '',
  ];
  return page.join('\n');
}

function policyFor(styles: readonly (string | undefined)[], script: string | undefined): string {
  return [
    "default-src 'none'",
    `style-src ${styles.flatMap(style => (style === undefined ? [] : [sourceOf(style)])).join(' ')}`,
    ...(script === undefined ? [] : [`script-src ${sourceOf(script)}`]),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** What the policy calls an inline style or script. */
function sourceOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
