import type { ApplicationPasswordAConfig as ApplicationPasswordConfig } from '@cdktf/provider-azuread/lib/application-password';
import { Fn, Token } from 'cdktf';
import { asGiven, type Faults, mapOf, objectOf, text } from '../declaration';
import { isReference, isUnresolved } from '../terraform';
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
   * How long the secret is valid from the moment it is made: hours, such as `2160h`, at most `87600h`. Another lifetime makes it anew.
   *
   * A policy of the managing tenant may allow less; Entra then refuses with `CredentialInvalidLifetimeAsPerAppPolicy`.
   *
   * @default "2160h" - 90 days, unless expires is given
   * @see https://learn.microsoft.com/graph/api/resources/passwordcredentialconfiguration
   */
  readonly lifetime?: string;
  /**
   * When the secret expires: RFC 3339, such as `2027-03-31T00:00:00Z`. Instead of lifetime.
   *
   * @default - lifetime counts
   */
  readonly expires?: string;
  /**
   * The secret is made anew, and its lifetime begins again, when one of these values changes; the new one exists before
   * the old one goes. `lifetime` is no name for a value: a change of it makes the secret anew as it is.
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
  const triggers = isReference(secret.rotateWhenChanged) ? {} : (secret.rotateWhenChanged ?? {});
  for (const [name, value] of Object.entries(triggers)) {
    const at = faults.at('rotateWhenChanged').at(name);
    at.text(name, 'the name of a value');
    at.text(value, 'the value that tells when to make the secret anew');
  }
  if (Object.hasOwn(triggers, 'lifetime')) {
    faults
      .at('rotateWhenChanged')
      .at('lifetime')
      .report('is taken by the lifetime of the secret, which makes it anew as well; give the value another name');
  }
}

/**
 * The arguments that say until when a secret is valid and when it is made anew.
 *
 * Not `end_date_relative`: azuread accepts it and never sends it, so that a secret lives for the two years of Entra
 * (docs/decisions/14).
 *
 * @see https://github.com/hashicorp/terraform-provider-azuread/issues/1424
 */
export function validityArguments({
  lifetime = '2160h',
  expires,
  rotateWhenChanged,
}: ClientSecret): Pick<ApplicationPasswordConfig, 'endDate' | 'rotateWhenChanged' | 'lifecycle'> {
  if (expires !== undefined) {
    return { endDate: expires, rotateWhenChanged, lifecycle: { createBeforeDestroy: true } };
  }
  return {
    endDate: Fn.timeadd(Fn.timestamp(), lifetime),
    rotateWhenChanged: withLifetime(rotateWhenChanged, lifetime),
    // The clock counts when the secret is made; afterwards the state remembers the end.
    lifecycle: { createBeforeDestroy: true, ignoreChanges: ['end_date'] },
  };
}

/** The end is ignored once the secret exists, so that a change of the lifetime has to make it anew by itself. */
function withLifetime(rotateWhenChanged: Record<string, string> | undefined, lifetime: string): Record<string, string> {
  return isReference(rotateWhenChanged)
    ? Token.asStringMap(Fn.merge([rotateWhenChanged, { lifetime }]))
    : { ...rotateWhenChanged, lifetime };
}

/**
 * Ten years, in hours: a slip of the hand is longer. Entra itself takes any end, such as the year 2299 that its portal used to
 * write for "never" (Azure/azure-cli#8468).
 */
const LONGEST_LIFETIME = 87_600;

/** Finds the faults of the validity of a secret or a certificate. */
export function inspectValidity(credential: { lifetime?: string; expires?: string }, faults: Faults): void {
  const { lifetime, expires } = credential;
  if (lifetime !== undefined && expires !== undefined) {
    faults.at('expires').reject(expires, 'contradicts lifetime', 'give one of the two');
  }
  if (lifetime !== undefined && !isUnresolved(lifetime)) {
    inspectLifetime(lifetime, faults.at('lifetime'));
  }
  if (expires !== undefined && !isUnresolved(expires) && !isPointInTime(expires)) {
    faults.at('expires').reject(expires, 'is not a point in time', 'expected RFC 3339, such as "2027-03-31T00:00:00Z"');
  }
}

function inspectLifetime(lifetime: string, faults: Faults): void {
  if (!/^[1-9][0-9]*h$/.test(lifetime)) {
    faults.reject(lifetime, 'is not a number of hours', 'expected hours, such as "2160h" for 90 days');
  } else if (Number.parseInt(lifetime) > LONGEST_LIFETIME) {
    faults.report(`is longer than ten years; expected at most "${LONGEST_LIFETIME}h"`);
  }
}

const RFC3339 = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

function isPointInTime(text: string): boolean {
  const [, day] = RFC3339.exec(text) ?? [];
  // Date.parse alone takes 31 February for 3 March.
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(String(day));
}
