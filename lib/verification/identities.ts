import { PrincipalFault } from '../azure-live';
import {
  LiveVerdict,
  type VerificationFinding,
  type VerificationRule,
  type VerifiedIdentity,
  worstOf,
} from '../reports';
import { finding } from './finding';
import type { IdentityObservation } from './observations';

/** What each finding of an identity makes of it. */
interface Judged {
  readonly verdict: LiveVerdict;
  readonly finding: VerificationFinding;
}

/** Judges one principal that earns: where something is wrong with it, every customer is at risk. */
export function judgeIdentity(observed: IdentityObservation): VerifiedIdentity {
  const judged = [...judgePrincipal(observed), ...judgeLink(observed)];
  const { principalId, tenantId } = observed;
  return {
    principalId,
    tenantId,
    verdict: worstOf(judged.map(({ verdict }) => verdict)),
    findings: judged.map(each => each.finding),
  };
}

function judgePrincipal({ met, principal, principalId, clientId }: IdentityObservation): Judged[] {
  if (met.as === 'itself') {
    return met.objectId === principalId.toLowerCase()
      ? []
      : [
          judged(
            LiveVerdict.DIFFERS,
            'principal-signed-in',
            principalId,
            met.objectId,
            'the application signs in as another principal than the one that was declared',
          ),
        ];
  }
  if (met.as === 'refused' && met.fault !== undefined) {
    const [verdict, rule, live] = FAULTS[met.fault];
    return [judged(verdict, rule, principalId, live, met.message)];
  }
  const unmet = met.as === 'refused' ? met.message : met.reason;
  if (principal === undefined || (principal !== 'none' && 'refused' in principal)) {
    const refused = principal === undefined ? '' : `; Microsoft Graph: ${principal.refused}`;
    return [judged(LiveVerdict.NOT_VISIBLE, 'principal-signed-in', principalId, null, `${unmet}${refused}`)];
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
  if (clientId !== undefined && principal.clientId !== clientId.toLowerCase()) {
    const reason = 'the principal is of another application';
    return [judged(LiveVerdict.DIFFERS, 'principal-signed-in', clientId, principal.clientId, reason)];
  }
  return met.as === 'refused' ? [judged(LiveVerdict.NOT_VISIBLE, 'principal-signed-in', principalId, null, unmet)] : [];
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
    return [judged(LiveVerdict.NOT_VISIBLE, 'link-present', declared, null, reason)];
  }
  if (link === 'none') {
    return [judged(LiveVerdict.MISSING, 'link-present', declared, null, 'PEC-Automation has no partner admin link')];
  }
  if ('refused' in link) {
    const reason = `the link could not be read: ${link.refused}`;
    return [judged(LiveVerdict.NOT_VISIBLE, 'link-present', declared, null, reason)];
  }
  return partnerId === undefined || link.partnerId === partnerId
    ? []
    : [judged(LiveVerdict.DIFFERS, 'link-partner-id', partnerId, link.partnerId, 'it is linked to another Partner ID')];
}

function judged(verdict: LiveVerdict, ...parts: Parameters<typeof finding>): Judged {
  return { verdict, finding: finding(...parts) };
}
