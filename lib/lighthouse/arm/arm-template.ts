import { createHash } from 'node:crypto';
import { AZURE_CLOUD, AzureCloud } from '../../azure';
import { Faults, flag, objectOf, optionsOf } from '../../declaration';
import { readable } from '../../terraform';
import { DELEGATED_ACCESS, DelegatedAccess, type DelegatedAccessProps } from '../delegation/delegated-access';
import { DELEGATED_SCOPE, type DelegatedScope } from '../delegation/delegated-scope';
import { OfferedDelegation } from '../delegation/offered-delegation';
import { Onboarding } from '../delegation/onboarding';
import type { LighthouseOffer } from '../offer/lighthouse-offer';
import { renderArmTemplate } from './arm-template-rendering';
import { inspectPinnedAccess, inspectPinnedScope, inspectTemplateUrl } from './arm-template-rules';

/** What an ARM template of an offer delegates, and how it is written. */
export interface ArmTemplateOptions extends Omit<DelegatedAccessProps, 'offer'>, DelegatedScope {
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
 * docs/guides/hand-over-a-template.md names every other way.
 *
 * @example
 * ```ts
 * const { json, sha256 } = ArmTemplate.of(offer, { automation });
 * ```
 *
 * @see https://learn.microsoft.com/azure/lighthouse/how-to/onboard-customer
 */
export class ArmTemplate {
  /**
   * The template of an offer.
   *
   * Azure gets what a {@link LighthouseDelegation} with the same options would make, under the same ids, so that
   * Terraform can take it over later with `adopt`. Nothing in a template can ask Terraform: whatever goes into it must
   * be pinned, which means written out. A Terraform reference in it is a fault. Resource groups have to exist in the
   * subscription to which the customer deploys the template.
   *
   * @throws DeclarationError with every fault of offer and options
   */
  public static of(offer: LighthouseOffer, options: ArmTemplateOptions = {}): ArmTemplate {
    const { taken, faults } = optionsOf(options, OPTIONS);
    const access = DelegatedAccess.of({ ...taken, offer });
    const delegation = OfferedDelegation.of(access, { ...taken, onboarding: Onboarding.ARM_TEMPLATE }, faults);
    access.inspect(faults);
    inspectPinnedScope(taken, faults);
    inspectPinnedAccess(access, faults);
    faults.throwIfAny(`the ARM template of the offer "${readable(offer?.name)}"`);
    return ArmTemplate._of(delegation, taken.parameterized);
  }

  /** @internal */
  public static _of(delegation: OfferedDelegation, parameterized?: boolean): ArmTemplate {
    const { template, parameters } = renderArmTemplate(delegation, parameterized ?? false);
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
    const faults = Faults.none();
    inspectTemplateUrl(templateUrl, faults.at('templateUrl'));
    faults.at('cloud').is(cloud, AZURE_CLOUD);
    faults.throwIfAny('the address of an ARM template in the portal');
    return `${cloud.portalUrl}/#create/Microsoft.Template/uri/${encodeURIComponent(templateUrl)}`;
  }
}

function text(content: object): string {
  return `${JSON.stringify(content, undefined, 2)}\n`;
}
