import type { Application } from '@cdktf/provider-azuread/lib/application';
import type { ApplicationCertificate } from '@cdktf/provider-azuread/lib/application-certificate';
import type { ApplicationFederatedIdentityCredential } from '@cdktf/provider-azuread/lib/application-federated-identity-credential';
import type { ApplicationPasswordA as ApplicationPassword } from '@cdktf/provider-azuread/lib/application-password';
import type { ServicePrincipal } from '@cdktf/provider-azuread/lib/service-principal';
import type { TerraformProvider } from 'cdktf';
import { Annotations } from 'cdktf';
import { Construct } from 'constructs';
import { AzureCloud } from '../azure';
import { declare } from '../declaration';
import { lowerCaseGuid } from '../terraform';
import { azuread } from '../bindings';
import type { ClientCertificate } from './client-certificate';
import { type ClientSecret, validityArguments } from './client-secret';
import { cloudOfPrincipal, declareManagingCloud, inspectSameCloud } from './cloud-of-principal';
import type { FederatedCredential } from './federated-credential';
import { LINKED_ACCOUNT, principalFrom } from './linked-account';
import { inspectPecAutomation } from './pec-automation-rules';
import {
  ATTRIBUTES,
  BY_CLIENT_ID,
  BY_DISPLAY_NAME,
  type IPecAutomation,
  type PecAutomationAttributes,
  type PecAutomationByClientId,
  type PecAutomationByDisplayName,
  type PecAutomationProps,
  PROPS,
} from './pec-automation-props';

const DEFAULT_NAME = 'PEC-Automation';
const LOOK_UP = 'the look-up of PEC-Automation';

/**
 * PEC-Automation: an application in the managing tenant, its service principal, and the credentials with which
 * pipelines sign in as it. It never signs in to a customer and needs no role in the managing tenant.
 *
 * @example
 * ```ts
 * const automation = new PecAutomation(stack, 'pec-automation', {
 *   managingTenantId: 'f0000000-0000-4000-8000-000000000001',
 *   credentials: {
 *     federated: [FederatedCredential.githubActions({ repository: 'fabrikam/customers', environment: 'production' })],
 *   },
 * });
 * ```
 *
 * @see https://learn.microsoft.com/azure/lighthouse/concepts/cloud-solution-provider
 */
export class PecAutomation extends Construct implements IPecAutomation {
  /**
   * A PEC-Automation that exists, by its ids. This is how customers normally refer to it: the ids are constants, so
   * that no customer's pipeline needs the state of the identity stack.
   */
  public static fromAttributes(attributes: PecAutomationAttributes): IPecAutomation {
    return principalFrom(attributes, ATTRIBUTES);
  }

  /**
   * A PEC-Automation that exists; Terraform looks up its object id at each plan.
   *
   * @throws DeclarationError
   */
  public static fromClientId(scope: Construct, id: string, lookup: PecAutomationByClientId): IPecAutomation {
    const { subject, faults, props } = declare(scope, id, lookup, BY_CLIENT_ID, LOOK_UP);
    faults.at('clientId').guid(props.clientId, 'application (client) id');
    faults.at('tenantId').guid(props.tenantId, 'id of the managing tenant');
    faults.throwIfAny(subject);
    const clientId = lowerCaseGuid(props.clientId);
    const found = new azuread.DataAzureadServicePrincipal(scope, id, { clientId, provider: props.provider });
    return principalFrom(
      { principalId: found.objectId, clientId, tenantId: lowerCaseGuid(props.tenantId) },
      ATTRIBUTES,
    );
  }

  /**
   * A PEC-Automation that exists; Terraform looks it up by name at each plan, which fails unless exactly one has it.
   *
   * @throws DeclarationError
   */
  public static fromDisplayName(scope: Construct, id: string, lookup: PecAutomationByDisplayName): IPecAutomation {
    const { subject, faults, props } = declare(scope, id, lookup, BY_DISPLAY_NAME, LOOK_UP);
    const { displayName = DEFAULT_NAME } = props;
    faults.at('displayName').text(displayName, 'the display name of the service principal');
    faults.at('tenantId').guid(props.tenantId, 'id of the managing tenant');
    faults.throwIfAny(subject);
    const found = new azuread.DataAzureadServicePrincipal(scope, id, { displayName, provider: props.provider });
    const { objectId: principalId, clientId } = found;
    return principalFrom({ principalId, clientId, tenantId: lowerCaseGuid(props.tenantId) }, ATTRIBUTES);
  }

  /** The object id of the *service principal*: this, not the application's, goes into authorizations. */
  public readonly principalId: string;
  /** The application (client) id, with which pipelines sign in. */
  public readonly clientId: string;
  /** The managing tenant. */
  public readonly tenantId: string;
  /** The cloud of the managing tenant. */
  public readonly cloud: AzureCloud;
  /** The application. */
  public readonly application: Application;
  /** The service principal. */
  public readonly servicePrincipal: ServicePrincipal;
  /** The federated credentials. */
  public readonly federatedCredentials: ApplicationFederatedIdentityCredential[];
  /** The client secrets, by name; their values are sensitive. */
  public readonly clientSecrets: Record<string, ApplicationPassword>;
  /** The certificates. */
  public readonly certificates: ApplicationCertificate[];

  /**
   * @throws DeclarationError with every fault of the properties
   * @throws FrameworkMismatchError
   */
  constructor(scope: Construct, id: string, given: PecAutomationProps) {
    const { subject, faults, props } = declare(scope, id, given, PROPS, 'PEC-Automation');
    inspectPecAutomation(props, faults);
    inspectSameCloud(
      props.cloud ?? AzureCloud.PUBLIC,
      cloudOfPrincipal(scope, { principalId: '', tenantId: lowerCaseGuid(props.managingTenantId) }),
      'PEC-Automation',
      faults.at('cloud'),
    );
    faults.throwIfAny(subject);
    super(scope, id);
    LINKED_ACCOUNT.register(this);

    const { provider } = props;
    const caller = new azuread.DataAzureadClientConfig(this, 'Caller', { provider });
    const owners = [caller.objectId, ...(props.owners ?? []).map(lowerCaseGuid)];
    const lifecycle = (props.deletionProtection ?? true) ? { preventDestroy: true } : undefined;

    this.application = new azuread.Application(this, 'Application', {
      displayName: props.displayName ?? DEFAULT_NAME,
      description: 'Carries the Partner ID into the Azure Lighthouse delegations of every customer.',
      signInAudience: 'AzureADMyOrg',
      preventDuplicateNames: true,
      owners,
      lifecycle,
      provider,
    });
    this.servicePrincipal = new azuread.ServicePrincipal(this, 'ServicePrincipal', {
      clientId: this.application.clientId,
      owners,
      lifecycle,
      provider,
    });
    this.principalId = this.servicePrincipal.objectId;
    this.clientId = this.application.clientId;
    this.tenantId = lowerCaseGuid(props.managingTenantId);

    const { federated = [], clientSecrets = [], certificates = [] } = props.credentials ?? {};
    this.cloud = props.cloud ?? AzureCloud.PUBLIC;
    declareManagingCloud(this, this.tenantId, this.cloud);
    this.federatedCredentials = federated.map(credential =>
      this.addFederatedCredential(credential, this.cloud, provider),
    );
    this.clientSecrets = Object.fromEntries(
      clientSecrets.map(secret => [secret.name, this.addClientSecret(secret, provider)]),
    );
    this.certificates = certificates.map(certificate => this.addCertificate(certificate, provider));
    if (federated.length + clientSecrets.length + certificates.length === 0) {
      Annotations.of(this).addWarning(
        'PEC-Automation has no credential, so nobody can sign in as it to make its partner admin link; ' +
          'add one, such as FederatedCredential.githubActions',
      );
    }
  }

  private addFederatedCredential(
    credential: FederatedCredential,
    cloud: AzureCloud,
    provider?: TerraformProvider,
  ): ApplicationFederatedIdentityCredential {
    return new azuread.ApplicationFederatedIdentityCredential(this, `FederatedCredential-${credential.name}`, {
      applicationId: this.application.id,
      displayName: credential.name,
      description: credential.description,
      issuer: credential.issuer,
      subject: credential.subject,
      audiences: [credential._audienceIn(cloud)],
      provider,
    });
  }

  private addClientSecret(secret: ClientSecret, provider?: TerraformProvider): ApplicationPassword {
    return new azuread.ApplicationPassword(this, `ClientSecret-${secret.name}`, {
      applicationId: this.application.id,
      displayName: secret.name,
      ...validityArguments(secret),
      provider,
    });
  }

  private addCertificate(certificate: ClientCertificate, provider?: TerraformProvider): ApplicationCertificate {
    return new azuread.ApplicationCertificate(this, `Certificate-${certificate.name}`, {
      applicationId: this.application.id,
      type: 'AsymmetricX509Cert',
      encoding: certificate.encoding ?? 'pem',
      value: certificate.value,
      endDate: certificate.expires,
      endDateRelative: certificate.lifetime,
      lifecycle: { createBeforeDestroy: true },
      provider,
    });
  }
}
