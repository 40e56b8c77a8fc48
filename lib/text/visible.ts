/**
 * Characters that steer a terminal, end a line, turn the direction of what follows, or cannot be seen: controls, marks of
 * direction, zero-width characters, halves of surrogate pairs, and the fillers of Hangul.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u115f\u1160\u3164\uffa0]/gu;

/**
 * What a runner would take for an order. Azure DevOps looks for `##vso[` anywhere in a line, GitHub for `##[` anywhere
 * and for `::` at the beginning, blanks aside.
 *
 * @see microsoft/azure-pipelines-agent, src/Microsoft.VisualStudio.Services.Agent/Command.cs
 * @see actions/runner, src/Runner.Common/ActionCommand.cs
 */
const COMMAND = /#(?=#(?:vso)?\[)|:(?=:)(?<=^\s*:)/gi;

/** Latin letters, digits and signs without `#`, `:` and the soft hyphen: most texts, of which a page shows thousands. */
const HARMLESS = /^[ -"$-9;-~\u00a0-\u00ac\u00ae-\u024f]*$/;

/**
 * A text that somebody else wrote, fit for a line of a terminal, a log or a table: what is dangerous stands there as an
 * escape that a reader sees, such as `\n` or `\u202e`. Everything else stays as it is.
 *
 * The escapes are those of JSON, so that a line of JSON means the same after it.
 */
export function visible(text: string): string {
  return HARMLESS.test(text) ? text : text.replace(UNSEEN, escape).replace(COMMAND, escape);
}

/** A text without the characters that {@link visible} shows as escapes because nobody sees them. */
export function withoutUnseen(text: string): string {
  return text.replace(UNSEEN, '');
}

/** What may have to be escaped, apart from the ends of lines. */
const SUSPICIOUS = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u115f\u1160\u3164\uffa0]|##|::/u;

/** A text of several lines that we wrote, in which each line is {@link visible}. */
export function visibleLines(text: string): string {
  // A report of millions of lines is not taken apart for nothing.
  return SUSPICIOUS.test(text) ? text.split('\n').map(visible).join('\n') : text;
}

/** A text of at most so many characters: of a longer one the beginning, and `…`. */
export function clipped(text: string, longest: number): string {
  // Not half a character at the end.
  return text.length > longest ? `${text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…` : text;
}

function escape(characters: string): string {
  const short = SHORT[characters];
  return short ?? characters.replace(/[^]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const SHORT: Record<string, string | undefined> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
