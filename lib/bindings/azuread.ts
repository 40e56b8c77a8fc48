import type * as application from '@cdktf/provider-azuread/lib/application';
import type * as certificate from '@cdktf/provider-azuread/lib/application-certificate';
import type * as federatedCredential from '@cdktf/provider-azuread/lib/application-federated-identity-credential';
import type * as password from '@cdktf/provider-azuread/lib/application-password';
import type * as clientConfig from '@cdktf/provider-azuread/lib/data-azuread-client-config';
import type * as existingServicePrincipal from '@cdktf/provider-azuread/lib/data-azuread-service-principal';
import type * as provider from '@cdktf/provider-azuread/lib/provider';
import type * as servicePrincipal from '@cdktf/provider-azuread/lib/service-principal';
import { bindingsOf } from './peer';

/** The modules of the bindings, each loaded when it is first used: not at import. */
interface Modules {
  '@cdktf/provider-azuread/lib/application': typeof application;
  '@cdktf/provider-azuread/lib/application-certificate': typeof certificate;
  '@cdktf/provider-azuread/lib/application-federated-identity-credential': typeof federatedCredential;
  '@cdktf/provider-azuread/lib/application-password': typeof password;
  '@cdktf/provider-azuread/lib/provider': typeof provider;
  '@cdktf/provider-azuread/lib/data-azuread-client-config': typeof clientConfig;
  '@cdktf/provider-azuread/lib/data-azuread-service-principal': typeof existingServicePrincipal;
  '@cdktf/provider-azuread/lib/service-principal': typeof servicePrincipal;
}

declare function require<M extends keyof Modules>(module: M): Modules[M];

const loaded = bindingsOf('@cdktf/provider-azuread');

/**
 * The Terraform bindings of azuread that this package uses.
 *
 * They take longer to load than everything else in this package, and only the identity stack needs them: customers,
 * which are most of the programs, pin PEC-Automation by its ids.
 */
export const azuread = {
  get Application() {
    return loaded(() => require('@cdktf/provider-azuread/lib/application').Application);
  },
  get ApplicationCertificate() {
    return loaded(() => require('@cdktf/provider-azuread/lib/application-certificate').ApplicationCertificate);
  },
  get ApplicationFederatedIdentityCredential() {
    return loaded(
      () =>
        require('@cdktf/provider-azuread/lib/application-federated-identity-credential')
          .ApplicationFederatedIdentityCredential,
    );
  },
  get ApplicationPassword() {
    return loaded(() => require('@cdktf/provider-azuread/lib/application-password').ApplicationPasswordA);
  },
  get AzureadProvider() {
    return loaded(() => require('@cdktf/provider-azuread/lib/provider').AzureadProvider);
  },
  get DataAzureadClientConfig() {
    return loaded(() => require('@cdktf/provider-azuread/lib/data-azuread-client-config').DataAzureadClientConfig);
  },
  get DataAzureadServicePrincipal() {
    return loaded(
      () => require('@cdktf/provider-azuread/lib/data-azuread-service-principal').DataAzureadServicePrincipal,
    );
  },
  get ServicePrincipal() {
    return loaded(() => require('@cdktf/provider-azuread/lib/service-principal').ServicePrincipal);
  },
};
