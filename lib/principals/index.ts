export type { ClientCertificate } from './client-certificate';
export type { ClientSecret } from './client-secret';
export { cloudOfPrincipal, inspectSameCloud } from './cloud-of-principal';
export { FederatedCredential } from './federated-credential';
export type {
  AzureDevOpsOptions,
  CustomFederatedCredentialOptions,
  FederatedCredentialOptions,
  GitHubActionsOptions,
  GitLabOptions,
  HcpTerraformOptions,
} from './federated-credential-options';
export {
  inspectPartnerId,
  inspectLinkedAccount,
  type ILinkedAccount,
  linkedAccount,
  LinkedAccount,
  type LinkedAccountAttributes,
} from './linked-account';
export { PecAutomation } from './pec-automation';
export {
  type IPecAutomation,
  PEC_AUTOMATION,
  type PecAutomationAttributes,
  type PecAutomationByClientId,
  type PecAutomationByDisplayName,
  type PecAutomationCredentials,
  type PecAutomationOptions,
  type PecAutomationProps,
} from './pec-automation-props';
export { inspectPecAutomation } from './pec-automation-rules';
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
