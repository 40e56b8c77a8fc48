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
  if (resemblesReference(text) || (text.includes('\r') && text.includes('{'))) {
    return fragmentsOf(text)
      .map(fragment => (fragment.isReference ? fragment.text : besideReference(fragment.text)))
      .join('');
  }
  return text.includes('{') ? text.replace(/[$%](?=\{)/g, '$&$&') : text;
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
  const special = resemblesReference(text) ? /["\\$%\p{Cc}-]/gu : /["\\$%\p{Cc}]/gu;
  return text.replace(special, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
