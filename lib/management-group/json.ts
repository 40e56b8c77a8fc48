import { Fn } from 'cdktf';
import { isUnresolved } from '../terraform';

/**
 * A value as JSON, in which Terraform writes each reference as a JSON text: a quote in its value ends nothing.
 *
 * Not `Fn.jsonencode` for the whole: of a text that stands beside a reference it leaves quotes as they are, and
 * Terraform cannot read the result.
 */
export function json(value: object): string {
  const references: string[] = [];
  const text = JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'string' && isUnresolved(member) ? placeholder(references.push(member) - 1) : member,
  );
  return references.reduce((t, reference, i) => t.replace(`"${placeholder(i)}"`, () => Fn.jsonencode(reference)), text);
}

/** A character that Unicode gives to nobody, so that no text of a user contains it. */
function placeholder(position: number): string {
  return `\uE000${position}\uE000`;
}
