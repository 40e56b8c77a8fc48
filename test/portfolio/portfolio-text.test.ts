import { CustomerPortfolio } from 'cdktf-partner-earned-credit';
import { newApp } from '../fabrikam';
import { faultsOfFile, guid, props, write } from './fixtures';

const TEXT = `customers:
  - key: mueller
    name: Müller AG
    tenant: ${guid(1)}
    offer: managed-services
    subscriptions: [{ id: ${guid(1, 1)} }]
`;

const nameIn = (bytes: Buffer) =>
  CustomerPortfolio.fromFile(newApp(), write(bytes), props).entries.map(({ name }) => name);

describe('the encoding of a file', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${TEXT}`)],
  ])('may be %s', (_encoding, bytes) => {
    expect(nameIn(bytes)).toEqual(['Müller AG']);
  });

  it('may show the character that stands for unreadable ones', () => {
    expect(nameIn(Buffer.from(TEXT.replace('Müller', 'M\uFFFDller')))).toEqual(['M\uFFFDller AG']);
  });

  it('may have the mark inside, where it is a character like any other', () => {
    expect(nameIn(Buffer.from(TEXT.replace('Müller', 'M\uFEFFller')))).toEqual(['M\uFEFFller AG']);
  });

  it.each([
    ['Latin-1', Buffer.from(TEXT, 'latin1'), ':3:12: is not UTF-8 from here, but perhaps Latin-1 or Windows-1252'],
    [
      'Latin-1 behind other letters and line ends',
      Buffer.from(TEXT.replaceAll('\n', '\r\n').replace('AG', 'AG ß'), 'latin1'),
      ':3:12: is not UTF-8 from here, but perhaps Latin-1 or Windows-1252',
    ],
    [
      'UTF-8 that was cut off',
      Buffer.concat([Buffer.from(`${TEXT}# M`), Buffer.from('ü').subarray(0, 1)]),
      ':7:4: is not UTF-8 from here, but perhaps Latin-1 or Windows-1252',
    ],
    [
      'UTF-8 and Latin-1 in one line',
      Buffer.concat([Buffer.from('# Zürich, '), Buffer.from('Zürich', 'latin1')]),
      ':1:12: is not UTF-8 from here, but perhaps Latin-1 or Windows-1252',
    ],
    ['UTF-16', Buffer.from(`\uFEFF${TEXT}`, 'utf16le'), ': is UTF-16'],
    ['UTF-16, big endian', Buffer.from(`\uFEFF${TEXT}`, 'utf16le').swap16(), ': is UTF-16'],
    ['a zero byte at its beginning', Buffer.from('\0customers: []'), ':1:1: holds a zero byte, as UTF-16 does'],
    ['UTF-16 without a mark', Buffer.from('customers: []', 'utf16le'), ':1:2: holds a zero byte, as UTF-16 does'],
  ])('cannot be %s', (_encoding, bytes, sentence) => {
    expect(faultsOfFile(bytes)).toEqual([`customers.yaml${sentence}; save the file as UTF-8`]);
  });
});
