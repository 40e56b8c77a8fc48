import { Fn } from 'cdktf';
import { argument, isUnresolved } from '../../terraform';

/**
 * A value as JSON, in which Terraform writes each text that has a reference: a quote in its value ends nothing.
 *
 * Not `Fn.jsonencode` for the whole: of a text that stands beside a reference it leaves quotes as they are, and
 * Terraform cannot read the result.
 */
export function json(value: object): string {
  const encoded: string[] = [];
  const text = JSON.stringify(value, (_key, member: unknown) => {
    if (typeof member !== 'string' || !isUnresolved(member)) {
      return member;
    }
    encoded.push(Fn.jsonencode(argument(member)));
    return encoded.at(-1);
  });
  return encoded.reduce((t, expression) => t.replace(`"${expression}"`, () => expression), text);
}
