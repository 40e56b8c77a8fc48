import { X509Certificate } from 'node:crypto';
import { armGuid, AzureBuiltInRole } from '../lib/azure';
import type { Application, Directory, Principal } from './entra/directory';
import { newSecret } from './graph/secrets';
import type { Delegations, RegistrationDefinition } from './resource-manager/delegations';
import { ManagementGroup, type ManagementGroups } from './resource-manager/management-groups';
import { ALWAYS_REGISTERED } from './resource-manager/subscription-service';
import type { RoleAssignment, Subscriptions } from './resource-manager/subscriptions';
import { Subscription } from './resource-manager/subscriptions';
import { Progress } from './server/progress';
import type {
  ApplicationSeed,
  DelegationSeed,
  GroupSeed,
  GuestServicePrincipalSeed,
  ManagementGroupSeed,
  RoleAssignmentSeed,
  SubscriptionSeed,
  TenantSeed,
  UserSeed,
  World,
} from './world';

const YEAR_MILLISECONDS = 365 * 24 * 60 * 60 * 1000;

/** Fills the directory and the subscriptions. Throws if the world names somebody or something it does not have. */
export function seed(
  world: World,
  directory: Directory,
  subscriptions: Subscriptions,
  managementGroups: ManagementGroups,
): void {
  for (const tenant of world.tenants) {
    directory.addTenant({
      id: tenant.id,
      displayName: tenant.displayName,
      domain: `${tenant.displayName.toLowerCase().replace(/[^a-z0-9]/g, '')}.onmicrosoft.com`,
    });
    // People first, groups next, owners last: each may name what stands before it.
    tenant.users?.forEach(user => addUser(directory, tenant, user));
    tenant.applications?.forEach(application => addApplication(directory, tenant, application));
  }
  for (const tenant of world.tenants) {
    tenant.guestServicePrincipals?.forEach(guest => addGuest(directory, tenant, guest));
    tenant.groups?.forEach(group => addGroup(directory, tenant, group));
    tenant.applications?.forEach(application => addOwners(directory, tenant, application));
    tenant.subscriptions?.forEach(subscription => subscriptions.add(subscriptionOf(directory, tenant, subscription)));
    tenant.managementGroups?.forEach(group =>
      managementGroups.add(managementGroupOf(directory, subscriptions, tenant, group)),
    );
  }
}

/** Fills in what is delegated already. */
export function seedDelegations(
  world: World,
  subscriptions: Subscriptions,
  delegations: Delegations,
  directory: Directory,
): void {
  for (const { id, delegations: seeds = [] } of world.tenants.flatMap(tenant => tenant.subscriptions ?? [])) {
    const subscription = subscriptions.find(id);
    if (subscription) {
      seeds.forEach(given => addDelegation(given, subscription, delegations, directory));
    }
  }
}

/** The one principal that a display name or an object id means. */
export function principalNamed(directory: Directory, reference: string, tenantId?: string): Principal {
  const found = directory.principals(reference, tenantId);
  if (found.length !== 1) {
    const place = tenantId ? `tenant ${tenantId}` : 'the emulated world';
    throw new Error(`expected one principal "${reference}" in ${place}, but found ${found.length}`);
  }
  return found[0];
}

function addUser(directory: Directory, tenant: TenantSeed, user: UserSeed): void {
  directory.add({
    kind: 'user',
    id: user.objectId ?? armGuid(tenant.id, 'user', user.displayName),
    tenantId: tenant.id,
    replication: new Progress(),
    displayName: user.displayName,
    isGuest: user.isGuest ?? false,
    directoryRoles: new Set(user.directoryRoles),
  });
}

function addGroup(directory: Directory, tenant: TenantSeed, group: GroupSeed): void {
  directory.add({
    kind: 'group',
    id: group.objectId ?? armGuid(tenant.id, 'group', group.displayName),
    tenantId: tenant.id,
    replication: new Progress(),
    displayName: group.displayName,
    isMicrosoft365: group.kind === 'microsoft365',
    members: idsOf(directory, tenant, group.members),
  });
}

function addApplication(directory: Directory, tenant: TenantSeed, given: ApplicationSeed): void {
  const { displayName } = given;
  const appId = given.clientId ?? armGuid(tenant.id, 'client', displayName);
  directory.add<Application>({
    kind: 'application',
    id: given.applicationObjectId ?? armGuid(tenant.id, 'application', displayName),
    appId,
    tenantId: tenant.id,
    replication: new Progress(),
    attributes: { displayName, signInAudience: 'AzureADMyOrg' },
    owners: new Set(),
    secrets: (given.secrets ?? []).map(({ value, expires }) =>
      newSecret({
        value,
        // A secret that is over must have begun before.
        startDateTime: new Date(Date.now() - YEAR_MILLISECONDS).toISOString(),
        endDateTime: expires ?? new Date(Date.now() + YEAR_MILLISECONDS).toISOString(),
      }),
    ),
    certificates: (given.certificates ?? []).map(pem => {
      const certificate = new X509Certificate(pem);
      return {
        keyId: armGuid(appId, certificate.fingerprint256),
        displayName: certificate.subject,
        certificate: certificate.raw,
        startDateTime: new Date(certificate.validFrom).toISOString(),
        endDateTime: new Date(certificate.validTo).toISOString(),
      };
    }),
    federatedCredentials: (given.federatedCredentials ?? []).map(({ name, issuer, subject, audience }) => ({
      id: armGuid(appId, name),
      name,
      issuer,
      subject,
      audiences: [audience ?? 'api://AzureADTokenExchange'],
    })),
  });
  if (given.hasServicePrincipal ?? true) {
    directory.add({
      kind: 'servicePrincipal',
      id: given.servicePrincipalObjectId ?? armGuid(tenant.id, 'servicePrincipal', displayName),
      appId,
      tenantId: tenant.id,
      replication: new Progress(),
      attributes: { displayName, accountEnabled: given.isEnabled ?? true, appOwnerOrganizationId: tenant.id },
      owners: new Set(),
      graphPermissions: new Set(given.graphPermissions),
    });
  }
}

function addGuest(directory: Directory, tenant: TenantSeed, guest: GuestServicePrincipalSeed): void {
  const application = directory.application(guest.clientId);
  if (!application) {
    throw new Error(`no tenant of the emulated world has an application with client id "${guest.clientId}"`);
  }
  directory.add({
    kind: 'servicePrincipal',
    id: guest.objectId ?? armGuid(tenant.id, 'servicePrincipal', guest.displayName),
    appId: application.appId,
    tenantId: tenant.id,
    replication: new Progress(),
    attributes: {
      displayName: guest.displayName,
      accountEnabled: guest.isEnabled ?? true,
      appOwnerOrganizationId: application.tenantId,
    },
    owners: new Set(),
    graphPermissions: new Set(),
  });
}

function addOwners(directory: Directory, tenant: TenantSeed, given: ApplicationSeed): void {
  const clientId = given.clientId ?? armGuid(tenant.id, 'client', given.displayName);
  for (const ownerId of idsOf(directory, tenant, given.owners)) {
    directory.application(clientId)?.owners.add(ownerId);
    directory.servicePrincipalOf(clientId, tenant.id)?.owners.add(ownerId);
  }
}

function subscriptionOf(directory: Directory, tenant: TenantSeed, given: SubscriptionSeed): Subscription {
  const roleAssignments = (given.roleAssignments ?? []).map(assignment =>
    roleAssignmentOf(directory, tenant, assignment),
  );
  const { id, displayName, resourceGroups } = given;
  const subscription = new Subscription(id, tenant.id, displayName, resourceGroups ?? [], roleAssignments);
  for (const namespace of [...ALWAYS_REGISTERED, ...(given.registeredProviders ?? [])]) {
    subscription.register(namespace);
  }
  return subscription;
}

function addDelegation(
  given: DelegationSeed,
  subscription: Subscription,
  delegations: Delegations,
  directory: Directory,
): void {
  const { offer, managedByTenantId, authorizations, eligibleAuthorizations, resourceGroups = [] } = given;
  const name = given.definitionId ?? armGuid(offer);
  const provider = 'providers/Microsoft.ManagedServices';
  const definition: RegistrationDefinition = {
    id: `${subscription.resourceId}/${provider}/registrationDefinitions/${name}`,
    name,
    subscription,
    properties: {
      registrationDefinitionName: offer,
      managedByTenantId,
      managedByTenantName: directory.tenant(managedByTenantId)?.displayName,
      authorizations,
      ...(eligibleAuthorizations && { eligibleAuthorizations }),
    },
    managee: {
      manageeTenantId: subscription.tenantId,
      manageeTenantName: directory.tenant(subscription.tenantId)?.displayName,
    },
    provisioning: new Progress(),
  };
  delegations.addDefinition(definition);
  const groups: (string | undefined)[] = resourceGroups.length === 0 ? [undefined] : [...resourceGroups];
  for (const [i, resourceGroup] of groups.entries()) {
    const scopeId = subscription.resourceId + (resourceGroup === undefined ? '' : `/resourceGroups/${resourceGroup}`);
    const assignmentName =
      given.assignmentIds?.[i] ?? armGuid(offer, ...(resourceGroup === undefined ? [] : [resourceGroup.toLowerCase()]));
    delegations.addAssignment({
      id: `${scopeId}/${provider}/registrationAssignments/${assignmentName}`,
      name: assignmentName,
      scope: { subscription, resourceGroup, id: scopeId },
      definition,
      registrationDefinitionId: definition.id,
      provisioning: new Progress(),
      indexing: new Progress(),
    });
  }
}

function managementGroupOf(
  directory: Directory,
  subscriptions: Subscriptions,
  tenant: TenantSeed,
  given: ManagementGroupSeed,
): ManagementGroup {
  const members = given.subscriptions.map(id => {
    const subscription = subscriptions.find(id);
    if (subscription?.tenantId !== tenant.id) {
      throw new Error(`the tenant of the management group "${given.name}" has no subscription "${id}"`);
    }
    return subscription;
  });
  const group = new ManagementGroup(given.name, tenant.id, members);
  for (const assignment of given.roleAssignments ?? []) {
    const { principalId, roleId } = roleAssignmentOf(directory, tenant, assignment);
    const name = armGuid(group.resourceId, principalId, roleId);
    const id = `${group.resourceId}/providers/Microsoft.Authorization/roleAssignments/${name}`;
    group.roleAssignments.push({ id, name, principalId, roleId });
  }
  return group;
}

function roleAssignmentOf(directory: Directory, tenant: TenantSeed, given: RoleAssignmentSeed): RoleAssignment {
  const role = AzureBuiltInRole.of(given.role);
  if (!role.isKnown) {
    throw new Error(`"${given.role}" is not a built-in role of Azure`);
  }
  return {
    principalId: principalNamed(directory, given.principal, tenant.id).id,
    roleId: role.id,
    resourceGroup: given.resourceGroup,
  };
}

function idsOf(directory: Directory, tenant: TenantSeed, references: readonly string[] = []): Set<string> {
  return new Set(references.map(reference => principalNamed(directory, reference, tenant.id).id.toLowerCase()));
}
