/** How a customer's delegation comes about. */
export enum Onboarding {
  /** Terraform makes it, signed in at the customer's tenant. */
  TERRAFORM = 'terraform',
  /** The customer deploys an ARM template that the partner hands over. */
  ARM_TEMPLATE = 'arm-template',
  /** The customer accepts a Managed Service offer in the marketplace. */
  MARKETPLACE = 'marketplace',
  /** It was made before, by template or in the portal, and is not to be touched. */
  EXISTING = 'existing',
  /** Azure Policy makes it at every subscription of a management group. */
  POLICY = 'policy',
}

/** Whether the customer has a stack: Terraform makes the delegations, or the policy that makes them. */
export function isByTerraform(onboarding: Onboarding): boolean {
  return onboarding === Onboarding.TERRAFORM || onboarding === Onboarding.POLICY;
}
