import { armGuid, REGISTRATION_PROBE } from '../../azure';
import { memberOf } from '../../text';
import { targetOf, textOf } from '../plan/request-target';
import type { Attributes, ResourceChange } from '../plan/terraform-plan';

/**
 * Tells the requests of `ResourceProviderRegistration`, which write a definition that gives nobody access and delete it
 * at once. Its GUID is made from the name of the offer, which the probe and the delegation have; or from none.
 */
export function probesAmong(changes: ResourceChange[]): (resource: ResourceChange) => boolean {
  const names = new Set(['', ...changes.map(({ change }) => offerNameIn(change.before ?? change.after ?? {}))]);
  const probes = new Set([...names].map(name => armGuid(`${REGISTRATION_PROBE}${name}`)));
  return ({ change }) => {
    const target = targetOf(change.before ?? change.after ?? {}).toLowerCase();
    return probes.has(target.slice(target.lastIndexOf('/') + 1));
  };
}

function offerNameIn({ name, body }: Attributes): string {
  const offered = memberOf(memberOf(body, 'properties'), 'registrationDefinitionName');
  return textOf(name) || textOf(offered).replace(/ \(registration\)$/, '');
}
