import type { IConstruct } from 'constructs';
import { AzureBuiltInRole, BUILT_IN_ROLE } from '../azure';
import { Faults } from '../declaration';
import { type Authorization, CARRIED_OUT, LighthouseDelegation } from '../lighthouse';
import { isUnresolved, knownToEqual, readable } from '../terraform';
import {
  abridged,
  inspectBoolean,
  type Inspectors,
  inspectProperties,
  inspectSubject,
  type MatcherResult,
  nameOf,
} from './matcher';

/** What a delegation is expected to have; what is left out may be anything. */
export interface ExpectedDelegation {
  /** The subscription: a GUID, or the very same Terraform reference. */
  readonly subscriptionId?: string;
  /** All delegated resource groups, in any order; empty means the whole subscription. */
  readonly resourceGroups?: readonly string[];
  /** The name of the offer. */
  readonly offer?: string;
  /** Who is authorized: the object id of the principal, or the name that the customer sees. */
  readonly to?: string;
  /** The role of the same authorization: an {@link AzureBuiltInRole}, or its name or GUID. */
  readonly role?: AzureBuiltInRole | string;
  /** Whether the same authorization is permanent. */
  readonly permanent?: boolean;
}

/** Passes if a `LighthouseDelegation` in a construct has everything that is expected. */
export function toDelegate(scope: IConstruct, expected: ExpectedDelegation = {}): MatcherResult {
  const faults = Faults.none();
  inspectSubject(scope, faults);
  inspectProperties(expected, PROPERTIES, faults);
  faults.throwIfAny('toDelegate');

  const delegations = scope.node.findAll().filter(construct => LighthouseDelegation.isLighthouseDelegation(construct));
  if (delegations.length === 0) {
    const message = `no delegation by Terraform is declared in ${nameOf(scope)}; others are known to toEarnPartnerCredit only`;
    return { pass: false, message: () => message };
  }
  const compared = delegations
    .map(delegation => ({ delegation, differences: differencesOf(delegation, expected) }))
    .sort((a, b) => a.differences.length - b.differences.length);
  const matching = compared.filter(({ differences }) => differences.length === 0);
  const asked = describe(expected);
  const none = [`no delegation in ${nameOf(scope)}${asked.length > 0 ? ' with' : ''}`, ...asked, ''].join('\n');
  return matching.length > 0
    ? { pass: true, message: () => [`expected ${none}`, ...listOf(matching)].join('\n') }
    : {
        pass: false,
        message: () => [`there is ${none}`, ...listOf(compared), ...hint(delegations, expected)].join('\n'),
      };
}

const PROPERTIES: Inspectors<ExpectedDelegation> = {
  subscriptionId: (value, faults) => faults.guid(value, 'id of the subscription'),
  resourceGroups: (value, faults) =>
    faults
      .list(value, 'the names of resource groups')
      .forEach((name, i) => faults.at(i).text(name, 'the name of a resource group')),
  offer: (value, faults) => faults.text(value, 'the name of the offer'),
  to: (value, faults) => faults.text(value, "the principal's object id or display name"),
  role: (value, faults) => {
    const role = typeof value === 'string' ? AzureBuiltInRole.of(value) : value;
    if (!BUILT_IN_ROLE.includes(role)) {
      faults.reject(value, 'is not a role', "expected one of AzureBuiltInRole, or a role's name");
    } else if (!role.isKnown && !role.isNewerThanCatalogue && !isUnresolved(role.id)) {
      faults.reject(role.id, 'is not a built-in role', role._advice());
    }
  },
  permanent: inspectBoolean,
};

interface Comparison {
  readonly delegation: LighthouseDelegation;
  readonly differences: string[];
}

/** The expected properties that a delegation does not have. */
function differencesOf(delegation: LighthouseDelegation, expected: ExpectedDelegation): string[] {
  const { subscriptionId, resourceGroups, offer, to, role, permanent } = expected;
  const differences: string[] = [];
  if (subscriptionId !== undefined && !isSame(delegation.subscriptionId, subscriptionId)) {
    differences.push('subscriptionId');
  }
  if (resourceGroups !== undefined && !areSame(delegation.resourceGroups, resourceGroups)) {
    differences.push('resourceGroups');
  }
  if (offer !== undefined && delegation.offer.name !== offer) {
    differences.push('offer');
  }
  if (!delegation.authorizations.some(authorization => isExpected(authorization, expected))) {
    const asked = Object.entries({ to, role, permanent }).filter(([, value]) => value !== undefined);
    differences.push(`authorizations (${asked.map(([name]) => name).join(', ')})`);
  }
  // What is not written as it was declared is none of the delegations that somebody may expect.
  const alterations = CARRIED_OUT.at(delegation).flatMap(carried => carried.delegation.alterations);
  return [...differences, ...alterations.map(({ reason }) => `what is written (${reason})`)];
}

function isExpected({ principal, role, isPermanent }: Authorization, expected: ExpectedDelegation): boolean {
  const { to, permanent } = expected;
  const expectedRole = roleId(expected);
  return (
    (to === undefined || isSame(principal.id, to) || principal.displayName === to) &&
    (expectedRole === undefined || isSame(role.id, expectedRole)) &&
    (permanent === undefined || isPermanent === permanent)
  );
}

function roleId({ role }: ExpectedDelegation): string | undefined {
  return typeof role === 'string' ? AzureBuiltInRole.of(role).id : role?.id;
}

/** The same but for case, or one and the same Terraform reference. */
function isSame(a: string, b: string): boolean {
  return a === b || knownToEqual(a, b);
}

function areSame(some: readonly string[], others: readonly string[]): boolean {
  const includes = (list: readonly string[], text: string) => list.some(other => isSame(other, text));
  return some.every(text => includes(others, text)) && others.every(text => includes(some, text));
}

function listOf(compared: Comparison[]): string[] {
  const entries = compared.map(({ delegation, differences }) => {
    const { subscriptionId, resourceGroups, offer, authorizations } = delegation;
    return [
      `"${delegation.node.path}" ${differences.length === 0 ? 'has' : `differs in ${differences.join(', ')}; it has`}`,
      ...describe({ subscriptionId, resourceGroups, offer: offer.name }),
      ...authorizations.map(describeAuthorization),
    ].join('\n');
  });
  return abridged(entries);
}

function describe({ subscriptionId, resourceGroups, offer, to, role, permanent }: ExpectedDelegation): string[] {
  const groups = resourceGroups?.map(readable).join(', ');
  const texts = {
    subscriptionId: subscriptionId && readable(subscriptionId),
    resourceGroups: groups === '' ? '(the whole subscription)' : groups,
    offer: offer && readable(offer),
    to: to && readable(to),
    role: role && readable(typeof role === 'string' ? role : role.name),
    permanent,
  };
  return Object.entries(texts)
    .filter(([, text]) => text !== undefined)
    .map(([name, text]) => `  ${name}: ${text}`);
}

function describeAuthorization({ principal, role, isPermanent }: Authorization): string {
  const name = principal.displayName === undefined ? '' : ` (${readable(principal.displayName)})`;
  return `  to: ${readable(principal.id)}${name}, role: ${readable(role.name)}, permanent: ${isPermanent}`;
}

/** Two references that read alike are two values to cdktf, and a reader who sees neither wonders why they differ. */
function hint(delegations: LighthouseDelegation[], expected: ExpectedDelegation): string[] {
  const values = delegations.map(({ subscriptionId, resourceGroups, offer, authorizations }) => [
    [subscriptionId, resourceGroups, offer.name],
    authorizations.map(({ principal, role }) => [principal.id, role.id]),
  ]);
  return isUnresolved([values, Object.values(expected), roleId(expected)])
    ? ['', 'What is known to Terraform equals the very same value only: keep it in a constant, and give that to both.']
    : [];
}
