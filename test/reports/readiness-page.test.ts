import { createHash } from 'node:crypto';
import { type CustomerReadiness, Onboarding, ReadinessReport, Verdict } from 'cdktf-partner-earned-credit';
import { parse } from 'papaparse';
import { RULES } from '../../lib/readiness';
import { newStack, token } from '../fabrikam';
import { customer, guid, largeReport, NOT_AUTHORIZED, READER_ONLY, smallReport, subscription } from './sample-reports';

/** Every part of a page that an expression finds: its first group. */
function all(page: string, expression: RegExp): string[] {
  return [...page.matchAll(expression)].map(([, part]) => part);
}

function pageOf(...customers: CustomerReadiness[]): string {
  return new ReadinessReport(customers).toHtml();
}

/** The rows of a customer in a page. */
function rowsOf(page: string, name: string): string {
  return all(page, /(<tbody.*?<\/tbody>)/gs).find(rows => rows.includes(`>${name}</button>`)) ?? '';
}

/** What a reader without a screen gets to know. */
function textOf(markup: string): string {
  return markup
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

describe('ReadinessReport.toHtml', () => {
  it('says in one sentence how it stands', () => {
    const resultOf = (report: ReadinessReport) => all(report.toHtml(), /<p class="result">(.*?)<\/p>/g).map(textOf);
    expect(resultOf(smallReport())).toEqual(['2 of 5 customers need a look: 1 would not earn, 1 may or may not earn.']);
    expect(resultOf(new ReadinessReport([]))).toEqual(['No customer is declared.']);
    expect(resultOf(new ReadinessReport([customer('Contoso', [subscription(1)])]))).toEqual([
      'Nothing is left to do: 1 customer earns.',
    ]);
    expect(resultOf(new ReadinessReport([customer('Contoso', [subscription(1, [NOT_AUTHORIZED])])]))).toEqual([
      '1 of 1 customer needs a look: 1 would not earn.',
    ]);
  });

  it('tells what is open from what is acknowledged', () => {
    expect(smallReport().toHtml()).toContain(
      '<p>Of 1 customer somebody accepted, with a reason, what is wrong: acknowledged.</p>',
    );
    expect(pageOf(customer('Contoso', [subscription(1)]))).not.toContain('are acknowledged');
  });

  it('says what is not deployed as long as nobody decides, and links to exactly those', () => {
    expect(smallReport().toHtml()).toContain(
      '<b>Deployment has stopped: synth failed.</b> Nothing is deployed until <a href="#?is=blocking">1 customer</a> is cured or acknowledged: ' +
        '<a href="#customer=northwind">Northwind</a>.</p>',
    );
    const many = Array.from({ length: 7 }, (_, i) => customer(`C${i}`, [subscription(i, [NOT_AUTHORIZED])]));
    expect(pageOf(...many)).toMatch(/>7 customers<\/a> are cured or acknowledged: .*>C4<\/a> and 2 more\.<\/p>/);
    expect(pageOf(customer('Contoso', [subscription(1)]))).not.toContain('Nothing is deployed');
  });

  it('has a total for each verdict, which filters where there is something to filter', () => {
    const tiles = all(smallReport().toHtml(), /<li>(<(?:button|div)[^>]*class="tile".*?)<\/li>/g);
    expect(tiles.map(textOf)).toEqual([
      '5 Customers',
      '2 Does not earn',
      '1 Not known',
      '1 Earns',
      '1 Offboarded',
      '1 Stop deployment',
      '2 Open',
      '1 Acknowledged',
    ]);
    expect(all(pageOf(customer('Contoso', [subscription(1)])), /<button[^>]*class="tile" value="(.*?)"/g)).toEqual([
      'all',
      'v2',
    ]);
  });

  it('has a row for each customer, the worst first', () => {
    const page = smallReport().toHtml();
    expect(all(page, /<th scope="row"><button[^>]*>(.*?)<\/button>/g)).toEqual([
      'Northwind',
      'Woodgrove',
      'Proseware',
      'Contoso AG',
      'Tailspin',
    ]);
    expect(textOf(rowsOf(page, 'Northwind').split('<tr id')[0])).toBe(
      'Northwind northwind Does not earn PEC-Automation is not in the authorizations. ' +
        `Fabrikam Managed Services Pipeline 2 ${guid(1)}`,
    );
  });

  it('tells everything about a customer below its row', () => {
    expect(textOf(rowsOf(smallReport().toHtml(), 'Northwind').split('class="more">')[1])).toBe(
      `Tenant ${guid(1)} Cloud Azure (public) Onboarding The partner’s pipeline sets up the access. region EMEA ` +
        'Notes Renewal in May. Links This customer on this page , Service providers, signed in at the customer , Partner ' +
        `Center Subscription ${guid(2)} Offer Fabrikam Managed Services, the whole subscription. ` +
        'Does not earn PEC-Automation is not in the authorizations. Who acts: You: whoever keeps the file of ' +
        'customers What to do: Let PEC-Automation into what the customer delegates, permanently. A customer who deploys a template ' +
        'gets a new one. In the declaration: Give automation beside the offer. Or acknowledge the rule automation-authorized with a reason. Until then nothing is deployed. ' +
        'Condition: PEC-Automation is permanently authorized in the delegation ( Microsoft’s page ) ' +
        'Earns Permanently holds Support Request Contributor. Earns Linked to Partner ID 1234567. ' +
        `Subscription ${guid(3)} Offer Fabrikam Managed Services, the whole subscription. ` +
        'Earns PEC-Automation is authorized. Earns Permanently holds Support Request Contributor. ' +
        'Earns Linked to Partner ID 1234567. Good to know The offer gives nobody the right to end the delegation.',
    );
  });

  it('names delegated resource groups', () => {
    const groups = { resourceGroups: ['rg-web', 'rg-data'] };
    expect(pageOf(customer('Contoso', [subscription(1, [], groups)]))).toContain('2 resource groups: rg-web, rg-data.');
  });

  it('says how the access of an offboarded customer ends', () => {
    const offboarded = (onboarding: Onboarding) =>
      textOf(rowsOf(pageOf(customer('Contoso', [], { onboarding, verdict: Verdict.OFFBOARDED })), 'Contoso'));
    expect(offboarded(Onboarding.TERRAFORM)).toContain(
      'The customer is offboarded: the delegation is removed at the next apply.',
    );
    expect(offboarded(Onboarding.EXISTING)).toContain('somebody has to remove it by hand.');
  });

  it('shows the reason of an acknowledgement, in the row and among the exceptions', () => {
    const page = smallReport().toHtml();
    expect(rowsOf(page, 'Proseware')).toContain('<p><b>Acknowledged:</b> Pilot until June.</p>');
    expect(rowsOf(page, 'Proseware')).not.toContain('Until then nothing is deployed');
    expect(textOf(page.split('<h2 id="exceptions">')[1].split('</section>')[0])).toContain(
      'Accepted because Pilot until June. Condition PEC-Automation holds, permanently, a role that Partner Center ' +
        'lists as eligible role-earns Customers Proseware',
    );
    expect(pageOf(customer('Contoso', [subscription(1)]))).not.toContain('id="exceptions"');
  });

  it('folds the names where an exception is for many', () => {
    const finding = { ...READER_ONLY, acknowledgement: 'Agreed.' };
    const customers = Array.from({ length: 11 }, (_, i) => customer(`C${i}`, [subscription(i, [finding])]));
    expect(pageOf(...customers)).toContain('<details><summary>11 customers</summary>C0, C1,');
  });

  it('links every unmet condition to its entry and to Microsoft', () => {
    const page = smallReport().toHtml();
    const targets = all(page, /<a href="#(rule-[^"]+)"/g);
    expect(targets).toContain('rule-customer-deployed');
    expect(targets.filter(id => !page.includes(`<li id="${id}">`))).toEqual([]);
    expect(RULES.filter(({ id, source }) => !page.includes(`<li id="rule-${id}">`) || !page.includes(source))).toEqual(
      [],
    );
  });

  it('shows a rule that only a newer package knows by its id', () => {
    const finding = { ...NOT_AUTHORIZED, rule: 'moon-phase', cause: undefined, reason: 'the moon is full' };
    const page = pageOf(customer('Contoso', [subscription(1, [finding])]), customer('Northwind', [subscription(2)]));
    expect(page).toContain('<p><b>Condition:</b> moon-phase</p>');
    expect(page).toContain('>The moon is full (1)</option>');
    expect(page).toContain('<td data-label="Who acts"></td>');
  });

  it('says that only a selection is shown', () => {
    expect(smallReport('PEC_RINGS=canary').toHtml()).toContain(
      '<p class="selection" role="note"><b>Only a selection is shown:</b> <code>PEC_RINGS=canary</code>. All other ' +
        'customers are missing from every number on this page.</p>',
    );
    expect(smallReport().toHtml()).not.toContain('class="selection"');
  });

  it('does not show Terraform references', () => {
    const stack = newStack();
    const [name, id] = [token(stack, 'name'), token(stack, 'subscription')];
    const page = pageOf(customer(name, [subscription(1, [], { subscriptionId: id, principalId: id })]));
    expect(page).toContain('>(known to Terraform)</button>');
    expect(page).toContain('<h3>Subscription (known to Terraform)</h3>');
    expect(page).not.toContain('TfToken');
  });
});

describe('what to do', () => {
  it('says each cause once, for whom, who acts and what cures all of them', () => {
    const customers = Array.from({ length: 5 }, (_, i) => customer(`C${i}`, [subscription(i, [READER_ONLY])]));
    const page = pageOf(...customers, customer('Contoso', [subscription(9)]));
    const [row] = all(page.split('<h2 id="todo">')[1], /<tbody>(.*?)<\/tbody>/gs);
    expect(textOf(row)).toBe(
      'Reader does not earn Stops deployment 5 customers C0 , C1 , C2 and 2 more You: whoever keeps the file of customers ' +
        'Give PEC-Automation a role that earns. Support Request Contributor is enough, and lets it do next to nothing. ' +
        'Choose a listed role as automationRole, such as Support Request Contributor.',
    );
    expect(row).toContain('<a href="#?cause=Reader+does+not+earn&amp;is=open">5 customers</a>');
    expect(pageOf(...customers)).toContain('<b>5 customers</b>');
  });

  it('comes before the customers, and is not there where nothing is open', () => {
    const page = smallReport().toHtml();
    expect(page.indexOf('id="todo"')).toBeLessThan(page.indexOf('id="customers"'));
    expect(pageOf(customer('A', [subscription(1, [{ ...READER_ONLY, acknowledgement: 'Agreed.' }])]))).not.toContain(
      '<h2 id="todo"',
    );
  });
});

describe('who made the page, when and of what', () => {
  const stamp = { date: '2026-11-26T21:58:31Z', commit: '1cf5eaa', partner: 'Fabrikam <AG>', version: '0.1.0' };

  it('stands at its top', () => {
    const page = new ReadinessReport(smallReport().customers, { stamp }).toHtml();
    expect(page).toContain(
      '<p class="stamp">Fabrikam &lt;AG&gt; · Partner ID 1234567 · <time id="made" datetime="2026-11-26T21:58:31Z">' +
        '2026-11-26 21:58 UTC</time><span id="age"></span> · commit 1cf5eaa · cdktf-partner-earned-credit 0.1.0</p>',
    );
    expect(page).toContain('<p id="stale" class="selection" role="note" hidden>');
  });

  it('is left out where nobody said it', () => {
    expect(smallReport().toHtml()).not.toMatch(/class="stamp"|<time|id="stale"/);
    const page = new ReadinessReport(smallReport().customers, { stamp: { commit: '1cf5eaa' } }).toHtml();
    expect(page).toContain('<p class="stamp">Partner ID 1234567 · commit 1cf5eaa</p>');
    expect(page).not.toContain('id="stale"');
  });
});

describe('what became of customers', () => {
  it('is said by name, folded where there are many', () => {
    const { customers } = smallReport();
    const page = smallReport().since(
      new ReadinessReport([...customers.slice(2), customer('Gone', [subscription(7, [READER_ONLY])])]),
    );
    expect(textOf(page.toHtml().split('<h2 id="trend">')[1].split('</section>')[0])).toBe(
      'Since the report before 1 new Northwind 1 cured Gone 2 customers were not declared then, 1 customer is declared no longer.',
    );
    const many = Array.from({ length: 11 }, (_, i) => customer(`C${i}`, [subscription(i, [READER_ONLY])]));
    expect(new ReadinessReport(many).since(new ReadinessReport([])).toHtml()).toContain(
      '<details><summary>11 customers</summary><a href="#customer=c0">C0</a>, ',
    );
    expect(smallReport().toHtml()).not.toContain('id="trend"');
    expect(textOf(smallReport().since(smallReport()).toHtml())).toContain('Nothing else is open than then.');
  });
});

describe('the place of a customer', () => {
  it('is named by its key, whatever that is', () => {
    const key = 'landing zone/"><b>\ud800';
    const page = pageOf(
      customer('Contoso', [subscription(1, [READER_ONLY])], { key }),
      customer('B', [subscription(2)]),
    );
    const id = 'customer=landing+zone%2F%22%3E%3Cb%3E%EF%BF%BD';
    expect(page).toContain(`<tbody id="${id}" `);
    expect(page).toContain(`<a href="#${id}">Contoso</a>`);
  });
});

describe('the rows for a spreadsheet', () => {
  it('are those of the command, harmless and in the order of the page', () => {
    const report = new ReadinessReport([
      ...smallReport().customers,
      customer('=1+1</template><b>&amp;', [subscription(8)], { key: 'evil' }),
    ]);
    const page = report.toHtml();
    const [json] = all(page, /<template id="rows">(.*?)<\/template>/gs);
    expect(json).not.toMatch(/<|&(?!amp;|lt;)/);
    const [titles, ...customers] = JSON.parse(json.replace(/&lt;/g, '<').replace(/&amp;/g, '&')) as [
      string[],
      ...string[][][],
    ];
    const lines = [titles, ...customers.flat()].map(row => row.map(cell => `"${cell.replace(/"/g, '""')}"`).join(','));
    expect(parse(lines.join('\r\n')).data).toEqual(parse(report.toCsv().slice(1).trimEnd()).data);
    expect(customers.flat().map(([, name]) => name)).toContain("'=1+1</template><b>&amp;");
  });
});

describe('the filters', () => {
  const optionsOf = (page: string) =>
    Object.fromEntries(
      all(page, /<label data-title="[^"]*">(.*?<\/select>)/g).map(label => [
        label.split('<select>')[0],
        all(label, /<option value="f[^"]*" data-address="[^"]*">(.*?)<\/option>/g),
      ]),
    );

  it('are those that leave somebody out', () => {
    expect(optionsOf(smallReport().toHtml())).toEqual({
      'What is wrong': [
        'Nobody noted that the customer deployed its template (1)',
        'PEC-Automation is not authorized (1)',
        'Reader does not earn (1)',
      ],
      Offer: ['Fabrikam Managed Services (4)'],
      Ring: ['No ring (4)', 'canary (1)'],
      Onboarding: ['Pipeline (4)', 'Template (1)'],
    });
    expect(optionsOf(pageOf(customer('Contoso', [subscription(1)])))).toEqual({});
  });

  it('know every cloud', () => {
    const clouds = ['AzureCloud', 'AzureUSGovernment', 'AzureChinaCloud', 'AzureMoon'];
    const page = pageOf(...clouds.map((cloud, i) => customer(`C${i}`, [subscription(i)], { cloud })));
    expect(optionsOf(page)).toEqual({
      Cloud: ['Azure (public) (1)', 'Azure Government (US) (1)', 'Azure in China (1)', 'AzureMoon (1)'],
    });
  });
});

describe('the picture of the credit', () => {
  const picture = (...customers: CustomerReadiness[]) =>
    pageOf(...customers)
      .split('<ul class="flow">')[1]
      ?.split('</section>')[0];

  it('goes from the principal over the Partner ID and the offers to the customers', () => {
    const customers = [
      customer('A', [subscription(1)]),
      customer('B', [subscription(2, [READER_ONLY]), subscription(3)]),
      customer('C', [subscription(4, [], { offer: 'Backup' })]),
    ];
    expect(textOf(picture(...customers))).toBe(
      'Principal f0000000-0000-4000-8000-000000000002 Partner ID 1234567 ' +
        'Offer Fabrikam Managed Services Customers 1 does not 1 earns Offer Backup Customers 1 earns',
    );
    expect(picture(...customers)).toContain(
      '<rect class="v0" x="0.00" width="50.00" height="8"/><rect class="v2" x="50.00" width="50.00" height="8"/>',
    );
  });

  it('shows what is missing', () => {
    const nobody = { principalId: undefined, partnerId: undefined };
    expect(textOf(picture(customer('A', [subscription(1, [NOT_AUTHORIZED], nobody)])))).toBe(
      'Principal None is declared Partner ID No link is declared Offer Fabrikam Managed Services Customers 1 does not',
    );
  });

  it('sums up what would be too much to see', () => {
    const customers = Array.from({ length: 120 }, (_, i) =>
      customer(`C${i}`, [
        subscription(i, [], { offer: `Offer ${i % 20}`, principalId: guid(i % 10 < 4 ? 0 : i % 10) }),
      ]),
    );
    const text = textOf(picture(...customers));
    expect(text.match(/Principal /g)).toHaveLength(6);
    expect(text).toContain('Principals 1 other principal Customers 12 earn');
    const manyOffers = Array.from({ length: 20 }, (_, i) =>
      customer(`C${i}`, [subscription(i, [], { offer: `${i}` })]),
    );
    expect(textOf(picture(...manyOffers))).toContain('Offers 12 other offers Customers 12 earn');
  });

  it('is not there if nothing is delegated', () => {
    expect(picture(customer('A', [], { verdict: Verdict.OFFBOARDED }))).toBeUndefined();
  });
});

describe('the page', () => {
  it('runs and looks like nothing but itself', () => {
    const page = smallReport().toHtml();
    const hashes = [...page.matchAll(/<(?:style|script)>(.*?)<\/(?:style|script)>/gs)].map(
      ([, text]) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
    );
    expect(hashes).toHaveLength(3);
    expect(page).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${hashes[0]} ${hashes[1]}; ` +
        `script-src ${hashes[2]}; base-uri 'none'; form-action 'none'">`,
    );
    expect(page).not.toMatch(/<[^>]*\s(src|style|on[a-z]+)=|<link|@import|url\(/);
  });

  it('lets nothing that others wrote become markup', () => {
    const evil = `"'><script>alert(1)</script><img src=x onerror=alert(2)></script>&amp;`;
    const finding = { ...READER_ONLY, rule: evil, reason: evil, cure: evil, acknowledgement: evil };
    const subscriptions = [
      subscription(1, [finding], {
        subscriptionId: evil,
        resourceGroups: [evil],
        offer: evil,
        principalId: evil,
        partnerId: evil,
      }),
    ];
    const texts = {
      key: evil,
      tenantId: evil,
      cloud: evil,
      ring: evil,
      notes: evil,
      advice: [evil],
      tags: { [evil]: evil },
    };
    const page = new ReadinessReport([customer(evil, subscriptions, texts)], { selection: evil }).toHtml();
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).not.toContain('<img');
    expect(page).toContain('&quot;&#39;&gt;&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page.replace(/<(style|script)>.*?<\/\1>/gs, '')).not.toMatch(/["']><script|&amp;(?!amp;)/);
  });

  it('shows control characters as what they are, but the line breaks of notes', () => {
    const page = pageOf(customer('A\u0000B\u202eC', [subscription(1)], { notes: 'First.\nSecond.' }));
    expect(page).toContain(String.raw`>A\u0000B\u202eC</button>`);
    expect(page).toContain('<dd>First.\nSecond.</dd>');
  });

  it('is the same, byte for byte, for the same report', () => {
    expect(largeReport(300, 30).toHtml()).toBe(largeReport(300, 30).toHtml());
    const report = largeReport(300, 30);
    expect(ReadinessReport.fromJson(report.toJson()).toHtml()).toBe(report.toHtml());
  });

  it('hides what a browser would take long to lay out until it is asked for', () => {
    const page = largeReport(120).toHtml();
    expect(page.match(/<tbody id="customer=/g)).toHaveLength(120);
    expect(page.match(/<tbody[^>]*class="later/g)).toHaveLength(70);
  });

  it('is made of 5,000 customers in no time', () => {
    const report = largeReport(5000);
    const start = process.cpuUsage();
    report.toHtml();
    const { user, system } = process.cpuUsage(start);
    // Measured: 0.2 s of the processor. The rest is for a busy machine.
    expect((user + system) / 1_000).toBeLessThan(3_000);
  });
});
