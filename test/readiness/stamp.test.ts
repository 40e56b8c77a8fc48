import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PecReadiness } from 'cdktf-partner-earned-credit';
import { Faults, faultText } from '../../lib/declaration';
import { stampOf } from '../../lib/readiness';
import { newApp, newCustomer } from '../fabrikam';

const { version } = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')) as {
  version: string;
};

function stamp(environment: Record<string, string>) {
  const faults = Faults.none();
  return { stamp: stampOf(environment, faults), faults: faults.found.map(faultText) };
}

describe('the stamp of a report', () => {
  it('is none where the environment says nothing, or with empty variables', () => {
    expect(stamp({})).toEqual({ stamp: undefined, faults: [] });
    expect(stamp({ SOURCE_DATE_EPOCH: '', PEC_COMMIT: '', PEC_PARTNER: '', HOME: '/home/ada' })).toEqual({
      stamp: undefined,
      faults: [],
    });
  });

  it('is what the environment says, and the version of the package', () => {
    expect(stamp({ SOURCE_DATE_EPOCH: '1795730311', PEC_COMMIT: '1cf5eaa', PEC_PARTNER: 'Fabrikam AG' })).toEqual({
      stamp: { date: '2026-11-26T21:58:31Z', commit: '1cf5eaa', partner: 'Fabrikam AG', version },
      faults: [],
    });
    expect(stamp({ PEC_COMMIT: '1cf5eaa' }).stamp).toEqual({ commit: '1cf5eaa', version });
    expect(stamp({ SOURCE_DATE_EPOCH: '0' }).stamp).toEqual({ date: '1970-01-01T00:00:00Z', version });
    expect(stamp({ SOURCE_DATE_EPOCH: '253402300799' }).stamp).toEqual({ date: '9999-12-31T23:59:59Z', version });
  });

  it.each(['yesterday', '2026-11-26', '-1', '1.5', ' 1', '253402300800', '9'.repeat(400)])(
    'is refused with the date %s',
    seconds => {
      const { stamp: none, faults } = stamp({ SOURCE_DATE_EPOCH: seconds, PEC_COMMIT: '1cf5eaa' });
      expect(none).toBeUndefined();
      expect(faults).toEqual([
        expect.stringMatching(
          /^SOURCE_DATE_EPOCH: "[^"]*["…] is not a number of seconds; give those since 1970, as `git log -1 --format=%ct` prints them$/,
        ),
      ]);
    },
  );

  it('is refused with texts that nobody would read', () => {
    expect(stamp({ PEC_COMMIT: 'x'.repeat(257), PEC_PARTNER: 'x'.repeat(256) }).faults).toEqual([
      'PEC_COMMIT: has 257 characters; shorten it to 256',
    ]);
  });
});

describe('the stamp at synth', () => {
  const before = { ...process.env };
  afterEach(() => (process.env = { ...before }));

  it('stands in the report that is written', () => {
    const app = newApp();
    newCustomer(app);
    expect(PecReadiness.check(app).stamp).toBeUndefined();
    process.env.PEC_COMMIT = '1cf5eaa';
    expect(PecReadiness.check(app).stamp).toEqual({ commit: '1cf5eaa', version });
    process.env.SOURCE_DATE_EPOCH = 'today';
    expect(() => PecReadiness.check(app)).toThrow(/^the environment has 1 fault:\n {2}- SOURCE_DATE_EPOCH: "today" /);
  });
});
