import { Ajv2020 } from 'ajv/dist/2020';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EarnsBy } from '../../lib/readiness';
import { LiveVerdict, VERIFICATION_RULES, VerificationReport } from '../../lib/reports';
import { declared, STRANGER, subscriptionOf } from '../command-line/verify-world';
import { customer, judge, liveDelegation } from '../verification/judged';

const SCHEMA = join(__dirname, '..', '..', 'lib', 'reports', 'verification', 'verification.schema.json');
const schema = JSON.parse(readFileSync(SCHEMA, 'utf8')) as {
  $defs: { finding: { properties: { rule: { enum: string[] } } }; verdict: { enum: string[] } };
};

/** One of each: missing, differs, not visible, as declared, and one that nobody declared. */
const content = judge(
  [1, 2, 3, 4].map(number => ({ ...customer(number), name: number === 1 ? '=Evil | <b>' : `Customer ${number}` })),
  {
    1: { isRead: true },
    2: { delegations: [liveDelegation(2, { provisioningState: 'Failed' })] },
    4: { delegations: [liveDelegation(4)] },
    5: { delegations: [liveDelegation(5)] },
  },
  {
    activity: {
      since: '2026-11-01T00:00:00.000Z',
      events: [
        {
          time: '2026-11-20T01:02:03.000Z',
          operation: 'unregister',
          caller: 'carla@contoso.example',
          subscriptionId: subscriptionOf(1),
        },
      ],
    },
  },
);
const report = new VerificationReport(content);

describe('the verification report', () => {
  it('is a table: the identity, a line for each customer that needs a look, and why', () => {
    expect(report.toTable()).toBe(
      [
        'Identity: as-declared',
        '',
        'CUSTOMER     KEY         VERDICT',
        '=Evil | <b>  customer-1  missing',
        `    ${subscriptionOf(1)} missing, still earns: does-not-earn`,
        '      delegation-present: its scope could be read, and it is not there',
        '        declared: Fabrikam Managed Services, the whole subscription',
        '        cure: ask the customer; then apply its stack, or let it deploy the template again',
        '      changed: unregister on 2026-11-20T01:02:03.000Z by carla@contoso.example',
        'Customer 2   customer-2  differs',
        `    ${subscriptionOf(2)} differs, still earns: does-not-earn`,
        '      delegation-provisioned: Azure did not finish it, or is removing it',
        '        declared: Succeeded',
        '        live: Failed, its definition Succeeded',
        '        cure: remove the assignment that failed, and apply the stack of the customer',
        'Customer 3   customer-3  not-visible',
        `    ${subscriptionOf(3)} not-visible, still earns: unknown`,
        '',
        'Delegated to you, and declared by nobody:',
        `    ${subscriptionOf(5)} Fabrikam Managed Services, would earn: earns`,
        '',
        '4 customers: 1 missing, 1 differs, 1 not visible, 1 as declared; 1 undeclared delegation.',
      ].join('\n'),
    );
  });

  it('is Markdown in which nothing of others is markup', () => {
    const markdown = report.toMarkdown();
    expect(markdown).toMatch(/^<!-- pec-verification -->\n### Partner earned credit, live: 4 customers: 1 missing/);
    expect(markdown).toContain('| =Evil \\| &lt;b&gt; (`customer-1`) | ❌ Missing |');
    expect(markdown).toContain('Unregister on 2026-11-20T01:02:03.000Z by carla@\u200bcontoso.example.');
    expect(markdown).toContain(`| ${subscriptionOf(5)} | Fabrikam Managed Services | earns |`);
    expect(markdown).not.toContain('Customer 4');
  });

  it('fits into a comment however many customers need a look', () => {
    const many = judge(
      Array.from({ length: 3_000 }, (_, i) => customer(i + 1)),
      {},
    );
    const markdown = new VerificationReport(many).toMarkdown();
    expect(Buffer.byteLength(markdown)).toBeLessThan(65_536);
    expect(markdown).toMatch(/more lines left out here/);
  });

  it('is a page that asks the network for nothing', () => {
    const page = report.toHtml();
    expect(page).toContain("default-src 'none'");
    expect(page).toContain('=Evil | &lt;b&gt;');
    expect(page).not.toMatch(/<b>\s|<(script|link|img)|src=/);
    expect(page).toContain(report.toHtmlFragment());
  });

  it('is CSV: a line for each finding, and one for what has none', () => {
    const lines = report.toCsv().trimEnd().split('\r\n');
    expect(lines).toHaveLength(6);
    expect(lines[1]).toMatch(
      /^customer-1,"'=Evil \| <b>",.*,missing,does-not-earn,delegation-present,.*,carla@contoso\.example$/,
    );
    expect(lines[4]).toMatch(/^customer-4,Customer 4,.*,as-declared,earns,,,,,,,$/);
    expect(lines[5]).toMatch(/^,,.*,undeclared,earns,,,,,,,$/);
  });

  it('says first what a fault of the identity means for everybody', () => {
    const link = { principalId: STRANGER, tenantId: STRANGER, met: { as: 'itself', objectId: STRANGER } } as const;
    const unlinked = new VerificationReport(
      judge(
        [customer(4)],
        { 4: { delegations: [liveDelegation(4)] } },
        { identities: [{ ...link, partnerId: '1', link: 'none' }] },
      ),
    );
    const risk = 'Every customer that earns by this principal is at risk, whatever its delegation says.';
    expect(unlinked.toTable()).toMatch(new RegExp(`^Identity: missing\n  ${risk}\n      link-present: `));
    expect(unlinked.toMarkdown()).toContain(`**Identity: Missing.** **${risk}** PEC-Automation has no partner`);
    expect(unlinked.toHtml()).toContain(`<p>${risk}</p>`);
    for (const text of [report.toTable(), report.toMarkdown(), report.toHtml()]) {
      expect(text).not.toContain('at risk');
    }
  });

  it('says whether something is wrong, or nothing was seen', () => {
    expect([report.hasFault, report.sawNothing, report.notVisible.length]).toEqual([true, false, 1]);
    const blind = new VerificationReport(judge([customer(1)], {}));
    expect([blind.hasFault, blind.sawNothing]).toEqual([false, true]);
    const aside = customer(2, [declared(2, { earnsBy: EarnsBy.MARKETPLACE })]);
    expect(new VerificationReport(judge([customer(1), aside], {})).sawNothing).toBe(true);
    expect(new VerificationReport(judge([aside], {})).sawNothing).toBe(false);
    const clean = new VerificationReport(judge([customer(4)], { 4: { delegations: [liveDelegation(4)] } }));
    expect([clean.hasFault, clean.sawNothing]).toEqual([false, false]);
  });
});

describe('its JSON', () => {
  it('has the form of the published schema, which is sound', () => {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
    const isValid = ajv.compile(schema);
    expect(isValid(JSON.parse(report.toJson()))).toBe(true);
    expect(isValid.errors).toBeNull();
  });

  it('has the rules and verdicts that the schema lists', () => {
    expect(schema.$defs.finding.properties.rule.enum).toEqual(Object.keys(VERIFICATION_RULES));
    expect(schema.$defs.verdict.enum).toEqual(Object.values(LiveVerdict));
  });

  it.each([
    ['{', /^this is not JSON/],
    ['{}', /^this is no verification report; expected what "pec verify/],
    [
      '{"version":2,"verifiedAt":""}',
      /^this verification report has version 2, which a newer .* wrote; update the package$/,
    ],
    [
      report.toJson().replace('"as-declared"', '"fine"'),
      /^identity\.verdict must be equal to one of the allowed values; expected/,
    ],
  ])('refuses %.20s', (json, message) => {
    expect(() => VerificationReport.fromJson(json)).toThrow(message);
  });

  it('holds nothing of a declaration but what was compared', () => {
    expect(report.toJson()).not.toContain(declared(1).automation?.clientId);
    expect(report.toJson()).not.toContain(STRANGER);
  });
});
