import type { ClientCertificate } from 'cdktf-partner-earned-credit';
import { inspectClientCertificate } from '../../lib/principals/client-certificate';
import { faultsOf, TOKEN } from './inspection';

const BODY = 'MIIBszCCAVmgAwIBAgIUVGhpcyBpcyBub3QgYSByZWFsIG9uZQ==';
const PEM = `-----BEGIN CERTIFICATE-----\n${BODY}\n-----END CERTIFICATE-----\n`;

const faultsIn = (certificate: Partial<ClientCertificate>) =>
  faultsOf(faults => inspectClientCertificate({ name: 'pipeline', value: PEM, ...certificate }, faults));

describe('a client certificate', () => {
  it.each<[string, Partial<ClientCertificate>]>([
    ['in PEM', {}],
    ['in PEM, said so', { encoding: 'pem' }],
    ['in PEM with words before it', { value: `subject=CN = pipeline\n${PEM}` }],
    ['in base64', { value: BODY, encoding: 'base64' }],
    ['in hexadecimal', { value: '308201b3', encoding: 'hex' }],
    ['that only Terraform knows', { value: TOKEN }],
    ['in an encoding that only Terraform knows', { value: BODY, encoding: TOKEN }],
    ['with a lifetime', { lifetime: '8760h' }],
    ['with an end', { expires: '2027-03-31T00:00:00Z' }],
  ])('%s is accepted', (_case, certificate) => {
    expect(faultsIn(certificate)).toStrictEqual([]);
  });

  it.each<[string, Partial<ClientCertificate>, string]>([
    ['without value', { value: undefined }, 'value: is missing; expected the certificate, as text'],
    ['with an empty value', { value: '' }, 'value: is missing; expected the certificate, as text'],
    [
      'that is not PEM',
      { value: BODY },
      'value: is not PEM; expected a text that begins with -----BEGIN CERTIFICATE-----, or another encoding',
    ],
    [
      'with a private key after it',
      { value: `${PEM}-----BEGIN PRIVATE KEY-----\n${BODY}\n-----END PRIVATE KEY-----` },
      'value: holds a private key; give the certificate alone, the key stays with whoever signs in',
    ],
    [
      'that is only a private key of another kind',
      { value: `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${BODY}`, encoding: 'base64' },
      'value: holds a private key; give the certificate alone, the key stays with whoever signs in',
    ],
    ['in an unknown encoding', { encoding: 'der' }, 'encoding: "der" is not an encoding; expected pem, base64, hex'],
    [
      'in an encoding in capitals',
      { encoding: 'PEM' },
      'encoding: "PEM" is not an encoding; expected pem, base64, hex',
    ],
    ['without name', { name: '' }, 'name: is missing; expected the name of the credential'],
    [
      'with a lifetime in days',
      { lifetime: '365d' },
      'lifetime: "365d" is not a number of hours; expected hours, such as "2160h" for 90 days',
    ],
    [
      'with a day for an end',
      { expires: '2027-03-31' },
      'expires: "2027-03-31" is not a point in time; expected RFC 3339, such as "2027-03-31T00:00:00Z"',
    ],
    [
      'with lifetime and end',
      { lifetime: '8760h', expires: '2027-03-31T00:00:00Z' },
      'expires: "2027-03-31T00:00:00Z" contradicts lifetime; give one of the two',
    ],
  ])('%s is rejected', (_case, certificate, fault) => {
    expect(faultsIn(certificate)).toStrictEqual([fault]);
  });

  it('never shows its value in a message', () => {
    for (const value of [BODY, `-----BEGIN PRIVATE KEY-----${BODY}`]) {
      const faults = faultsIn({ value, name: '', encoding: 'pem', lifetime: 'x', expires: 'y' });
      expect(faults).toHaveLength(5);
      expect(faults.join('\n')).not.toContain(BODY.slice(0, 8));
    }
  });
});

describe('a certificate that is no text', () => {
  it.each<unknown>([5, '  ', undefined, null])('%p is a fault', value => {
    const certificate = { name: 'one', value: value as string, encoding: 'base64' };
    expect(faultsOf(faults => inspectClientCertificate(certificate, faults))).toEqual([
      'value: is missing; expected the certificate, as text',
    ]);
  });
});
