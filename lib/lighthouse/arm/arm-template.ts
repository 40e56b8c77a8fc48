import { createHash } from 'node:crypto';
import { AZURE_CLOUD, type AzureBuiltInRole, AzureCloud } from '../../azure';
import { Faults, flag, objectOf, optionsOf } from '../../declaration';
import type { IPecAutomation } from '../../principals';
import { readable } from '../../terraform';
import { renderArmTemplate } from './arm-template-rendering';
import { inspectArmTemplate, inspectTemplateUrl } from './arm-template-rules';
import { DELEGATED_ACCESS, DELEGATED_SCOPE } from '../delegation/delegation-shape';
import type { LighthouseOffer } from '../offer/lighthouse-offer';

/** What an ARM template of an offer delegates, and how it is written. */
export interface ArmTemplateOptions {
  /**
   * The principal that earns. It is added to the offer's authorizations, permanently. Its object id must be pinned, as
   * {@link PecAutomation.fromAttributes} does.
   *
   * @default - nobody: the delegation earns only through another one of the same subscription
   */
  readonly automation?: IPecAutomation;
  /**
   * The role that PEC-Automation holds.
   *
   * @default AzureBuiltInRole.SUPPORT_REQUEST_CONTRIBUTOR
   */
  readonly automationRole?: AzureBuiltInRole;
  /**
   * The names of the resource groups that are delegated. They have to exist in the subscription to which the customer
   * deploys the template.
   *
   * @default - the whole subscription
   */
  readonly resourceGroups?: string[];
  /**
   * The id of the registration definition (GUID).
   *
   * @default - `guid(offer name)`, as for {@link LighthouseDelegation}
   */
  readonly definitionId?: string;
  /**
   * The id of the registration assignment of the subscription (GUID).
   *
   * @default - `guid(offer name)`, as for {@link LighthouseDelegation}
   */
  readonly assignmentId?: string;
  /**
   * The ids of registration assignments (GUID) by the name of their resource group.
   *
   * @default - `guid(resource group name)`, as for {@link LighthouseDelegation}
   */
  readonly resourceGroupAssignmentIds?: Record<string, string>;
  /**
   * Whether name, description, managing tenant and authorizations are parameters of the template, with their values in
   * a file of their own. Offers then share one template, which a customer has to review once.
   *
   * @default false - everything is in the template
   */
  readonly parameterized?: boolean;
}

const { offer: _offer, ...access } = DELEGATED_ACCESS;

const OPTIONS = objectOf<ArmTemplateOptions>('a template', '{ automation, … }, or nothing', {
  ...access,
  ...DELEGATED_SCOPE,
  parameterized: flag,
});

/**
 * An ARM template with which a customer delegates to the partner: the content of a file, and how to hand it over.
 *
 * The customer deploys it once to each subscription, as somebody who may assign roles there, such as an Owner; for
 * subscriptions bought from a CSP partner its Admin Agents can do it too. Azure registers the resource provider
 * Microsoft.ManagedServices by itself:
 *
 * `az deployment sub create --location <region> --template-file offer.json`
 *
 * @see https://learn.microsoft.com/azure/lighthouse/how-to/onboard-customer
 */
export class ArmTemplate {
  /** @internal */
  public static _of(offer: LighthouseOffer, options: ArmTemplateOptions): ArmTemplate {
    const { taken, faults } = optionsOf(options, OPTIONS);
    inspectArmTemplate(offer, taken, faults);
    faults.throwIfAny(`the ARM template of the offer "${readable(offer.name)}"`);
    const { template, parameters } = renderArmTemplate(offer, taken);
    return new ArmTemplate(text(template), parameters && text(parameters));
  }

  /** The SHA-256 of {@link ArmTemplate.json}, hexadecimal: with it the customer knows that a file is the right one. */
  public readonly sha256: string;

  private constructor(
    /** The template: content of a JSON file, the same for the same offer and options. */
    public readonly json: string,
    /** The values of its parameters: content of a JSON file; undefined unless the template is parameterized. */
    public readonly parametersJson?: string,
  ) {
    this.sha256 = createHash('sha256').update(json).digest('hex');
  }

  /**
   * Where the customer opens the template in the Azure portal, to choose a subscription and deploy it.
   *
   * The portal takes no parameters file on this way: it asks for the values of a parameterized template.
   *
   * @param templateUrl where the browser finds {@link ArmTemplate.json} without signing in: an `https` address
   * @param cloud the customer's cloud; AzureCloud.PUBLIC if left out
   * @throws DeclarationError
   * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/deploy-to-azure-button
   */
  public portalUrl(templateUrl: string, cloud: AzureCloud = AzureCloud.PUBLIC): string {
    const faults = new Faults();
    inspectTemplateUrl(templateUrl, faults.at('templateUrl'));
    faults.at('cloud').is(cloud, AZURE_CLOUD);
    faults.throwIfAny('the address of an ARM template in the portal');
    return `${cloud.portalUrl}/#create/Microsoft.Template/uri/${encodeURIComponent(templateUrl)}`;
  }
}

function text(content: object): string {
  return `${JSON.stringify(content, undefined, 2)}\n`;
}
