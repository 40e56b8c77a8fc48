import type { TerraformProvider } from 'cdktf';
import { Lazy, Op, ref, Token } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { azapi, type AzapiResource, type DataAzapiClientConfig, type DataAzapiResource } from '../bindings';
import { asGiven, declare, type Faults, flag, objectOf, type Properties, providerOf, required } from '../declaration';
import { inspectPartnerId, inspectLinkedAccount, type ILinkedAccount, linkedAccount } from './linked-account';
import { AppRegistry } from '../app';
import { ImportBlock, knownToDiffer, knownToEqual, lowerCaseGuid } from '../terraform';

/** What is said of a partner admin link, in a construct or in a stack. */
export interface PartnerAdminLinkOptions {
  /**
   * The Partner ID (formerly MPN ID) of the partner's *location* account: digits. The ID of the global account
   * cannot be linked; Partner Center shows both under Account settings, Identifiers.
   *
   * Not the GUID that Terraform providers call `partner_id`: that one is for customer usage attribution.
   */
  readonly partnerId: string;
  /** The principal to link: PEC-Automation, or a person's account that already has access to customers. */
  readonly principal: ILinkedAccount;
  /**
   * Whether Terraform refuses to remove or replace the link. Without it no customer earns.
   *
   * @default true
   */
  readonly deletionProtection?: boolean;
  /**
   * Whether the principal has this link already and Terraform shall take it over. The plan fails if it has not.
   *
   * @default false
   */
  readonly adopt?: boolean;
}

/** Properties of {@link PartnerAdminLink}. */
export interface PartnerAdminLinkProps extends PartnerAdminLinkOptions {
  /**
   * The azapi provider that signs in *as the principal*; {@link PartnerLinkStack} makes one.
   *
   * @default - the azapi provider of the stack
   */
  readonly provider?: TerraformProvider;
}

/** How to take what is said of a link. */
export const PARTNER_ADMIN_LINK: Properties<PartnerAdminLinkOptions> = {
  partnerId: asGiven,
  principal: required(linkedAccount<ILinkedAccount>, 'PecAutomation, or what PecAutomation.fromAttributes gives'),
  deletionProtection: flag,
  adopt: flag,
};

const PROPS = objectOf<PartnerAdminLinkProps>('a link', 'its properties', {
  ...PARTNER_ADMIN_LINK,
  provider: providerOf('azapi'),
});

const TYPE = 'Microsoft.ManagementPartner/partners@2018-02-01';

const links = new AppRegistry<PartnerAdminLink>('links');

/**
 * The partner admin link: ties one principal of the managing tenant to one Partner ID.
 *
 * Azure links whoever is signed in, so the provider has to be signed in as the principal. If it is somebody else,
 * nothing is written: a precondition compares the two before, a postcondition after.
 *
 * @example
 * ```ts
 * new PartnerAdminLink(stack, 'link', { partnerId: '1234567', principal: automation });
 * ```
 *
 * @see https://learn.microsoft.com/azure/cost-management-billing/manage/link-partner-id
 */
export class PartnerAdminLink extends Construct {
  /**
   * The links declared anywhere in the app.
   *
   * @internal
   */
  public static _inAppOf(scope: IConstruct): PartnerAdminLink[] {
    return links.all(scope);
  }

  /** The Partner ID. */
  public readonly partnerId: string;
  /** The principal that is linked. */
  public readonly principal: ILinkedAccount;
  /** The link. */
  public readonly resource: AzapiResource;
  /** Who is signed in. */
  public readonly signedIn: DataAzapiClientConfig;
  /** The link as Azure reports it. */
  public readonly reported: DataAzapiResource;

  /**
   * @throws DeclarationError with every fault of the properties
   * @throws FrameworkMismatchError
   */
  constructor(scope: Construct, id: string, given: PartnerAdminLinkProps) {
    const { subject, faults, props } = declare(scope, id, given, PROPS, 'the partner admin link');
    inspectPartnerAdminLink(scope, props, faults);
    faults.throwIfAny(subject);
    super(scope, id);

    const { partnerId, principal, provider } = props;
    this.partnerId = partnerId;
    this.principal = principal;
    const principalId = lowerCaseGuid(principal.principalId);

    this.signedIn = new azapi.DataAzapiClientConfig(this, 'SignedIn', { provider });
    this.resource = new azapi.AzapiResource(this, 'Resource', {
      type: TYPE,
      parentId: '/',
      name: partnerId,
      provider,
      lifecycle: {
        preventDestroy: (props.deletionProtection ?? true) ? true : undefined,
        precondition: [
          {
            condition: Op.eq(this.signedIn.objectId, principalId),
            errorMessage:
              `Nothing was linked: signed in as "${this.signedIn.objectId}", but the principal to link is ` +
              `"${principalId}". A link belongs to whoever is signed in. If the first is empty, the sign-in itself ` +
              'failed: run again first, because a new credential takes minutes and a good one is refused now and then ' +
              '(AADSTS70025, AADSTS700213); then compare subject (upper and lower case too), issuer and audience of the ' +
              'federated credential, or see that the secret or certificate is set and has not expired. If it is another ' +
              "id, the pipeline signs in as somebody else, or principalId is not the service principal's object id.",
          },
        ],
      },
    });
    // On the resource itself, exported values would turn every import into an update and a needless PUT.
    this.reported = new azapi.DataAzapiResource(this, 'Reported', {
      type: TYPE,
      parentId: '/',
      name: partnerId,
      responseExportValues: { objectId: 'properties.objectId', state: 'properties.state' },
      dependsOn: [this.resource],
      provider,
      lifecycle: {
        postcondition: [
          {
            // Not TerraformSelf, which would turn objectId into object_id.
            condition: Op.eq(ref('self.output.objectId'), principalId),
            errorMessage:
              `Azure says that Partner ID ${partnerId} is linked to another principal than "${principalId}". ` +
              'Check which account the azapi provider of this stack signs in as.',
          },
          {
            condition: Lazy.stringValue({ produce: () => '${self.output.state != "Deleted"}' }),
            errorMessage: `Azure says that the link to Partner ID ${partnerId} was deleted. Apply again to restore it.`,
          },
        ],
      },
    });
    if (props.adopt) {
      new ImportBlock(
        this,
        'Import',
        this.resource,
        `/providers/Microsoft.ManagementPartner/partners/${Token.asString(partnerId)}`,
      );
    }
    links.add(this, '', this);
  }
}

/** Finds the faults of a partner admin link. */
export function inspectPartnerAdminLink(scope: Construct, props: PartnerAdminLinkOptions, faults: Faults): void {
  const at = faults.at('partnerId');
  const hasPartnerId = inspectPartnerId(props.partnerId, at);
  const { principal } = props;
  if (!principal) {
    return;
  }
  inspectLinkedAccount(principal, faults.at('principal'));
  if (hasPartnerId && knownToDiffer(principal.linkedPartnerId, props.partnerId)) {
    at.reject(
      props.partnerId,
      `is not the Partner ID ${principal.linkedPartnerId} that the principal is linked to already`,
      'a principal carries one Partner ID: use another principal, or, once the link is changed, write the new ID there',
    );
  }
  for (const other of PartnerAdminLink._inAppOf(scope)) {
    if (other.principal === principal || knownToEqual(other.principal.principalId, principal.principalId)) {
      faults
        .at('principal')
        .report(
          `is linked by ${other.node.path} already; a principal carries one Partner ID, so declare one link for it`,
        );
    }
  }
}
