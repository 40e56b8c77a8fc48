/** Delegations that somebody else made, and who has access by them. */
import type { AzureClient } from '../../emulator/azure-client';
import type { DeployedResource } from '../lighthouse/arm/arm-functions';
import type { Stage } from './stage';

const MANAGED_SERVICES = 'providers/Microsoft.ManagedServices';

/** A definition with its assignments, as a template creates them. */
export interface TemplateDelegation {
  readonly subscription: string;
  /** The version of the API that the template names. */
  readonly apiVersion: string;
  /** The GUID of the definition. */
  readonly definition: string;
  /** The GUIDs of the assignments by resource group; `''` is the whole subscription. */
  readonly assignments: Record<string, string>;
  /** What the template writes into the definition. */
  readonly properties: Record<string, unknown>;
}

/** The resources that a template creates, in their order. */
export function resourcesOf(delegation: TemplateDelegation): DeployedResource[] {
  const { apiVersion, definition, assignments, properties } = delegation;
  const subscription = `/subscriptions/${delegation.subscription}`;
  const definitionId = `${subscription}/${MANAGED_SERVICES}/registrationDefinitions/${definition}`;
  return [
    { id: definitionId, apiVersion, body: { properties } },
    ...Object.entries(assignments).map(([resourceGroup, name]) => {
      const scope = resourceGroup === '' ? subscription : `${subscription}/resourceGroups/${resourceGroup}`;
      return {
        id: `${scope}/${MANAGED_SERVICES}/registrationAssignments/${name}`,
        apiVersion,
        body: { properties: { registrationDefinitionId: definitionId } },
      };
    }),
  ];
}

/** Sends what Azure Resource Manager sends for a template, and waits as it does; the statuses of the answers. */
export async function deployAs(client: AzureClient, resources: DeployedResource[]): Promise<number[]> {
  const statuses: number[] = [];
  for (const { id, apiVersion, body } of resources) {
    const url = `${id}?api-version=${apiVersion}`;
    const { status, message } = await client.arm('PUT', url, body);
    if (status >= 300) {
      throw new Error(`PUT ${id}: ${status} ${message}`);
    }
    statuses.push(status);
    await settled(client, url);
  }
  return statuses;
}

async function settled(client: AzureClient, url: string): Promise<void> {
  for (let look = 0; look < 20; look++) {
    const { body } = await client.arm('GET', url);
    if ((body.properties as { provisioningState?: string } | undefined)?.provisioningState === 'Succeeded') {
      return;
    }
  }
  throw new Error(`Azure did not provision ${url}`);
}

/** Somebody of a managing tenant who holds a role at a customer. */
export interface Access {
  readonly subscription: string;
  readonly resourceGroup?: string;
  readonly tenant: string;
  readonly principal: string;
  readonly role: string;
}

/** Whether somebody has access now. */
export function holds(stage: Stage, { subscription: id, resourceGroup, tenant, principal, role }: Access): boolean {
  const subscription = stage.azure.subscriptions.find(id);
  if (!subscription) {
    throw new Error(`the world has no subscription ${id}`);
  }
  const scope = { subscription, id: subscription.resourceId, resourceGroup };
  return stage.azure.delegations.delegatedRoles(tenant, new Set([principal]), scope).includes(role);
}

/** Does something, and looks at every request that reaches Azure whether everybody has access still. Throws if not. */
export async function keeping(stage: Stage, access: Access[], happens: () => Promise<unknown>): Promise<void> {
  const { requests } = stage.azure;
  const add = requests.add.bind(requests);
  const lost: Access[] = [];
  const look = () => lost.push(...access.filter(one => !holds(stage, one)));
  requests.add = request => {
    look();
    return add(request);
  };
  try {
    await happens();
    look();
  } finally {
    requests.add = add;
  }
  if (lost.length > 0) {
    throw new Error(`lost access for a while: ${JSON.stringify(lost[0])}`);
  }
}
