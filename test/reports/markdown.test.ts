import { ReadinessReport } from 'cdktf-partner-earned-credit';
import { newStack, token } from '../fabrikam';
import {
  customer,
  largeReport,
  NOT_AUTHORIZED,
  NOT_DEPLOYED,
  READER_ONLY,
  smallReport,
  subscription,
} from './sample-reports';

/** GitHub refuses a longer comment. */
const LONGEST_COMMENT = 65_536;

describe('ReadinessReport.toMarkdown', () => {
  it('begins with who blocks, then what to do, and for whom', () => {
    expect(smallReport().toMarkdown().split('\n')).toEqual([
      '<!-- pec-readiness -->',
      '### Partner earned credit: 1 of 5 customers earn, 2 do not, 1 not known, 1 offboarded',
      '',
      '**Synth failed.** No Terraform is written until 1 customer is cured or acknowledged: Northwind (`northwind`).',
      '',
      'Something is open of 2 customers. 1 customer has acknowledged exceptions, listed below.',
      '',
      '#### What to do',
      '',
      '| What is wrong | Customers | Who acts | What to do | In the declaration |',
      '| --- | --- | --- | --- | --- |',
      '| ❌ PEC-Automation is not authorized (synth fails) | 1: Northwind (`northwind`) | You: whoever keeps the file of ' +
        'customers | Let PEC-Automation into what the customer delegates, permanently. A customer who deploys a template ' +
        'gets a new one. | Give automation beside the offer. |',
      '| ❓ Nobody noted that the customer deployed its template | 1: Woodgrove (`woodgrove`) | The service manager calls ' +
        'the customer | Ask whether the customer has deployed the template, and send it the one of today if not. Then ' +
        'have it noted. | Look under "My customers" in the portal, then write deployedTemplateSha256. |',
      '',
      '#### Customers that do not earn, or are not known to',
      '',
      '| Customer | Verdict | Why | In the declaration |',
      '| --- | --- | --- | --- |',
      '| Northwind (`northwind`) | ❌ Does not earn | 1 of 2 subscriptions: PEC-Automation is not in the ' +
        'authorizations. | Give automation beside the offer. |',
      '| Woodgrove (`woodgrove`) | ❓ Not known | The customer deploys the template itself, and nobody noted that it ' +
        'did. | Look under "My customers" in the portal, then write deployedTemplateSha256. |',
      '| Proseware (`proseware`) | ❌ Does not earn | PEC-Automation holds Reader, which Partner Center lists as not ' +
        'eligible. | Acknowledged: Pilot until June. |',
      '',
      '#### Acknowledged exceptions',
      '',
      '| Rule | Accepted because | Customers |',
      '| --- | --- | --- |',
      '| [`role-earns`](https://learn.microsoft.com/partner-center/billing/azure-roles-perms-pec) | Pilot until June. | ' +
        'Proseware (`proseware`) |',
      '',
      '<details>',
      '<summary>1 customer earns</summary>',
      '',
      '- `contoso-ag` Contoso AG',
      '',
      '</details>',
      '',
      '<details>',
      '<summary>1 customer offboarded</summary>',
      '',
      '- `tailspin` Tailspin',
      '',
      '</details>',
      '',
      'Assumed of every customer, because nobody said it: billed under the Azure plan of CSP, without admin-on-behalf-of access.',
      '',
      'Judged from what is declared. Every finding of every subscription is in `readiness.html`.',
      '',
    ]);
  });

  it('names everybody who blocks before all others, however many there are', () => {
    const many = new ReadinessReport(
      Array.from({ length: 1500 }, (_, i) =>
        customer(`Customer ${i}`, [subscription(i, [i % 2 === 0 ? NOT_AUTHORIZED : NOT_DEPLOYED])]),
      ),
    );
    const [head, rest] = many.toMarkdown().split('\n\nSomething is open of 1,500 customers.');
    expect(head.match(/`customer-\d+`/g)).toHaveLength(750);
    expect(head).toContain('750 customers are cured or acknowledged: `customer-0`, `customer-2`, ');
    expect(head).toMatch(/, `customer-1498`\.$/);
    expect(rest).toContain('more customers are left out here');
    expect(many.toMarkdown().length).toBeLessThan(LONGEST_COMMENT);
  });

  it('says how many block that even a comment of keys has no room for', () => {
    const many = new ReadinessReport(
      Array.from({ length: 4000 }, (_, i) =>
        customer(`A customer with a long name ${i}`, [subscription(i, [NOT_AUTHORIZED])]),
      ),
    );
    expect(many.toMarkdown()).toMatch(/`a-customer-with-a-long-name-1`, .* and [\d,]+ more\.\n/);
    expect(many.toMarkdown().length).toBeLessThan(LONGEST_COMMENT);
  });

  it('says what became of customers since an earlier report, and by whom and when it was made', () => {
    const { customers } = smallReport();
    const earlier = new ReadinessReport(customers.slice(2), { stamp: { date: '2026-11-23T08:00:00Z' } });
    const now = new ReadinessReport(customers, {
      stamp: { date: '2026-11-26T21:58:31Z', commit: '1cf5eaa', partner: 'Fabrikam *AG*', version: '0.1.0' },
    });
    const text = now.since(earlier).toMarkdown();
    expect(text).toContain(
      '\n#### Since the report of 2026-11-23\n\n- **New:** 1 customer: Northwind (`northwind`)\n\n2 customers were not declared then.\n',
    );
    expect(text).toMatch(
      /\nFabrikam \\\*AG\\\* · Partner ID 1234567 · 2026-11-26 21:58 UTC · commit 1cf5eaa · cdktf-partner-earned-credit 0\.1\.0\n$/,
    );
    expect(now.since(now).toMarkdown()).toContain(
      '\n#### Since the report of 2026-11-26\n\nNothing else is open than then.\n',
    );
    expect(smallReport().since(new ReadinessReport([])).toMarkdown()).toContain('\n#### Since the report before\n');
    expect(new ReadinessReport([]).since(smallReport()).toMarkdown()).toContain(
      '- **Cured:** 2 customers: Northwind (`northwind`), Woodgrove (`woodgrove`)\n\n5 customers are declared no longer.\n',
    );
  });

  it('is short where nothing is wrong', () => {
    const report = new ReadinessReport([customer('Contoso', [subscription(1)])]);
    expect(report.toMarkdown()).toContain(
      '### Partner earned credit: 1 of 1 customer earns, 0 do not, 0 not known, 0 offboarded',
    );
    expect(report.toMarkdown()).not.toMatch(/#{4}|\*\*/);
    expect(new ReadinessReport([]).toMarkdown()).toContain('0 of 0 customers earn');
  });

  it('says that only a selection is shown', () => {
    expect(smallReport('PEC_RINGS=canary').toMarkdown()).toContain(
      '**Only a selection is shown:** `PEC_RINGS=canary`\n',
    );
  });

  it('numbers what belongs together if a customer has several findings', () => {
    const report = new ReadinessReport([
      customer('Contoso', [subscription(1, [NOT_DEPLOYED, READER_ONLY]), subscription(2, [NOT_DEPLOYED])]),
    ]);
    expect(report.toMarkdown()).toContain(
      '1) 1 of 2 subscriptions: PEC-Automation holds Reader, which Partner Center lists as not eligible.<br>' +
        '2) 2 of 2 subscriptions: The customer deploys the template itself, and nobody noted that it did. | ' +
        '1) Choose a listed role as automationRole, such as Support Request Contributor.<br>2) Look under',
    );
  });

  it('shows an exception that is no longer needed', () => {
    const [earning] = subscription(1).findings;
    const finding = { ...earning, acknowledgement: 'It was Reader in May.' };
    const report = new ReadinessReport([customer('Contoso', [subscription(1, [finding])])]);
    expect(report.toMarkdown()).toContain('| It was Reader in May. | Contoso (`contoso`) |');
  });

  it('gives a reason once, however many customers it is for', () => {
    const finding = { ...READER_ONLY, acknowledgement: 'Agreed.' };
    const customers = Array.from({ length: 12 }, (_, i) => customer(`C${i}`, [subscription(i, [finding])]));
    const rows = new ReadinessReport(customers).toMarkdown().match(/^.*\| Agreed\. \|.*$/gm);
    expect(rows).toHaveLength(1);
    expect(rows?.[0]).toMatch(/\| C0 \(`c0`\), .*, C9 \(`c9`\), and 2 more \|$/);
  });

  it('does not print Terraform references', () => {
    const name = token(newStack(), 'name');
    const report = new ReadinessReport([customer(name, [subscription(1)], { key: 'contoso' })]);
    expect(report.toMarkdown()).toContain('- `contoso` (known to Terraform)');
  });
});

describe('what others wrote', () => {
  const rendered = (name: string) => {
    const report = new ReadinessReport([customer(name, [subscription(1)], { key: 'contoso' })]);
    return /^- `contoso` (.*)$/m.exec(report.toMarkdown())?.[1];
  };
  const ZERO_WIDTH = '\u200b';

  it.each([
    ['a cell', 'A | B', 'A \\| B'],
    ['a line', 'A\r\n\n# B', 'A\\\\r\\\\n\\\\n# B'],
    ['HTML', '<img src=x onerror=alert(1)> & <!-- x', '&lt;img src=x onerror=alert(1)&gt; &amp; &lt;!-- x'],
    ['an entity', '&lt;b&gt;', '&amp;lt;b&amp;gt;'],
    ['a link', '[click](javascript:alert(1))', '\\[click\\](javascript:alert(1))'],
    ['an image', '![x](https://x.example/i.png)', `!\\[x\\](https:${ZERO_WIDTH}//x.example/i.png)`],
    ['emphasis', '*A* _B_ ~~C~~ `D` \\', '\\*A\\* \\_B\\_ \\~\\~C\\~\\~ \\`D\\` \\\\'],
    ['a formula', '$x$', '\\$x\\$'],
    [
      'a mention',
      'Ask @octocat or ada@fabrikam.example',
      `Ask @${ZERO_WIDTH}octocat or ada@${ZERO_WIDTH}fabrikam.example`,
    ],
    ['a web address', 'WWW.x.example', `WWW${ZERO_WIDTH}.x.example`],
    [
      'an issue',
      '#12 org/repo#3 GH-4 !5',
      `#${ZERO_WIDTH}12 org/repo#${ZERO_WIDTH}3 GH-${ZERO_WIDTH}4 !${ZERO_WIDTH}5`,
    ],
    ['a colour of the terminal', '\u001b[31mred', '\\\\u001b\\[31mred'],
    ['another direction', 'A\u202eB', 'A\\\\u202eB'],
  ])('stays a text where it would be %s', (_what, name, expected) => {
    expect(rendered(name)).toBe(expected);
  });

  it('leaves the code it stands in neither', () => {
    const selection = 'PEC_CUSTOMERS=`a`|b <b>';
    expect(smallReport(selection).toMarkdown()).toContain(
      '**Only a selection is shown:** PEC\\_CUSTOMERS=\\`a\\`\\|b &lt;b&gt;\n',
    );
  });

  it('is cut where it is very long', () => {
    expect(rendered('x'.repeat(600))).toBe(`${'x'.repeat(499)}…`);
  });
});

describe('a comment with many customers', () => {
  const withReason = (number: number, reason: (i: number) => string) =>
    new ReadinessReport(
      Array.from({ length: number }, (_, i) =>
        customer(`Customer ${i}`, [subscription(i, [{ ...NOT_AUTHORIZED, acknowledgement: reason(i) }])]),
      ),
    );

  it.each([
    ['few problems', largeReport(2000)],
    ['many problems', largeReport(2000, 60)],
    ['as many reasons as customers', withReason(2000, i => `Because of ${i}.`)],
    ['long reasons in another script', withReason(500, i => `${i} ${'理由'.repeat(400)}`)],
    [
      'one customer with a thousand reasons',
      new ReadinessReport([
        customer(
          'Contoso',
          Array.from({ length: 1000 }, (_, i) => subscription(i, [{ ...READER_ONLY, acknowledgement: `Reason ${i}` }])),
        ),
      ]),
    ],
  ])('has room for it, and says what is left out: %s', (_case, report) => {
    const markdown = report.toMarkdown();
    expect(Buffer.byteLength(markdown)).toBeLessThan(LONGEST_COMMENT - 4_000);
    expect(markdown).toMatch(/more (customer|exception)s? (is|are) left out here,\*\* because a comment has no room/);
    expect(markdown).toMatch(/\nJudged from what is declared\. .*\n$/);
    expect(markdown.split('<details>')).toHaveLength(markdown.split('</details>').length);
  });

  it('leaves out those who earn first', () => {
    const markdown = largeReport(2000).toMarkdown();
    expect(markdown.match(/^\| .* (Does not earn|Not known) \|/gm)).toHaveLength(60);
    expect(markdown.match(/^\| \[`/gm)).toHaveLength(3);
    const [untilLast] = markdown.split('offboarded</summary>');
    const listed = untilLast.match(/^- `/gm)?.length ?? 0;
    expect(markdown).toContain(`**${1920 - listed} more customers are left out here,**`);
  });

  it('gives half of it to exceptions, if both do not fit', () => {
    const markdown = withReason(2000, i => `Because of ${i}.`).toMarkdown();
    expect(markdown.match(/^\| Customer/gm)?.length).toBeGreaterThan(100);
    expect(markdown.match(/^\| \[`/gm)?.length).toBeGreaterThan(100);
  });
});
