import { asGiven, type Faults, mapOf, objectOf, text } from '../declaration';
import { isUnresolved } from '../terraform';
import { inspectCredentialName } from './federated-credential-rules';

/**
 * A client secret of PEC-Automation. It ends up in the Terraform state: prefer {@link FederatedCredential}.
 *
 * To rotate without a gap, add a second secret, apply, move the pipelines to it, and take the first out.
 */
export interface ClientSecret {
  /** The secret's name in Entra and in the Terraform address: 3 to 120 letters, digits, `-` and `_`. */
  readonly name: string;
  /**
   * How long the secret is valid from the day it is made: hours, such as `2160h`.
   *
   * @default "2160h" - 90 days, unless expires is given
   */
  readonly lifetime?: string;
  /**
   * When the secret expires: RFC 3339, such as `2027-03-31T00:00:00Z`. Instead of lifetime.
   *
   * @default - lifetime counts
   */
  readonly expires?: string;
  /**
   * The secret is made anew when one of these values changes; the new one exists before the old one goes.
   *
   * @default - the secret is made once
   */
  readonly rotateWhenChanged?: Record<string, string>;
}

/** The properties of a client secret. */
export const CLIENT_SECRET = objectOf<ClientSecret>('a client secret', '{ name: "…" }', {
  name: asGiven,
  lifetime: text,
  expires: text,
  rotateWhenChanged: mapOf(text, 'texts by name, such as { quarter: "2027-1" }'),
});

/** Finds the faults of a client secret. */
export function inspectClientSecret(secret: ClientSecret, faults: Faults): void {
  inspectCredentialName(secret.name, faults.at('name'));
  inspectValidity(secret, faults);
}

/** Finds the faults of the validity of a secret or a certificate. */
export function inspectValidity(credential: { lifetime?: string; expires?: string }, faults: Faults): void {
  const { lifetime, expires } = credential;
  if (lifetime !== undefined && expires !== undefined) {
    faults.at('expires').reject(expires, 'contradicts lifetime', 'give one of the two');
  }
  if (lifetime !== undefined && !isUnresolved(lifetime) && !/^[1-9][0-9]*h$/.test(lifetime)) {
    faults.at('lifetime').reject(lifetime, 'is not a number of hours', 'expected hours, such as "2160h" for 90 days');
  }
  if (expires !== undefined && !isUnresolved(expires) && !isPointInTime(expires)) {
    faults.at('expires').reject(expires, 'is not a point in time', 'expected RFC 3339, such as "2027-03-31T00:00:00Z"');
  }
}

const RFC3339 = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

function isPointInTime(text: string): boolean {
  const [, day] = RFC3339.exec(text) ?? [];
  // Date.parse alone takes 31 February for 3 March.
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(String(day));
}
