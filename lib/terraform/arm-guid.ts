import { Fn } from 'cdktf';
import { ARM_GUID_NAMESPACE, armGuid as guidOfKnown } from '../azure';
import { kindOf } from '../text';
import { argument } from './literal';
import { isUnresolved } from './unresolved';

/**
 * What `guid(a, b, …)` of an ARM template gives: the UUID version 5 of the arguments joined by `-`.
 *
 * Where Terraform only knows an argument, a reference to what Terraform computes: `uuidv5(ARM_GUID_NAMESPACE, "a-b")`,
 * which is the same.
 *
 * @example
 * ```ts
 * armGuid('Fabrikam Managed Services'); // as guid('Fabrikam Managed Services') in a template
 * ```
 *
 * @param parts texts, or references to texts
 * @throws TypeError if one is neither
 */
export function armGuid(...parts: string[]): string {
  for (const part of parts) {
    if (typeof part !== 'string') {
      throw new TypeError(`${kindOf(part)} is not a text; give armGuid texts, or references to texts`);
    }
  }
  const text = parts.join('-');
  return isUnresolved(text) ? Fn.uuidv5(ARM_GUID_NAMESPACE, argument(text)) : guidOfKnown(text);
}
