import { AzureBuiltInRole } from '../../azure';
import type { LiveAuthorization } from '../../azure-live';
import { type Fault, Faults } from '../../declaration';
import { Authorization, DelegatedAccess, LighthouseOffer, Principal } from '../../lighthouse';
import { type KnownProgram, supposedAutomation } from '../../portfolio';
import type { LiveOffer } from './live-offer';

type Holder = Pick<LiveAuthorization, 'principalId' | 'principalName'>;

/** An offer that was found, as a program would declare it: what synth compares with others. */
export function lighthouseOffer(
  { name, description, authorizations }: LiveOffer,
  program: KnownProgram,
): LighthouseOffer {
  // Only of PEC-Automation is known what it is; of everybody else it makes no difference.
  const principal = ({ principalId, principalName }: Holder) =>
    principalId === program.automation
      ? Principal.servicePrincipal(principalId, principalName)
      : Principal.group(principalId, principalName);
  return new LighthouseOffer({
    name,
    description,
    managingTenantId: program.managingTenantId ?? '',
    authorizations: authorizations.map(each => authorization(each, principal)),
    operatorsCanEndDelegation: false,
  });
}

function authorization(
  { roleId, isPermanent, delegatedRoleIds = [], activation, ...holder }: LiveAuthorization,
  principal: (holder: Holder) => Principal,
): Authorization {
  const [who, role] = [principal(holder), roleOf(roleId)];
  if (isPermanent) {
    return Authorization.permanent(who, role, { delegatedRoles: delegatedRoleIds.map(roleOf) });
  }
  return activation === undefined
    ? Authorization.eligibleWithoutPolicy(who, role)
    : Authorization.eligible(who, role, {
        maximumActivationDuration: activation.maximumDuration,
        multiFactorAuthentication: activation.multiFactorAuthentication,
        approvers: activation.approvers.map(principal),
      });
}

/** A role of Azure: one that the catalogue lacks is newer. */
function roleOf(id: string): AzureBuiltInRole {
  const role = AzureBuiltInRole.of(id);
  return role.isKnown ? role : AzureBuiltInRole.newerThanCatalogue(id, id);
}

/** Why synth would refuse a program with an offer that was found: Azure has what it no longer takes. */
export function inspectLiveOffer(offer: LighthouseOffer, program: KnownProgram): Fault[] {
  const faults = Faults.none();
  DelegatedAccess.of({ offer, automation: supposedAutomation(program) }).inspect(faults, []);
  return faults.found;
}
