import type { TerraformProvider } from 'cdktf';
import { AZURE_CLOUD, type AzureCloud } from '../azure';
import {
  asGiven,
  confidential,
  flag,
  listOf,
  objectOf,
  ofKind,
  type Properties,
  providerOf,
  required,
} from '../declaration';
import { CLIENT_CERTIFICATE, type ClientCertificate } from './client-certificate';
import { CLIENT_SECRET, type ClientSecret } from './client-secret';
import { FEDERATED_CREDENTIAL, type FederatedCredential } from './federated-credential';
import type { ILinkedAccount } from './linked-account';

/** The service principal that carries the Partner ID into every customer. */
export interface IPecAutomation extends ILinkedAccount {
  /** The application (client) id, with which a pipeline signs in: a GUID, or a Terraform reference. */
  readonly clientId: string;
}

/** How pipelines sign in as PEC-Automation. */
export interface PecAutomationCredentials {
  /**
   * Pipelines that sign in without a secret.
   *
   * @default - none
   */
  readonly federated?: FederatedCredential[];
  /**
   * Secrets, which end up in the Terraform state.
   *
   * @default - none
   */
  readonly clientSecrets?: ClientSecret[];
  /**
   * Public halves of certificates.
   *
   * @default - none
   */
  readonly certificates?: ClientCertificate[];
}

/** What is said of PEC-Automation, in a construct or in a stack. */
export interface PecAutomationOptions {
  /** The partner's Entra tenant (GUID). */
  readonly managingTenantId: string;
  /**
   * The display name of application and service principal. Entra is asked that no other application has it.
   *
   * @default "PEC-Automation"
   */
  readonly displayName?: string;
  /**
   * How pipelines sign in as PEC-Automation. Without any, nobody can make its partner admin link.
   *
   * @default - none
   */
  readonly credentials?: PecAutomationCredentials;
  /**
   * Object ids (GUID) of further owners of application and service principal.
   *
   * Whoever applies is always an owner: with the least permission, `Application.ReadWrite.OwnedBy`, azuread would
   * otherwise take the ownership away, and the next resource would fail for good.
   *
   * @default - whoever applies
   */
  readonly owners?: string[];
  /**
   * The cloud of the managing tenant, which decides the audience of federated credentials.
   *
   * @default AzureCloud.PUBLIC
   */
  readonly cloud?: AzureCloud;
  /**
   * Whether Terraform refuses to destroy application and service principal. Without them no customer earns.
   *
   * @default true
   */
  readonly deletionProtection?: boolean;
}

/** Properties of {@link PecAutomation}. */
export interface PecAutomationProps extends PecAutomationOptions {
  /**
   * The azuread provider to use.
   *
   * @default - the azuread provider of the stack
   */
  readonly provider?: TerraformProvider;
}

/** What is known of a PEC-Automation that exists. */
export interface PecAutomationAttributes {
  /** The object id of the *service principal* in the managing tenant (GUID); output `principal_id` of the identity stack. */
  readonly principalId: string;
  /** The application (client) id (GUID); output `client_id` of the identity stack. */
  readonly clientId: string;
  /** The managing tenant (GUID). */
  readonly tenantId: string;
  /**
   * The Partner ID to which the principal is linked, if the link is not declared in the same app.
   *
   * @default - the link is declared in the same app, or unknown
   */
  readonly linkedPartnerId?: string;
  /**
   * The cloud of the managing tenant. Customers of another cloud are then a fault.
   *
   * @default - not known, and not compared
   */
  readonly cloud?: AzureCloud;
}

/** A PEC-Automation that Terraform looks up by its application (client) id. */
export interface PecAutomationByClientId {
  /** The application (client) id (GUID). */
  readonly clientId: string;
  /** The managing tenant (GUID). */
  readonly tenantId: string;
  /**
   * The azuread provider to use, signed in at the managing tenant.
   *
   * @default - the azuread provider of the stack
   */
  readonly provider?: TerraformProvider;
}

/** A PEC-Automation that Terraform looks up by its name. */
export interface PecAutomationByDisplayName {
  /**
   * The display name of the service principal.
   *
   * @default "PEC-Automation"
   */
  readonly displayName?: string;
  /** The managing tenant (GUID). */
  readonly tenantId: string;
  /**
   * The azuread provider to use, signed in at the managing tenant.
   *
   * @default - the azuread provider of the stack
   */
  readonly provider?: TerraformProvider;
}

/** Whatever stands in a wrong place here may be a secret. */
const credentials = confidential(
  objectOf<PecAutomationCredentials>('credentials', '{ federated: […] }', {
    federated: listOf(ofKind(FEDERATED_CREDENTIAL), 'a list of credentials'),
    clientSecrets: listOf(required(CLIENT_SECRET, '{ name: "…" }'), 'a list of client secrets'),
    certificates: listOf(required(CLIENT_CERTIFICATE, '{ name, value }'), 'a list of certificates'),
  }),
);

/** How to take what is said of PEC-Automation. */
export const PEC_AUTOMATION: Properties<PecAutomationOptions> = {
  managingTenantId: asGiven,
  displayName: asGiven,
  credentials,
  owners: listOf<string>(asGiven, 'a list of object ids'),
  cloud: ofKind(AZURE_CLOUD),
  deletionProtection: flag,
};

/** How to take the properties of PEC-Automation. */
export const PROPS = objectOf<PecAutomationProps>('PEC-Automation', 'its properties', {
  ...PEC_AUTOMATION,
  provider: providerOf('azuread'),
});

/** How to take what is known of a PEC-Automation that exists. */
export const ATTRIBUTES = objectOf<PecAutomationAttributes>('PEC-Automation', '{ principalId, clientId, tenantId }', {
  principalId: asGiven,
  clientId: asGiven,
  tenantId: asGiven,
  linkedPartnerId: asGiven,
  cloud: ofKind(AZURE_CLOUD),
});

/** How to take a look-up by client id. */
export const BY_CLIENT_ID = objectOf<PecAutomationByClientId>('a look-up', '{ clientId, tenantId }', {
  clientId: asGiven,
  tenantId: asGiven,
  provider: providerOf('azuread'),
});

/** How to take a look-up by name. */
export const BY_DISPLAY_NAME = objectOf<PecAutomationByDisplayName>('a look-up', '{ tenantId }', {
  displayName: asGiven,
  tenantId: asGiven,
  provider: providerOf('azuread'),
});
