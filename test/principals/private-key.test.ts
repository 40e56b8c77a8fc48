import { generateKeyPairSync } from 'node:crypto';
import type { ClientCertificate } from 'cdktf-partner-earned-credit';
import { inspectClientCertificate } from '../../lib/principals/client-certificate';
import { faultsOf } from './inspection';

/** Made for this test, and valid until 2126; its key is gone. */
const CERTIFICATE =
  'MIIBfjCCASOgAwIBAgIUbLRzw1vNra2j0IudKFdoS8g50gowCgYIKoZIzj0EAwIwEzERMA8GA1UEAwwIcGlwZWxpbmUwIBcNMjYxMTI2MTMyNjIy' +
  'WhgPMjEyNjExMDIxMzI2MjJaMBMxETAPBgNVBAMMCHBpcGVsaW5lMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEDjww4DWGAhKAdHlz6PEBU1sr' +
  'vUDpUUU437ByAyYMxVlb2wG9v77NK6jBW9xRUYY/Ui2sL3uOVu2I2HkZmCXuwaNTMFEwHQYDVR0OBBYEFHY16zXtggwytXZPOqi9HHH9FezpMB8G' +
  'A1UdIwQYMBaAFHY16zXtggwytXZPOqi9HHH9FezpMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIhALoCN8pvyS3p74Xj7l5pHETO' +
  'OYpnjoyud75f9WsRZVXfAiEAgtKNrk1e4X08nGDtscXSiZyeNXFL4mv185jjtcmABg8=';

const { privateKey: rsa } = generateKeyPairSync('rsa', { modulusLength: 1024 });
const { privateKey: ec } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const { privateKey: ed25519 } = generateKeyPairSync('ed25519');
const encryption = { cipher: 'aes-256-cbc', passphrase: 'x' };

/** The keys as DER, by their form. */
const KEYS: [form: string, der: Buffer][] = [
  ['PKCS #1', rsa.export({ type: 'pkcs1', format: 'der' })],
  ['PKCS #8', rsa.export({ type: 'pkcs8', format: 'der' })],
  ['PKCS #8, encrypted', rsa.export({ type: 'pkcs8', format: 'der', ...encryption })],
  ['SEC 1', ec.export({ type: 'sec1', format: 'der' })],
  ['PKCS #8 of an elliptic curve', ec.export({ type: 'pkcs8', format: 'der' })],
  ['PKCS #8 of Ed25519', ed25519.export({ type: 'pkcs8', format: 'der' })],
];

function inLines(text: string): string {
  return text.replace(/.{64}/g, '$&\r\n');
}

const faultsIn = (certificate: Partial<ClientCertificate>) =>
  faultsOf(faults => inspectClientCertificate({ name: 'pipeline', value: '', ...certificate }, faults));

const HOLDS_A_KEY = ['value: holds a private key; give the certificate alone, the key stays with whoever signs in'];

describe('a private key given as certificate', () => {
  it.each(KEYS)('is refused: %s', (_form, der) => {
    const base64 = der.toString('base64');
    const pem = `-----BEGIN PRIVATE KEY-----\n${inLines(base64)}\n-----END PRIVATE KEY-----\n`;
    for (const certificate of [
      { value: base64, encoding: 'base64' },
      { value: inLines(base64), encoding: 'base64' },
      { value: ` ${base64}` },
      { value: der.toString('hex'), encoding: 'hex' },
      { value: der.toString('hex').toUpperCase(), encoding: 'base64' },
      { value: pem },
      { value: Buffer.from(pem).toString('base64'), encoding: 'base64' },
      { value: Buffer.from(pem).toString('hex'), encoding: 'hex' },
      { value: pem.replaceAll('PRIVATE KEY', 'CERTIFICATE') },
    ]) {
      expect(faultsIn(certificate)).toEqual(HOLDS_A_KEY);
    }
  });

  it('is not what a certificate is taken for', () => {
    const der = Buffer.from(CERTIFICATE, 'base64');
    for (const certificate of [
      { value: CERTIFICATE, encoding: 'base64' },
      { value: inLines(CERTIFICATE), encoding: 'base64' },
      { value: der.toString('hex'), encoding: 'hex' },
      { value: `-----BEGIN CERTIFICATE-----\n${inLines(CERTIFICATE)}\n-----END CERTIFICATE-----\n` },
    ]) {
      expect(faultsIn(certificate)).toEqual([]);
    }
  });

  // Every key is a sequence; this is a text of octets in which the beginning of one stands.
  it('is no element of another kind, whatever is in it', () => {
    expect(faultsIn({ value: '0403020100', encoding: 'hex' })).toEqual([]);
  });

  it('is no longer than a certificate can be', () => {
    expect(faultsIn({ value: 'M'.repeat(32_768), encoding: 'base64' })).toEqual([]);
    expect(faultsIn({ value: 'M'.repeat(32_769), encoding: 'base64' })).toEqual([
      'value: has 32,769 characters; shorten it to 32,768',
    ]);
  });
});
