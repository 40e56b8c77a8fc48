// `@peculiar/x509` asks for this polyfill; it must be loaded first.
import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const LIFETIME_MILLISECONDS = 24 * 60 * 60 * 1000;

/** What an HTTPS server on loopback needs, and what its clients must trust. */
export interface ServerIdentity {
  /** The certificate of the authority, PEM. */
  readonly authorityCertificate: string;
  /** The certificate of the server, PEM. */
  readonly certificate: string;
  /** The private key of the server, PEM; it lives in memory only. */
  readonly privateKey: string;
}

/**
 * Makes a certificate authority that lives for one run, and a server certificate for localhost.
 *
 * The Terraform providers accept neither plain HTTP nor a certificate they cannot verify, and a committed key would be a
 * key that somebody trusts one day. The authority's private key is dropped as soon as it has signed.
 */
export async function makeServerIdentity(): Promise<ServerIdentity> {
  cryptoProvider.set(webcrypto as unknown as Parameters<typeof cryptoProvider.set>[0]);
  const [authorityKeys, serverKeys] = await Promise.all([makeKeys(), makeKeys()]);
  const validity = {
    notBefore: new Date(Date.now() - 60 * 1000),
    notAfter: new Date(Date.now() + LIFETIME_MILLISECONDS),
    signingAlgorithm: ALGORITHM,
  };

  const authority = await X509CertificateGenerator.createSelfSigned({
    ...validity,
    serialNumber: randomBytes(8).toString('hex'),
    name: 'CN=Emulated Azure, test equipment',
    keys: authorityKeys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  });
  const server = await X509CertificateGenerator.create({
    ...validity,
    serialNumber: randomBytes(8).toString('hex'),
    subject: 'CN=localhost',
    issuer: authority.subject,
    publicKey: serverKeys.publicKey,
    signingKey: authorityKeys.privateKey,
    extensions: [
      new SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        { type: 'ip', value: '127.0.0.1' },
      ]),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
    ],
  });
  const privateKey = await webcrypto.subtle.exportKey('pkcs8', serverKeys.privateKey);

  return {
    authorityCertificate: `${authority.toString('pem')}\n`,
    certificate: `${server.toString('pem')}\n`,
    privateKey: pem('PRIVATE KEY', Buffer.from(privateKey)),
  };
}

async function makeKeys() {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
