import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuthorizationSeed, DelegationSeed, World } from '../../emulator';
import { armGuid, AzureBuiltInRole } from '../../lib/azure';
import { Onboarding } from '../../lib/lighthouse';
import { type CustomerReadiness, Verdict } from '../../lib/readiness';
import { type DeclaredDelegation, EarnsBy, type FormerDelegation } from '../../lib/readiness';
import { ReadinessReport } from '../../lib/reports';

/** The managing tenant and who is in it. */
export const PARTNER = 'fabf0000-0000-4000-8000-000000000001';
export const OTHER_PARTNER = 'aaaa0000-0000-4000-8000-000000000001';
export const PARTNER_ID = '1234567';
export const OFFER = 'Fabrikam Managed Services';
export const SUBJECT = 'repo:fabrikam/azure:environment:production';

export const principalOf = (name: string) => armGuid(PARTNER, 'servicePrincipal', name);
export const clientOf = (name: string) => armGuid(PARTNER, 'client', name);
export const AUTOMATION = principalOf('PEC-Automation');
export const VERIFIER = principalOf('Verifier');
export const OPERATORS = 'fabf0000-0000-4000-8000-00000000000a';
export const STRANGER = 'fabf0000-0000-4000-8000-0000000000ff';

/** The ids of a customer, by its number. */
export const tenantOf = (number: number) => `c0c00000-0000-4000-8000-${String(number).padStart(12, '0')}`;
export const subscriptionOf = (number: number) => `50b00000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** The authorizations of the offer: operators, a verifier who may read, and whoever earns. */
export const AUTHORIZATIONS = [
  { principalId: OPERATORS, roleId: AzureBuiltInRole.CONTRIBUTOR.id, permanent: true },
  { principalId: VERIFIER, roleId: AzureBuiltInRole.READER.id, permanent: true },
  { principalId: AUTOMATION, roleId: AzureBuiltInRole.SUPPORT_REQUEST_CONTRIBUTOR.id, permanent: true },
];

/** What synth says of a delegation. */
export function declared(number: number, change: Partial<DeclaredDelegation> = {}): DeclaredDelegation {
  return {
    subscriptionId: subscriptionOf(number),
    resourceGroups: [],
    offer: OFFER,
    earnsBy: EarnsBy.DELEGATION,
    managingTenantId: PARTNER,
    definitionId: armGuid(OFFER),
    assignmentIds: [armGuid(OFFER)],
    automation: { principalId: AUTOMATION, clientId: clientOf('PEC-Automation'), partnerId: PARTNER_ID },
    authorizations: AUTHORIZATIONS,
    ...change,
  };
}

/** What synth says of a customer. */
export interface DeclaredSeed {
  readonly number: number;
  /** @default - one, as the offer says */
  readonly delegations?: readonly DeclaredDelegation[];
  /** Of a customer who left. */
  readonly former?: readonly FormerDelegation[];
}

/** Writes `readiness.json` into a folder, as synth does where an app has no portfolio. */
export function writeReadiness(folder: string, customers: readonly DeclaredSeed[], selection?: string): void {
  const written = customers.map(({ number, delegations = [declared(number)], former }) => {
    const customer: CustomerReadiness = {
      key: `customer-${number}`,
      name: `Customer ${number}`,
      tenantId: tenantOf(number),
      cloud: 'AzureCloud',
      onboarding: Onboarding.TERRAFORM,
      verdict: former ? Verdict.OFFBOARDED : Verdict.EARNS,
      subscriptions: [],
      advice: [],
    };
    return former ? { ...customer, formerSubscriptions: former } : { ...customer, delegations };
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'readiness.json'), new ReadinessReport(written, { selection }).toJson());
}

export const authorization = (principalId: string, { id }: AzureBuiltInRole): AuthorizationSeed => ({
  principalId,
  roleDefinitionId: id,
});

/** What Azure has of the offer. */
export function live(change: Partial<DelegationSeed> = {}): DelegationSeed {
  return {
    offer: OFFER,
    managedByTenantId: PARTNER,
    authorizations: AUTHORIZATIONS.map(({ principalId, roleId }) => ({ principalId, roleDefinitionId: roleId })),
    ...change,
  };
}

/** What Azure has of a customer. */
export interface LiveSeed {
  readonly number: number;
  readonly delegations?: readonly DelegationSeed[];
  /** @default - the one that goes with its number */
  readonly tenantId?: string;
}

/** A world with the partner, another one, and customers. */
export function worldWith(customers: readonly LiveSeed[], change: Partial<World['tenants'][number]> = {}): World {
  return {
    partners: [{ id: PARTNER_ID, name: 'Fabrikam' }],
    tenants: [
      {
        id: PARTNER,
        displayName: 'Fabrikam',
        users: [{ displayName: 'Olaf Operator' }],
        groups: [{ displayName: 'Operators', objectId: OPERATORS, members: ['Olaf Operator'] }],
        applications: [
          {
            displayName: 'PEC-Automation',
            secrets: [{ value: 'secret-of-pec-automation' }],
            federatedCredentials: [
              { name: 'github', issuer: 'https://token.actions.githubusercontent.com', subject: SUBJECT },
            ],
          },
          {
            displayName: 'Verifier',
            secrets: [{ value: 'secret-of-the-verifier' }],
            graphPermissions: ['Application.Read.All'],
          },
          { displayName: 'Blind', secrets: [{ value: 'secret-of-the-blind' }] },
        ],
        activityLogReaders: ['Verifier'],
        ...change,
      },
      { id: OTHER_PARTNER, displayName: 'Tailspin' },
      ...customers.map(({ number, delegations = [live()], tenantId = tenantOf(number) }) => ({
        id: tenantId,
        displayName: `Customer ${number}`,
        applications: [{ displayName: `Owner ${number}`, secrets: [{}] }],
        subscriptions: [
          {
            id: subscriptionOf(number),
            displayName: `Subscription ${number}`,
            resourceGroups: ['rg-web', 'rg-data'],
            registeredProviders: ['Microsoft.ManagedServices'],
            roleAssignments: [{ principal: `Owner ${number}`, role: 'Owner' }],
            delegations,
          },
        ],
      })),
    ],
  };
}
