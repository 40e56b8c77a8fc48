import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, TerraformStack, TerraformVariable, Testing } from 'cdktf';
import {
  Authorization,
  AzureBuiltInRole,
  CustomerStack,
  type CustomerStackProps,
  DeclarationError,
  LighthouseDelegation,
  type LighthouseDelegationProps,
  LighthouseOffer,
  type LighthouseOfferProps,
  PecAutomation,
  Principal,
} from 'cdktf-partner-earned-credit';
import type { Construct } from 'constructs';
import { type Block, resources } from './synth';
import { faultText } from '../lib/declaration';

export const MANAGING_TENANT = 'f0000000-0000-4000-8000-000000000001';
export const CUSTOMER_TENANT = 'c0000000-0000-4000-8000-000000000001';
export const SUBSCRIPTION = 'c0000000-0000-4000-8000-000000000011';
export const OTHER_SUBSCRIPTION = 'c0000000-0000-4000-8000-000000000012';

export const operators = Principal.group('f0000000-0000-4000-8000-000000000021', 'operators');
export const engineers = Principal.group('f0000000-0000-4000-8000-000000000022', 'engineers');
export const ada = Principal.user('f0000000-0000-4000-8000-000000000031', 'Ada');
export const robot = Principal.servicePrincipal('f0000000-0000-4000-8000-000000000041', 'robot');

/** PEC-Automation, linked elsewhere. */
export const automation = PecAutomation.fromAttributes({
  principalId: 'f0000000-0000-4000-8000-000000000002',
  clientId: 'f0000000-0000-4000-8000-000000000003',
  tenantId: MANAGING_TENANT,
  linkedPartnerId: '1234567',
});

/** Role definitions as they stand in the output. */
export const ROLE_ID = {
  contributor: 'b24988ac-6180-42a0-ab88-20f7382dd24c',
  delete: '91c1777a-f3dc-4fae-b103-61d183457e46',
  reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
  supportRequestContributor: 'cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e',
  userAccessAdministrator: '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
};

/** One folder for every app of a test file: Testing.app() would leave one behind each time. */
const folders: string[] = [];
afterAll(() => folders.splice(0).forEach(folder => rmSync(folder, { recursive: true, force: true })));

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pec-test-'));
  folders.push(folder);
  return folder;
}

/** An app whose output nobody reads. */
export function newApp(): App {
  return Testing.app({ outdir: folders[0] ?? newFolder() });
}

/** An app that writes into a folder of its own, as programs of users do. */
export function writingApp(): App {
  return new App({ outdir: newFolder() });
}

/** Every file that an app wrote, by its path; without the manifest, which names the folder. */
export function writtenBy(app: App): Record<string, string> {
  const files = readdirSync(app.outdir, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name).slice(app.outdir.length + 1));
  return Object.fromEntries(
    paths
      .filter(path => path !== 'manifest.json')
      .sort()
      .map(path => [path, readFileSync(join(app.outdir, path), 'utf8')]),
  );
}

export function newStack(id = 'stack', app: Construct = newApp()): TerraformStack {
  return new TerraformStack(app, id);
}

/** The value of a variable: a text that only Terraform knows, in the output `${var.<name>}`. */
export function token(scope: Construct, name: string): string {
  return new TerraformVariable(scope, name, { type: 'string' }).stringValue;
}

/** The permanent authorization of the operators as Contributor. */
export const contributors = Authorization.permanent(operators, AzureBuiltInRole.CONTRIBUTOR);

/** Operators as Contributor; no right to end the delegation, unless asked for. */
export function newOffer(props: Partial<LighthouseOfferProps> = {}): LighthouseOffer {
  return new LighthouseOffer({
    name: 'Fabrikam Managed Services',
    managingTenantId: MANAGING_TENANT,
    authorizations: [contributors],
    ...props,
  });
}

/** The plan of an offer that is published in the marketplace. */
export const PLAN = { name: 'gold', publisher: 'fabrikam', product: 'managed', version: '1.0.0' };

export function newDelegation(
  scope: Construct,
  props: Partial<LighthouseDelegationProps> = {},
  id = 'contoso',
): LighthouseDelegation {
  return new LighthouseDelegation(scope, id, { offer: newOffer(), subscriptionId: SUBSCRIPTION, ...props });
}

export function newCustomer(
  app: Construct,
  id = 'contoso',
  props: Partial<CustomerStackProps> = {},
  customer: Partial<CustomerStackProps['customer']> = {},
): CustomerStack {
  return new CustomerStack(app, id, {
    customer: { name: 'Contoso AG', tenantId: CUSTOMER_TENANT, subscriptions: [{ id: SUBSCRIPTION }], ...customer },
    offer: newOffer(),
    automation,
    ...props,
  });
}

/** Every fault of what throws, as `path: sentence`; none if it does not throw. */
export function faultsOf(declare: () => unknown): string[] {
  try {
    declare();
  } catch (error) {
    if (error instanceof DeclarationError) {
      return error.faults.map(faultText);
    }
    throw error;
  }
  return [];
}

/** Every fault of an offer, as `path: sentence`. */
export function offerFaults(props: Partial<LighthouseOfferProps>): string[] {
  return newOffer(props).validate().map(faultText);
}

/** The only resource of a type. */
export function resource(stack: TerraformStack, type: string): Block {
  const found = Object.values(resources(stack, type));
  expect(found).toHaveLength(1);
  return found[0];
}

/** For values that the types forbid and a user of plain JavaScript gives all the same. */
export function untyped(value: unknown): never {
  return value as never;
}

/**
 * What registers the resource provider for a subscription and an offer of {@link newOffer}, given the names of its three
 * parts; their order and content are the same wherever it stands.
 */
export function registration(subscription: string, [register, probe, registered]: string[]) {
  const id = `/subscriptions/${subscription}`;
  const write = {
    type: 'Microsoft.ManagedServices/registrationDefinitions@2022-10-01',
    resource_id: `${id}/providers/Microsoft.ManagedServices/registrationDefinitions/${PROBE}`,
    retry: { error_message_regex: ['MissingSubscriptionRegistration'], interval_seconds: 5, max_interval_seconds: 15 },
    lifecycle: { ignore_changes: 'all' },
  };
  return {
    [register]: {
      type: 'Microsoft.Resources/subscriptions@2021-01-01',
      resource_id: id,
      action: 'providers/Microsoft.ManagedServices/register',
      method: 'POST',
    },
    [probe]: {
      ...write,
      method: 'PUT',
      body: {
        properties: {
          registrationDefinitionName: 'Fabrikam Managed Services (registration)',
          description:
            'Deleted at once: shows that Azure accepts delegations at this subscription. Gives nobody access.',
          managedByTenantId: MANAGING_TENANT,
          authorizations: [
            { principalId: operators.id, principalIdDisplayName: 'operators', roleDefinitionId: ROLE_ID.reader },
          ],
        },
      },
      depends_on: [`azapi_resource_action.${register}`],
    },
    [registered]: {
      ...write,
      method: 'DELETE',
      depends_on: [`azapi_resource_action.${probe}`],
      lifecycle: { ignore_changes: 'all', replace_triggered_by: [`azapi_resource_action.${probe}`] },
    },
  };
}

/** guid('cdktf-partner-earned-credit/registration/Fabrikam Managed Services') */
export const PROBE = '51c07e4a-822f-5e21-ba7a-bfb141c53c25';

/** The addresses of the registration that delegations of {@link SUBSCRIPTION} share. */
export const REGISTRATION = [
  'managed-services-c0000000-0000-4000-8000-000000000011_Register_62CC60C6',
  'managed-services-c0000000-0000-4000-8000-000000000011_Probe_DBD444F6',
  'managed-services-c0000000-0000-4000-8000-000000000011_Registered_30ABE5FD',
];

/** How a message calls what is not of the right kind. */
export function refused(value: unknown, what: string): string {
  if (value === undefined || value === null) {
    return 'is missing';
  }
  return `${typeof value === 'object' ? 'an object' : JSON.stringify(value)} is not ${what}`;
}

/** What cdktf warns of at a construct. */
export function warningsOf(construct: Construct): string[] {
  return construct.node.metadata.filter(({ type }) => type === '@cdktf/warn').map(({ data }) => String(data));
}
