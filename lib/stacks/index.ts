export { inspectConstructId } from './construct-id';
export { PartnerLinkStack, type PartnerLinkStackProps } from './partner-link-stack';
export { declareStack, environmentOf, PARTNER_STACK, PartnerStack, type PartnerStackProps } from './partner-stack';
export { PecIdentityStack, type PecIdentityStackProps } from './pec-identity-stack';
export { PecReadiness } from './pec-readiness';
export { ReadinessError } from './readiness-gate';
export {
  type AzurermStateOptions,
  type HcpTerraformStateOptions,
  type LocalStateOptions,
  STATE_BACKEND,
  StateBackend,
} from './state-backend';
