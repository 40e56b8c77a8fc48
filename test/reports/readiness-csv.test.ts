import { ReadinessReport } from 'cdktf-partner-earned-credit';
import { parse } from 'papaparse';
import { customer, guid, NOT_AUTHORIZED, smallReport, subscription } from './sample-reports';

/** The rows of a CSV, by title. */
function rowsOf(csv: string): Record<string, string>[] {
  return parse<Record<string, string>>(csv.slice(1), { header: true, skipEmptyLines: true }).data;
}

describe('ReadinessReport.toCsv', () => {
  it('has a row for each finding that says something, the most urgent customers first', () => {
    const rows = rowsOf(smallReport().toCsv());
    expect(rows.map(row => [row.key, row.verdict, row.state, row.cause, row['stops synth']])).toEqual([
      ['northwind', 'does-not-earn', 'open', 'PEC-Automation is not authorized', 'yes'],
      ['northwind', 'earns', '', '', ''],
      ['woodgrove', 'unknown', 'open', 'nobody noted that the customer deployed its template', ''],
      ['proseware', 'does-not-earn', 'acknowledged', 'Reader does not earn', ''],
      ['contoso-ag', 'earns', '', '', ''],
      ['tailspin', 'offboarded', '', '', ''],
    ]);
  });

  it('says everything that a list needs', () => {
    const [row] = rowsOf(
      new ReadinessReport([
        customer(
          'Contoso',
          [subscription(1, [NOT_AUTHORIZED], { subscriptionName: 'Shop', resourceGroups: ['a', 'b'] })],
          {
            ring: 'canary',
            domain: 'contoso.com',
          },
        ),
      ]).toCsv(),
    );
    expect(row).toEqual({
      key: 'contoso',
      customer: 'Contoso',
      verdict: 'does-not-earn',
      state: 'open',
      cause: 'PEC-Automation is not authorized',
      'who acts': 'You: whoever keeps the file of customers',
      'what to do':
        'Let PEC-Automation into what the customer delegates, permanently. A customer who deploys a template gets a new one.',
      'in the declaration': 'give automation beside the offer',
      reason: 'PEC-Automation is not in the authorizations',
      rule: 'automation-authorized',
      'stops synth': 'yes',
      'acknowledged because': '',
      'since the report before': '',
      subscription: guid(1),
      'subscription name': 'Shop',
      'resource groups': 'a; b',
      offer: 'Fabrikam Managed Services',
      ring: 'canary',
      onboarding: 'terraform',
      cloud: 'AzureCloud',
      tenant: guid(1),
      domain: 'contoso.com',
    });
  });

  it('says what became of a customer since an earlier report', () => {
    const earlier = new ReadinessReport(smallReport().customers.filter(({ key }) => key !== 'northwind'));
    const rows = rowsOf(smallReport().since(earlier).toCsv());
    expect(rows.filter(row => row['since the report before'] !== '').map(({ key }) => key)).toEqual([
      'northwind',
      'northwind',
    ]);
  });

  it('can have semicolons, and no cell that a spreadsheet would calculate', () => {
    const evil = new ReadinessReport([customer('=HYPERLINK("https://x.example")', [subscription(1)], { key: 'evil' })]);
    const [titles, row] = evil.toCsv('semicolon').split('\r\n');
    expect(titles).toMatch(/^\ufeffkey;customer;verdict;/);
    expect(row).toMatch(/^evil;"'=HYPERLINK\(""https:\/\/x\.example""\)";earns;/);
    expect(evil.toCsv()).toContain(`\r\nevil,"'=HYPERLINK(""https://x.example"")",earns,`);
  });
});
