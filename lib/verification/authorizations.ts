import type { LiveAuthorization } from '../azure-live';
import { type DeclaredAuthorization, type DeclaredDelegation } from '../readiness';
import { type VerificationFinding } from '../reports';
import { finding, roleName } from './finding';

/** An authorization in one shape, whoever it comes from. */
interface Holding {
  readonly principalId: string;
  readonly principalName?: string;
  readonly roleId: string;
  readonly isPermanent: boolean;
}

/** The ids by which the earning principal may hold a role: its own, and those of its groups. In lower case. */
export function earningPrincipals({ automation }: Pick<DeclaredDelegation, 'automation'>): Set<string> {
  return new Set(
    automation === undefined
      ? []
      : [automation.principalId, ...(automation.memberOf ?? [])].map(id => id.toLowerCase()),
  );
}

/** The roles that the earning principal was declared to hold permanently. In lower case. */
export function automationRoles(declared: DeclaredDelegation): string[] {
  const principals = earningPrincipals(declared);
  return declared.authorizations
    .map(declaredHolding)
    .filter(({ principalId, isPermanent }) => isPermanent && principals.has(principalId))
    .map(({ roleId }) => roleId);
}

/** Who holds which role, declared and live: first whoever earns, then everybody else. */
export function authorizationFindings(
  declared: DeclaredDelegation,
  authorizations: readonly LiveAuthorization[],
): VerificationFinding[] {
  const principals = earningPrincipals(declared);
  const wanted = declared.authorizations.map(declaredHolding);
  const earning = wanted.filter(({ principalId, isPermanent }) => isPermanent && principals.has(principalId));
  const lacking = earning.filter(holding => !has(authorizations, holding));
  const findings = lacking.map(holding => lackingFinding(holding, wanted, authorizations, principals));
  if (earning.length === 0 && principals.size > 0) {
    // A marketplace offer: the declaration knows who earns, and not by which role.
    const isHeld = authorizations.some(({ principalId, isPermanent }) => isPermanent && principals.has(principalId));
    if (!isHeld) {
      const name = declared.automation?.principalId ?? '';
      findings.push(finding('automation-principal', name, null, 'PEC-Automation is not in the authorizations'));
    }
  }
  if (wanted.length === 0) {
    return findings;
  }
  // What stands in a finding above is not told twice.
  const explained = (holding: Holding) =>
    lacking.length > 0 &&
    (principals.has(holding.principalId) || lacking.some(({ roleId }) => roleId === holding.roleId));
  const missing = wanted.filter(holding => !has(authorizations, holding) && !lacking.includes(holding));
  const added = authorizations.filter(holding => !has(wanted, holding) && !explained(holding));
  if (missing.length + added.length > 0) {
    const reason = [
      ...(missing.length > 0 ? [`${missing.length} declared and not there`] : []),
      ...(added.length > 0 ? [`${added.length} there and not declared`] : []),
    ].join(', ');
    findings.push(finding('other-authorizations', described(missing), described(added), reason));
  }
  return findings;
}

function lackingFinding(
  holding: Holding,
  wanted: readonly Holding[],
  authorizations: readonly LiveAuthorization[],
  principals: ReadonlySet<string>,
): VerificationFinding {
  const declared = described([holding]);
  const own = authorizations.filter(({ principalId }) => principals.has(principalId));
  const eligible = own.filter(({ roleId, isPermanent }) => !isPermanent && roleId === holding.roleId);
  if (eligible.length > 0) {
    const reason = `${roleName(holding.roleId)} has to be activated first, which earns nothing`;
    return finding('automation-permanent', declared, described(eligible), reason);
  }
  if (own.length > 0) {
    const reason = `PEC-Automation holds ${own.map(({ roleId }) => roleName(roleId)).join(', ')} instead`;
    return finding('automation-role', declared, described(own), reason);
  }
  const others = authorizations.filter(({ roleId }) => roleId === holding.roleId).filter(other => !has(wanted, other));
  const reason =
    others.length > 0
      ? 'another principal holds the role of PEC-Automation'
      : 'PEC-Automation is not in the authorizations';
  return finding('automation-principal', declared, described(others), reason);
}

function declaredHolding({ principalId, principalName, roleId, permanent }: DeclaredAuthorization): Holding {
  return {
    principalId: principalId.toLowerCase(),
    principalName,
    roleId: roleId.toLowerCase(),
    isPermanent: permanent,
  };
}

function has(list: readonly Holding[], { principalId, roleId, isPermanent }: Holding): boolean {
  return list.some(
    other => other.principalId === principalId && other.roleId === roleId && other.isPermanent === isPermanent,
  );
}

/** Null of nothing. */
function described(holdings: readonly Holding[]): string | null {
  return holdings.length === 0
    ? null
    : holdings
        .map(({ principalId, principalName, roleId, isPermanent }) => {
          const who = principalName ? `${principalName} (${principalId})` : principalId;
          return `${who}: ${roleName(roleId)}, ${isPermanent ? 'permanent' : 'eligible'}`;
        })
        .sort()
        .join('; ');
}
