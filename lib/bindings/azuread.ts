/* eslint-disable @typescript-eslint/no-require-imports -- loaded when first used, not at import */
import type * as application from '@cdktf/provider-azuread/lib/application';
import type * as certificate from '@cdktf/provider-azuread/lib/application-certificate';
import type * as federatedCredential from '@cdktf/provider-azuread/lib/application-federated-identity-credential';
import type * as password from '@cdktf/provider-azuread/lib/application-password';
import type * as clientConfig from '@cdktf/provider-azuread/lib/data-azuread-client-config';
import type * as existingServicePrincipal from '@cdktf/provider-azuread/lib/data-azuread-service-principal';
import type * as provider from '@cdktf/provider-azuread/lib/provider';
import type * as servicePrincipal from '@cdktf/provider-azuread/lib/service-principal';
import { literally } from '../terraform';

/**
 * The Terraform bindings of azuread that this package uses.
 *
 * They take longer to load than everything else in this package, and only the identity stack needs them: customers,
 * which are most of the programs, pin PEC-Automation by its ids.
 */
export const azuread = {
  get Application() {
    return literally((require('@cdktf/provider-azuread/lib/application') as typeof application).Application);
  },
  get ApplicationCertificate() {
    return literally(
      (require('@cdktf/provider-azuread/lib/application-certificate') as typeof certificate).ApplicationCertificate,
    );
  },
  get ApplicationFederatedIdentityCredential() {
    return literally(
      (require('@cdktf/provider-azuread/lib/application-federated-identity-credential') as typeof federatedCredential)
        .ApplicationFederatedIdentityCredential,
    );
  },
  get ApplicationPassword() {
    return literally(
      (require('@cdktf/provider-azuread/lib/application-password') as typeof password).ApplicationPasswordA,
    );
  },
  get AzureadProvider() {
    return literally((require('@cdktf/provider-azuread/lib/provider') as typeof provider).AzureadProvider);
  },
  get DataAzureadClientConfig() {
    return literally(
      (require('@cdktf/provider-azuread/lib/data-azuread-client-config') as typeof clientConfig)
        .DataAzureadClientConfig,
    );
  },
  get DataAzureadServicePrincipal() {
    return literally(
      (require('@cdktf/provider-azuread/lib/data-azuread-service-principal') as typeof existingServicePrincipal)
        .DataAzureadServicePrincipal,
    );
  },
  get ServicePrincipal() {
    return literally(
      (require('@cdktf/provider-azuread/lib/service-principal') as typeof servicePrincipal).ServicePrincipal,
    );
  },
};
