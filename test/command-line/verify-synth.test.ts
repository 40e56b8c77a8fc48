import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdktf';
import {
  Agreement,
  Authorization,
  AzureBuiltInRole,
  CustomerPortfolio,
  LighthouseOffer,
  LinkedAccount,
  PecAutomation,
  type PortfolioEntry,
  Principal,
  StateBackend,
} from 'cdktf-partner-earned-credit';
import type { VerifiedCustomer } from '../../lib/reports';
import { type VerifyRun, VerifyStage } from './verify-stage';
import {
  authorization,
  AUTOMATION,
  clientOf,
  live,
  type LiveSeed,
  OFFER,
  OPERATORS,
  OTHER_PARTNER,
  PARTNER,
  PARTNER_ID,
  subscriptionOf,
  tenantOf,
  VERIFIER,
} from './verify-world';

const stage = new VerifyStage();
const { CONTRIBUTOR, READER, SUPPORT_REQUEST_CONTRIBUTOR } = AzureBuiltInRole;
const ENDS = AzureBuiltInRole.MANAGED_SERVICES_REGISTRATION_ASSIGNMENT_DELETE;
const OLAF = 'fabf0000-0000-4000-8000-0000000000aa';
const MARKETPLACE = 'Fabrikam Gold';
const PUBLISHED = 'fabf0000-0000-4000-8000-0000000000bb';

const entry = (number: number, change: Partial<PortfolioEntry> = {}): PortfolioEntry => ({
  key: `customer-${number}`,
  name: `Customer ${number}`,
  tenant: tenantOf(number),
  offer: 'managed',
  subscriptions: [{ id: subscriptionOf(number) }],
  ...change,
});

/** What a partner declares: a customer of every sort. */
const DECLARED: PortfolioEntry[] = [
  entry(1),
  entry(2, { subscriptions: [{ id: subscriptionOf(2), resourceGroups: ['rg-web', 'rg-data'] }] }),
  entry(3, {
    onboarding: 'arm-template',
    acknowledgements: [{ rule: 'customer-deployed', reason: 'the customer said so' }],
  }),
  entry(4, { onboarding: 'marketplace', offer: 'gold' }),
  entry(5, {
    onboarding: 'existing',
    offer: undefined,
    existing: {
      authorizations: [
        { principalId: OLAF, role: 'Contributor' },
        { principalId: VERIFIER, role: 'Reader' },
      ],
    },
  }),
  entry(6, { status: 'offboarded' }),
  entry(7, { adminOnBehalfOf: true }),
];

/** What Azure holds once all of it was deployed, written by hand: of customer 5 what stood there before. */
const authorizations = [
  authorization(OPERATORS, CONTRIBUTOR),
  authorization(VERIFIER, READER),
  authorization(AUTOMATION, SUPPORT_REQUEST_CONTRIBUTOR),
  authorization(OPERATORS, ENDS),
];
const own = live({ authorizations });
const theirs = live({ offer: 'Tailspin Care', managedByTenantId: OTHER_PARTNER });
const LIVE: LiveSeed[] = [
  { number: 1, delegations: [own, theirs] },
  { number: 2, delegations: [live({ authorizations, resourceGroups: ['rg-web', 'rg-data'] })] },
  { number: 3, delegations: [own] },
  {
    number: 4,
    // Its ids and its name Azure makes of what was published.
    delegations: [
      live({ offer: 'Gold by Fabrikam', authorizations, definitionId: PUBLISHED, assignmentIds: [PUBLISHED] }),
    ],
  },
  {
    number: 5,
    delegations: [
      live({
        offer: 'Fabrikam of 2019',
        authorizations: [authorization(OLAF, CONTRIBUTOR), authorization(VERIFIER, READER)],
      }),
    ],
  },
  { number: 6, delegations: [] },
  { number: 7, delegations: [] },
];

/** Synthesizes into the folder that `pec verify` reads. */
function synthesize(customers = DECLARED): void {
  const app = new App({ outdir: stage.outdir });
  const offer = (name: string, plan?: object) =>
    new LighthouseOffer({
      name,
      managingTenantId: PARTNER,
      authorizations: [
        Authorization.permanent(Principal.group(OPERATORS, 'Operators'), CONTRIBUTOR),
        Authorization.permanent(Principal.servicePrincipal(VERIFIER, 'Verifier'), READER),
      ],
      ...(plan && { plan: { name: 'gold', publisher: 'fabrikam', product: 'managed', version: '1.0.0' } }),
    });
  CustomerPortfolio.fromArray(app, customers, {
    offers: { managed: offer(OFFER), gold: offer(MARKETPLACE, {}) },
    automation: PecAutomation.fromAttributes({
      principalId: AUTOMATION,
      clientId: clientOf('PEC-Automation'),
      tenantId: PARTNER,
      linkedPartnerId: PARTNER_ID,
    }),
    linkedAccount: LinkedAccount.user({ principalId: OLAF, tenantId: PARTNER, linkedPartnerId: PARTNER_ID }),
    agreement: Agreement.AZURE_PLAN,
    backend: StateBackend.local({ directory: 'state' }),
  });
  app.synth();
}

const verdictsOf = ({ content }: VerifyRun) =>
  Object.fromEntries(content.customers.map(({ key, verdict }: VerifiedCustomer) => [key, verdict]));

describe('what synth wrote', () => {
  beforeEach(async () => {
    await stage.start(LIVE);
    synthesize();
  });

  it('is what verify asks Azure for: everything is as it was declared', async () => {
    const run = await stage.verify();
    expect(verdictsOf(run)).toEqual({
      'customer-1': 'as-declared',
      'customer-2': 'as-declared',
      'customer-3': 'as-declared',
      'customer-4': 'as-declared',
      'customer-5': 'as-declared',
      'customer-6': 'not-visible',
      'customer-7': 'not-checked',
    });
    expect([run.content.undeclared, run.content.notes, run.exitCode]).toEqual([[], [], 0]);
    expect(run.content.customers.map(({ subscriptions }) => subscriptions.map(each => each.stillEarns))).toEqual([
      ...Array<string[]>(5).fill(['earns']),
      ['unknown'],
      ['unknown'],
    ]);
    // The graph has no definitions for whoever sees resource groups only, and cannot tell of a customer who left.
    expect(stage.emulator.requests.matching('POST', /ResourceGraph/)).toHaveLength(1);
    const asked = stage.emulator.requests.matching('GET', /registrationAssignments/).map(({ path }) => path);
    expect(asked.filter(path => !path.includes(subscriptionOf(2)))).toEqual([
      expect.stringContaining(subscriptionOf(6)),
    ]);
  });

  it('names whoever earns: an application, and a person of whom nobody else can read the link', async () => {
    await stage.link();
    const { content } = await stage.verify({
      as: 'both',
      env: { PEC_AUTOMATION_CLIENT_SECRET: 'secret-of-pec-automation' },
    });
    expect(content.identities.map(({ principalId, verdict }) => [principalId, verdict])).toEqual([
      [AUTOMATION, 'as-declared'],
      [OLAF, 'not-visible'],
    ]);
    expect(content.identity.findings[0].reason).toMatch(/^it is the account of a person, who alone can read its link/);
  });

  it('tells a delegation that was removed behind its back', async () => {
    await stage.remove(3);
    const run = await stage.verify({ activity: 30 });
    expect(run.content.customers[2]).toMatchObject({
      verdict: 'missing',
      subscriptions: [{ stillEarns: 'does-not-earn', change: { operation: 'unregister' } }],
    });
    expect(run.exitCode).toBe(1);
  });

  it('vouches for itself: a report that somebody changed is refused', async () => {
    const file = join(stage.outdir, 'readiness.json');
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(subscriptionOf(1), subscriptionOf(2)));
    await expect(stage.verify()).rejects.toThrow(/readiness\.json/);
  });
});

describe('a customer who left an existing delegation behind', () => {
  it('differs as long as the delegation is there, whatever its name', async () => {
    await stage.start(LIVE.filter(({ number }) => number === 5));
    synthesize(DECLARED.filter(({ key }) => key === 'customer-5').map(each => ({ ...each, status: 'offboarded' })));
    const run = await stage.verify();
    expect(verdictsOf(run)).toEqual({ 'customer-5': 'differs' });
    expect(run.content.undeclared).toEqual([]);
  });
});
