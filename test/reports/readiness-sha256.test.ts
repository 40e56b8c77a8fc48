import { createHash } from 'node:crypto';
import { ReadinessReport } from 'cdktf-partner-earned-credit';
import { readinessSha256 } from '../../lib/reports';
import { customer, smallReport, subscription } from './sample-reports';

const sha256 = (report: ReadinessReport) => readinessSha256(Buffer.from(report.toJson()));

describe('the name of a readiness.json', () => {
  it('is the SHA-256 of the file', () => {
    const file = Buffer.from(smallReport().toJson());
    expect(readinessSha256(file)).toBe(createHash('sha256').update(file).digest('hex'));
  });

  it('is the same whoever stamped it, and with what it was compared', () => {
    const { customers } = smallReport();
    const stamped = new ReadinessReport(customers, { stamp: { date: '2026-11-26T21:58:31Z', partner: 'Zürich "AG"' } });
    expect(stamped.toJson()).not.toBe(smallReport().toJson());
    expect(sha256(stamped)).toBe(sha256(smallReport()));
    expect(sha256(stamped.since(new ReadinessReport([])))).toBe(sha256(smallReport()));
    expect(sha256(stamped.since(stamped))).toBe(sha256(smallReport()));
  });

  it('is another one of another declaration, also of one that looks like a stamp', () => {
    const named = (name: string) => sha256(new ReadinessReport([customer('a', [subscription(1)], { name })]));
    expect(new Set([named('x'), named('y'), named('  "stamp": {\n    "date": "x"\n  },\n')]).size).toBe(3);
  });

  it('is that of every byte, whatever the encoding', () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x80, 0xc3]);
    expect(readinessSha256(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
  });
});
