import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import {
  Agreement,
  AzureBuiltInRole,
  CustomerPortfolio,
  CustomerStatus,
  Onboarding,
  LinkedAccount,
  PartnerKind,
  PecReadiness,
  type PortfolioEntry,
  ReadinessError,
  ReadinessReport,
  StateBackend,
  Verdict,
} from 'cdktf-partner-earned-credit';
import type { PortfolioManifest } from '../../lib/manifest';
import {
  automation,
  CUSTOMER_TENANT,
  faultsOf,
  MANAGING_TENANT,
  newApp,
  newOffer,
  newStack,
  operators,
  PLAN,
  SUBSCRIPTION,
  token,
  untyped,
  writingApp,
  writtenBy,
} from '../fabrikam';
import { entry, faultsOfList, guid, offers, props, write } from './fixtures';

const published = { ...props, offers: { 'managed-services': newOffer({ plan: PLAN }) } };

afterEach(() => {
  delete process.env.PEC_CUSTOMERS;
  delete process.env.PEC_RINGS;
});

function synthesize(customers: PortfolioEntry[], changes: object = {}): App {
  const app = writingApp();
  CustomerPortfolio.fromArray(app, customers, { ...props, ...changes });
  app.synth();
  return app;
}

function manifestOf(app: App): PortfolioManifest {
  return JSON.parse(readFileSync(join(app.outdir, 'portfolio.json'), 'utf8')) as PortfolioManifest;
}

describe('a portfolio', () => {
  it('gives its properties to every stack', () => {
    const { stacks } = CustomerPortfolio.fromArray(
      newApp(),
      [entry(1), entry(2, { automationRole: 'Backup Contributor' })],
      {
        ...props,
        automationRole: AzureBuiltInRole.MONITORING_CONTRIBUTOR,
        deletionProtection: false,
        registerResourceProvider: false,
        backend: StateBackend.local({ directory: 'state' }),
      },
    );
    const [one, two] = stacks.map(
      stack => stack.toTerraform() as Record<string, Record<string, Record<string, unknown>>>,
    );
    expect(one.terraform.backend.local).toEqual({ path: '../../../state/customer-customer-1.tfstate' });
    expect(JSON.stringify(one)).not.toMatch(/prevent_destroy|azapi/);
    expect(JSON.stringify(one)).toContain('749f88d5-cbae-40b8-bcfc-e573ddc772fa');
    expect(JSON.stringify(two)).toContain('5e467623-bb1f-42f4-a55d-6e525e11384b');
  });

  it('tells in its reports what customers call themselves and their subscriptions', () => {
    const subscriptions = [{ id: guid(1, 1).toUpperCase(), name: 'Produktion <1>' }, { id: guid(1, 2) }];
    const written = writtenBy(synthesize([entry(1, { domain: 'one.example', subscriptions }), entry(2)]));
    const { customers } = ReadinessReport.fromJson(written['readiness.json']);
    expect(customers.map(({ domain }) => domain)).toEqual(['one.example', undefined]);
    expect(customers[0].subscriptions.map(({ subscriptionName }) => subscriptionName)).toEqual([
      'Produktion <1>',
      undefined,
    ]);
    expect(written['readiness.html']).toContain(`Subscription ${guid(1, 1)}: Produktion &lt;1&gt;</h3>`);
    expect(written['readiness.html']).toContain('<dt>Domain</dt><dd>one.example</dd>');
    expect(written['stacks/customer-customer-1/cdk.tf.json']).not.toContain('Produktion');
  });

  it('says of names and domains that they are too long', () => {
    const subscriptions = [{ id: guid(1, 1), name: 'x'.repeat(257) }];
    expect(faultsOfList([entry(1, { domain: 'x'.repeat(257), subscriptions })])).toEqual([
      'customer-1.domain: has 257 characters; shorten it to 256',
      'customer-1.subscriptions[0].name: has 257 characters; shorten it to 256',
    ]);
  });

  it('writes the same whatever the order', () => {
    const subscriptions = [{ id: guid(1, 2) }, { id: guid(1, 1), resourceGroups: ['rg-web'] }];
    const one = synthesize([entry(1, { subscriptions, tags: { b: '2', a: '1' } }), entry(2), entry(10)]);
    const other = synthesize([
      entry(10),
      entry(2),
      entry(1, { tags: { a: '1', b: '2' }, subscriptions: [...subscriptions].reverse() }),
    ]);
    expect(writtenBy(other)).toEqual(writtenBy(one));
  });

  it('writes the same for a customer, whoever else there is', () => {
    const files = [synthesize([entry(1)]), synthesize([entry(0), entry(1), entry(2)])].map(
      app => writtenBy(app)['stacks/customer-customer-1/cdk.tf.json'],
    );
    expect(files[0]).toBe(files[1]);
  });

  it('fails where somebody would not earn, and writes the reports only', () => {
    const app = writingApp();
    CustomerPortfolio.fromArray(app, [entry(1), entry(2, { automationRole: 'Reader' })], props);
    expect(() => app.synth()).toThrow(ReadinessError);
    expect(() => app.synth()).toThrow(
      'customer-2, subscription c0000002-0000-4000-8000-000000000001: PEC-Automation holds Reader',
    );
    expect(Object.keys(writtenBy(app))).toEqual(['readiness.html', 'readiness.json', 'readiness.md']);
  });

  it('keeps the stack of a customer that is offboarded', () => {
    const { stacks } = CustomerPortfolio.fromArray(newApp(), [entry(1, { status: 'offboarded' })], props);
    expect(stacks[0].customer.status).toBe(CustomerStatus.OFFBOARDED);
    expect(stacks[0].delegations).toEqual([]);
    expect(PecReadiness.check(stacks[0]).customers[0]).toMatchObject({
      key: 'customer-1',
      verdict: Verdict.OFFBOARDED,
    });
  });

  it('takes a value that only Terraform knows as it is', () => {
    const app = newApp();
    const tenant = token(newStack('landing-zone', app), 'tenant');
    const { stacks } = CustomerPortfolio.fromArray(app, [entry(1, { tenant })], props);
    expect(stacks[0].customer.tenantId).toBe(tenant);
  });
});

describe('customers whose delegation Terraform does not make', () => {
  const account = LinkedAccount.user({
    principalId: 'f0000000-0000-4000-8000-000000000031',
    tenantId: MANAGING_TENANT,
    linkedPartnerId: '1234567',
    memberOf: [operators.id],
  });
  const existing = (authorization: object) => ({ existing: { authorizations: [authorization] } });

  it.each([
    ['arm-template', {}, Verdict.UNKNOWN, 'the customer deploys the template itself, and nobody noted that it did'],
    [
      'marketplace',
      {},
      Verdict.UNKNOWN,
      'the plan is not declared to authorize PEC-Automation: one page of Microsoft says that marketplace customers are ' +
        'associated automatically, another asks for PEC-Automation in the plan',
    ],
    [
      'existing',
      { offer: undefined, ...existing({ principalId: operators.id, role: 'Contributor' }) },
      Verdict.EARNS,
      'permanently holds Contributor',
    ],
    [
      'existing',
      { offer: undefined, ...existing({ principalId: account.principalId.toUpperCase(), role: 'Contributor' }) },
      Verdict.EARNS,
      'permanently holds Contributor',
    ],
  ])('%s %j: %s', (onboarding, changes, verdict, reason) => {
    const app = writingApp();
    const { unmanaged, stacks } = CustomerPortfolio.fromArray(app, [entry(1, { onboarding, ...changes })], {
      ...props,
      offers: { 'managed-services': newOffer({ plan: PLAN }) },
      linkedAccount: account,
    });
    expect(stacks).toEqual([]);
    expect(unmanaged.map(customer => customer.onboarding)).toEqual([onboarding]);
    app.synth();
    const [customer] = PecReadiness.check(app).customers;
    expect(customer).toMatchObject({ key: 'customer-1', onboarding, verdict });
    expect(customer.subscriptions[0].findings.map(finding => finding.reason)).toContain(reason);
    expect(manifestOf(app).customers['customer-1']).toMatchObject({ onboarding, status: 'active' });
    expect(manifestOf(app).customers['customer-1'].stack).toBeUndefined();
  });

  it.each([
    [
      { principalId: operators.id, role: 'Contributor', eligible: true },
      'the linked account has eligible roles only, which count for nothing until somebody activates them; make one of them permanent',
    ],
    [
      { principalId: guid(9), role: 'Contributor' },
      'the linked account is not in the authorizations; link an account that has permanent access, or let PEC-Automation be added: adopt the delegation',
    ],
    [
      { principalId: operators.id, role: 'Reader' },
      'the linked account holds Reader, which Partner Center lists as not eligible; link an account that permanently holds a listed role, such as Support Request Contributor',
    ],
  ])('fails where the linked account would not earn: %j', (authorization, reason) => {
    const app = writingApp();
    const customer = entry(1, { onboarding: 'existing', offer: undefined, ...existing(authorization) });
    CustomerPortfolio.fromArray(app, [customer], { ...props, linkedAccount: account });
    expect(() => app.synth()).toThrow(reason);
  });

  it('names a role of an existing delegation that does not exist, a member that is no GUID, and a foreign account', () => {
    const customer = entry(1, {
      onboarding: 'existing',
      offer: undefined,
      ...existing({ principalId: operators.id, role: 'Contribtor' }),
    });
    const declare = (linkedAccount: object) => faultsOfList([customer], { linkedAccount });
    expect(declare(account)).toEqual([
      'customer-1.existing.authorizations[0].role: "Contribtor" is not a built-in role; did you mean "Contributor"?',
    ]);
    expect(declare({ ...account, memberOf: 'abc' })).toContain(
      'linkedAccount.memberOf: a text is not a list; expected a list of object ids of groups',
    );
    expect(declare({ ...account, cloud: 5 })).toContain(
      'linkedAccount.cloud: 5 is not a cloud; expected AzureCloud.PUBLIC, US_GOVERNMENT or CHINA',
    );
  });

  it('leave as well', () => {
    const app = newApp();
    CustomerPortfolio.fromArray(app, [entry(1, { onboarding: 'marketplace', status: 'offboarded' })], published);
    expect(PecReadiness.check(app).customers).toMatchObject([{ verdict: Verdict.OFFBOARDED, subscriptions: [] }]);
  });
});

describe('customers who deploy a template', () => {
  const templateOf = (app: App, path: string) => JSON.parse(writtenBy(app)[path]) as { resources: object[] };

  it('get one for all subscriptions that delegate the same', () => {
    const subscriptions = [{ id: guid(1, 2) }, { id: guid(1, 1) }];
    const app = synthesize([entry(1, { onboarding: 'arm-template', subscriptions })]);
    expect(Object.keys(writtenBy(app)).filter(path => path.startsWith('arm/'))).toEqual(['arm/customer-1.json']);
    expect(JSON.stringify(templateOf(app, 'arm/customer-1.json'))).toContain(automation.principalId);
    const sha256 = createHash('sha256').update(writtenBy(app)['arm/customer-1.json']).digest('hex');
    expect(manifestOf(app).customers['customer-1']).toEqual({
      status: 'active',
      onboarding: Onboarding.ARM_TEMPLATE,
      file: 'arm/customer-1.json',
      sha256,
    });
  });

  it('have their hash in the manifest, whoever else gets a template', () => {
    const app = synthesize([entry(1, { onboarding: 'arm-template' }), entry(2, { onboarding: 'arm-template' })]);
    for (const key of ['customer-1', 'customer-2']) {
      const sha256 = createHash('sha256').update(writtenBy(app)[`arm/${key}.json`]).digest('hex');
      expect(manifestOf(app).customers[key]).toMatchObject({ file: `arm/${key}.json`, sha256 });
    }
  });

  it('get one for each subscription that delegates something else', () => {
    const subscriptions = [
      { id: guid(1, 1), key: 'production', automationRole: 'Backup Contributor' },
      { id: guid(1, 2), key: 'test' },
      { id: guid(1, 3), key: 'web', resourceGroups: ['rg-web'] },
    ];
    const app = synthesize([entry(1, { onboarding: 'arm-template', subscriptions })]);
    expect(Object.keys(writtenBy(app)).filter(path => path.startsWith('arm/'))).toEqual([
      'arm/customer-1/production.json',
      'arm/customer-1/test.json',
      'arm/customer-1/web.json',
    ]);
    expect(manifestOf(app).customers['customer-1'].sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(manifestOf(app).customers['customer-1'].file).toBeUndefined();
  });

  it('earn when it is noted that they deployed this template', () => {
    const declare = (deployedTemplateSha256?: string) =>
      synthesize([
        entry(1, { onboarding: 'arm-template', subscriptions: [{ id: guid(1, 1), deployedTemplateSha256 }] }),
      ]);
    const before = declare();
    const { sha256 } = manifestOf(before).customers['customer-1'];
    const finding = (app: App) =>
      PecReadiness.check(app).customers[0].subscriptions[0].findings.find(({ rule }) => rule === 'customer-deployed');
    expect(finding(before)).toMatchObject({
      verdict: Verdict.UNKNOWN,
      cure: `look under "My customers" in the portal, then write deployedTemplateSha256: ${sha256}`,
    });
    expect(finding(declare(sha256?.toUpperCase()))).toMatchObject({
      verdict: Verdict.EARNS,
      reason: 'the customer deployed this template',
    });
    expect(finding(declare('a'.repeat(64)))).toMatchObject({
      verdict: Verdict.UNKNOWN,
      reason: 'the customer deployed another template (SHA-256 aaaaaaaaaaaa…) than this one',
      cure: `ask the customer to deploy the new template, then write deployedTemplateSha256: ${sha256}`,
    });
  });

  it('get no template once they are offboarded, nor if somebody else would not earn', () => {
    const offboarded = synthesize([entry(1, { onboarding: 'arm-template', status: 'offboarded' })]);
    expect(Object.keys(writtenBy(offboarded)).filter(path => path.startsWith('arm/'))).toEqual([]);
    const app = writingApp();
    CustomerPortfolio.fromArray(
      app,
      [entry(1, { onboarding: 'arm-template' }), entry(2, { onboarding: 'arm-template', automationRole: 'Reader' })],
      props,
    );
    expect(() => app.synth()).toThrow(ReadinessError);
    expect(Object.keys(writtenBy(app))).toEqual(['readiness.html', 'readiness.json', 'readiness.md']);
  });

  it('cannot get one with what only Terraform knows', () => {
    const app = newApp();
    const id = token(newStack('landing-zone', app), 'id');
    const declare = (changes: object) => () =>
      CustomerPortfolio.fromArray(app, [entry(1, { onboarding: 'arm-template' }), entry(2)], { ...props, ...changes });
    const pin = "because the customer's template cannot ask Terraform";
    expect(declare({ automation: { ...automation, principalId: id } })).toThrow(
      `automation.principalId: is known to Terraform only; pin it with PecAutomation.fromAttributes, ${pin}`,
    );
    expect(declare({ offers: { ...offers, 'managed-services': newOffer({ description: id }) } })).toThrow(
      `offers.managed-services.description: is known to Terraform only; pin it by writing it out, ${pin}`,
    );
    expect(declare({ offers: { ...offers, 'on-demand': newOffer({ description: id }) } })).not.toThrow();
  });
});

describe('the faults of a list', () => {
  it.each<[string, object, string]>([
    [
      'an offer that is missing',
      { offer: undefined },
      'offer: is missing; expected one of managed-services, on-demand',
    ],
    [
      'existing without need',
      { existing: { authorizations: [{ principalId: guid(9), role: 'Reader' }] } },
      'existing: goes with onboarding "existing" only; leave it out, or correct onboarding',
    ],
    [
      'a ring',
      { ring: 'Canary!' },
      'ring: "Canary!" is not a ring; expected the wave in which the customer is deployed: lower-case letters, digits and "-", such as canary',
    ],
    ['a tag', { tags: { size: 7 } }, 'tags.size: 7 is not a text; put it in quotes'],
    [
      'the key of a subscription',
      {
        subscriptions: [
          { id: guid(1, 1), key: 'x' },
          { id: guid(1, 2), key: 'x' },
        ],
      },
      'subscriptions[1].key: "x" is used twice; give each subscription a key of its own',
    ],
    [
      'a subscription listed twice',
      { subscriptions: [{ id: guid(1, 1) }, { id: guid(1, 1) }] },
      'subscriptions[1].id: "c0000001-0000-4000-8000-000000000001" is listed twice; list all its resource groups in one entry, or, if each has a definition of its own, name that in definitionId and give each a key',
    ],
    [
      'the onboarding',
      { onboarding: 'by hand' },
      'onboarding: "by hand" is not a way of onboarding; expected terraform, arm-template, marketplace, existing or policy',
    ],
    [
      'an unknown property',
      { color: 'red' },
      'color: is no property of a customer; expected one of key, name, tenant, domain, cloud, offer, onboarding, agreement, adminOnBehalfOf, status, ring, automationRole, subscriptions, offers, managementGroup, existing, tags, notes, acknowledgements',
    ],
  ])('name %s', (_what, changes, fault) => {
    expect(faultsOfList([entry(1, changes)])).toEqual([`customer-1.${fault}`]);
  });

  it('see what two entries have in common', () => {
    expect(
      faultsOfList([
        entry(1),
        entry(2, { tenant: guid(1).toUpperCase() }),
        entry(3, { tenant: guid(1), offer: 'on-demand', cloud: 'china' }),
        entry(4, { subscriptions: [{ id: guid(1, 1) }] }),
        entry(5, { key: 'customer-4' }),
      ]),
    ).toEqual([
      `customer-2.tenant: "${guid(1).toUpperCase()}" is the tenant of customer-1 already, with the same offer; list all subscriptions of a tenant in one entry, or give this one another offer`,
      'customer-3.cloud: "china" is not the cloud "public" that customer-1 has with the same tenant; a tenant is in one cloud',
      `customer-4.subscriptions[0].id: "${guid(1, 1)}" is a subscription of customer-1 already; list it with one customer only; under offers, if it has several`,
      'customer-4.key: "customer-4" is the key of another customer; give each customer a key of its own',
    ]);
  });

  it('are for one row a subscription that the subscriptions go into one entry', () => {
    const row = (position: number, changes: object = {}) =>
      entry(1, { subscriptions: [{ id: guid(1, position) }], ...changes });
    expect(faultsOfList([row(1), row(2), row(3, { tenant: guid(3) })])).toEqual([
      'customer-1.key: "customer-1" is listed already, with the same tenant; list the subscriptions of a customer in one entry',
      'customer-1.key: "customer-1" is the key of another customer; give each customer a key of its own',
    ]);
  });

  it.each([
    ['AzureUSGovernment', 'did you mean "us-government"?'],
    ['azureusgovernment', 'did you mean "us-government"?'],
    ['AzureCloud', 'did you mean "public"?'],
    ['AzureChinaCloud', 'did you mean "china"?'],
    ['us-goverment', 'did you mean "us-government"?'],
    ['mars', 'expected public, us-government or china'],
    [5, 'expected public, us-government or china'],
  ])('name the cloud that was meant by %s, if it is known', (cloud, cure) => {
    expect(faultsOfList([entry(1, { cloud })])).toEqual([
      `customer-1.cloud: ${typeof cloud === 'string' ? `"${cloud}"` : cloud} is not a cloud; ${cure}`,
    ]);
  });

  it('do not take a cloud for a value of another property', () => {
    expect(faultsOfList([entry(1, { onboarding: 'AzureCloud' })])).toEqual([
      'customer-1.onboarding: "AzureCloud" is not a way of onboarding; expected terraform, arm-template, marketplace, existing or policy',
    ]);
  });

  it.each([
    ['ring', '', 'the wave in which the customer is deployed: lower-case letters, digits and "-", such as canary'],
    ['ring', null, 'the wave in which the customer is deployed: lower-case letters, digits and "-", such as canary'],
    ['domain', '', "the primary domain of the customer's tenant, such as contoso.com; reports show it"],
    ['cloud', '', "the cloud of the customer's tenant"],
    ['cloud', null, "the cloud of the customer's tenant"],
  ])('say of the optional property %s, given as %j, that it may be left out', (property, value, expected) => {
    expect(faultsOfList([entry(1, { [property]: value })])).toEqual([
      `customer-1.${property}: is empty; leave it out, or write ${expected}`,
    ]);
  });

  it('say of an optional property deeper in an entry that it may be left out, and of no other that is empty', () => {
    const subscriptions = [{ id: guid(1, 1), since: '', name: null }, { id: '' }];
    const faults = faultsOfList([entry(1, { name: '', tags: { tier: null }, subscriptions })]);
    expect(faults.map(fault => fault.split(';')[0])).toEqual([
      'customer-1.name: is missing',
      'customer-1.subscriptions[0].name: is empty',
      'customer-1.subscriptions[0].since: is empty',
      'customer-1.subscriptions[1].id: is missing',
      'customer-1.tags.tier: is empty',
    ]);
  });

  it('say of a property that begins with a byte order mark how to write it', () => {
    expect(faultsOfList([{ ...entry(1), '\ufeffring': 'canary' }])).toEqual([
      'customer-1.\\ufeffring: is "ring" with a byte order mark or other characters that nobody sees; write the name without them',
    ]);
  });

  it('allow one tenant two offers at different subscriptions', () => {
    expect(faultsOfList([entry(1), entry(2, { tenant: guid(1), offer: 'on-demand' })])).toEqual([]);
  });

  it('come together with what would not earn, unless that is acknowledged for the customer or the subscription', () => {
    const existing = (principalId: string) => ({
      offer: undefined,
      onboarding: 'existing',
      existing: { authorizations: [{ principalId, role: 'Contributor' }] },
    });
    const agreed = { acknowledgements: [{ rule: 'automation-authorized', reason: 'Agreed.' }] };
    const [person, nobody] = [guid(9, 1), guid(9, 2)];
    expect(
      faultsOfList(
        [
          entry(1, { name: '' }),
          entry(2, existing(nobody)),
          entry(3, { ...existing(nobody), ...agreed }),
          entry(4, { ...existing(nobody), subscriptions: [{ id: guid(4, 1), ...agreed }, { id: guid(4, 2) }] }),
          entry(5, existing(person)),
          entry(6, { ...existing(nobody), status: 'offboarded' }),
        ],
        { linkedAccount: LinkedAccount.user({ principalId: person, tenantId: MANAGING_TENANT }) },
      ).map(fault => fault.split(';')[0]),
    ).toEqual([
      'customer-1.name: is missing',
      'customer-2.subscriptions[0]: the linked account is not in the authorizations',
      'customer-4.subscriptions[1]: the linked account is not in the authorizations',
    ]);
  });

  it('come together with those of the program', () => {
    const broken = newOffer({ name: '' });
    expect(
      faultsOfList([entry(1, { name: '' })], {
        offers: { ...offers, broken },
        automation: { ...automation, principalId: 'abc' },
        automationRole: AzureBuiltInRole.of('Owner'),
        backend: 'here',
        signIn: 'me',
        linkedAccount: { principalId: 'x', tenantId: MANAGING_TENANT },
      }),
    ).toEqual([
      'backend: a text is not a StateBackend; make it with StateBackend, such as StateBackend.azurerm({ … })',
      'signIn: a text is not a SignIn; make it with SignIn, such as SignIn.oidc()',
      'automation.principalId: "abc" is not a GUID; expected the object id of the service principal: 8-4-4-4-12 hexadecimal digits',
      'offers.broken.name: is missing; expected the name that the customer sees',
      'automationRole: "Owner" cannot be delegated; choose a role that earns, such as "Support Request Contributor"',
      'linkedAccount.principalId: "x" is not a GUID; expected the object id of the service principal: 8-4-4-4-12 hexadecimal digits',
      'customer-1.name: is missing; expected what reports call the customer',
    ]);
    expect(faultsOfList([entry(1)], { offers: {} })).toContain(
      'offers: is missing or empty; expected the offers by the names that entries give them',
    );
    expect(faultsOfList([entry(1)], { offers: undefined })).toContain(
      'offers: is missing or empty; expected the offers by the names that entries give them',
    );
    expect(faultsOfList([entry(1)], { offers: newOffer() })).toEqual([
      'offers: is an offer itself; give it a name, such as { managedServices }',
    ]);
    expect(faultsOfList([entry(1)], { offers: { 'managed-services': undefined } })).toEqual([
      'offers.managed-services: is missing; expected an offer',
    ]);
    expect(faultsOfList('customers')).toEqual([
      'customers: "customers" is not a list of customers; expected the customers, in any order',
    ]);
  });
});

describe('the manifest', () => {
  it('names every customer, and what was written for it', () => {
    const app = synthesize([entry(2, { ring: 'canary' }), entry(1, { onboarding: 'marketplace' })], published);
    const file = 'stacks/customer-customer-2/cdk.tf.json';
    const sha256 = createHash('sha256').update(writtenBy(app)[file]).digest('hex');
    expect(manifestOf(app)).toMatchObject({ version: 1, files: { [file]: sha256 } });
    expect(manifestOf(app)).toMatchObject({
      customers: {
        'customer-1': { status: 'active', onboarding: Onboarding.MARKETPLACE },
        'customer-2': {
          stack: 'customer-customer-2',
          ring: 'canary',
          status: 'active',
          onboarding: Onboarding.TERRAFORM,
          file,
          sha256,
        },
      },
    });
  });

  it('tells from the one before which active customers are gone', () => {
    const app = synthesize(
      [entry(1), entry(2), entry(3, { status: 'offboarded' }), entry(4, { onboarding: 'marketplace' })],
      published,
    );
    const previousManifest = join(app.outdir, 'portfolio.json');
    const faults = faultsOfList([entry(2, { onboarding: 'arm-template' })], { previousManifest });
    expect(faults).toEqual([
      `customer-1: was active in ${previousManifest} and is gone; the state customer-customer-1 would be orphaned and the delegation stay, so put it back with status: offboarded, apply, and remove it after that`,
    ]);
    expect(faultsOfList([entry(1), entry(2)], { previousManifest })).toEqual([]);
    expect(faultsOfList([entry(9)], { previousManifest: 'not-there.json' })).toEqual([]);
    const other = write('{}', 'other.json');
    expect(faultsOfList([entry(9)], { previousManifest: other })).toEqual([
      `previousManifest: ${other}: this is no manifest of a portfolio; expected the portfolio.json that synth writes`,
    ]);
  });
});

describe('a selection', () => {
  const customers = [entry(1, { ring: 'canary' }), entry(2, { ring: 'main' }), entry(3)];

  it.each([
    ['customer-customer-1', undefined, ['customer-customer-1']],
    ['customer-customer-1, customer-customer-3', undefined, ['customer-customer-1', 'customer-customer-3']],
    ['customer-*-2', undefined, ['customer-customer-2']],
    ['*', undefined, ['customer-customer-1', 'customer-customer-2', 'customer-customer-3']],
    [undefined, 'canary,main', ['customer-customer-1', 'customer-customer-2']],
    ['customer-*', 'main', ['customer-customer-2']],
  ])('of customers %j and rings %j declares %j', (names, rings, stacks) => {
    setEnvironment(names, rings);
    const { stacks: declared, entries } = CustomerPortfolio.fromArray(newApp(), customers, props);
    expect(declared.map(stack => stack.node.id)).toEqual(stacks);
    expect(entries).toHaveLength(3);
  });

  it('writes what it would have written without, and says so in report and manifest', () => {
    const all = writtenBy(synthesize(customers));
    setEnvironment('customer-customer-2', undefined);
    const app = synthesize(customers);
    const selected = writtenBy(app);
    expect(Object.keys(selected).filter(path => path.startsWith('stacks/'))).toEqual([
      'stacks/customer-customer-2/cdk.tf.json',
    ]);
    expect(selected['stacks/customer-customer-2/cdk.tf.json']).toBe(all['stacks/customer-customer-2/cdk.tf.json']);
    expect(PecReadiness.check(app)).toMatchObject({ selection: 'PEC_CUSTOMERS=customer-customer-2' });
    const manifest = manifestOf(app);
    expect(manifest.selection).toBe('PEC_CUSTOMERS=customer-customer-2');
    expect(Object.values(manifest.customers).map(({ sha256 }) => sha256 !== undefined)).toEqual([false, true, false]);
  });

  const EVERYBODY = [entry(1, { ring: 'canary' }), entry(2, { ring: 'main' })];

  it.each([
    ['customer-customer-2', undefined, ['customer-customer-2']],
    [undefined, 'canary', ['customer-customer-1']],
    ['customer-*', 'main canary', ['customer-customer-1', 'customer-customer-2']],
  ])('selects %j and %j of all portfolios of an app, each of which may have none of them', (names, rings, expected) => {
    setEnvironment(names, rings);
    const app = writingApp();
    const portfolios = EVERYBODY.map(one => CustomerPortfolio.fromArray(app, [one], props));
    app.synth();
    expect(portfolios.flatMap(({ stacks }) => stacks.map(({ node }) => node.id))).toEqual(expected);
    expect(Object.keys(manifestOf(app).customers)).toEqual(['customer-1', 'customer-2']);
  });

  it.each([
    [
      'customer-customer-1,customer-customer-9',
      undefined,
      'PEC_CUSTOMERS: "customer-customer-9" is no customer; expected the name of a stack, such as customer-contoso or customer-*',
    ],
    [undefined, 'early', 'PEC_RINGS: "early" is no ring of a customer; expected one of canary, main'],
    ['customer-customer-1', 'main', 'PEC_RINGS: leaves none of the customers of PEC_CUSTOMERS; correct one of the two'],
  ])('that no portfolio of the app knows fails synth, which writes nothing: %j, %j', (names, rings, fault) => {
    setEnvironment(names, rings);
    const app = writingApp();
    new TerraformStack(app, 'first');
    EVERYBODY.forEach(one => CustomerPortfolio.fromArray(app, [one], props));
    const synth = () => app.synth();
    expect(faultsOf(synth)).toEqual([fault]);
    expect(synth).toThrow('the environment has 1 fault');
    expect(faultsOf(() => PecReadiness.check(app))).toEqual([fault]);
    expect(Object.keys(writtenBy(app))).toEqual([]);
  });

  it('that leaves no stack at all fails synth as well', () => {
    setEnvironment(undefined, 'early');
    const app = writingApp();
    CustomerPortfolio.fromArray(app, EVERYBODY, props);
    expect(faultsOf(() => app.synth())).toEqual([
      'PEC_RINGS: "early" is no ring of a customer; expected one of canary, main',
    ]);
    expect(Object.keys(writtenBy(app))).toEqual([]);
  });

  it('hides no fault of other customers', () => {
    setEnvironment('customer-customer-1', undefined);
    expect(faultsOfList([...customers, entry(4, { name: '' })])).toEqual([
      'customer-4.name: is missing; expected what reports call the customer',
    ]);
  });

  function setEnvironment(names: string | undefined, rings: string | undefined): void {
    Object.assign(
      process.env,
      names === undefined ? {} : { PEC_CUSTOMERS: names },
      rings === undefined ? {} : { PEC_RINGS: rings },
    );
  }
});

it('writes no manifest for an app without a portfolio', () => {
  const app = writingApp();
  app.synth();
  expect(existsSync(join(app.outdir, 'portfolio.json'))).toBe(false);
});

it('several portfolios have customers with keys of their own', () => {
  const app = newApp();
  CustomerPortfolio.fromArray(app, [entry(1)], props);
  expect(
    faultsOf(() => CustomerPortfolio.fromArray(app, [entry(2), entry(1, { onboarding: 'arm-template' })], props)),
  ).toEqual([
    'customer-1.key: "customer-1" is the key of a customer of another portfolio; give each customer a key of its own',
  ]);
});

it('a previous manifest is not the one that synth is about to replace', () => {
  const app = writingApp();
  const previousManifest = join(app.outdir, 'portfolio.json');
  expect(faultsOf(() => CustomerPortfolio.fromArray(app, [entry(1)], { ...props, previousManifest }))).toEqual([
    `previousManifest: ${previousManifest} is what synth itself writes; keep the portfolio.json of the last deployment elsewhere`,
  ]);
  expect(faultsOfList([entry(1)], { previousManifest })).toEqual([]);
});

it('names the place of a fault in a previous manifest', () => {
  const file = write('{"version":1,"customers":{"contoso":{"status":5}}}', 'deployed.json');
  expect(faultsOfList([entry(1)], { previousManifest: file })).toEqual([
    `previousManifest: ${file}: customers.contoso.status is not "active" or "offboarded"; expected the portfolio.json that synth writes, or a record of pec record`,
  ]);
});

describe('a portfolio in an app', () => {
  it('has its customers by key, whatever the order of the list', () => {
    const customers = [
      entry(3),
      entry(2, { onboarding: 'arm-template' }),
      entry(1),
      entry(0, { onboarding: 'arm-template' }),
    ];
    const { entries, stacks, unmanaged } = CustomerPortfolio.fromArray(newApp(), customers, props);
    expect(entries.map(({ key }) => key)).toEqual(['customer-0', 'customer-1', 'customer-2', 'customer-3']);
    expect(stacks.map(({ node }) => node.id)).toEqual(['customer-customer-1', 'customer-customer-3']);
    expect(unmanaged.map(({ node }) => node.id)).toEqual(['customer-customer-0', 'customer-customer-2']);
  });

  it('needs a construct, and properties', () => {
    const scope = 'scope: an object is not a construct; give the App, a stack or a construct itself';
    expect(faultsOf(() => CustomerPortfolio.fromFile(untyped({}), 'customers.yaml', props))).toEqual([scope]);
    expect(faultsOf(() => CustomerPortfolio.fromArray(untyped({}), [], props))).toEqual([scope]);
    expect(faultsOf(() => CustomerPortfolio.fromArray(newApp(), [entry(1)], untyped(7)))).toEqual([
      'props: a number is not a portfolio; expected { offers, automation }',
    ]);
  });

  it('tells under the names of its entries what their constructs find', () => {
    const app = newApp();
    new Construct(app, 'customer-customer-1');
    expect(faultsOf(() => CustomerPortfolio.fromArray(app, [entry(1)], props))).toEqual([
      'customer-1.key: "customer-customer-1" is used by another construct; give each construct in a scope an id of its own',
    ]);
    expect(faultsOfList([entry(1, { onboarding: 'marketplace' })])).toEqual([
      'customer-1.onboarding: "marketplace" needs an offer with a plan; give the offer the plan that the customer accepted',
    ]);
  });

  it('tells who would not earn also beside a fault of the list itself', () => {
    const faults = faultsOf(() =>
      CustomerPortfolio.fromFile(
        newApp(),
        write(`customer: []\ncustomers: ${JSON.stringify([entry(1, { automationRole: 'Reader' })])}\n`),
        props,
      ),
    );
    expect(faults.map(fault => fault.slice(fault.indexOf(' ') + 1).split(';')[0])).toEqual([
      'customer: is no property of a file of customers',
      'customer-1.automationRole: PEC-Automation holds Reader, which Partner Center lists as not eligible',
    ]);
  });
});

it('a portfolio says agreement, access and kind of partner for all, and an entry for itself', () => {
  const app = newApp();
  const customer = (key: string, digit: number, changes: object = {}) => ({
    key,
    name: key,
    tenant: `c000000${digit}-0000-4000-8000-000000000000`,
    subscriptions: [{ id: `c000000${digit}-0000-4000-8000-000000000001` }],
    ...changes,
  });
  CustomerPortfolio.fromArray(
    app,
    [customer('a', 1), customer('b', 2, { agreement: 'azure-plan' }), customer('c', 3, { adminOnBehalfOf: true })],
    {
      offers: { only: newOffer() },
      automation,
      agreement: Agreement.OTHER,
      partnerKind: PartnerKind.INDIRECT_RESELLER,
    },
  );
  const report = PecReadiness.check(app);
  expect(report.customers.map(({ verdict }) => verdict)).toEqual(['cannot-earn', 'earns', 'cannot-earn']);
  const payee = 'Credit is paid to the indirect provider, not to the reseller whose access earns it.';
  expect([report.toTable(), report.toMarkdown(), report.toHtml()].map(text => text.includes(payee))).toEqual([
    true,
    true,
    true,
  ]);
  expect(JSON.parse(report.toJson())).toMatchObject({ version: 3, partnerKind: 'indirect-reseller', payee });
});

it('a word that is none for agreement or kind of partner is a fault of the program', () => {
  const customer = { key: 'a', name: 'A', tenant: CUSTOMER_TENANT, subscriptions: [{ id: SUBSCRIPTION }] };
  const declare = (more: object) => () =>
    CustomerPortfolio.fromArray(newApp(), [customer], { offers: { only: newOffer() }, automation, ...more });
  expect(faultsOf(declare({ agreement: 'EA' }))).toEqual([
    'agreement: "EA" is none of the words for it; expected one of azure-plan, other',
  ]);
  expect(faultsOf(declare({ partnerKind: 'indirect_reseller' }))).toEqual([
    'partnerKind: "indirect_reseller" is none of the words for it; expected one of direct-bill, indirect-provider, ' +
      'indirect-reseller',
  ]);
  expect(faultsOf(declare({ agreement: 'other', partnerKind: 'direct-bill' }))).toEqual([]);
});
