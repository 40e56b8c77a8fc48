/**
 * What verification looks at: a closed list, to which `docs/rules.md` and the schema hold.
 *
 * Each entry says what is compared, and what to do where the two differ.
 */
export const VERIFICATION_RULES = {
  'principal-signed-in': {
    checks: 'Whether the object id and the client id of the token are those of the declared principal.',
    cure: 'pin the object id that Entra ID shows for the enterprise application, and synth again',
  },
  'principal-present': {
    checks: 'Whether the managing tenant has the service principal, by its sign-in or by Microsoft Graph.',
    cure: 'apply the identity stack, then the link, then every customer: a new principal has a new object id',
  },
  'principal-enabled': {
    checks: 'Whether the service principal is enabled. A disabled one ends attribution.',
    cure: 'let an administrator enable it in Entra ID, and find out who disabled it',
  },
  'link-present': {
    checks: 'Whether the principal has a partner admin link. Only the principal itself can read it.',
    cure: 'apply the link stack, signed in as PEC-Automation',
  },
  'link-partner-id': {
    checks: 'Whether the link is to the declared Partner ID.',
    cure: 'apply the link stack, signed in as PEC-Automation',
  },
  'delegation-present': {
    checks: 'Whether the delegation is there, where it can be read or where its absence is proven.',
    cure: 'ask the customer; then apply its stack, or let it deploy the template again',
  },
  'delegation-visible': {
    checks: 'Whether the delegation could be read at all.',
    cure: 'let whoever is signed in hold Reader by the offer (a verifier), or verify as PEC-Automation as well',
  },
  'delegation-gone': {
    checks: 'Whether the delegation of an offboarded customer is gone.',
    cure: 'apply the stack of the customer, or remove the delegation by hand',
  },
  'delegation-scope': {
    checks: 'Whether the whole subscription, or each of the declared resource groups, is delegated, and nothing else.',
    cure: 'apply the stack of the customer',
  },
  'delegation-definition': {
    checks: 'Whether the registration definition has the declared id.',
    cure: 'somebody made the delegation by other means: adopt it with its ids, or remove it and apply',
  },
  'delegation-offer': {
    checks: 'Whether the offer has the declared name.',
    cure: 'apply the stack of the customer, or write the name that Azure has',
  },
  'delegation-provisioned': {
    checks: 'Whether Azure has finished the delegation. A failed one gives no access.',
    cure: 'remove the assignment that failed, and apply the stack of the customer',
  },
  'managing-tenant': {
    checks: 'Whether the delegation is to the declared managing tenant.',
    cure: 'remove the delegation, and apply the stack of the customer',
  },
  'customer-tenant': {
    checks: 'Whether the subscription is in the declared tenant of the customer.',
    cure: 'write the tenant that the subscription is in now; a transfer ends delegations',
  },
  'automation-principal': {
    checks: 'Whether PEC-Automation is among the authorizations at all.',
    cure: 'apply the stack of the customer',
  },
  'automation-role': {
    checks: 'Whether PEC-Automation holds the declared role.',
    cure: 'apply the stack of the customer',
  },
  'automation-permanent': {
    checks: 'Whether PEC-Automation holds its role permanently. One that somebody has to activate earns nothing.',
    cure: 'apply the stack of the customer',
  },
  'automation-access': {
    checks: 'Whether what PEC-Automation may do at the subscription covers what its role allows.',
    cure: 'verify with a sign-in that may read the delegation',
  },
  'other-authorizations': {
    checks: 'Whether everybody else has the declared roles, and nobody more.',
    cure: 'apply the stack of the customer, or declare what the customer agreed to',
  },
} as const satisfies Record<string, { readonly checks: string; readonly cure: string }>;

/** The id of a rule. */
export type VerificationRule = keyof typeof VERIFICATION_RULES;
