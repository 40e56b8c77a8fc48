import type { ClientSecret } from 'cdktf-partner-earned-credit';
import * as fc from 'fast-check';
import { inspectClientSecret } from '../../lib/principals/client-secret';
import { faultsOf, TOKEN } from './inspection';

const faultsIn = (secret: Partial<ClientSecret>) =>
  faultsOf(faults => inspectClientSecret({ name: 'pipeline', ...secret }, faults));

describe('a client secret', () => {
  it.each<[string, Partial<ClientSecret>]>([
    ['with a name alone', {}],
    ['with a lifetime', { lifetime: '2160h' }],
    ['with a lifetime of one hour', { lifetime: '1h' }],
    ['with a lifetime of ten years', { lifetime: '87600h' }],
    ['with an end in UTC', { expires: '2027-03-31T00:00:00Z' }],
    ['with an end in another zone', { expires: '2027-03-31T23:59:59.999+02:00' }],
    ['with a lifetime that only Terraform knows', { lifetime: TOKEN }],
    ['with an end that only Terraform knows', { expires: TOKEN }],
    ['that is rotated', { rotateWhenChanged: { quarter: '2027Q1' } }],
  ])('%s is accepted', (_case, secret) => {
    expect(faultsIn(secret)).toStrictEqual([]);
  });

  it('takes any whole number of hours from one to ten years', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 87_600 }), hours => {
        expect(faultsIn({ lifetime: `${hours}h` })).toStrictEqual([]);
      }),
    );
  });

  it.each(['87601h', '9999999999h', `1${'0'.repeat(400)}h`])('with a lifetime beyond is rejected: %s', lifetime => {
    expect(faultsIn({ lifetime })).toStrictEqual(['lifetime: is longer than ten years; expected at most "87600h"']);
  });

  it('takes any point in time as JSON writes it', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2999-12-31T23:59:59Z'), noInvalidDate: true }),
        date => {
          expect(faultsIn({ expires: date.toISOString() })).toStrictEqual([]);
        },
      ),
    );
  });

  it.each(['0h', '-1h', '1.5h', '90d', '2160', 'h', ' 2160h', '2160h\n', 'P90D', ''])(
    'with the lifetime "%s" is rejected',
    lifetime => {
      expect(faultsIn({ lifetime })).toStrictEqual([
        `lifetime: ${JSON.stringify(lifetime)} is not a number of hours; expected hours, such as "2160h" for 90 days`,
      ]);
    },
  );

  it.each([
    '2027-03-31',
    '2027-03-31T00:00:00',
    '2027-03-31 00:00:00Z',
    ' 2027-03-31T00:00:00Z',
    '2027-13-31T00:00:00Z',
    '2027-03-32T00:00:00Z',
    '2027-03-31T25:00:00Z',
    '31.03.2027',
    '2027-03-31T00:00:00Z\n',
    '',
  ])('with the end "%s" is rejected', expires => {
    expect(faultsIn({ expires })).toStrictEqual([
      `expires: ${JSON.stringify(expires)} is not a point in time; expected RFC 3339, such as "2027-03-31T00:00:00Z"`,
    ]);
  });

  it.each([
    [
      'a value that is blank',
      { quarter: ' ' },
      '" " is blank; expected the value that tells when to make the secret anew',
    ],
    ['a blank name', { ' ': '2027Q1' }, '" " is blank; expected the name of a value'],
  ])('that %s rotates is rejected', (_what, rotateWhenChanged, fault) => {
    expect(faultsIn({ rotateWhenChanged })).toEqual([expect.stringMatching(/^rotateWhenChanged\b/)]);
    expect(faultsIn({ rotateWhenChanged })[0]).toContain(`: ${fault}`);
  });

  it('that a value called lifetime rotates is rejected', () => {
    expect(faultsIn({ rotateWhenChanged: { quarter: '2027Q1', lifetime: '24h' } })).toStrictEqual([
      'rotateWhenChanged.lifetime: is taken by the lifetime of the secret, which makes it anew as well; ' +
        'give the value another name',
    ]);
  });

  it('with both lifetime and end is rejected', () => {
    expect(faultsIn({ lifetime: '24h', expires: '2027-03-31T00:00:00Z' })).toStrictEqual([
      'expires: "2027-03-31T00:00:00Z" contradicts lifetime; give one of the two',
    ]);
  });

  it.each([
    [undefined, 'name: is missing; expected the name of the credential'],
    ['ab', 'name: "ab" is not a name for a credential; expected 3 to 120 letters, digits, "-" and "_"'],
    [TOKEN, 'name: is known to Terraform only; write it out, because it becomes part of the resource address'],
  ])('with the name %j is rejected', (name, fault) => {
    expect(faultsIn({ name })).toStrictEqual([fault]);
  });

  it('shows all of its faults', () => {
    expect(faultsIn({ name: '', lifetime: '90d', expires: 'soon' }).map(fault => fault.split(':')[0])).toStrictEqual([
      'name',
      'expires',
      'lifetime',
      'expires',
    ]);
  });
});

describe('a day that no calendar has', () => {
  it.each(['2027-02-31T00:00:00Z', '2027-02-28T24:00:00Z', '2027-13-01T00:00:00Z'])('%s is a fault', expires => {
    expect(faultsOf(faults => inspectClientSecret({ name: 'one', expires }, faults))).toEqual([
      `expires: "${expires}" is not a point in time; expected RFC 3339, such as "2027-03-31T00:00:00Z"`,
    ]);
  });

  it('a leap day is fine in a leap year', () => {
    expect(faultsOf(f => inspectClientSecret({ name: 'one', expires: '2028-02-29T00:00:00+01:00' }, f))).toEqual([]);
  });
});
