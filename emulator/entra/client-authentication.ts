import { createHash, timingSafeEqual, X509Certificate } from 'node:crypto';
import type { Endpoints } from '../endpoints';
import type { JsonObject } from '../server/json';
import { asText, sameText } from '../server/json';
import type { Application, Directory, KeyCredential, Secret, ServicePrincipal, Tenant } from './directory';
import { displayNameOf } from './directory';
import { entraRefusal } from './entra-errors';
import { externalIssuer } from './external-issuer';
import type { DecodedToken } from './json-web-token';
import { decodeToken, isInTime, isMeantFor, isSignedWith } from './json-web-token';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const FEDERATION_ADVICE =
  'Check your federated identity credential Subject, Audience and Issuer against the presented assertion. ' +
  'https://learn.microsoft.com/entra/workload-id/workload-identity-federation';

/** A client that wants a token. */
export interface SigningIn {
  readonly application: Application;
  readonly principal: ServicePrincipal;
  readonly tenant: Tenant;
}

/** Verifies how a client proves who it is: a secret, a certificate, or another issuer's token. */
export class ClientAuthentication {
  constructor(
    private readonly endpoints: Endpoints,
    private readonly directory: Directory,
  ) {}

  /** Throws a refusal unless the form proves that the client is who it says. */
  public verify(form: JsonObject, client: SigningIn): void {
    const assertion = asText(form.client_assertion);
    if (asText(form.client_secret) !== '') {
      this.verifySecret(asText(form.client_secret), client.application);
    } else if (assertion === '') {
      throw entraRefusal({
        status: 401,
        error: 'invalid_client',
        code: 7000216,
        message:
          "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.",
      });
    } else {
      this.verifyAssertion(assertion, asText(form.client_assertion_type), client);
    }
  }

  private verifySecret(value: string, application: Application): void {
    const matching = application.secrets.find(
      secret => isSame(secret, value) && this.directory.tryCredential(secret.keyId),
    );
    if (!matching) {
      throw entraRefusal({
        status: 401,
        error: 'invalid_client',
        code: 7000215,
        message:
          'Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, ' +
          `not the client secret ID, for a secret added to app '${application.appId}'.`,
      });
    }
    if (isOver(matching.endDateTime)) {
      throw entraRefusal({
        status: 401,
        error: 'invalid_client',
        code: 7000222,
        message:
          `The provided client secret keys for app '${application.appId}' are expired. ` +
          'Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using ' +
          'certificate credentials for added security: https://aka.ms/certCreds.',
      });
    }
  }

  private verifyAssertion(assertion: string, type: string, client: SigningIn): void {
    const token = decodeToken(assertion);
    if (type !== ASSERTION_TYPE || !token) {
      throw assertionRefusal(50027, 'JWT token is invalid or malformed.');
    }
    if (!isInTime(token.claims)) {
      throw assertionRefusal(700024, 'Client assertion is not within its valid time range.');
    }
    // A client that signs for itself names itself as the issuer: RFC 7523, section 3.
    if (sameText(asText(token.claims.iss), client.application.appId)) {
      this.verifyCertificate(assertion, token, client);
    } else {
      this.verifyFederation(assertion, token.claims, client);
    }
  }

  private verifyCertificate(assertion: string, token: DecodedToken, { application, tenant }: SigningIn): void {
    const credential = application.certificates.find(candidate => isNamedBy(token.header, candidate));
    if (!credential) {
      const message = `The certificate with identifier used to sign the client assertion is not registered on application.`;
      throw assertionRefusal(700027, message);
    }
    const certificate = new X509Certificate(credential.certificate);
    if (!isSignedWith(certificate.publicKey, assertion)) {
      throw assertionRefusal(700027, 'Client assertion failed signature validation.');
    }
    if (isOver(credential.endDateTime) || isOver(certificate.validTo)) {
      throw assertionRefusal(1000502, 'The provided certificate is not within its specified validity period.');
    }
    if (!isMeantFor(token.claims, this.tokenAudiences(tenant)) || token.claims.sub !== token.claims.iss) {
      throw assertionRefusal(700023, `Client assertion audience claim does not match Realm issuer.`);
    }
  }

  /** The three parts are compared with regard to case: AADSTS7002138 exists because people expected otherwise. */
  private verifyFederation(assertion: string, claims: JsonObject, { application, principal }: SigningIn): void {
    const credentials = application.federatedCredentials.filter(({ id }) => this.directory.tryCredential(id));
    const ofIssuer = credentials.filter(credential => credential.issuer === claims.iss);
    const ofSubject = ofIssuer.filter(credential => credential.subject === claims.sub);
    const [issuer, subject, audience] = [claims.iss, claims.sub, claims.aud].map(String);

    if (credentials.length === 0) {
      throw assertionRefusal(
        70025,
        `The client '${application.appId}'(${displayNameOf(principal)}) has no configured federated identity credentials.`,
      );
    }
    if (ofIssuer.length === 0) {
      throw noRecord(700211, 'issuer', issuer);
    }
    if (ofSubject.length === 0 && ofIssuer.some(credential => sameText(credential.subject, subject))) {
      // https://github.com/Azure/login/issues/515
      const difference =
        'The subject matches with case-insensitive comparison, but not with case-sensitive comparison.';
      throw noRecord(7002138, 'subject', subject, `${difference} `);
    }
    if (ofSubject.length === 0) {
      throw noRecord(700213, 'subject', subject);
    }
    if (!ofSubject.some(credential => isMeantFor(claims, credential.audiences))) {
      throw noRecord(700212, 'audience', audience);
    }
    if (!externalIssuer().hasSigned(assertion)) {
      throw assertionRefusal(50013, 'Assertion failed signature validation.');
    }
  }

  /** Libraries name the token endpoint or the issuer of the tenant. */
  private tokenAudiences(tenant: Tenant): string[] {
    const base = this.endpoints.activeDirectoryAuthority;
    return [tenant.id, tenant.domain].flatMap(name => [`${base}/${name}/oauth2/v2.0/token`, `${base}/${name}/v2.0`]);
  }
}

function isSame(secret: Secret, value: string): boolean {
  const [known, given] = [secret.value, value].map(text => createHash('sha256').update(text).digest());
  return timingSafeEqual(known, given);
}

/** Clients name their certificate by its thumbprint: azidentity in `x5t#S256`, the HashiCorp providers in `kid`. */
function isNamedBy(header: JsonObject, credential: KeyCredential): boolean {
  const names = [header.kid, header.x5t, header['x5t#S256']].map(name => asText(name).replace(/=+$/, ''));
  return ['sha1', 'sha256']
    .map(algorithm => createHash(algorithm).update(credential.certificate).digest())
    .flatMap(thumbprint => [thumbprint.toString('base64url'), thumbprint.toString('hex').toUpperCase()])
    .some(thumbprint => names.includes(thumbprint));
}

function isOver(date: string): boolean {
  return Date.parse(date) <= Date.now();
}

function noRecord(code: number, part: string, value: string, difference = '') {
  const message = `No matching federated identity record found for presented assertion ${part} '${value}'.`;
  return assertionRefusal(code, `${message} ${difference}${FEDERATION_ADVICE}`);
}

function assertionRefusal(code: number, message: string) {
  return entraRefusal({ status: 401, error: 'invalid_client', code, message });
}
