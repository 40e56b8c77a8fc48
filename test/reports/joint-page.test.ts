import { Verdict } from '../../lib/readiness';
import {
  type ConfirmationDocument,
  type ConfirmedCustomer,
  type JointContent,
  JointReport,
  LiveEarning,
  LiveVerdict,
  type LossCause,
  type LossTotals,
  ReadinessReport,
  type SubscriptionLoss,
  type VerificationContent,
  type VerifiedCustomer,
} from '../../lib/reports';
import { customer as billed, day, lostDay, sampleConfirmation, totals } from './sample-confirmation';
import { sampleJoint, sampleVerification, SHA256 } from './sample-joint';
import { customer, guid, NOT_AUTHORIZED, smallReport, subscription } from './sample-reports';

const lost = (lostCertain: string, more: Partial<LossTotals> = {}): LossTotals => ({
  currency: 'EUR',
  lostCertain,
  lostLikely: '0.00',
  unproven: '0.00',
  ...more,
});

const loss = (more: Partial<SubscriptionLoss> = {}): SubscriptionLoss => ({
  cause: 'no-longer',
  from: '2026-10-02',
  to: '2026-10-03',
  days: 2,
  totals: [lost('30.00')],
  ...more,
});

/** A customer of a bill with one subscription, the number of which is given. */
function paid(key: string, number: number, more: Partial<ConfirmedCustomer> = {}, losses: SubscriptionLoss[] = []) {
  const own = billed(key, [], more);
  const days = losses.length === 0 ? [day(1), day(2), day(3)] : [day(1), lostDay(2), lostDay(3)];
  return { ...own, subscriptions: [{ subscriptionId: guid(number), totals: own.totals, losses, days }] };
}

/** What is declared: six customers, each of whom stands in another way. */
const READINESS = new ReadinessReport([
  customer('Adatum', [subscription(1)]),
  customer('Contoso', [subscription(2)]),
  customer('Fabrikam', [subscription(3, [NOT_AUTHORIZED])]),
  customer('Litware', [subscription(4)]),
  customer('Northwind', [subscription(5)]),
  customer('Tailspin', [], { verdict: Verdict.OFFBOARDED }),
]);

const OCTOBER: Partial<ConfirmationDocument> = {
  covers: { from: '2026-10-01', to: '2026-10-31' },
  readiness: { sha256: SHA256 },
  totals: [
    totals({ ...lost('1234.50', { lostLikely: '10.00', unproven: '3.00' }), earned: '5000.00', coverage: '0.8007' }),
    totals({ currency: 'USD', earned: '7.00' }),
  ],
  causes: [
    { cause: 'acknowledged', customers: 1, subscriptions: 1, totals: [lost('4.50')] },
    { cause: 'never', customers: 1, subscriptions: 1, totals: [lost('0.00', { unproven: '3.00' })] },
    { cause: 'no-longer', customers: 1, subscriptions: 1, totals: [lost('1230.00')] },
    { cause: 'undeclared', customers: 1, subscriptions: 1, totals: [lost('0.00', { lostLikely: '10.00' })] },
  ],
  customers: [
    paid('adatum', 1),
    paid(
      'contoso',
      2,
      { verdict: 'partly', isAlarm: true, totals: [totals({ ...lost('1230.00'), earned: '100.00' })] },
      [loss({ totals: [lost('1230.00')] })],
    ),
    paid('fabrikam', 3, { declared: Verdict.DOES_NOT_EARN, totals: [totals({ earned: '20.00' })] }),
    paid('litware', 4, { verdict: 'lost', totals: [totals({ ...lost('4.50'), earned: '0.00' })] }, [
      loss({ cause: 'acknowledged', totals: [lost('4.50')] }),
      loss({ cause: 'never', totals: [lost('0.00', { unproven: '3.00' })] }),
    ]),
    { ...paid('northwind', 5, { verdict: 'no-usage', totals: [] }), subscriptions: [] },
    paid('tailspin', 6, { declared: Verdict.OFFBOARDED, totals: [totals({ currency: 'USD', earned: '7.00' })] }),
    paid('wingtip', 7, { name: 'Wingtip', totals: [totals({ earned: '1.00' })] }),
  ],
};

const confirmation = (more: Partial<ConfirmationDocument> = {}) => sampleConfirmation({ ...OCTOBER, ...more }).document;

const pageOf = (more: Partial<JointContent> = {}) =>
  new JointReport({
    readiness: READINESS,
    readinessSha256: SHA256,
    confirmations: [confirmation()],
    ...more,
  }).toHtml();

/** What a reader without a screen gets to know. */
const textOf = (markup: string) =>
  markup
    .replace(/<(?:ol class="days").*?<\/ol>/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** The texts of the parts of a page that an expression finds. */
const texts = (page: string, expression: RegExp) => [...page.matchAll(expression)].map(([, part]) => textOf(part));

/** The section with a heading, by its id. */
const section = (page: string, id: string) => page.split(`<h2 id="${id}">`)[1]?.split('</section>')[0] ?? '';

/** What the row of each customer says. */
const rows = (page: string) =>
  texts(page.split('<table id="customers"')[1], /<tbody id=[^>]*><tr>(.*?)<\/tr><tr id=/gs);

/** The details of a customer, without the declaration. */
const details = (page: string, name: string) =>
  textOf(page.split(`>${name}</button>`)[1].split('class="more">')[1].split('<h3>Declared</h3>')[0]);

const results = (page: string) =>
  texts(page.split('<main>')[0], /<p(?: class="(?:result|blocking)"[^>]*)?>(.*?)<\/p>/g);

describe('the head of the page', () => {
  it('says first what was lost, then what is declared', () => {
    expect(results(pageOf())).toEqual([
      'October 2026: 1,244.50 EUR of credit was lost. 1 customer should have earned, and lost.',
      'By the declaration: 1 of 6 customers needs a look: 1 would not earn.',
      'Deployment has stopped: synth failed. Nothing is deployed until 1 customer is cured or acknowledged: Fabrikam .',
      'The costliest cause that somebody has to act on: Earned before, and not any more , 1,230.00 EUR. Who acts: The service manager calls the customer.',
    ]);
    expect(pageOf()).toContain('<p>The costliest cause that somebody has to act on: <a href="#causes">');
  });

  it.each<[string, [LossCause, LossTotals][], string[]]>([
    [
      'all of it, if somebody has to act on all',
      [
        ['gap', lost('1.00')],
        ['never', lost('2.00')],
      ],
      ['The costliest cause: Never earned , 2.00 EUR. Who acts: You: operations, then Partner Center support.'],
    ],
    [
      'not what nobody acts on, though it cost more',
      [
        ['acknowledged', lost('9.00')],
        ['cannot-earn', lost('8.50')],
        ['not-yet', lost('8.00')],
        ['gap', lost('1.00')],
      ],
      [
        'The costliest cause that somebody has to act on: Did not earn for some days , 1.00 EUR. ' +
          'Who acts: The service manager calls the customer.',
      ],
    ],
    [
      'nobody, if nobody has to',
      [
        ['acknowledged', lost('9.00')],
        ['gap', lost('0.00', { unproven: '3.00' })],
      ],
      ['Nobody has to act on what was lost .'],
    ],
    ['nothing, if nothing was lost', [], []],
  ])('names the cause that somebody has to act on: %s', (_what, amounts, expected) => {
    const causes = amounts.map(([cause, total]) => ({ cause, customers: 1, subscriptions: 1, totals: [total] }));
    expect(results(pageOf({ confirmations: [confirmation({ causes })] })).slice(3)).toEqual(expected);
  });

  it.each<[string, Partial<ConfirmationDocument>, string]>([
    [
      'in two currencies',
      { totals: [totals(lost('2.00')), totals(lost('3.00', { currency: 'USD' }))], customers: [] },
      'October 2026: 2.00 EUR and 3.00 USD of credit were lost, none of it by customers who should have earned it.',
    ],
    ['nothing', { totals: [totals()] }, 'October 2026: no credit is known to be lost.'],
    [
      'by customers who cannot earn, too',
      {
        totals: [totals(lost('5.00'))],
        causes: [{ cause: 'cannot-earn', customers: 1, subscriptions: 1, totals: [lost('2.00')] }],
      },
      'October 2026: 5.00 EUR of credit was lost. 1 customer should have earned, and lost. ' +
        '2.00 EUR of the loss is of customers who cannot earn: it was never to be had.',
    ],
    [
      'of a part of a month',
      { covers: { from: '2026-10-01', to: '2026-10-05' }, totals: [] },
      '2026-10-01 to 2026-10-05: no credit is known to be lost.',
    ],
  ])('says what was lost: %s', (_what, more, result) => {
    expect(results(pageOf({ confirmations: [confirmation(more)] }))[0]).toBe(result);
  });

  it('says before everything that nobody earned', () => {
    const nobody = { nobodyEarned: true, totals: [totals({ earned: '0.00', unproven: '93.47', coverage: null })] };
    const page = pageOf({ confirmations: [confirmation(nobody)] });
    expect(results(page)[0]).toBe('October 2026: nothing was earned. 93.47 EUR of credit may be lost.');
    expect(page).toMatch(/<\/p>\n<p class="selection" role="alert"><b>Nobody earned on any day.*\n<p class="result">/);
    expect(pageOf()).not.toContain('role="alert"');
  });

  it('has what Azure had, and links to all parts that there are', () => {
    const verification = sampleVerification(READINESS.customers);
    expect(results(pageOf({ verification }))).toContain(
      'In Azure, on 2026-11-02: 6 customers: 1 missing, 4 as declared, 1 gone.',
    );
    const links = (page: string) => texts(page, /<nav.*?<div>(.*?)<\/div>/g).join();
    expect(links(pageOf())).toBe(
      'Money Causes What to do Customers Declared by nobody Every month Where the credit goes Conditions Made of Words',
    );
    expect(links(new JointReport({ readiness: READINESS, verification }).toHtml())).toBe(
      'What to do Customers Was it paid? Where the credit goes Conditions Made of Words',
    );
  });
});

describe('the money on the page', () => {
  it('is earned, lost, at risk and unproven, for each currency apart', () => {
    expect(texts(section(pageOf(), 'money'), /<li>(.*?)<\/li>/g)).toEqual([
      'Earned 5,000.00 EUR 80.07 % of the credit',
      'Lost 1,244.50 EUR 1,234.50 for certain, 10.00 likely',
      'At risk 20.00 EUR Earned by 1 customer whose access is not as it has to be',
      'Unproven 3.00 EUR Perhaps this usage cannot earn at all',
      'Earned 7.00 USD 100.00 % of the credit',
      'Lost 0.00 USD 0.00 for certain, 0.00 likely',
      'At risk 7.00 USD Earned by 1 customer whose access is not as it has to be',
      'Unproven 0.00 USD Perhaps this usage cannot earn at all',
    ]);
  });

  it('has a row for each month and currency, the newest first, and says what was billed for nothing', () => {
    const september = confirmation({
      covers: { from: '2026-09-01', to: '2026-09-30' },
      readiness: { sha256: 'b'.repeat(64) },
      totals: [totals({ earned: '1000000.00', notEligible: '-5.00', coverage: null })],
    });
    const page = pageOf({
      confirmations: [september, confirmation({ totals: [totals({ notEligibleBecause: { spot: '2.00' } })] })],
    });
    expect(texts(section(page, 'months'), /<tr>(.*?)<\/tr>/g).slice(1)).toEqual([
      'October 2026 EUR 15.00 0.00 0.00 0.00 0.00 100.00 %',
      'September 2026 (another declaration) EUR 1,000,000.00 0.00 0.00 0.00 -5.00 -',
    ]);
    expect(page).toContain('<p>October 2026, billed in EUR for what cannot earn: Spot 2.00.</p>');
  });

  it('is none yet where nothing is settled', () => {
    expect(pageOf({ confirmations: [confirmation({ totals: [], causes: [] })] })).toContain(
      '<p>No usage of these days is settled yet.</p>',
    );
  });

  const broken = (more: Partial<VerificationContent>): Partial<JointContent> => ({
    verification: { ...sampleVerification([]), ...more },
  });
  const live = (key: string, number: number, verdict: LiveVerdict, stillEarns: LiveEarning): VerifiedCustomer => ({
    ...sampleVerification([customer(key, [subscription(number)])]).customers[0],
    verdict,
    subscriptions: sampleVerification([customer(key, [subscription(number)])]).customers[0].subscriptions.map(each => ({
      ...each,
      verdict,
      stillEarns,
    })),
  });

  it.each([
    [Verdict.EARNS, 'At risk 0.00 EUR Nothing speaks against earning it again'],
    [Verdict.UNKNOWN, 'At risk 0.00 EUR Nothing speaks against earning it again'],
    [Verdict.DOES_NOT_EARN, 'At risk 15.00 EUR Earned by 1 customer whose access is not as it has to be'],
    [Verdict.CANNOT_EARN, 'At risk 15.00 EUR Earned by 1 customer whose access is not as it has to be'],
    [Verdict.OFFBOARDED, 'At risk 15.00 EUR Earned by 1 customer whose access is not as it has to be'],
  ])('is at risk where the declaration says that nothing should earn: %s', (verdict, tile) => {
    const page = pageOf({
      readiness: new ReadinessReport([customer('Adatum', [], { verdict })]),
      confirmations: [confirmation({ totals: [totals()], customers: [paid('adatum', 1, { declared: verdict })] })],
    });
    expect(textOf(section(page, 'money'))).toContain(tile);
  });

  it.each<[string, Partial<JointContent>, string]>([
    [
      'all of it, if the identity is wrong',
      broken({ identity: { verdict: LiveVerdict.DIFFERS, findings: [] } }),
      '135.00',
    ],
    [
      'of a delegation that is not there',
      broken({ customers: [live('Adatum', 1, LiveVerdict.MISSING, LiveEarning.DOES_NOT_EARN)] }),
      '35.00',
    ],
    [
      'not of one that differs, and earns',
      broken({ customers: [live('Adatum', 1, LiveVerdict.DIFFERS, LiveEarning.EARNS)] }),
      '20.00',
    ],
    [
      'not of one that nobody could see',
      broken({ customers: [live('Adatum', 1, LiveVerdict.NOT_VISIBLE, LiveEarning.UNKNOWN)] }),
      '20.00',
    ],
    [
      'not of another subscription',
      broken({ customers: [live('Adatum', 9, LiveVerdict.MISSING, LiveEarning.DOES_NOT_EARN)] }),
      '20.00',
    ],
  ])('is at risk: %s', (_what, more, amount) => {
    expect(textOf(section(pageOf(more), 'money'))).toContain(`At risk ${amount} EUR`);
  });
});

describe('the causes on the page', () => {
  it('have amounts, who acts, and where: those that cost most first', () => {
    expect(texts(section(pageOf(), 'causes'), /<tr>(.*?)<\/tr>/g)).toEqual([
      'Why Lost Who acts Where',
      'Earned before, and not any more 1,230.00 EUR The service manager calls the customer Ask who removed or changed ' +
        'the delegation; pec verify --activity names who and when. Then apply it again. Contoso 1,230.00 EUR',
      'Declared by nobody 10.00 EUR You: sales or service management Money that waits for you: onboard these ' +
        'subscriptions. 1 tenant',
      'Accepted 4.50 EUR Nobody Somebody decided to live with it, with a reason. Litware 4.50 EUR',
      'Never earned 3.00 EUR unproven You: operations, then Partner Center support See that the delegation is there ' +
        '(pec verify). Then look at the organisation of the Partner ID, the role and the agreement. Litware 3.00 EUR unproven',
    ]);
  });

  it('link to the customers, and to the filter that shows all of them', () => {
    const page = pageOf(sampleJoint(200));
    const [row] = [...section(page, 'causes').matchAll(/<tr><th scope="row">Never earned.*?<\/tr>/g)].map(
      ([text]) => text,
    );
    const [anchor] = [...row.matchAll(/<a href="#(customer=.*?)">/g)].map(([, id]) => id);
    expect(page).toContain(`<tbody id="${anchor}" `);
    expect(row).toMatch(/<p class="only"><a href="#\?loss=Never\+earned">Show all 5<\/a><\/p>/);
    const [, token] = /<option value="([^"]*)" data-address="loss=Never\+earned">Never earned \(5\)</.exec(page) ?? [];
    expect(page.split(' data-is="').filter(body => body.split('"')[0].split(' ').includes(token))).toHaveLength(5);
  });

  it('say who removed the delegation, where verification knows', () => {
    expect(textOf(section(pageOf(sampleJoint(40)), 'causes'))).toContain(
      'Litware AG 0004 455.28 EUR The delegation was removed on 2026-10-19 by admin@contoso.example, which fits.',
    );
  });

  it('are no section where nothing was lost', () => {
    expect(pageOf({ confirmations: [confirmation({ causes: [] })] })).not.toContain('id="causes"');
  });
});

describe('the customers on the page', () => {
  it('have three marks, and come by what they lost', () => {
    const verification = sampleVerification(READINESS.customers);
    expect(rows(pageOf({ verification }))).toEqual([
      'Contoso contoso Earns As declared Lost Earned before, and not any more. 1,230.00 EUR 100.00 EUR',
      'Litware litware Earns Missing The delegation is not there. Lost, no alarm Accepted. And 1 more. 4.50 EUR',
      'Fabrikam fabrikam Does not earn PEC-Automation is not in the authorizations. As declared Earns otherwise ' +
        'Earns, though it should not: by other access, such as admin on behalf of (AOBO). 20.00 EUR',
      'Tailspin tailspin Offboarded Gone Still earns Offboarded, and still earns: somebody still has access. 7.00 USD',
      'Adatum adatum Earns As declared Earned 15.00 EUR',
      'Northwind northwind Earns As declared Nothing yet',
    ]);
  });

  it('have one mark less for everything that is not known', () => {
    expect(rows(pageOf({ confirmations: [], verification: sampleVerification(READINESS.customers) }))).toContain(
      'Litware litware Earns Missing The delegation is not there.',
    );
    expect(rows(pageOf())[0]).toBe(
      'Contoso contoso Earns Lost Earned before, and not any more. 1,230.00 EUR 100.00 EUR',
    );
    expect(rows(pageOf({ verification: sampleVerification([]) }))[0]).toBe(
      'Contoso contoso Earns Lost Earned before, and not any more. 1,230.00 EUR 100.00 EUR',
    );
    expect(rows(pageOf({ confirmations: [confirmation({ customers: [] })] }))[0]).toMatch(
      /^Fabrikam fabrikam Does not earn/,
    );
  });

  it('have a total for each way to stand, which filters', () => {
    expect(texts(section(pageOf(), 'table'), /<li>(<(?:button|div).*?)<\/li>/g)).toEqual([
      '6 Customers',
      '1 Lost',
      '1 Earns otherwise',
      '1 Still earns',
      '1 Lost, no alarm',
      '1 Earned',
      '1 Nothing yet',
      '1 Stop deployment',
      '1 Open',
      '0 Acknowledged',
    ]);
    const unproven = [totals({ earned: '0.00', unproven: '3.00', coverage: null })];
    const other = confirmation({
      customers: [
        paid('adatum', 1, { declared: Verdict.OFFBOARDED, verdict: 'lost' }),
        paid('contoso', 2, { verdict: 'lost', totals: unproven }, [loss({ cause: 'never', totals: [lost('0.00')] })]),
      ],
    });
    expect(rows(pageOf({ confirmations: [other] }))).toContain('Contoso contoso Earns Not proven Never earned.');
    expect(texts(section(pageOf({ confirmations: [other] }), 'table'), /<li>(<(?:button|div).*?)<\/li>/g)).toContain(
      '1 Did not earn',
    );
  });

  it('are sorted by what they lost, and can be by what they earned', () => {
    const page = pageOf();
    expect(page).toContain(
      '<th scope="col" class="number" aria-sort="descending"><button type="button" disabled>Lost<',
    );
    const keys = [...page.matchAll(/<td class="number" data-sort="(\d*)">/g)].map(([, key]) => key);
    expect(keys).toEqual(['6', '4', '5', '', '', '2', '', '3', '', '1', '', '']);
  });

  it('tell each month: the days, what was lost and why, and who acts on the newest', () => {
    const september = confirmation({ covers: { from: '2026-09-01', to: '2026-09-30' } });
    const page = pageOf({ confirmations: [confirmation(), september], verification: undefined });
    expect(details(page, 'Contoso')).toBe(
      `Paid, October 2026 Subscription ${guid(2)} : 100.00 EUR earned, 1,230.00 EUR lost ` +
        'Earned: 1; Lost: 2 to 3. Earned before, and not any more , 2026-10-02 to 2026-10-03 (2 days): 1,230.00 EUR ' +
        'Who acts The service manager calls the customer What to do Ask who removed or changed the delegation; pec ' +
        'verify --activity names who and when. Then apply it again. ' +
        `Paid, September 2026 Subscription ${guid(2)} : 100.00 EUR earned, 1,230.00 EUR lost ` +
        'Earned: 1; Lost: 2 to 3. Earned before, and not any more , 2026-10-02 to 2026-10-03 (2 days): 1,230.00 EUR',
    );
    expect(details(page, 'Adatum')).toContain(`Subscription ${guid(1)} : 15.00 EUR earned Earned on every day.`);
    expect(details(page, 'Northwind')).toContain('The bill holds nothing of this customer.');
    expect(details(page, 'Litware')).toContain('(2 days): 3.00 EUR unproven');
  });

  it('call a subscription what the customer calls it', () => {
    const readiness = new ReadinessReport(
      READINESS.customers.map(each => ({
        ...each,
        subscriptions: each.subscriptions.map(own => ({ ...own, subscriptionName: `Shop of ${each.key}` })),
      })),
    );
    const verification = sampleVerification(READINESS.customers);
    const text = details(pageOf({ readiness, verification }), 'Contoso');
    expect(text).toContain(`Subscription ${guid(2)}: Shop of contoso : 100.00 EUR earned`);
    expect(text).toContain(`As declared ${guid(2)}: Shop of contoso, offer Fabrikam Managed Services`);
  });

  it('tell what Azure had, and who changed it', () => {
    const page = pageOf({ verification: sampleVerification(READINESS.customers) });
    expect(details(page, 'Litware').split('Live in Azure ')[1]).toBe(
      `Missing ${guid(4)}, offer Fabrikam Managed Services The delegation is not there. (declared: Fabrikam Managed ` +
        'Services) What to do: Ask the customer; then apply its stack. Changed: Unregister on 2026-10-19T14:03:00.000Z by ' +
        'admin@contoso.example.',
    );
    expect(details(page, 'Contoso').split('Live in Azure ')[1]).toBe(
      `As declared ${guid(2)}, offer Fabrikam Managed Services`,
    );
  });

  it('say since when credit is expected, and which losses somebody accepted', () => {
    const accepted = {
      rule: 'credit-lost',
      reason: 'A lab.',
      from: '2026-10-01',
      to: '2026-10-31',
      resourceGroups: ['rg-lab'],
    };
    const readiness = new ReadinessReport([
      customer('Contoso', [subscription(1, [], { since: '2026-10-15', acknowledgements: [accepted] })], {
        acknowledgements: [{ rule: 'credit-lost', reason: 'Agreed.' }],
      }),
    ]);
    const page = readiness.toHtml();
    expect(page).toContain('<p>Credit is expected since 2026-10-15.</p>');
    expect(textOf(section(page, 'exceptions'))).toContain(
      'Accepted because Agreed. Condition Credit that the bill shows as lost credit-lost Customers Contoso ' +
        'Accepted because A lab. (from 2026-10-01 to 2026-10-31 in rg-lab)',
    );
    expect(readiness.toMarkdown()).toContain('| `credit-lost` | Agreed. | Contoso (`contoso`) |');
  });
});

describe('the days of a subscription on the page', () => {
  const calendarOf = (...days: Parameters<typeof day>[]) =>
    pageOf({
      confirmations: [
        confirmation({
          customers: [
            {
              ...paid('contoso', 2),
              subscriptions: [
                { subscriptionId: guid(2), totals: [], losses: [], days: days.map(given => day(...given)) },
              ],
            },
          ],
        }),
      ],
    });

  it('are a sign each, with amounts where something was lost, and in words for who does not see them', () => {
    const page = calendarOf(
      [1],
      [2, { verdict: 'lost', earned: '0.00', lost: '1500.00' }],
      [3, { verdict: 'partly', lost: '1.00', otherCurrencies: [{ currency: 'USD', earned: '0.00', lost: '2.00' }] }],
      [4, { verdict: 'no-usage', currency: null, earned: '0', lost: '0' }],
      [5],
    );
    expect(page).toContain(
      '<ol class="days" aria-hidden="true"><li class=earned>1<li class=lost title="earned 0.00 EUR, lost 1,500.00 EUR">2' +
        '<li class=partly title="earned 15.00 EUR, lost 1.00 EUR; earned 0.00 USD, lost 2.00 USD">3<li class=no-usage>4' +
        '<li class=earned>5</ol><p>Earned: 1, 5; Lost: 2; Partly earned: 3; No usage: 4.</p>',
    );
  });

  it('have their month with them where they are of two', () => {
    expect(calendarOf([1, { date: '2026-09-30' }], [2, { date: '2026-10-01' }], [3, { verdict: 'pending' }])).toContain(
      '<p>Earned: 2026-09-30 to 2026-10-01; Pending: 2026-10-03.</p>',
    );
  });
});

describe('what nobody declared', () => {
  it('is money that waits, with the customers that are declared no longer', () => {
    const page = section(pageOf(), 'undeclared');
    expect(textOf(page.split('<table')[0])).toBe(
      'Billed to you, and declared by nobody 7.00 EUR of credit waits for you here: onboard these subscriptions.',
    );
    expect(texts(page, /<tr>(.*?)<\/tr>/g)).toEqual([
      'Customer Subscription Lost Earned Unproven',
      'Stranger none 7.00 EUR',
      `Wingtip ${guid(7)} 1.00 EUR`,
    ]);
  });

  it('may have lost nothing, or be nobody', () => {
    const usage = { tenantId: 't', subscriptionId: 's', name: '', totals: [totals()] };
    const only = { customers: [] };
    expect(
      textOf(section(pageOf({ confirmations: [confirmation({ ...only, undeclared: [usage] })] }), 'undeclared')),
    ).toMatch(/^Billed to you, and declared by nobody Nothing is known to be lost here\. .* t s 15\.00 EUR$/);
    expect(pageOf({ confirmations: [confirmation({ ...only, undeclared: [] })] })).not.toContain('id="undeclared"');
  });

  it('has the delegations that nobody declared, beside', () => {
    const undeclared = [
      {
        subscriptionId: guid(9),
        resourceGroups: [],
        tenantId: null,
        offer: 'Old offer',
        definitionId: 'd',
        wouldEarn: LiveEarning.EARNS,
      },
    ];
    const page = pageOf({ verification: { ...sampleVerification([]), undeclared } });
    expect(textOf(section(page, 'live-undeclared'))).toContain(`${guid(9)} Old offer earns`);
  });
});

describe('what the page is made of', () => {
  it('is named with its days and with the declaration that it judged', () => {
    const verification = sampleVerification([], 'b'.repeat(64));
    expect(textOf(section(pageOf({ verification }), 'files'))).toBe(
      `Made of Declaration readiness.json with SHA-256 ${'a'.repeat(64)} Verification asked on 2026-11-02T06:00:00.000Z; judged readiness.json with SHA-256 ${'b'.repeat(64)} , which is another one ` +
        `Confirmation October 2026, by october.csv (daily-rated, 2026-10-01 to 2026-10-05, 9 rows); judged readiness.json with SHA-256 ${SHA256}`,
    );
  });

  it('is old where it judged another declaration, and not where nobody knows', () => {
    const old = (page: string) => texts(page, /<p class="selection" role="note">(.*?)<\/p>/g);
    const verification = sampleVerification([]);
    const note = 'is old: it judged another declaration than this page shows. What was declared since is not in it.';
    expect(old(pageOf({ verification, readinessSha256: 'b'.repeat(64) }))).toEqual([
      `The verification of 2026-11-02 ${note}`,
      `The confirmation of October 2026 ${note}`,
    ]);
    expect(old(pageOf({ verification }))).toEqual([]);
    expect(old(pageOf({ verification, readinessSha256: undefined }))).toEqual([]);
  });

  it('names the identity only where something is wrong with it, and says what verification could not do', () => {
    const verification = { ...sampleVerification([]), notes: ['the activity log was not read'] };
    expect(pageOf({ verification })).toContain('<p role="note">The activity log was not read.</p>');
    expect(pageOf({ verification })).not.toContain('id="live-identity"');
    const identity = { verdict: LiveVerdict.MISSING, findings: [] };
    expect(textOf(section(pageOf({ verification: { ...verification, identity } }), 'live-identity'))).toBe(
      'Identity Missing Every customer that earns by this principal is at risk, whatever its delegation says.',
    );
  });

  it('says in three lines what to download where there is no bill', () => {
    const steps = [
      'In Partner Center, as Billing admin or Admin agent: Billing, your invoice, “daily rated usage” with all columns.',
      'pec confirm october.csv --format json --write cdktf.out/confirmation-2026-10.json',
      'pec report --write report.html',
    ];
    expect(texts(section(smallReport().toHtml(), 'bill'), /<li>(.*?)<\/li>/g)).toEqual(steps);
    expect(
      texts(section(pageOf({ confirmations: [], verification: sampleVerification([]) }), 'bill'), /<li>(.*?)<\/li>/g),
    ).toEqual(steps);
    expect(pageOf()).not.toContain('id="bill"');
  });

  it('shows texts of others as texts', () => {
    const name = '<script>alert(1)</script>';
    const page = pageOf({
      readiness: new ReadinessReport([customer('x', [subscription(1)], { name })]),
      confirmations: [
        confirmation({
          customers: [paid('x', 1, { name, isAlarm: true }, [loss({ live: name })])],
          undeclared: [{ tenantId: null, subscriptionId: name, name, totals: [] }],
          sources: [{ ...confirmation().sources[0], name }],
        }),
      ],
      verification: { ...sampleVerification([customer('x', [subscription(1, [], { offer: name })])]), notes: [name] },
    });
    expect(page.match(/<script>/g)).toHaveLength(1);
    expect(page).not.toContain('<script>alert');
  });
});
