import { codeOf } from '../text';
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { TokenCredential } from '@azure/identity';
import type { CloudEndpoints } from './endpoints';
import { asText } from './json';
import { identityLibrary } from './optional-peer';
import { signInErrorOf } from './refused-sign-in';
import { SignInError } from './sign-in-error';
import type { AssertionSource, SignInMethod } from './sign-in-method';
import { type AzureTransport, type AzureRequests, requestsWith } from './transport';

/** What gives out tokens, and what the pipeline says of itself to get them. */
export interface Credential {
  readonly tokens: TokenCredential;
  /** The last token of the pipeline that was sent, so that a refusal can name its issuer and subject. */
  readonly assertion: () => string | undefined;
}

/**
 * The credential for a way to sign in. Nothing is signed in yet.
 *
 * @throws SignInError if a file cannot be used
 */
export async function credentialFor(
  method: SignInMethod,
  endpoints: CloudEndpoints,
  transport: AzureTransport,
): Promise<Credential> {
  const library = await identityLibrary();
  const options = {
    authorityHost: endpoints.activeDirectoryAuthority,
    disableInstanceDiscovery: endpoints.isPrivate,
    ...(transport.httpClient && { httpClient: transport.httpClient }),
  };
  const unsaid = () => undefined;
  switch (method.by) {
    case 'certificate': {
      const configuration = { certificate: pemOf(method), certificatePassword: method.password };
      const { tenantId, clientId } = method;
      return {
        tokens: new library.ClientCertificateCredential(tenantId, clientId, configuration, options),
        assertion: unsaid,
      };
    }
    case 'secret': {
      const { tenantId, clientId, secret } = method;
      return { tokens: new library.ClientSecretCredential(tenantId, clientId, secret, options), assertion: unsaid };
    }
    case 'assertion': {
      const { tenantId, clientId, source } = method;
      if (source.from === 'azure-devops') {
        const { serviceConnectionId, token } = source;
        try {
          return {
            tokens: new library.AzurePipelinesCredential(tenantId, clientId, serviceConnectionId, token, options),
            assertion: unsaid,
          };
        } catch (error) {
          throw signInErrorOf(error);
        }
      }
      // Asked for now, so that what is wrong with it is not wrapped in an error of the library; later ones are fresh.
      let last = await assertionFrom(source, endpoints, transport);
      let isUsed = false;
      const assert = async () => {
        last = isUsed ? await assertionFrom(source, endpoints, transport) : last;
        isUsed = true;
        return last;
      };
      return {
        tokens: new library.ClientAssertionCredential(tenantId, clientId, assert, options),
        assertion: () => last,
      };
    }
    case 'managed-identity': {
      const tokens = method.clientId
        ? new library.ManagedIdentityCredential({ clientId: method.clientId })
        : new library.ManagedIdentityCredential();
      return { tokens, assertion: unsaid };
    }
    case 'azure-cli':
      return { tokens: new library.AzureCliCredential({ tenantId: method.tenantId }), assertion: unsaid };
  }
}

/** The library reads PEM only; Terraform's providers read PFX only, so somebody will have one. */
function pemOf({ path, password }: { readonly path: string; readonly password?: string }): string {
  const text = contentOf(path, 'the certificate');
  if (!text.includes('-----BEGIN CERTIFICATE-----')) {
    throw new SignInError(
      `${path} is no PEM file with certificate and private key; make one of a PFX: ` +
        `openssl pkcs12 -in ${path} -out certificate.pem -nodes`,
    );
  }
  try {
    createPrivateKey({ key: text, passphrase: password, format: 'pem' });
  } catch {
    throw new SignInError(
      `${path} holds no private key that can be read; it needs certificate and key in PEM, and ` +
        'ARM_CLIENT_CERTIFICATE_PASSWORD if the key is encrypted',
    );
  }
  return text;
}

async function assertionFrom(
  source: Exclude<AssertionSource, { from: 'azure-devops' }>,
  endpoints: CloudEndpoints,
  transport: AzureTransport,
): Promise<string> {
  switch (source.from) {
    case 'token':
      return source.token;
    case 'file':
      return contentOf(source.path, 'the token of the pipeline').trim();
    case 'github': {
      const url = new URL(source.url);
      url.searchParams.set('audience', endpoints.tokenExchangeAudience);
      const requests: AzureRequests = await requestsWith(transport, [
        {
          name: 'gitHubRequestToken',
          sendRequest: (request, next) => {
            request.headers.set('authorization', `Bearer ${source.token}`);
            return next(request);
          },
        },
      ]);
      const { status, body } = await requests.get(url.href);
      const token = asText(body.value);
      if (token === '') {
        throw new SignInError(
          `GitHub gave no token for the job (status ${status}); give the job permissions: id-token: write`,
        );
      }
      return token;
    }
  }
}

function contentOf(path: string, what: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = codeOf(error);
    throw new SignInError(`${path}, which should hold ${what}, cannot be read (${code}); name a file that is there`);
  }
}
