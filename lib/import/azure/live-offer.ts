import { AzureBuiltInRole, PartnerEarnedCreditEligibility } from '../../azure';
import type { LiveAuthorization, LiveDefinition } from '../../azure-live';

/** What a definition proposes, without PEC-Automation, which every delegation adds. */
export interface LiveOffer {
  readonly name: string;
  readonly description?: string;
  readonly authorizations: readonly LiveAuthorization[];
}

/** An offer that was found, and the role of PEC-Automation beside it, if it is there. */
export interface SeparatedOffer {
  readonly offer: LiveOffer;
  /** The GUID of the role. */
  readonly automationRole?: string;
}

/** What this package calls the principal in the definitions that it writes. */
const AUTOMATION_NAME = 'pec-automation';

/** The object id of PEC-Automation, by the name that delegations give it; undefined if none names it. */
export function automationIn(definitions: readonly LiveDefinition[]): string | undefined {
  return definitions
    .flatMap(({ authorizations }) => authorizations)
    .find(({ principalName }) => principalName?.toLowerCase() === AUTOMATION_NAME)?.principalId;
}

/**
 * Takes PEC-Automation out of a definition, with one role: that which the package gives it by default, else one that
 * earns. Whatever else it may do stays an authorization.
 */
export function separated(
  { offer: name, description, authorizations }: LiveDefinition,
  automation?: string,
): SeparatedOffer {
  const roles = authorizations.filter(
    ({ principalId, isPermanent, delegatedRoleIds = [] }) =>
      isPermanent && principalId === automation && delegatedRoleIds.length === 0,
  );
  const taken =
    roles.find(({ roleId }) => roleId === AzureBuiltInRole.SUPPORT_REQUEST_CONTRIBUTOR.id) ??
    roles.find(({ roleId }) => earns(roleId)) ??
    roles.at(0);
  return {
    offer: { name, description, authorizations: authorizations.filter(each => each !== taken) },
    automationRole: taken?.roleId,
  };
}

function earns(roleId: string): boolean {
  return AzureBuiltInRole.of(roleId).partnerEarnedCredit === PartnerEarnedCreditEligibility.EARNS;
}

/** The same text for offers that give the same: neither the order of authorizations nor that of their parts counts. */
export function contentOf({ name, description, authorizations }: LiveOffer): string {
  return JSON.stringify([name, description ?? '', authorizations.map(contentOfAuthorization).sort()]);
}

/** The same text for the same principal, role and policy. */
export function contentOfAuthorization(authorization: LiveAuthorization): string {
  const { principalId, principalName, roleId, isPermanent, delegatedRoleIds = [], activation } = authorization;
  const approvers = activation?.approvers.map(each => [each.principalId, each.principalName ?? '']).sort();
  const policy = activation && [activation.maximumDuration, activation.multiFactorAuthentication, approvers];
  return JSON.stringify([principalId, principalName ?? '', roleId, isPermanent, [...delegatedRoleIds].sort(), policy]);
}
