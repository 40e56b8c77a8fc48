import fc from 'fast-check';
import { EarnsBy } from '../../lib/readiness';
import { LiveVerdict, type VerificationContent, VerificationReport } from '../../lib/reports';
import {
  AUTOMATION,
  declared,
  OPERATORS,
  OTHER_PARTNER,
  PARTNER,
  STRANGER,
  subscriptionOf,
  VERIFIER,
} from '../command-line/verify-world';
import { AzureBuiltInRole } from '../../lib/azure';
import type { LiveAuthorization, Permissions } from '../../lib/azure-live';
import type { AccessObservation, IdentityObservation } from '../../lib/verification';
import { AS_DECLARED, customer, judge, liveDelegation, NOW } from './judged';

const { SUPPORT_REQUEST_CONTRIBUTOR } = AzureBuiltInRole;
const verdictOf = (content: VerificationContent, i = 0) => content.customers[i].subscriptions[0].verdict;

describe('a verdict', () => {
  it.each([
    ['failed', { provisioningState: 'Failed' }, LiveVerdict.DIFFERS],
    ['is being removed', { provisioningState: 'Deleting' }, LiveVerdict.DIFFERS],
    ['is under way', { provisioningState: 'Accepted' }, LiveVerdict.AS_DECLARED],
  ])('of a provisioning that %s', (_, change, verdict) => {
    const content = judge([customer(1)], { 1: { delegations: [liveDelegation(1, change)] } });
    expect(verdictOf(content)).toBe(verdict);
    expect(content.customers[0].subscriptions[0].stillEarns).toBe(
      verdict === LiveVerdict.AS_DECLARED ? 'earns' : 'does-not-earn',
    );
  });

  it('of a group by which the principal holds its role', () => {
    const [operators] = declared(1).authorizations;
    const automation = { principalId: AUTOMATION, memberOf: [OPERATORS] };
    const own = [declared(1, { automation, authorizations: [operators] })];
    const live = liveDelegation(
      1,
      {},
      { authorizations: [{ principalId: OPERATORS, roleId: operators.roleId, isPermanent: true }] },
    );
    expect(judge([customer(1, own)], { 1: { delegations: [live] } }).customers[0].subscriptions[0]).toMatchObject({
      verdict: 'as-declared',
      stillEarns: 'earns',
    });
  });

  it.each([EarnsBy.MARKETPLACE, EarnsBy.LINKED_ACCOUNT, EarnsBy.ADMIN_ON_BEHALF_OF, EarnsBy.POLICY])(
    'of what earns by other means (%s) is not-checked where nothing was read',
    earnsBy => {
      expect(verdictOf(judge([customer(1, [declared(1, { earnsBy })])], {}))).toBe('not-checked');
    },
  );

  it('of a marketplace offer knows who earns, and takes any role of it that does', () => {
    const own = [declared(1, { earnsBy: EarnsBy.MARKETPLACE, authorizations: [], definitionId: undefined })];
    const found = (authorizations: object[]) =>
      judge([customer(1, own)], { 1: { delegations: [liveDelegation(1, {}, { authorizations } as object)] } });
    expect(verdictOf(found(liveDelegation(1).definition.authorizations))).toBe('as-declared');
    expect(found(liveDelegation(1).definition.authorizations.slice(0, 1)).customers[0].subscriptions[0]).toMatchObject({
      verdict: 'differs',
      findings: [{ rule: 'automation-principal', declared: AUTOMATION, live: null }],
    });
  });

  const EXISTING = { earnsBy: EarnsBy.LINKED_ACCOUNT, offer: '', definitionId: undefined, assignmentIds: undefined };

  it.each<[string, LiveAuthorization[], LiveVerdict, string[]]>([
    ['all that was declared', AS_DECLARED, LiveVerdict.AS_DECLARED, []],
    ['some of it', AS_DECLARED.slice(2), LiveVerdict.DIFFERS, ['other-authorizations']],
    [
      'nothing of it',
      [{ ...AS_DECLARED[0], principalId: STRANGER, roleId: STRANGER }],
      LiveVerdict.NOT_CHECKED,
      ['delegation-visible'],
    ],
  ])('of one that existed before is told by who holds %s', (_, authorizations, verdict, rules) => {
    const live = liveDelegation(1, {}, { name: STRANGER, offer: 'Of 2019', authorizations });
    const content = judge([customer(1, [declared(1, EXISTING)])], { 1: { delegations: [live] } });
    expect(content.customers[0].subscriptions[0]).toMatchObject({ verdict, findings: rules.map(rule => ({ rule })) });
    expect(content.undeclared).toHaveLength(verdict === LiveVerdict.NOT_CHECKED ? 1 : 0);
  });

  it('of what a policy delegates is no undeclared one', () => {
    const own = [declared(9, { subscriptionId: 'mg-customers', earnsBy: EarnsBy.POLICY })];
    const content = judge([customer(9, own)], { 1: { delegations: [liveDelegation(1)] } });
    expect([verdictOf(content), content.undeclared]).toEqual(['not-checked', []]);
  });

  it('of two tenants of the partner: the delegation is to the other one', () => {
    const content = judge([customer(1, [declared(1, { managingTenantId: STRANGER })])], {
      1: { delegations: [liveDelegation(1)] },
    });
    expect(content.customers[0].subscriptions[0].findings).toMatchObject([
      { rule: 'managing-tenant', declared: STRANGER, live: PARTNER },
    ]);
  });

  it('of one resource group that nobody could read is not-visible, though another is there', () => {
    const own = [declared(1, { resourceGroups: ['a', 'b'] })];
    const content = judge([customer(1, own)], {
      1: { delegations: [liveDelegation(1, { resourceGroup: 'a' })], groupsRead: new Set(['a']) },
    });
    expect(content.customers[0].subscriptions[0]).toMatchObject({
      verdict: 'not-visible',
      stillEarns: 'unknown',
      findings: [{ rule: 'delegation-visible', reason: 'nobody could read resource group b' }],
    });
  });

  it('of a customer is the worst of its subscriptions', () => {
    const own = [declared(1), declared(2), declared(3)];
    const content = judge([customer(1, own)], {
      1: { delegations: [liveDelegation(1)] },
      2: { isRead: true },
    });
    expect(content.customers[0].verdict).toBe('missing');
    expect(content.customers[0].subscriptions.map(({ verdict }) => verdict)).toEqual([
      'as-declared',
      'missing',
      'not-visible',
    ]);
  });
});

describe('the log', () => {
  const removal = { time: '2026-11-20T00:00:00.000Z', operation: 'unregister', caller: 'x' } as const;
  const activity = (...events: { resourceGroup?: string }[]) => ({
    since: '2026-11-01T00:00:00.000Z',
    events: events.map(event => ({ ...removal, subscriptionId: subscriptionOf(1), ...event })),
  });

  it('of one removal proves nothing where two offers have the scope', () => {
    const two = [customer(1, [declared(1), declared(1, { offer: 'Second', definitionId: STRANGER })])];
    expect(verdictOf(judge(two, {}, { activity: activity({}) }))).toBe('not-visible');
    expect(verdictOf(judge(two, {}, { activity: activity({}, {}) }))).toBe('missing');
  });

  it('of one removal proves nothing where an earlier report has another delegation that nobody declared', () => {
    const second = liveDelegation(1, { name: STRANGER }, { name: STRANGER, offer: 'Second' });
    const previous = judge([customer(1)], { 1: { delegations: [liveDelegation(1), second] } });
    expect(previous.undeclared).toHaveLength(1);
    const judged = (...events: object[]) =>
      verdictOf(judge([customer(1)], {}, { previous, activity: activity(...events) }));
    expect(judged({})).toBe('not-visible');
    expect(judged({}, {})).toBe('missing');
  });

  it('has to have the removal of each resource group', () => {
    const groups = [customer(1, [declared(1, { resourceGroups: ['A', 'b'] })])];
    expect(verdictOf(judge(groups, {}, { activity: activity({ resourceGroup: 'a' }) }))).toBe('not-visible');
    const both = activity({ resourceGroup: 'a' }, { resourceGroup: 'b' });
    expect(verdictOf(judge(groups, {}, { activity: both }))).toBe('missing');
  });
});

describe('PEC-Automation, asked what it may do', () => {
  const DAYS_AGO = '2026-11-20T00:00:00.000Z';
  const SUPPORT = ['Microsoft.Support/*', 'Microsoft.Authorization/*/read'];
  const roles = new Map([[declared(1).authorizations[2].roleId, [{ actions: SUPPORT, notActions: [] }]]]);
  const access = (answer: AccessObservation['answer']) => ({ access: [{ principalId: AUTOMATION, answer }] });
  const asked = (answer: AccessObservation['answer'], since = DAYS_AGO) =>
    verdictOf(
      judge(
        [customer(1), customer(2)],
        { 1: access(answer), 2: access({ permissions: [{ actions: SUPPORT, notActions: [] }] }) },
        { roles, activity: { since, events: [] } },
      ),
    );

  it.each<[string, AccessObservation['answer'], LiveVerdict]>([
    ['is refused', { refused: '403 AuthorizationFailed' }, LiveVerdict.MISSING],
    ['may do nothing', { permissions: [] }, LiveVerdict.MISSING],
    ['may do what its role allows', { permissions: [{ actions: SUPPORT, notActions: [] }] }, LiveVerdict.ACCESS_ONLY],
    ['may do less', { permissions: [{ actions: SUPPORT.slice(1), notActions: [] }] }, LiveVerdict.DIFFERS],
    ['is not answered, because Azure fails', { failed: '503 ServiceUnavailable' }, LiveVerdict.NOT_VISIBLE],
  ])('%s', (_, answer, verdict) => {
    expect(asked(answer)).toBe(verdict);
  });

  it.each<[string, readonly Permissions[] | undefined, LiveVerdict]>([
    ['lets it ask', [{ actions: ['Microsoft.Authorization/*/read'], notActions: [] }], LiveVerdict.MISSING],
    ['does not', [{ actions: ['Microsoft.Support/*'], notActions: [] }], LiveVerdict.NOT_VISIBLE],
    [
      'takes that away',
      [{ actions: ['*/read'], notActions: ['Microsoft.Authorization/permissions/read'] }],
      LiveVerdict.NOT_VISIBLE,
    ],
    ['nobody could read, and is one that does', undefined, LiveVerdict.MISSING],
  ])('and refused counts by its role, which %s', (_, permissions, verdict) => {
    expect(refusedBy(SUPPORT_REQUEST_CONTRIBUTOR.id, permissions)).toBe(verdict);
  });

  it('and refused is no proof where nobody knows what its role allows', () => {
    expect(refusedBy(STRANGER, undefined)).toBe('not-visible');
  });

  function refusedBy(roleId: string, permissions: readonly Permissions[] | undefined): LiveVerdict {
    const own = [declared(1, { authorizations: [{ principalId: AUTOMATION, roleId, permanent: true }] })];
    const content = judge(
      [customer(1, own), customer(2)],
      { 1: access({ refused: '403' }), 2: access({ permissions: [{ actions: SUPPORT, notActions: [] }] }) },
      { roles: new Map(permissions && [[roleId, permissions]]), activity: { since: DAYS_AGO, events: [] } },
    );
    return verdictOf(content);
  }

  it('and refused is no proof where nobody knows whether the delegation is older than a day', () => {
    expect(asked({ refused: '403' }, NOW.toISOString())).toBe('not-visible');
  });
});

describe('the identity', () => {
  const observed: IdentityObservation = {
    principalId: AUTOMATION,
    tenantId: PARTNER,
    clientId: STRANGER,
    met: { as: 'itself', objectId: AUTOMATION, clientId: STRANGER },
    link: { partnerId: '1234567' },
  };
  const judged = (change: Partial<IdentityObservation>) =>
    judge([customer(1)], {}, { identities: [{ ...observed, ...change }] }).identity;

  it('is as declared by its object id and its client id', () => {
    expect(judged({})).toEqual({ verdict: 'as-declared', findings: [] });
  });

  it('is not where the token is of another application', () => {
    expect(judged({ clientId: OPERATORS })).toMatchObject({
      verdict: 'differs',
      findings: [{ rule: 'principal-signed-in', declared: OPERATORS, live: STRANGER }],
    });
  });

  it('is not compared by a client id that only Terraform knows', () => {
    expect(judged({ clientId: '(known to Terraform)' }).verdict).toBe('as-declared');
  });

  it('is not visible where only Terraform knows the principal; is none where nobody earns by one', () => {
    const automation = { principalId: '(known to Terraform)' };
    const unknown = judge([customer(1, [declared(1, { automation }), declared(2, { automation })])], {});
    expect(unknown.identity).toMatchObject({
      verdict: 'not-visible',
      findings: [{ rule: 'principal-signed-in', declared: null }],
    });
    expect(unknown.identities).toEqual([{ ...automation, tenantId: PARTNER, ...unknown.identity }]);
    const nobody = declared(1, { automation: undefined });
    expect(judge([customer(1, [nobody])], {}).identity).toEqual({ verdict: 'as-declared', findings: [] });
  });
});

describe('an earlier report', () => {
  it('proves nothing where the reader sees the same customer only', () => {
    const own = [customer(1, [declared(1), declared(2)])];
    const seen = (...numbers: number[]) =>
      Object.fromEntries(numbers.map(number => [number, { delegations: [liveDelegation(number)] }]));
    const previous = judge(own, seen(1, 2));
    expect(verdictOf(judge(own, seen(2), { previous }))).toBe('not-visible');
    // Nobody declared the third one, and it is somebody else's all the same.
    expect(verdictOf(judge(own, seen(2, 3), { previous }))).toBe('missing');
  });

  const two = [customer(1), customer(2)];
  const [operators, verifier] = AS_DECLARED;
  const stranger = { principalId: STRANGER, roleId: verifier.roleId, isPermanent: true };
  const vanished = (before: LiveAuthorization[], now: LiveAuthorization[]) => {
    const seen = (number: number, authorizations: LiveAuthorization[]) => ({
      delegations: [liveDelegation(number, {}, { authorizations })],
    });
    const previous = judge(two, { 1: seen(1, before), 2: seen(2, before) });
    return verdictOf(judge(two, { 2: seen(2, now) }, { previous }));
  };

  it.each<[string, LiveAuthorization[], LiveAuthorization[], LiveVerdict]>([
    ['the reader holds itself what it held there', [verifier], [verifier, stranger], LiveVerdict.MISSING],
    ['every authorization is one that it had', [operators, stranger], [operators], LiveVerdict.MISSING],
    ['the reader may see by one that it never had', [operators], [operators, stranger], LiveVerdict.NOT_VISIBLE],
    [
      'the role there was to be activated first',
      [{ ...operators, isPermanent: false }],
      [operators],
      LiveVerdict.NOT_VISIBLE,
    ],
  ])('where %s', (_, before, now, verdict) => {
    expect(vanished(before, now)).toBe(verdict);
  });
});

/** Delegations as they may come: of us or of others, of two subscriptions, whole or not, with any authorizations. */
const anyDelegation = fc
  .record({
    number: fc.constantFrom(1, 2),
    managedByTenantId: fc.constantFrom(PARTNER, OTHER_PARTNER),
    offer: fc.constantFrom('Fabrikam Managed Services', 'Other'),
    name: fc.constantFrom(liveDelegation(1).definition.name, STRANGER),
    resourceGroup: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
    provisioningState: fc.constantFrom('Succeeded', 'Failed', 'Accepted', ''),
    authorizations: fc.array(
      fc.record({
        principalId: fc.constantFrom(AUTOMATION, VERIFIER, OPERATORS, STRANGER),
        roleId: fc.constantFrom(...declared(1).authorizations.map(({ roleId }) => roleId), STRANGER),
        isPermanent: fc.boolean(),
      }),
      { maxLength: 4 },
    ),
  })
  .map(({ number, resourceGroup, provisioningState, ...definition }) =>
    liveDelegation(number, { resourceGroup, provisioningState }, definition),
  );

const anySight = fc.record({
  delegations: fc.array(anyDelegation, { maxLength: 3 }),
  isRead: fc.boolean(),
  groupsRead: fc.subarray(['a', 'b']).map(groups => new Set(groups)),
});

const anyDeclaration = fc.record({
  resourceGroups: fc.subarray(['a', 'b']),
  definitionId: fc.option(fc.constantFrom(liveDelegation(1).definition.name, STRANGER), { nil: undefined }),
});

describe('whatever is declared and seen', () => {
  const anyWorld = fc.tuple(anyDeclaration, anySight, anySight);
  const judged = ([declaration, first, second]: typeof anyWorld extends fc.Arbitrary<infer T> ? T : never) => {
    const at = (number: number, sight: typeof first) => ({
      ...sight,
      delegations: sight.delegations.filter(({ subscriptionId }) => subscriptionId === subscriptionOf(number)),
    });
    const content = judge([customer(1, [declared(1, declaration)]), customer(2)], {
      1: at(1, first),
      2: at(2, second),
    });
    return { content, first: at(1, first) };
  };

  it('is never missing without its scope having been read', () => {
    fc.assert(
      fc.property(anyWorld, world => {
        const { content, first } = judged(world);
        const [{ resourceGroups }] = world;
        const wasRead =
          first.isRead || (resourceGroups.length > 0 && resourceGroups.every(group => first.groupsRead.has(group)));
        expect(verdictOf(content) === LiveVerdict.MISSING && !wasRead).toBe(false);
      }),
    );
  });

  it('never shows what is delegated to others', () => {
    fc.assert(
      fc.property(anyWorld, world => {
        expect(JSON.stringify(judged(world).content)).not.toContain(OTHER_PARTNER);
      }),
    );
  });

  it('is as declared only without a finding, and every finding of another verdict has its rule', () => {
    fc.assert(
      fc.property(anyWorld, world => {
        for (const { subscriptions } of judged(world).content.customers) {
          for (const { verdict, findings } of subscriptions) {
            expect(findings.length === 0).toBe(verdict === LiveVerdict.AS_DECLARED);
          }
        }
      }),
    );
  });

  it('says the same in JSON that it was read from', () => {
    fc.assert(
      fc.property(anyWorld, world => {
        const json = new VerificationReport(judged(world).content).toJson();
        expect(VerificationReport.fromJson(json).toJson()).toBe(json);
      }),
    );
  });

  it('is not changed by the order in which it was seen', () => {
    fc.assert(
      fc.property(anyDeclaration, anySight, (declaration, sight) => {
        const own = [customer(1, [declared(1, declaration)])];
        const delegations = sight.delegations.filter(({ subscriptionId }) => subscriptionId === subscriptionOf(1));
        const verdict = (list: typeof delegations) => verdictOf(judge(own, { 1: { ...sight, delegations: list } }));
        expect(verdict([...delegations].reverse())).toBe(verdict(delegations));
      }),
    );
  });
});
