import {
  LiveEarning,
  LiveVerdict,
  type LossCause,
  type VerificationContent,
  type VerifiedSubscription,
  withLiveEvidence,
} from '../../lib/reports';
import { customer, day, sampleConfirmation, totals } from './sample-confirmation';

const ID = 'c0000000-0000-4000-8000-000000000001';

/** What verification saw of the only delegation. */
function verification(seen: Partial<VerifiedSubscription>): VerificationContent {
  return {
    verifiedAt: '2026-11-02T06:00:00.000Z',
    readinessSha256: 'b'.repeat(64),
    as: 'both',
    signedIn: { tenantId: 't', objectId: 'o' },
    notes: [],
    identity: { verdict: LiveVerdict.AS_DECLARED, findings: [] },
    identities: [],
    customers: [
      {
        key: 'contoso',
        name: 'Contoso',
        verdict: LiveVerdict.MISSING,
        subscriptions: [
          {
            subscriptionId: ID.toUpperCase(),
            resourceGroups: [],
            offer: 'Fabrikam',
            definitionId: null,
            verdict: LiveVerdict.MISSING,
            stillEarns: LiveEarning.DOES_NOT_EARN,
            findings: [],
            change: null,
            seen: null,
            ...seen,
          },
        ],
      },
    ],
    undeclared: [],
  };
}

/** What is said of a loss from the 12th to the 14th. */
function liveOf(seen: Partial<VerifiedSubscription>, cause: LossCause = 'no-longer', isOld = false) {
  const loss = { cause, from: '2026-10-12', to: '2026-10-14', days: 3, totals: [] };
  const [contoso] = [customer('contoso', [day(1)])];
  const document = sampleConfirmation({
    customers: [{ ...contoso, subscriptions: [{ subscriptionId: ID, totals: [totals()], losses: [loss], days: [] }] }],
  }).document;
  const beside = withLiveEvidence(document, verification(seen), isOld);
  expect(beside.verification).toEqual({ verifiedAt: '2026-11-02T06:00:00.000Z', readinessSha256: 'b'.repeat(64) });
  return beside.customers[0].subscriptions[0].losses[0].live;
}

const change = (time: string, operation = 'unregister', caller = 'admin@contoso.example') => ({
  change: { time, operation, caller },
});
const seen = (first: string, last: string) => ({
  seen: { first: `${first}T06:00:00Z`, last: `${last}T06:00:00Z`, by: [] },
});

describe('what verification saw beside a loss', () => {
  it.each<[string, Partial<VerifiedSubscription>, string | undefined]>([
    [
      'the delegation was removed the day before',
      change('2026-10-11T22:00:00Z'),
      'the delegation was removed on 2026-10-11 by admin@contoso.example, which fits',
    ],
    [
      'it was changed on the last day, by nobody known',
      change('2026-10-14T01:00:00Z', 'register', ''),
      'the delegation was made or changed on 2026-10-14 by somebody unnamed, which fits',
    ],
    [
      'it was removed earlier',
      change('2026-10-10T22:00:00Z'),
      'the delegation was removed on 2026-10-10 by admin@contoso.example, which does not fit these days',
    ],
    [
      'it was removed later',
      change('2026-10-15T00:00:00Z'),
      'the delegation was removed on 2026-10-15 by admin@contoso.example, which does not fit these days',
    ],
    ['it is missing', {}, 'Azure had no delegation on 2026-11-02'],
    [
      'it is missing, and was seen',
      seen('2026-09-01', '2026-10-11'),
      'Azure had no delegation on 2026-11-02; it was last seen on 2026-10-11',
    ],
    [
      'it differs',
      {
        verdict: LiveVerdict.DIFFERS,
        findings: [{ rule: 'automation-role', declared: 'a', live: 'b', reason: 'it holds Reader', cure: '' }],
      },
      'on 2026-11-02 Azure had it otherwise than declared: it holds Reader',
    ],
    [
      'it was there all the time',
      { verdict: LiveVerdict.AS_DECLARED, ...seen('2026-10-12', '2026-10-14') },
      'Azure had the delegation from 2026-10-12 to 2026-10-14, so look at link, role and agreement',
    ],
    [
      'it is there, and was looked at too late',
      { verdict: LiveVerdict.ACCESS_ONLY, ...seen('2026-10-13', '2026-11-02') },
      'Azure had the delegation on 2026-11-02; nobody looked between 2026-10-12 and 2026-10-14',
    ],
    [
      'it is there',
      { verdict: LiveVerdict.AS_DECLARED },
      'Azure had the delegation on 2026-11-02; nobody looked between 2026-10-12 and 2026-10-14',
    ],
    ['nobody could see it', { verdict: LiveVerdict.NOT_VISIBLE }, undefined],
    ['it is of another subscription', { subscriptionId: 'x' }, undefined],
  ])('is told: %s', (_what, entry, live) => expect(liveOf(entry)).toBe(live));

  it.each<[LossCause, boolean]>([
    ['everyone', true],
    ['gap', true],
    ['never', true],
    ['not-yet', true],
    ['lost-in', false],
    ['outside-resource-groups', false],
    ['acknowledged', false],
  ])('is told of %s: %s', (cause, isTold) => expect(liveOf({}, cause) !== undefined).toBe(isTold));

  it('says where it was compared with another declaration', () => {
    expect(liveOf({}, 'gap', true)).toBe('Azure had no delegation on 2026-11-02 (compared with another declaration)');
  });

  it('says nothing of a customer whom it did not look at', () => {
    const document = sampleConfirmation().document;
    const beside = withLiveEvidence(document, { ...verification({}), customers: [] }, false);
    expect(JSON.stringify(beside.customers)).toBe(JSON.stringify(document.customers));
  });
});
