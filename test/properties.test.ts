import { type App, Testing } from 'cdktf';
import {
  Authorization,
  AzureBuiltInRole,
  CustomerStack,
  DeclarationError,
  LighthouseOffer,
  LighthouseSupport,
  PecAutomation,
  Principal,
} from 'cdktf-partner-earned-credit';
import fc from 'fast-check';
import { newApp, newStack, ROLE_ID, token, untyped, writingApp, writtenBy } from './fabrikam';
import type { Block } from './synth';
import { faultText, pathText } from '../lib/declaration';

/*
 * Declarations are drawn as plain data and then built through the public API, so that any part of them can be replaced.
 */

interface PrincipalData {
  kind: 'group' | 'user' | 'servicePrincipal';
  id: string;
  displayName?: string;
}

interface AuthorizationData {
  principal: PrincipalData;
  /** A GUID; `newRole` where it is newer than the catalogue. */
  role: string;
  newRole?: string;
  delegatedRoles?: string[];
  policy?: { maximumActivationDuration?: string; multiFactorAuthentication?: boolean; approvers?: PrincipalData[] };
}

interface Declaration {
  key: string;
  customer: {
    name: string;
    tenantId: string;
    subscriptions: {
      id: string;
      key: string;
      resourceGroups?: string[];
      definitionId?: string;
      assignmentId?: string;
      adopt?: boolean;
    }[];
  };
  offer: {
    name: string;
    description?: string;
    managingTenantId: string;
    authorizations: AuthorizationData[];
    operatorsCanEndDelegation?: boolean;
  };
  automation: { principalId: string; clientId: string; tenantId: string };
}

const principalOf = ({ kind, id, displayName }: PrincipalData) => Principal[kind](id, displayName);

function authorizationOf(data: AuthorizationData): Authorization {
  if (data === null || typeof data !== 'object' || !('principal' in data)) {
    return untyped(data);
  }
  const principal = principalOf(data.principal);
  const role =
    data.newRole === undefined
      ? AzureBuiltInRole.of(data.role)
      : AzureBuiltInRole.newerThanCatalogue(data.newRole, 'Brand New');
  return data.policy
    ? Authorization.eligible(principal, role, { ...data.policy, approvers: data.policy.approvers?.map(principalOf) })
    : Authorization.permanent(principal, role, {
        delegatedRoles: data.delegatedRoles?.map(id => AzureBuiltInRole.of(id)),
      });
}

function build(app: App, { key, customer, offer, automation }: Declaration): CustomerStack {
  const { authorizations } = offer;
  return new CustomerStack(app, key, {
    customer,
    offer: new LighthouseOffer({
      ...offer,
      authorizations: Array.isArray(authorizations) ? authorizations.map(authorizationOf) : authorizations,
    }),
    automation: PecAutomation.fromAttributes(automation),
  });
}

/** Different GUIDs: the number shows which one it is, the rest is arbitrary. */
const guid = (family: number) =>
  fc.tuple(fc.uuid(), fc.nat({ max: 0xffff }), fc.boolean()).map(([uuid, number, upperCase]) => {
    const id = `${family.toString(16).padStart(4, '0')}${number.toString(16).padStart(4, '0')}${uuid.slice(8)}`;
    return upperCase ? id.toUpperCase() : id;
  });
const text = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).filter(value => value.trim() !== '');
const key = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/);
const resourceGroup = fc.stringMatching(/^[A-Za-z0-9_().-]{0,12}[A-Za-z0-9_()-]$/);
const displayName = fc.option(text, { nil: undefined });

const supported = AzureBuiltInRole.all()
  .filter(role => role.lighthouseSupport === LighthouseSupport.SUPPORTED)
  .map(role => role.id);
const role = fc.constantFrom(...supported);
const USER_ACCESS_ADMINISTRATOR = AzureBuiltInRole.USER_ACCESS_ADMINISTRATOR.id;

const principal = (family: number, ...kinds: PrincipalData['kind'][]) =>
  fc.record({ kind: fc.constantFrom(...kinds), id: guid(family), displayName });
const byId = { selector: ({ id }: { id: string }) => id.toLowerCase() };

const permanent = fc.record({ principal: principal(1, 'group', 'user', 'servicePrincipal'), role });
const administrator = fc.record({
  principal: principal(2, 'group', 'user', 'servicePrincipal'),
  role: fc.constant(USER_ACCESS_ADMINISTRATOR),
  delegatedRoles: fc.uniqueArray(role, { minLength: 1, maxLength: 3 }),
});
/** One role with one policy for several principals. */
const eligible = fc
  .record({
    principals: fc.uniqueArray(principal(3, 'group', 'user'), { maxLength: 3, ...byId }),
    role,
    policy: fc.record(
      {
        maximumActivationDuration: fc
          .tuple(fc.integer({ min: 0, max: 8 }), fc.boolean())
          .map(([hours, half]) => `PT${Math.min(8 * 60, Math.max(30, hours * 60 + (half ? 30 : 0)))}M`),
        multiFactorAuthentication: fc.boolean(),
        approvers: fc.uniqueArray(principal(4, 'group', 'user'), { maxLength: 10, ...byId }),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ principals, ...rest }) => principals.map(one => ({ principal: one, ...rest })));

const offerWith = (managingTenantId: string): fc.Arbitrary<Declaration['offer']> =>
  fc.record(
    {
      name: text,
      description: text,
      managingTenantId: fc.constant(managingTenantId),
      authorizations: fc
        .tuple(
          fc.uniqueArray(permanent, { maxLength: 5, selector: data => data.principal.id.toLowerCase() }),
          fc.array(administrator, { maxLength: 1 }),
          eligible,
        )
        .map(lists => lists.flat()),
      operatorsCanEndDelegation: fc.boolean(),
    },
    { requiredKeys: ['name', 'managingTenantId', 'authorizations'] },
  );

const subscription = fc
  .record({
    id: guid(5),
    key,
    resourceGroups: fc.option(
      fc.uniqueArray(resourceGroup, { minLength: 1, maxLength: 3, selector: name => name.toLowerCase() }),
      { nil: undefined },
    ),
    definitionId: fc.option(guid(6), { nil: undefined }),
    assignmentId: fc.option(guid(7), { nil: undefined }),
    adopt: fc.boolean(),
  })
  .map(({ assignmentId, ...rest }) => (rest.resourceGroups === undefined ? { ...rest, assignmentId } : rest));

const declaration: fc.Arbitrary<Declaration> = guid(8).chain(managingTenantId =>
  fc.record({
    key,
    customer: fc.record({
      name: text,
      tenantId: guid(9),
      subscriptions: fc.uniqueArray(subscription, {
        minLength: 1,
        maxLength: 3,
        comparator: (a, b) => a.key === b.key || a.id.toLowerCase() === b.id.toLowerCase(),
      }),
    }),
    offer: offerWith(managingTenantId),
    automation: fc.record({
      principalId: guid(10),
      clientId: guid(11),
      tenantId: fc.constant(managingTenantId),
    }),
  }),
);

const lower = (value: string | undefined) => value?.toLowerCase();
/** JSON has no undefined. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

type Segment = string | number;

/** A copy of the declaration in which the value at a path is another one. */
function replaced(original: Declaration, path: Segment[], value: unknown): Declaration {
  const copy = structuredClone(original);
  let parent = copy as unknown as Record<Segment, unknown>;
  for (const segment of path.slice(0, -1)) {
    parent = parent[segment] as Record<Segment, unknown>;
  }
  parent[path[path.length - 1]] = value;
  return copy;
}

interface Output {
  resource: Record<string, Record<string, Block>>;
}

// That nobody is known to earn is said on the console: stacks/readiness-gate.test.ts asks for it.
beforeEach(() => jest.spyOn(console, 'warn').mockImplementation());
afterEach(() => jest.restoreAllMocks());

describe('any valid declaration', () => {
  it('synthesizes and contains every authorization, as declared', () => {
    fc.assert(
      fc.property(declaration, declared => {
        const { resource: written } = JSON.parse(Testing.synth(build(newApp(), declared), true)) as Output;
        const { offer, automation, customer } = declared;
        const permanents = offer.authorizations
          .filter(({ policy }) => policy === undefined)
          .map(data => ({
            principal_id: lower(data.principal.id),
            principal_display_name: data.principal.displayName,
            role_definition_id: data.role,
            delegated_role_definition_ids: data.delegatedRoles,
          }));
        const eligibles = offer.authorizations
          .filter(({ policy }) => policy !== undefined)
          .map(({ principal: { id, displayName: name }, role: roleId, policy }) => ({
            principal_id: lower(id),
            principal_display_name: name,
            role_definition_id: roleId,
            just_in_time_access_policy: {
              multi_factor_auth_provider: (policy?.multiFactorAuthentication ?? true) ? 'Azure' : undefined,
              approver: policy?.approvers?.length
                ? policy.approvers.map(approver => ({
                    principal_id: lower(approver.id),
                    principal_display_name: approver.displayName,
                  }))
                : undefined,
            },
          }));
        const earning = {
          principal_id: lower(automation.principalId),
          principal_display_name: 'PEC-Automation',
          role_definition_id: AzureBuiltInRole.SUPPORT_REQUEST_CONTRIBUTOR.id,
        };
        const definitions = Object.values(written.azurerm_lighthouse_definition);
        expect(definitions).toHaveLength(customer.subscriptions.length);
        expect(definitions.map(({ scope }) => scope).sort()).toEqual(
          customer.subscriptions.map(({ id }) => `/subscriptions/${lower(id)}`).sort(),
        );
        for (const definition of definitions) {
          const authorizations = definition.authorization as object[];
          expect(authorizations.slice(0, permanents.length + 1)).toEqual(plain([...permanents, earning]));
          const rights = authorizations.slice(permanents.length + 1) as { role_definition_id: string }[];
          expect(rights.filter(right => right.role_definition_id !== ROLE_ID.delete)).toEqual([]);
          expect(definition.eligible_authorization ?? []).toMatchObject(plain(eligibles));
          expect((definition.eligible_authorization as object[] | undefined)?.length ?? 0).toBe(eligibles.length);
          expect(definition.managing_tenant_id).toBe(lower(offer.managingTenantId));
        }
        const scopes = customer.subscriptions.flatMap(({ id, resourceGroups }) =>
          (resourceGroups ?? []).length > 0
            ? (resourceGroups ?? []).map(name => `/subscriptions/${lower(id)}/resourceGroups/${name}`)
            : [`/subscriptions/${lower(id)}`],
        );
        const assignments = Object.values(written.azurerm_lighthouse_assignment);
        expect(assignments.map(({ scope }) => scope).sort()).toEqual(scopes.sort());
      }),
      { numRuns: 12 },
    );
  });

  it('is written the same, byte for byte, whatever customers stand before, behind or beside it', () => {
    const customers = fc
      .uniqueArray(declaration, { minLength: 2, maxLength: 3, selector: ({ key: id }) => id })
      .filter(list => {
        const ids = list.flatMap(({ customer }) => customer.subscriptions.map(({ id }) => lower(id)));
        return new Set(ids).size === ids.length;
      });
    const write = (list: Declaration[]) => {
      const app = writingApp();
      list.forEach(declared => build(app, declared));
      app.synth();
      return Object.fromEntries(Object.entries(writtenBy(app)).filter(([path]) => path.startsWith('stacks/')));
    };
    fc.assert(
      fc.property(
        customers.chain(list => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: 1 }))),
        ([all, some]) => {
          const whole = write(all);
          expect(Object.keys(whole)).toHaveLength(all.length);
          for (const [path, bytes] of Object.entries(write(some))) {
            expect(whole[path]).toBe(bytes);
          }
        },
      ),
      { numRuns: 4 },
    );
  });
});

describe('any declaration with Terraform references', () => {
  /** Where a reference must appear in the output. */
  const WRITTEN: Segment[][] = [
    ['customer', 'tenantId'],
    ['customer', 'subscriptions', 0, 'id'],
    ['customer', 'subscriptions', 0, 'definitionId'],
    ['offer', 'name'],
    ['offer', 'description'],
    ['offer', 'managingTenantId'],
    ['automation', 'principalId'],
    ['offer', 'authorizations', 0, 'principal', 'id'],
    ['offer', 'authorizations', 0, 'principal', 'displayName'],
    ['offer', 'authorizations', 0, 'newRole'],
    ['offer', 'authorizations', 1, 'principal', 'id'],
    ['offer', 'authorizations', 1, 'principal', 'displayName'],
    ['offer', 'authorizations', 1, 'policy', 'maximumActivationDuration'],
    ['offer', 'authorizations', 1, 'policy', 'approvers', 0, 'id'],
    ['offer', 'authorizations', 1, 'policy', 'approvers', 0, 'displayName'],
  ];
  /** Where it is only compared. */
  const COMPARED: Segment[][] = [
    ['customer', 'name'],
    ['automation', 'clientId'],
    ['automation', 'tenantId'],
  ];
  const WHOLE: Segment[][] = [['customer', 'subscriptions', 0, 'assignmentId']];
  const GROUPS: Segment[][] = [
    ['customer', 'subscriptions', 0, 'resourceGroups', 0],
    ['customer', 'subscriptions', 0, 'resourceGroups', 1],
  ];

  const original = fc
    .tuple(
      declaration,
      permanent,
      principal(12, 'group', 'user'),
      principal(13, 'user'),
      fc.option(fc.constant<string[]>(['rg-web', 'rg-data']), { nil: undefined }),
    )
    .map(([declared, first, second, approver, resourceGroups]): Declaration => ({
      ...declared,
      customer: {
        ...declared.customer,
        subscriptions: [{ id: declared.customer.subscriptions[0].id, key: 'only', adopt: true, resourceGroups }],
      },
      offer: {
        ...declared.offer,
        authorizations: [
          { ...first, newRole: 'ffffffff-0000-4000-8000-000000000001' },
          { principal: second, role: supported[0], policy: { approvers: [approver] } },
        ],
      },
    }));

  it('synthesizes and passes them on unharmed', () => {
    fc.assert(
      fc.property(
        original.chain(declared => {
          const own = declared.customer.subscriptions[0].resourceGroups ? GROUPS : WHOLE;
          return fc.tuple(
            fc.constant(declared),
            fc.subarray([...WRITTEN, ...own], { minLength: 1 }),
            fc.subarray(COMPARED),
            fc.boolean(),
          );
        }),
        ([declared, written, compared, embedded]) => {
          const app = newApp();
          const variables = newStack('variables', app);
          let withReferences = declared;
          const expected: string[] = [];
          [...written, ...compared].forEach((path, i) => {
            const reference = token(variables, `Ref${i}`);
            const value = embedded ? `A${reference}F` : reference;
            withReferences = replaced(withReferences, path, value);
            if (i < written.length) {
              expected.push(`var.Ref${i}`);
            }
          });
          const json = Testing.synth(build(app, withReferences), true);
          expect(
            expected.filter(
              reference => !new RegExp(`${reference.replace('.', '\\.')}\\b|${reference}\\}F`).test(json),
            ),
          ).toEqual([]);
          expect(json).not.toMatch(/TfToken|tftoken|TOKEN\[/i);
          if (embedded) {
            expect(json).not.toMatch(/(?<!A)\$\{var\.Ref|a\$\{var\.Ref/);
          }
        },
      ),
      { numRuns: 12 },
    );
  });
});

describe('any broken declaration', () => {
  /** A declaration that has something at every place. */
  const full = fc
    .tuple(declaration, permanent, administrator, principal(3, 'group', 'user'), principal(4, 'user'))
    .map(([declared, first, second, third, approver]): Declaration => ({
      ...declared,
      customer: {
        ...declared.customer,
        subscriptions: [
          {
            ...declared.customer.subscriptions[0],
            key: 'one',
            resourceGroups: ['rg-web', 'rg-data'],
            assignmentId: undefined,
          },
          { id: '00050000-ffff-4000-8000-000000000001', key: 'two' },
        ],
      },
      offer: {
        ...declared.offer,
        description: 'About.',
        authorizations: [
          { ...first, principal: { ...first.principal, id: '00010000-ffff-4000-8000-000000000001' } },
          second,
          {
            principal: third,
            role: supported[0],
            policy: { maximumActivationDuration: 'PT1H', approvers: [approver] },
          },
        ],
      },
    }));

  const AUTHORIZATIONS: Segment[] = ['offer', 'authorizations'];
  const BREAKS: [string, (declared: Declaration) => Declaration][] = [
    ['Owner', d => replaced(d, [...AUTHORIZATIONS, 0, 'role'], 'Owner')],
    ['data actions', d => replaced(d, [...AUTHORIZATIONS, 0, 'role'], 'Storage Blob Data Contributor')],
    ['a restricted role', d => replaced(d, [...AUTHORIZATIONS, 2, 'role'], 'Locks Contributor')],
    ['a custom role', d => replaced(d, [...AUTHORIZATIONS, 0, 'role'], '00000000-0000-0000-0000-000000000000')],
    ['an unlimited administrator', d => replaced(d, [...AUTHORIZATIONS, 1, 'delegatedRoles'], [])],
    ['an administrator who delegates Owner', d => replaced(d, [...AUTHORIZATIONS, 1, 'delegatedRoles', 0], 'Owner')],
    ['delegated roles elsewhere', d => replaced(d, [...AUTHORIZATIONS, 0, 'delegatedRoles'], [supported[0]])],
    ['an eligible administrator', d => replaced(d, [...AUTHORIZATIONS, 2, 'role'], USER_ACCESS_ADMINISTRATOR)],
    ['an eligible robot', d => replaced(d, [...AUTHORIZATIONS, 2, 'principal', 'kind'], 'servicePrincipal')],
    [
      'a robot that approves',
      d => replaced(d, [...AUTHORIZATIONS, 2, 'policy', 'approvers', 0, 'kind'], 'servicePrincipal'),
    ],
    ['an eternal activation', d => replaced(d, [...AUTHORIZATIONS, 2, 'policy', 'maximumActivationDuration'], 'P1D')],
    ['the same pair', d => replaced(d, [...AUTHORIZATIONS, 3], structuredClone(d.offer.authorizations[0]))],
    ['the managing tenant as customer', d => replaced(d, ['customer', 'tenantId'], d.offer.managingTenantId)],
    ['PEC-Automation of elsewhere', d => replaced(d, ['automation', 'tenantId'], d.customer.tenantId)],
    ['the application as PEC-Automation', d => replaced(d, ['automation', 'principalId'], d.automation.clientId)],
    ['no subscriptions', d => replaced(d, ['customer', 'subscriptions'], [])],
    ['a subscription twice', d => replaced(d, ['customer', 'subscriptions', 1, 'id'], d.customer.subscriptions[0].id)],
    ['a key twice', d => replaced(d, ['customer', 'subscriptions', 1, 'key'], 'one')],
    ['a resource group twice', d => replaced(d, ['customer', 'subscriptions', 0, 'resourceGroups', 1], 'RG-Web')],
    ['no resource groups', d => replaced(d, ['customer', 'subscriptions', 0, 'resourceGroups'], [])],
    ['a key of another kind', d => replaced(d, ['key'], d.key.toUpperCase())],
  ];

  /** Where a user writes a text or a list. */
  const PLACES: Segment[][] = [
    ['key'],
    ['customer'],
    ['customer', 'name'],
    ['customer', 'tenantId'],
    ['customer', 'status'],
    ['customer', 'subscriptions'],
    ['customer', 'subscriptions', 0],
    ['customer', 'subscriptions', 1],
    ['customer', 'subscriptions', 0, 'id'],
    ['customer', 'subscriptions', 0, 'key'],
    ['customer', 'subscriptions', 0, 'resourceGroups', 0],
    ['customer', 'subscriptions', 0, 'definitionId'],
    ['customer', 'subscriptions', 0, 'automationRole'],
    ['customer', 'subscriptions', 1, 'id'],
    ['customer', 'subscriptions', 1, 'assignmentId'],
    ['offer', 'name'],
    ['offer', 'description'],
    ['offer', 'managingTenantId'],
    ['offer', 'authorizations'],
    ['offer', 'authorizations', 0],
    ['offer', 'authorizations', 1],
    ['offer', 'authorizations', 2],
    ['offer', 'authorizations', 0, 'principal', 'id'],
    ['offer', 'authorizations', 0, 'principal', 'displayName'],
    ['offer', 'authorizations', 2, 'policy', 'approvers', 0, 'id'],
    ['customer', 'subscriptions', 0, 'resourceGroups'],
    ['offer', 'authorizations', 2, 'policy', 'maximumActivationDuration'],
    ['offer', 'authorizations', 2, 'policy', 'approvers', 0, 'displayName'],
    ['automation', 'principalId'],
    ['automation', 'clientId'],
    ['automation', 'tenantId'],
    ['automation', 'linkedPartnerId'],
  ];
  const garbage = fc.oneof(
    fc.constantFrom<unknown>(undefined, null, 0, -1, Number.NaN, true, false, '', ' ', '\0', {}, { id: 1 }, [], [[]]),
    fc.constantFrom<unknown>([undefined], [null], ['x'], [1], new Date(0), () => 'x', 10n),
    fc.string(),
    fc.string({ unit: 'grapheme', minLength: 60, maxLength: 120 }),
  );

  function errorOf(declared: Declaration): unknown {
    try {
      Testing.synth(build(newApp(), declared), true);
      return undefined;
    } catch (error) {
      return error;
    }
  }

  function expectOneReadableError(error: unknown): void {
    expect(error).toBeInstanceOf(DeclarationError);
    const { faults, message } = error as DeclarationError;
    expect(faults.length).toBeGreaterThan(0);
    for (const fault of faults) {
      expect(fault.path[0]).toMatch(/^[a-zA-Z]/);
      expect(fault.message.length).toBeGreaterThan(10);
      expect(message).toContain(`  - ${faultText(fault)}`);
    }
  }

  it('would be accepted if nothing was broken', () => {
    fc.assert(
      fc.property(full, declared => {
        expect(errorOf(declared)).toBeUndefined();
      }),
      { numRuns: 5 },
    );
  });

  it.each(BREAKS)('is refused: %s', (_case, breakIt) => {
    fc.assert(
      fc.property(full, declared => {
        expectOneReadableError(errorOf(breakIt(declared)));
      }),
      { numRuns: 4 },
    );
  });

  it('is refused with a fault for each of several breaks', () => {
    const TEXTS = ['offer.name', 'offer.description', 'customer.name', 'automation.clientId'];
    fc.assert(
      fc.property(full, fc.subarray(TEXTS, { minLength: 1 }), (declared, broken) => {
        const error = errorOf(broken.reduce((d, path) => replaced(d, path.split('.'), ' '), declared));
        expectOneReadableError(error);
        expect((error as DeclarationError).faults.map(({ path }) => pathText(path)).sort()).toEqual([...broken].sort());
      }),
      { numRuns: 5 },
    );
  });

  it('gives our error or none, whatever stands in place of texts and lists', () => {
    fc.assert(
      fc.property(
        full,
        fc.array(fc.tuple(fc.constantFrom(...PLACES), garbage), { minLength: 1, maxLength: 3 }),
        (declared, replacements) => {
          // Deeper places first: what holds them may be replaced too.
          const ordered = [...replacements].sort(([a], [b]) => b.length - a.length);
          const error = errorOf(ordered.reduce((d, [path, value]) => setValue(d, path, value), declared));
          if (error !== undefined) {
            expectOneReadableError(error);
          }
        },
      ),
      { numRuns: 120 },
    );
  });

  it.each(PLACES.map(path => [path.join('.'), path] as const))('gives our error or none for %s', (_name, path) => {
    const [declared] = fc.sample(full, { numRuns: 1, seed: 1 });
    for (const value of [undefined, null, 5, ' ', {}, [undefined]]) {
      const error = errorOf(setValue(declared, path, value));
      if (error !== undefined) {
        expectOneReadableError(error);
      }
    }
  });
});

/** Sets a value at a path; functions cannot be cloned, so the parents are copied by hand. */
function setValue<T>(node: T, [segment, ...rest]: Segment[], value: unknown): T {
  const copy = (Array.isArray(node) ? [...(node as unknown[])] : { ...node }) as Record<Segment, unknown>;
  copy[segment] = rest.length === 0 ? value : setValue(copy[segment], rest, value);
  return copy as T;
}
