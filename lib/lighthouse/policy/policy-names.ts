import { Fn } from 'cdktf';
import type { LighthouseOffer } from '../offer/lighthouse-offer';
import { armGuid, isUnresolved } from '../../terraform';

const COLLECTION = '/providers/Microsoft.Management/managementGroups/';

/** The full resource id; a Terraform reference has to be one already. */
export function managementGroupResourceId(idOrName: string): string {
  return isUnresolved(idOrName) ? idOrName : `${COLLECTION}${idOrName.split('/').at(-1)}`;
}

/** The name of definition, assignment and tasks: from the offer's name, unless given. */
export function policyNameOf({ policyName, offer }: { policyName?: string; offer: LighthouseOffer }): string {
  return policyName ?? `lighthouse-${firstDigits(offer.name)}`;
}

/** Eight digits of a GUID: the name of an assignment may have 24 characters. */
function firstDigits(text: string): string {
  return isUnresolved(text) ? Fn.substr(armGuid(text), 0, 8) : armGuid(text).slice(0, 8);
}
