import { isGuid } from '../../azure';
import {
  type AzureTransport,
  automationSignInOf,
  type CloudEndpoints,
  type Environment,
  ownPartnerLink,
  principalFaultOf,
  servicePrincipal,
  type SignedIn,
  SignInError,
  signIn,
} from '../../azure-live';
import { type DeclaredDelegation } from '../../readiness';
import { type LookedAs } from '../../reports';
import type { IdentityObservation, MetAs } from '../../verification';

/** A principal that earns, as it was declared. */
export type DeclaredIdentity = Pick<IdentityObservation, 'principalId' | 'tenantId' | 'clientId' | 'partnerId'>;

/** A principal that earns: what was seen of it, and its sign-in if it has one. */
export interface MetIdentity {
  readonly observation: IdentityObservation;
  readonly signedIn?: SignedIn;
}

/** Every principal that earns, in each tenant once. */
export function declaredIdentities(delegations: readonly DeclaredDelegation[]): DeclaredIdentity[] {
  const identities = new Map<string, DeclaredIdentity>();
  for (const { automation, managingTenantId } of delegations) {
    if (automation !== undefined && isGuid(automation.principalId)) {
      const [principalId, tenantId] = [automation.principalId.toLowerCase(), managingTenantId.toLowerCase()];
      const key = `${principalId} ${tenantId}`;
      const known = identities.get(key);
      identities.set(key, {
        principalId,
        tenantId,
        clientId: known?.clientId ?? automation.clientId?.toLowerCase(),
        partnerId: known?.partnerId ?? automation.partnerId,
      });
    }
  }
  return [...identities.values()];
}

/** Whether somebody who is signed in is a declared principal, or at least its application. */
export function isIdentity({ objectId, clientId }: SignedIn, identity: DeclaredIdentity): boolean {
  return objectId === identity.principalId || (clientId !== undefined && clientId === identity.clientId);
}

/** What is needed to meet them. */
export interface Introduction {
  readonly as: LookedAs;
  readonly signedIn: SignedIn;
  readonly env: Environment;
  readonly endpoints: CloudEndpoints;
  readonly transport: AzureTransport;
}

/** Applications have a client id; the account of a person has none, and is no service principal. */
const OF_A_PERSON: MetAs = {
  as: 'nobody',
  reason: 'it is the account of a person, who alone can read its link',
  cure: 'let that person verify, signed in by the Azure CLI',
};

const SOMEBODY_ELSE: MetAs = {
  as: 'nobody',
  reason: 'signed in as somebody else: only the principal itself can read its link',
  cure: 'verify signed in as PEC-Automation, or with --as both',
};

/** Looks at one principal that earns: as itself where it is signed in, or may be; else through Microsoft Graph. */
export async function meet(identity: DeclaredIdentity, introduction: Introduction): Promise<MetIdentity> {
  const { as, signedIn, env, endpoints, transport } = introduction;
  if (isIdentity(signedIn, identity)) {
    return metAsItself(identity, signedIn);
  }
  if (identity.clientId === undefined) {
    return { observation: { ...identity, met: OF_A_PERSON } };
  }
  if (as !== 'both') {
    const principal = await servicePrincipal(signedIn, identity.principalId);
    return { observation: { ...identity, met: SOMEBODY_ELSE, principal } };
  }
  try {
    const method = automationSignInOf(env, { tenantId: identity.tenantId, clientId: identity.clientId });
    return await metAsItself(identity, await signIn(method, endpoints, transport));
  } catch (error) {
    if (!(error instanceof SignInError)) {
      throw error;
    }
    const principal = await servicePrincipal(signedIn, identity.principalId);
    return { observation: { ...identity, met: refused(error), principal } };
  }
}

/** A principal that was to sign in and could not, where nobody else is there to ask about it. */
export function refusedIdentity(identity: DeclaredIdentity, error: SignInError): MetIdentity {
  return { observation: { ...identity, met: refused(error) } };
}

function refused(error: SignInError): IdentityObservation['met'] {
  return { as: 'refused', fault: principalFaultOf(error), message: error.message };
}

async function metAsItself(identity: DeclaredIdentity, signedIn: SignedIn): Promise<MetIdentity> {
  const { objectId, clientId } = signedIn;
  const link = await ownPartnerLink(signedIn);
  return { observation: { ...identity, met: { as: 'itself', objectId, clientId }, link }, signedIn };
}
