import { AZURE_CLOUD } from '../azure';
import {
  asGiven,
  confidential,
  flag,
  listOf,
  objectOf,
  ofKind,
  type Properties,
  provider,
  required,
} from '../declaration';
import { CLIENT_CERTIFICATE } from './client-certificate';
import { CLIENT_SECRET } from './client-secret';
import { FEDERATED_CREDENTIAL } from './federated-credential';
import type {
  PecAutomationAttributes,
  PecAutomationByClientId,
  PecAutomationByDisplayName,
  PecAutomationCredentials,
  PecAutomationOptions,
  PecAutomationProps,
} from './pec-automation';

/** Whatever stands in a wrong place here may be a secret. */
const credentials = confidential(
  objectOf<PecAutomationCredentials>('credentials', '{ federated: […] }', {
    federated: listOf(ofKind(FEDERATED_CREDENTIAL), 'a list of credentials'),
    clientSecrets: listOf(required(CLIENT_SECRET, '{ name: "…" }'), 'a list of client secrets'),
    certificates: listOf(required(CLIENT_CERTIFICATE, '{ name, value }'), 'a list of certificates'),
  }),
);

/** How to take what is said of PEC-Automation. */
export const PEC_AUTOMATION: Properties<PecAutomationOptions> = {
  managingTenantId: asGiven,
  displayName: asGiven,
  credentials,
  owners: listOf<string>(asGiven, 'a list of object ids'),
  cloud: ofKind(AZURE_CLOUD),
  deletionProtection: flag,
};

/** How to take the properties of PEC-Automation. */
export const PROPS = objectOf<PecAutomationProps>('PEC-Automation', 'its properties', { ...PEC_AUTOMATION, provider });

/** How to take what is known of a PEC-Automation that exists. */
export const ATTRIBUTES = objectOf<PecAutomationAttributes>('PEC-Automation', '{ principalId, clientId, tenantId }', {
  principalId: asGiven,
  clientId: asGiven,
  tenantId: asGiven,
  linkedPartnerId: asGiven,
  cloud: ofKind(AZURE_CLOUD),
});

/** How to take a look-up by client id. */
export const BY_CLIENT_ID = objectOf<PecAutomationByClientId>('a look-up', '{ clientId, tenantId }', {
  clientId: asGiven,
  tenantId: asGiven,
  provider,
});

/** How to take a look-up by name. */
export const BY_DISPLAY_NAME = objectOf<PecAutomationByDisplayName>('a look-up', '{ tenantId }', {
  displayName: asGiven,
  tenantId: asGiven,
  provider,
});
