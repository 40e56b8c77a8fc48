import { type IResolveContext, Lazy, Token } from 'cdktf';
import { fragmentsOf, isPlainObject, isReference, resemblesReference } from './references';

/**
 * A value for the configuration of a resource, in which Terraform finds no expression but the references that cdktf made.
 *
 * Terraform reads every text of a configuration as a template, names of map members too: `${` and `%{` begin an
 * expression there. In texts, lists and plain objects they are written so that they stand for themselves.
 *
 * Not for a `backend` block nor a `description`, which Terraform takes as they stand.
 *
 * @see https://developer.hashicorp.com/terraform/language/syntax/json
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences
 */
export function literal(value: unknown): unknown {
  if (typeof value === 'string') {
    return literalText(value);
  }
  if (Array.isArray(value)) {
    return isReference(value) ? value : value.map(literal);
  }
  return isPlainObject(value) && !isReference(value) ? literalMembers(value) : value;
}

/**
 * A Terraform binding whose resources get the texts of their configuration as {@link literal} writes them.
 *
 * Every binding of this package goes through here, so that no construct can forget it.
 */
export function literally<B extends new (...args: never[]) => object>(binding: B): B {
  return new Proxy(binding, {
    construct: (target, [scope, id, config]: unknown[]) =>
      Reflect.construct(target, [scope, id, literal(config)]) as object,
  });
}

/**
 * A text as an argument of a Terraform function. cdktf leaves quotes and `%{` in it as they are, and refuses a text that
 * has a quote beside a reference.
 */
export function argument(text: string): string {
  const fragments = fragmentsOf(text).filter(fragment => fragment.text !== '');
  if (fragments.length === 1 && fragments[0].isReference) {
    return text;
  }
  return Lazy.stringValue({
    produce: context =>
      `"${fragments.map(f => (f.isReference ? interpolated(f.text, context) : quoted(f.text))).join('')}"`,
  });
}

function literalMembers(object: Record<string, unknown>): Record<string, unknown> {
  const written = { ...object };
  for (const name of Object.keys(object)) {
    const text = literalText(name);
    if (text !== name) {
      delete written[name];
    }
    written[text] = literal(object[name]);
  }
  return written;
}

function literalText(text: string): string {
  if (REFUSED.includes(text)) {
    return constant(text);
  }
  if (resemblesReference(text) || (text.includes('\r') && (text.includes('{') || text.search(JOINS_QUOTE) >= 0))) {
    return fragmentsOf(text)
      .map(fragment => (fragment.isReference ? fragment.text : quotable(besideReference(fragment.text))))
      .join('');
  }
  return quotable(text.includes('{') ? text.replace(/[$%](?=\{)/g, '$&$&') : text);
}

/**
 * Characters that join the one behind them: `Grapheme_Cluster_Break=Prepend` of Unicode 16. Terraform 1.11 reads JSON by
 * such clusters, overlooks a quote or backslash that is joined, and finds no end of the text (`json/scanner.go` of hashicorp/hcl).
 */
const PREPEND =
  '\\u0600-\\u0605\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u0d4e\\u{110bd}\\u{110cd}\\u{111c2}\\u{111c3}\\u{113d1}' +
  '\\u{1193f}\\u{11941}\\u{11a3a}\\u{11a84}-\\u{11a89}\\u{11d46}\\u{11f02}';
const JOINS_QUOTE = new RegExp(`(?<![$%])[$%]*[${PREPEND}](?=["\\\\]|$)`, 'gu');

/** What stands before a quote, or before the end, in such a way that the quote stays one; and `$` or `%` before it too. */
function quotable(text: string): string {
  return text.replace(JOINS_QUOTE, joined => `\${"${quoted(joined)}"}`);
}

/** With these cdktf fills maps that are references, and it ends synth where it meets them elsewhere. */
const REFUSED = [Token.STRING_MAP_TOKEN_VALUE, Token.ANY_MAP_TOKEN_VALUE];

/**
 * cdktf takes `$${` beside a reference for the beginning of an expression, and then writes the reference without braces.
 * So what it must not see there is written as an expression of its own: `${"$"}{`. So is a carriage return:
 * behind one with which a line begins, Terraform 1.11 finds neither expressions nor `$$${`.
 */
function besideReference(text: string): string {
  const written = text
    .replace(/%(?=\{)/g, '%%')
    .replace(/(?<!\$)\$*(?:\r+|[#&](?=\{TfToken\[)|(?<=\$)(?=\{|$))/g, constant);
  return resemblesReference(text) ? written.replace(/^-/, constant) : written;
}

function constant(text: string): string {
  return `\${${JSON.stringify(text)}}`;
}

function interpolated(reference: string, context: IResolveContext): string {
  return `\${${context.resolve(reference)}}`;
}

/** Inside of quotes everything can be written as its number, and then neither Terraform nor cdktf finds anything. */
function quoted(text: string): string {
  return text.replace(resemblesReference(text) ? SPECIAL_IN_MARKS : SPECIAL, numbered);
}

const SPECIAL = new RegExp(`["\\\\$%\\p{Cc}${PREPEND}]`, 'gu');
const SPECIAL_IN_MARKS = new RegExp(`["\\\\$%\\p{Cc}${PREPEND}-]`, 'gu');

/** A character as its number, as it may stand in quotes of Terraform's language. */
function numbered(character: string): string {
  const number = character.codePointAt(0)?.toString(16) ?? '';
  return number.length > 4 ? `\\U${number.padStart(8, '0')}` : `\\u${number.padStart(4, '0')}`;
}
