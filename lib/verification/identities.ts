import { isGuid } from '../azure';
import { PrincipalFault } from '../azure-live';
import {
  LiveVerdict,
  type VerifiableCustomer,
  type VerificationContent,
  type VerificationFinding,
  type VerificationRule,
  type VerifiedIdentity,
  worstOf,
} from '../reports';
import { finding } from './finding';
import type { IdentityObservation, MetAs } from './observations';

/** What each finding of an identity makes of it. */
interface Judged {
  readonly verdict: LiveVerdict;
  readonly finding: VerificationFinding;
}

/** Judges every principal that earns: where something is wrong with one, all its customers are at risk. */
export function judgeIdentities(
  observed: readonly IdentityObservation[],
  customers: readonly VerifiableCustomer[],
): Pick<VerificationContent, 'identity' | 'identities'> {
  const identities = [...observed.map(judgeIdentity), ...unknownIdentities(customers)];
  return {
    identity: {
      verdict: worstOf(identities.map(({ verdict }) => verdict)),
      findings: identities.flatMap(({ findings }) => findings),
    },
    identities,
  };
}

/** The principals that only Terraform knows: nobody can look for them. */
function unknownIdentities(customers: readonly VerifiableCustomer[]): VerifiedIdentity[] {
  const unknown = customers
    .flatMap(({ delegations }) => delegations)
    .flatMap(({ automation, managingTenantId: tenantId }) =>
      automation === undefined || isGuid(automation.principalId)
        ? []
        : [{ principalId: automation.principalId, tenantId }],
    );
  const distinct = new Map(unknown.map(each => [JSON.stringify(each), each]));
  const reason = 'only Terraform knows the object id of a principal that earns';
  const findings = [finding('principal-signed-in', null, null, reason)];
  return [...distinct.values()].map(each => ({ ...each, verdict: LiveVerdict.NOT_VISIBLE, findings }));
}

function judgeIdentity(observed: IdentityObservation): VerifiedIdentity {
  const judged = [...judgePrincipal(observed), ...judgeLink(observed)];
  const { principalId, tenantId, met } = observed;
  return {
    principalId,
    tenantId,
    verdict: worstOf(judged.map(({ verdict }) => verdict)),
    findings: judged.map(each => each.finding),
    ...(met.as === 'refused' && met.fault === undefined && { refused: met.message }),
  };
}

function judgePrincipal({ met, principal, principalId, clientId }: IdentityObservation): Judged[] {
  if (met.as === 'itself') {
    if (met.objectId !== principalId.toLowerCase()) {
      const reason = 'the application signs in as another principal than the one that was declared';
      return [judged(LiveVerdict.DIFFERS, 'principal-signed-in', principalId, met.objectId, reason)];
    }
    return ofApplication(clientId, met.clientId);
  }
  if (met.as === 'refused' && met.fault !== undefined) {
    const [verdict, rule, live] = FAULTS[met.fault];
    return [judged(verdict, rule, principalId, live, met.message)];
  }
  const unmet = met.as === 'refused' ? met.message : met.reason;
  if (principal === undefined || (principal !== 'none' && 'refused' in principal)) {
    const refused = principal === undefined ? '' : `; Microsoft Graph: ${principal.refused}`;
    return [notVisible('principal-signed-in', principalId, `${unmet}${refused}`, cureOf(met))];
  }
  if (principal === 'none') {
    const reason = 'the managing tenant has no such service principal';
    return [judged(LiveVerdict.MISSING, 'principal-present', principalId, null, reason)];
  }
  if (!principal.isEnabled) {
    return [
      judged(LiveVerdict.DIFFERS, 'principal-enabled', 'enabled', 'disabled', 'the service principal is disabled'),
    ];
  }
  const application = ofApplication(clientId, principal.clientId);
  return application.length === 0 && met.as === 'refused'
    ? [notVisible('principal-signed-in', principalId, unmet, '')]
    : application;
}

/** What is wrong with the application of a principal, where both client ids are known. */
function ofApplication(declared: string | undefined, live: string | undefined): Judged[] {
  const reason = 'the principal is of another application';
  return live !== undefined && declared !== undefined && isGuid(declared) && live !== declared.toLowerCase()
    ? [judged(LiveVerdict.DIFFERS, 'principal-signed-in', declared, live, reason)]
    : [];
}

const FAULTS: Record<PrincipalFault, [LiveVerdict, VerificationRule, string | null]> = {
  [PrincipalFault.DISABLED]: [LiveVerdict.DIFFERS, 'principal-enabled', 'disabled'],
  [PrincipalFault.NO_PRINCIPAL]: [LiveVerdict.MISSING, 'principal-present', null],
  [PrincipalFault.NO_APPLICATION]: [LiveVerdict.MISSING, 'principal-present', null],
};

function judgeLink({ met, link, partnerId }: IdentityObservation): Judged[] {
  const declared = partnerId ?? null;
  if (link === undefined) {
    const reason =
      met.as === 'nobody' ? met.reason : 'only PEC-Automation itself can read its link, and it could not sign in';
    return [notVisible('link-present', declared, reason, cureOf(met))];
  }
  if (link === 'none') {
    return [judged(LiveVerdict.MISSING, 'link-present', declared, null, 'PEC-Automation has no partner admin link')];
  }
  if ('refused' in link) {
    return [notVisible('link-present', declared, `the link could not be read: ${link.refused}`, 'verify again')];
  }
  return partnerId === undefined || link.partnerId === partnerId
    ? []
    : [judged(LiveVerdict.DIFFERS, 'link-partner-id', partnerId, link.partnerId, 'it is linked to another Partner ID')];
}

function judged(verdict: LiveVerdict, ...parts: Parameters<typeof finding>): Judged {
  return { verdict, finding: finding(...parts) };
}

/** What could not be read need not be wrong: the cure of its rule would mislead. */
function notVisible(rule: VerificationRule, declared: string | null, reason: string, cure: string): Judged {
  return { verdict: LiveVerdict.NOT_VISIBLE, finding: { ...finding(rule, declared, null, reason), cure } };
}

/** What to do about a principal that nobody met; where it was refused, the message says it. */
function cureOf(met: MetAs): string {
  return met.as === 'nobody' ? met.cure : '';
}
