export type { ClientCertificate } from './client-certificate';
export type { ClientSecret } from './client-secret';
export { cloudOfPrincipal, inspectSameCloud } from './cloud-of-principal';
export {
  type AzureDevOpsOptions,
  type CustomFederatedCredentialOptions,
  FederatedCredential,
  type FederatedCredentialOptions,
  type GitHubActionsOptions,
  type GitLabOptions,
} from './federated-credential';
export {
  inspectPartnerId,
  inspectPartnerPrincipal,
  type IPartnerPrincipal,
  partnerPrincipal,
  PartnerPrincipal,
  type UserAttributes,
} from './partner-principal';
export {
  type IPecAutomation,
  PecAutomation,
  type PecAutomationAttributes,
  type PecAutomationByClientId,
  type PecAutomationByDisplayName,
  type PecAutomationCredentials,
  type PecAutomationOptions,
  type PecAutomationProps,
} from './pec-automation';
export { inspectPecAutomation } from './pec-automation-rules';
export { PEC_AUTOMATION } from './pec-automation-shape';
export {
  type ClientCertificateSignInOptions,
  type ClientSecretSignInOptions,
  type OidcSignInOptions,
  SIGN_IN,
  SignIn,
  type SignInArguments,
} from './sign-in';
export {
  inspectPartnerAdminLink,
  PARTNER_ADMIN_LINK,
  PartnerAdminLink,
  type PartnerAdminLinkOptions,
  type PartnerAdminLinkProps,
} from './partner-admin-link';
