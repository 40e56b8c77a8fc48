import { asGiven, type Faults, objectOf, text } from '../declaration';
import { isUnresolved } from '../terraform';
import { inspectValidity } from './client-secret';
import { inspectCredentialName } from './federated-credential-rules';
import { holdsPrivateKey } from './private-key';

/** The public half of a certificate with which PEC-Automation signs in. */
export interface ClientCertificate {
  /** The certificate's name in the Terraform address: 3 to 120 letters, digits, `-` and `_`. */
  readonly name: string;
  /** The certificate without its private key, in the encoding given. */
  readonly value: string;
  /**
   * How value is encoded: `pem`, `base64` or `hex`.
   *
   * @default "pem"
   */
  readonly encoding?: string;
  /**
   * How long Entra accepts the certificate from the day it is added: hours, such as `8760h`, at most `87600h`.
   *
   * @default - as long as the certificate is valid
   */
  readonly lifetime?: string;
  /**
   * Until when Entra accepts the certificate: RFC 3339. Not later than the certificate's own end.
   *
   * @default - as long as the certificate is valid
   */
  readonly expires?: string;
}

/** The properties of a certificate. */
export const CLIENT_CERTIFICATE = objectOf<ClientCertificate>('a certificate', '{ name, value }', {
  name: asGiven,
  value: asGiven,
  encoding: text,
  lifetime: text,
  expires: text,
});

const ENCODINGS = ['pem', 'base64', 'hex'];

/** Many times the certificate of a key of 4,096 bits, words before it included. */
const LONGEST_CERTIFICATE = 32_768;

/** Finds the faults of a certificate; never shows the value. */
export function inspectClientCertificate(certificate: ClientCertificate, faults: Faults): void {
  inspectCredentialName(certificate.name, faults.at('name'));
  inspectValidity(certificate, faults);
  const encoding = certificate.encoding ?? 'pem';
  if (!isUnresolved(encoding) && !ENCODINGS.includes(encoding)) {
    faults.at('encoding').reject(encoding, 'is not an encoding', `expected ${ENCODINGS.join(', ')}`);
  }
  const value = faults.at('value');
  if (typeof certificate.value !== 'string' || certificate.value.trim() === '') {
    value.report('is missing; expected the certificate, as text');
  } else if (isUnresolved(certificate.value) || !value.length(certificate.value, LONGEST_CERTIFICATE)) {
    return;
  } else if (holdsPrivateKey(certificate.value)) {
    value.report('holds a private key; give the certificate alone, the key stays with whoever signs in');
  } else if (encoding === 'pem' && !certificate.value.includes('-----BEGIN CERTIFICATE-----')) {
    value.report('is not PEM; expected a text that begins with -----BEGIN CERTIFICATE-----, or another encoding');
  }
}
