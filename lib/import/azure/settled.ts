import type { LiveDelegation } from '../../azure-live';
import { hasFailed } from '../../verification';
import type { LiveGroup } from './live-group';

/**
 * What of a group Azure has made and is done with; none if that is nothing. What failed gives nothing, and what is being
 * made or removed may be gone or different when Terraform takes it over.
 *
 * @param reject told of the rest
 */
export function settled(group: LiveGroup, reject: (message: string) => void): LiveGroup[] {
  const ready = group.assignments.filter(each => pendingState(each) === undefined);
  for (const each of group.assignments.filter(assignment => !ready.includes(assignment))) {
    const where = each.resourceGroupName === undefined ? '' : ` at ${each.resourceGroupName}`;
    const cure = hasFailed(each)
      ? 'remove it in Azure, or let the customer delegate again'
      : 'wait until Azure is done, and import again';
    reject(`is in the state ${pendingState(each)}${where}; ${cure}`);
  }
  return ready.length === 0 ? [] : [{ ...group, assignments: ready }];
}

/** The state of a delegation that is not simply there; of one that shows none, nobody knows better. */
function pendingState({ provisioningState, definition }: LiveDelegation): string | undefined {
  return [provisioningState, definition.provisioningState].find(state => !/^(?:succeeded)?$/i.test(state));
}
