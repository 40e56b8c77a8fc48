import type { TerraformStack } from 'cdktf';
import {
  Authorization,
  AzureBuiltInRole,
  type EligibleAuthorizationOptions,
  LighthouseOffer,
  type MarketplacePlan,
  PecAutomation,
  Principal,
} from 'cdktf-partner-earned-credit';
import { shown } from '../../../lib/text';
import {
  ada,
  automation,
  contributors,
  engineers,
  faultsOf,
  MANAGING_TENANT,
  newDelegation,
  newOffer,
  newStack,
  offerFaults,
  operators,
  resource,
  robot,
  ROLE_ID,
  token,
  refused,
  untyped,
  warningsOf,
} from '../../fabrikam';

const { CONTRIBUTOR, MONITORING_CONTRIBUTOR, READER, SUPPORT_REQUEST_CONTRIBUTOR } = AzureBuiltInRole;
const DELETE_ROLE = AzureBuiltInRole.MANAGED_SERVICES_REGISTRATION_ASSIGNMENT_DELETE;
const DELETE_ROLE_NAME = 'Managed Services Registration assignment Delete Role';

/** Who gets what, as `label: role`, eligible ones marked. */
const grants = (authorizations: Authorization[]) =>
  authorizations.map(
    ({ principal, role, isPermanent }) => `${principal.label}: ${role.name}${isPermanent ? '' : ', eligible'}`,
  );

describe('LighthouseOffer', () => {
  it('keeps what was declared', () => {
    const offer = new LighthouseOffer({
      name: 'Fabrikam',
      description: 'Operation and backup.',
      managingTenantId: MANAGING_TENANT.toUpperCase(),
      authorizations: [contributors],
      operatorsCanEndDelegation: false,
    });
    expect(offer).toMatchObject({
      name: 'Fabrikam',
      description: 'Operation and backup.',
      managingTenantId: MANAGING_TENANT,
      authorizations: [contributors],
      operatorsCanEndDelegation: false,
    });
    expect(offer.validate()).toEqual([]);
  });

  it('can be PEC-Automation alone', () => {
    const offer = new LighthouseOffer({ name: 'Fabrikam', managingTenantId: MANAGING_TENANT });
    expect(offer.validate()).toEqual([]);
    expect(offer.authorizations).toEqual([]);
    expect(offer.operatorsCanEndDelegation).toBe(true);
    expect(grants(offer.authorizationsWith(automation))).toEqual(['PEC-Automation: Support Request Contributor']);
    expect(grants(offer.authorizationsWith())).toEqual([]);
  });

  it('may have an empty description, as what the portal made', () => {
    expect(newOffer({ description: '' }).validate()).toEqual([]);
  });

  it('knows whether a role has to be activated', () => {
    expect(newOffer().hasEligibleAuthorizations).toBe(false);
    expect(newOffer({ authorizations: [] }).hasEligibleAuthorizations).toBe(false);
    expect(
      newOffer({ authorizations: [contributors, Authorization.eligible(ada, READER)] }).hasEligibleAuthorizations,
    ).toBe(true);
  });

  it.each<[string, string, unknown, string]>([
    ['name', 'left out', undefined, 'is missing; expected the name that the customer sees'],
    ['name', 'null', null, 'is missing; expected the name that the customer sees'],
    ['name', 'empty', '', 'is missing; expected the name that the customer sees'],
    ['name', 'blank', ' \n', '" \\n" is blank; expected the name that the customer sees'],
    ['name', 'a number', 7, '7 is not a text; expected the name that the customer sees'],
    ['name', 'a list', ['Fabrikam'], 'a list is not a text; expected the name that the customer sees'],
    ['description', 'null', null, 'is missing; expected what the customer reads below the name'],
    ['description', 'blank', '  ', '"  " is blank; expected what the customer reads below the name'],
    ['description', 'a flag', true, 'true is not a text; expected what the customer reads below the name'],
    ['managingTenantId', 'left out', undefined, 'is missing; expected the id of the managing tenant'],
    ['managingTenantId', 'blank', ' ', '" " is blank; expected the id of the managing tenant'],
    [
      'managingTenantId',
      'a domain',
      'fabrikam.example',
      '"fabrikam.example" is not a GUID; expected the id of the managing tenant: 8-4-4-4-12 hexadecimal digits',
    ],
    ['managingTenantId', 'an object', { id: 1 }, 'an object is not a text; expected the id of the managing tenant'],
    ['authorizations', 'an object', {}, 'an object is not a list; expected a list of authorizations'],
    ['authorizations', 'a text', 'all', 'a text is not a list; expected a list of authorizations'],
    ['authorizations', 'a number', 1, 'a number is not a list; expected a list of authorizations'],
  ])('rejects a %s that is %s', (property, _case, value, sentence) => {
    expect(offerFaults({ [property]: value })).toEqual([`${property}: ${sentence}`]);
  });

  it.each([undefined, null, 0, 'Contributor', {}, { principal: 'operators', role: 'Contributor' }])(
    'rejects an authorization that is %j',
    value => {
      expect(offerFaults({ authorizations: [contributors, untyped(value)] })).toEqual([
        `authorizations[1]: ${refused(value, 'an authorization')}; ` +
          'make it with Authorization.permanent or Authorization.eligible',
      ]);
    },
  );

  it('reports every fault, in the order of the declaration', () => {
    const offer = new LighthouseOffer({
      name: '',
      description: ' ',
      managingTenantId: 'fabrikam',
      authorizations: [
        Authorization.permanent(Principal.group('operators', ''), AzureBuiltInRole.of('Owner')),
        Authorization.eligible(robot, CONTRIBUTOR, { maximumActivationDuration: 'PT9H', approvers: [robot] }),
      ],
    });
    expect(offer.validate()).toEqual([
      { path: ['name'], message: 'is missing; expected the name that the customer sees' },
      { path: ['description'], message: '" " is blank; expected what the customer reads below the name' },
      {
        path: ['managingTenantId'],
        message: '"fabrikam" is not a GUID; expected the id of the managing tenant: 8-4-4-4-12 hexadecimal digits',
      },
      {
        path: ['authorizations', 0, 'principal', 'id'],
        message: '"operators" is not a GUID; expected the object id of the group: 8-4-4-4-12 hexadecimal digits',
      },
      {
        path: ['authorizations', 0, 'principal', 'displayName'],
        message: 'is missing; expected the name that the customer sees',
      },
      {
        path: ['authorizations', 0, 'role'],
        message: '"Owner" cannot be delegated; choose "Contributor" or a narrower role',
      },
      {
        path: ['authorizations', 1, 'principal'],
        message:
          '"robot" is a service principal and cannot be eligible; use Authorization.permanent, or a group or user',
      },
      {
        path: ['authorizations', 1, 'maximumActivationDuration'],
        message: '"PT9H" is not accepted; expected half hours from "PT30M" to "PT8H" (ISO 8601)',
      },
      {
        path: ['authorizations', 1, 'approvers', 0],
        message: '"robot" is a service principal and cannot approve; name a group or user',
      },
    ]);
  });

  it('passes Terraform references on as they are', () => {
    const stack = newStack();
    const [name, description, tenant] = ['name', 'description', 'tenant'].map(id => token(stack, id));
    const offer = newOffer({ name, description: `About ${description}`, managingTenantId: tenant });
    expect(offer.validate()).toEqual([]);
    newDelegation(stack, { offer });
    expect(resource(stack, 'azurerm_lighthouse_definition')).toMatchObject({
      name: '${var.name}',
      description: 'About ${var.description}',
      managing_tenant_id: '${var.tenant}',
      lighthouse_definition_id: '${uuidv5("11fb06fb-712d-4ddd-98c7-e71bbd588830", var.name)}',
    });
  });
});

describe('the same role for the same principal', () => {
  const twice = (first: Authorization, second: Authorization) => offerFaults({ authorizations: [first, second] });

  it.each<[string, Authorization]>([
    ['the same again', contributors],
    ['another object', Authorization.permanent(operators, CONTRIBUTOR)],
    ['upper case', Authorization.permanent(Principal.group(operators.id.toUpperCase()), CONTRIBUTOR)],
    ['the role by name', Authorization.permanent(operators, AzureBuiltInRole.of('contributor'))],
    ['eligible', Authorization.eligible(operators, CONTRIBUTOR)],
  ])('is rejected: %s', (_case, second) => {
    expect(twice(contributors, second)).toEqual([
      `authorizations[1]: gives ${second.principal.label} the role Contributor, as authorizations[0] does; ` +
        'keep one of the two',
    ]);
  });

  it('is rejected of who may assign roles, too', () => {
    const administrator = Authorization.permanent(robot, AzureBuiltInRole.USER_ACCESS_ADMINISTRATOR, {
      delegatedRoles: [READER],
    });
    expect(twice(administrator, administrator)).toEqual([
      'authorizations[1]: gives robot the role User Access Administrator, as authorizations[0] does; keep one of the two',
    ]);
  });

  it('is reported for each repetition', () => {
    expect(offerFaults({ authorizations: [contributors, contributors, contributors] })).toHaveLength(2);
  });

  it.each<[string, Authorization]>([
    ['another role', Authorization.permanent(operators, READER)],
    ['another principal', Authorization.permanent(engineers, CONTRIBUTOR)],
  ])('is accepted with %s', (_case, second) => {
    expect(twice(contributors, second)).toEqual([]);
  });

  it('is not judged where only Terraform knows', () => {
    const stack = newStack();
    const id = token(stack, 'id');
    const role = AzureBuiltInRole.of(token(stack, 'role'));
    expect(
      twice(
        Authorization.permanent(Principal.group(id), CONTRIBUTOR),
        Authorization.permanent(Principal.group(id), CONTRIBUTOR),
      ),
    ).toEqual([]);
    expect(twice(Authorization.permanent(operators, role), Authorization.permanent(operators, role))).toEqual([]);
  });
});

describe('the policy of an eligible role', () => {
  const policies = (first: EligibleAuthorizationOptions, second: EligibleAuthorizationOptions, role = READER) =>
    offerFaults({
      authorizations: [
        contributors,
        Authorization.eligible(ada, READER, first),
        Authorization.eligible(engineers, role, second),
      ],
    });
  const [alice, bob] = [1, 2].map(n => Principal.user(`f0000000-0000-4000-8000-00000000005${n}`, `approver ${n}`));

  it.each<[string, EligibleAuthorizationOptions, EligibleAuthorizationOptions]>([
    ['duration', { maximumActivationDuration: 'PT1H' }, { maximumActivationDuration: 'PT2H' }],
    ['duration by default', { maximumActivationDuration: 'PT1H' }, {}],
    ['multifactor authentication', { multiFactorAuthentication: false }, {}],
    ['number of approvers', { approvers: [alice] }, { approvers: [alice, bob] }],
    ['approvers', { approvers: [alice] }, { approvers: [bob] }],
    ['no approvers', { approvers: [alice] }, {}],
  ])('must be the same for everybody: other %s', (_case, first, second) => {
    expect(policies(first, second)).toEqual([
      'authorizations[2]: activates Reader by another policy than authorizations[1]; give both the same duration, ' +
        'multifactor authentication and approvers',
    ]);
  });

  it.each<[string, EligibleAuthorizationOptions, EligibleAuthorizationOptions]>([
    ['default', {}, {}],
    ['default written out', {}, { maximumActivationDuration: 'PT8H', multiFactorAuthentication: true, approvers: [] }],
    ['duration in other words', { maximumActivationDuration: 'PT90M' }, { maximumActivationDuration: 'PT1H30M' }],
    ['approvers in another order', { approvers: [alice, bob] }, { approvers: [bob, alice] }],
    ['approvers in upper case', { approvers: [alice] }, { approvers: [Principal.user(alice.id.toUpperCase())] }],
  ])('is the same: %s', (_case, first, second) => {
    expect(policies(first, second)).toEqual([]);
  });

  it('may differ between roles', () => {
    expect(policies({ maximumActivationDuration: 'PT1H' }, { multiFactorAuthentication: false }, CONTRIBUTOR)).toEqual(
      [],
    );
  });

  it('is for all who may activate the role, or for nobody', () => {
    const without = [ada, engineers].map(who => Authorization.eligibleWithoutPolicy(who, READER));
    expect(offerFaults({ authorizations: without })).toEqual([]);
    expect(offerFaults({ authorizations: [without[0], Authorization.eligible(engineers, READER)] })).toEqual([
      'authorizations[1]: activates Reader by another policy than authorizations[0]; give both the same duration, ' +
        'multifactor authentication and approvers',
    ]);
  });

  it('names the first authorization that differs', () => {
    expect(
      offerFaults({
        authorizations: [
          Authorization.eligible(ada, READER),
          Authorization.eligible(operators, READER),
          Authorization.eligible(engineers, AzureBuiltInRole.of('reader'), { maximumActivationDuration: 'PT1H' }),
        ],
      }),
    ).toEqual([
      'authorizations[2]: activates Reader by another policy than authorizations[0]; give both the same duration, ' +
        'multifactor authentication and approvers',
    ]);
  });

  it('is not judged where only Terraform knows', () => {
    const stack = newStack();
    const [duration, approver] = [token(stack, 'duration'), Principal.user(token(stack, 'approver'))];
    expect(policies({ maximumActivationDuration: duration }, { maximumActivationDuration: 'PT1H' })).toEqual([]);
    expect(policies({ approvers: [approver] }, { approvers: [alice] })).toEqual([]);
    expect(policies({ approvers: [approver] }, { approvers: [alice, bob] })).toHaveLength(1);
    const role = AzureBuiltInRole.of(token(stack, 'role'));
    expect(
      offerFaults({
        authorizations: ['PT1H', 'PT2H'].map(maximumActivationDuration =>
          Authorization.eligible(ada, role, { maximumActivationDuration }),
        ),
      }),
    ).toEqual([]);
  });

  it.each<[string, (scope: TerraformStack) => EligibleAuthorizationOptions[]]>([
    [
      'duration',
      scope => [token(scope, 'duration'), 'PT1H', 'PT2H'].map(duration => ({ maximumActivationDuration: duration })),
    ],
    [
      'approver',
      scope => [Principal.user(token(scope, 'approver')), alice, bob].map(approver => ({ approvers: [approver] })),
    ],
  ])('is judged among the known ones, though Terraform alone knows the %s of the first', (_what, policiesIn) => {
    const eligible = policiesIn(newStack()).map((options, i) =>
      Authorization.eligible([ada, engineers, operators][i], READER, options),
    );
    expect(offerFaults({ authorizations: eligible })).toEqual([
      'authorizations[2]: activates Reader by another policy than authorizations[1]; give both the same duration, ' +
        'multifactor authentication and approvers',
    ]);
  });

  // JSON cannot write a bigint.
  it('is judged whatever JavaScript passes for the id of an approver', () => {
    expect(policies({ approvers: [Principal.user(untyped(5n))] }, {})).toEqual([
      'authorizations[1].approvers[0].id: 5 is not a text; expected the object id of the user',
      expect.stringContaining('authorizations[2]: activates Reader by another policy than authorizations[1]'),
    ]);
  });
});

describe('the right to end the delegation', () => {
  const withRights = (authorizations: Authorization[], operatorsCanEndDelegation?: boolean) =>
    newOffer({ authorizations, operatorsCanEndDelegation });
  const deleters = (offer: LighthouseOffer) =>
    offer
      .authorizationsWith(automation)
      .filter(({ role }) => role.isSameAs(DELETE_ROLE))
      .map(({ principal }) => principal);

  it('goes to permanent groups and users, to each once', () => {
    const offer = withRights([
      contributors,
      Authorization.permanent(operators, READER),
      Authorization.permanent(ada, READER),
      Authorization.permanent(Principal.group(operators.id.toUpperCase()), MONITORING_CONTRIBUTOR),
    ]);
    expect(deleters(offer)).toEqual([operators, ada]);
    expect(offer.advice).toEqual([]);
  });

  it('comes last, behind PEC-Automation, and is permanent', () => {
    expect(grants(withRights([contributors]).authorizationsWith(automation))).toEqual([
      'operators: Contributor',
      'PEC-Automation: Support Request Contributor',
      `operators: ${DELETE_ROLE_NAME}`,
    ]);
  });

  it('goes neither to service principals nor to the merely eligible nor to PEC-Automation', () => {
    const offer = withRights([
      contributors,
      Authorization.permanent(robot, READER),
      Authorization.permanent(Principal.servicePrincipal(automation.principalId, 'PEC'), READER),
      Authorization.eligible(ada, READER),
    ]);
    expect(deleters(offer)).toEqual([operators]);
  });

  it('goes to nobody if declined', () => {
    const offer = withRights([contributors], false);
    expect(deleters(offer)).toEqual([]);
    expect(offer.advice).toEqual([
      `the offer "Fabrikam Managed Services" gives nobody the role ${DELETE_ROLE_NAME}: ` +
        'only the customer can end the delegation',
    ]);
  });

  it.each<[string, Authorization]>([
    ['a group', Authorization.permanent(engineers, DELETE_ROLE)],
    ['a service principal', Authorization.permanent(robot, DELETE_ROLE)],
    ['somebody eligible', Authorization.eligible(operators, AzureBuiltInRole.of(ROLE_ID.delete.toUpperCase()))],
  ])('goes to nobody else if %s has it', (_case, explicit) => {
    const offer = withRights([contributors, explicit]);
    expect(deleters(offer)).toEqual([explicit.principal]);
    expect(offer.advice).toEqual([]);
    expect(withRights([contributors, explicit], false).advice).toEqual([]);
  });

  it('goes once to a Terraform reference that was given twice', () => {
    const stack = newStack();
    const id = token(stack, 'group');
    const offer = withRights([
      Authorization.permanent(Principal.group(id), CONTRIBUTOR),
      Authorization.permanent(Principal.group(id), READER),
      Authorization.permanent(Principal.group(token(stack, 'other')), READER),
    ]);
    expect(deleters(offer)).toHaveLength(2);
  });

  it('is nobody’s in an offer without groups and users', () => {
    expect(withRights([Authorization.permanent(robot, READER)]).advice).toContain(
      `the offer "Fabrikam Managed Services" gives nobody the role ${DELETE_ROLE_NAME}: ` +
        'only the customer can end the delegation',
    );
  });

  it('must not go to PEC-Automation', () => {
    const offer = newOffer({
      authorizations: [
        contributors,
        Authorization.permanent(Principal.servicePrincipal(automation.principalId.toUpperCase(), 'PEC'), DELETE_ROLE),
      ],
    });
    expect(faultsOf(() => newDelegation(newStack(), { offer, automation }))).toEqual([
      `offer.authorizations[1]: "PEC" is PEC-Automation and must not hold ${DELETE_ROLE_NAME}; ` +
        'give it to a group: PEC-Automation never signs in to a customer',
    ]);
    expect(faultsOf(() => newDelegation(newStack(), { offer }))).toEqual([]);
  });

  it('may go to any other service principal', () => {
    const offer = newOffer({ authorizations: [contributors, Authorization.permanent(robot, DELETE_ROLE)] });
    expect(faultsOf(() => newDelegation(newStack(), { offer, automation }))).toEqual([]);
  });
});

describe('the plan of the marketplace', () => {
  const PLAN: MarketplacePlan = { name: 'gold', publisher: 'fabrikam', product: 'managed-services', version: '1.2.5' };
  const ID = 'at most 50 lower-case letters, digits, "-" and "_"';
  const WHAT: Record<string, string> = {
    name: `the plan ID: ${ID}`,
    publisher: 'the publisher ID: letters, digits, "-" and "_"',
    product: `the offer ID: ${ID}`,
    version: "the version of the plan's manifest, n.n.n",
  };

  it('is kept as it was declared, whatever happens to the original', () => {
    const plan = { ...PLAN };
    const offer = newOffer({ plan });
    plan.version = '';
    expect(offer.plan).toEqual(PLAN);
    expect(offer.validate()).toEqual([]);
    expect(newOffer().plan).toBeUndefined();
    expect(() => Object.assign(offer.plan as object, { version: '' })).toThrow(TypeError);
  });

  it.each<[keyof MarketplacePlan, string]>([
    ['name', 'a'],
    ['name', 'gold_2-b'],
    ['name', 'x'.repeat(50)],
    ['publisher', 'Canonical'],
    ['publisher', 'fabrikam_eu-1'],
    ['product', '0'],
    ['product', 'x'.repeat(50)],
    ['version', '0.0.0'],
    ['version', '2026.11.22'],
  ])('has a %s such as %s', (property, value) => {
    expect(offerFaults({ plan: { ...PLAN, [property]: value } })).toEqual([]);
  });

  it.each<[keyof MarketplacePlan, string]>([
    ['name', 'Gold'],
    ['name', 'gold plan'],
    ['name', 'gold.1'],
    ['name', 'größe'],
    ['name', 'x'.repeat(51)],
    ['name', 'gold\n'],
    ['publisher', 'Fabrikam AG'],
    ['publisher', 'fabrikam.eu'],
    ['product', 'Managed-Services'],
    ['product', 'x'.repeat(51)],
    ['version', '1.2'],
    ['version', '1.2.5.1'],
    ['version', 'v1.2.5'],
    ['version', '1.2.5-preview'],
    ['version', 'latest'],
  ])('has no %s such as %j', (property, value) => {
    expect(offerFaults({ plan: { ...PLAN, [property]: value } })).toEqual([
      `plan.${property}: ${shown(value)} is not accepted; expected ${WHAT[property]}`,
    ]);
  });

  it('needs all four', () => {
    const needs = (value: unknown, sentence: string) =>
      expect(offerFaults({ plan: untyped({ name: value, publisher: value, product: value, version: value }) })).toEqual(
        Object.entries(WHAT).map(([property, what]) => `plan.${property}: ${sentence}; expected ${what}`),
      );
    needs(undefined, 'is missing');
    needs(null, 'is missing');
    needs('', 'is missing');
    needs('  ', '"  " is blank');
    needs(1, '1 is not a text');
  });

  it.each([
    [null, 'null'],
    ['gold', 'a text'],
    [7, 'a number'],
    [true, 'a boolean'],
  ])('is not %j', (plan, what) => {
    expect(offerFaults({ plan: untyped(plan) })).toEqual([
      `plan: ${what} is not a plan; expected { name, publisher, product, version } as in Partner Center`,
    ]);
  });

  it('is reported by the construct, what is none first', () => {
    const offer = newOffer({ name: ' ', plan: { ...PLAN, version: '1' }, authorizations: untyped([null]) });
    expect(faultsOf(() => newDelegation(newStack(), { offer })).map(fault => fault.split(':')[0])).toEqual([
      'offer.authorizations[0]',
      'offer.name',
      'offer.plan.version',
    ]);
  });

  it('passes as Terraform references', () => {
    const stack = newStack();
    const plan = {
      name: token(stack, 'name'),
      publisher: token(stack, 'publisher'),
      product: token(stack, 'product'),
      version: `1.0.${token(stack, 'version')}`,
    };
    newDelegation(stack, { offer: newOffer({ plan }) });
    expect(resource(stack, 'azurerm_lighthouse_definition').plan).toEqual({
      name: '${var.name}',
      publisher: '${var.publisher}',
      product: '${var.product}',
      version: '1.0.${var.version}',
    });
  });
});

describe('the advice of an offer', () => {
  const unseeing =
    'Ada has eligible roles and no permanent one that includes Reader, without which the portal shows no customer to ' +
    'activate them at: add Authorization.permanent with AzureBuiltInRole.READER';
  const unseen =
    'the offer "Fabrikam Managed Services" lets nobody see the customer in the portal, unless another one does: ' +
    'add Authorization.permanent with AzureBuiltInRole.READER';
  const endless = `the offer "Fabrikam Managed Services" gives nobody the role ${DELETE_ROLE_NAME}: only the customer can end the delegation`;
  const adviceOf = (...authorizations: Authorization[]) => newOffer({ authorizations }).advice;

  it('tells who cannot see the customer, once', () => {
    expect(
      adviceOf(
        contributors,
        Authorization.eligible(ada, READER),
        Authorization.eligible(Principal.user(ada.id, 'Countess'), CONTRIBUTOR),
      ),
    ).toEqual([unseeing]);
  });

  it.each([READER, CONTRIBUTOR, MONITORING_CONTRIBUTOR])('tells nothing of who is permanently $name', role => {
    expect(
      adviceOf(
        Authorization.eligibleWithoutPolicy(ada, AzureBuiltInRole.of('Backup Contributor')),
        Authorization.permanent(ada, role),
      ),
    ).toEqual([]);
  });

  it.each([AzureBuiltInRole.SUPPORT_REQUEST_CONTRIBUTOR, DELETE_ROLE, AzureBuiltInRole.of('Backup Contributor')])(
    'tells that $name does not let anybody see the customer',
    role => {
      expect(adviceOf(contributors, Authorization.permanent(ada, role), Authorization.eligible(ada, READER))).toEqual([
        unseeing,
      ]);
      expect(adviceOf(Authorization.permanent(operators, role))).toEqual([unseen]);
    },
  );

  it('tells that nobody but service principals has access', () => {
    expect(adviceOf()).toEqual([endless, unseen]);
    expect(adviceOf(Authorization.permanent(robot, READER))).toEqual([endless, unseen]);
  });

  it('tells nothing where nobody knows what a role may read', () => {
    const newer = AzureBuiltInRole.newerThanCatalogue('a0000000-0000-4000-8000-0000000000ff', 'Brand New');
    expect(adviceOf(Authorization.permanent(operators, newer))).toEqual([]);
    expect(adviceOf(Authorization.permanent(operators, AzureBuiltInRole.of(token(newStack(), 'role'))))).toEqual([]);
  });

  it('tells which delegated roles Azure may refuse, each once', () => {
    const [blobs, logs] = ['Storage Blob Data Reader', 'Log Analytics Contributor'].map(name =>
      AzureBuiltInRole.of(name),
    );
    const administrator = (who: Principal, ...delegatedRoles: AzureBuiltInRole[]) =>
      Authorization.permanent(who, AzureBuiltInRole.USER_ACCESS_ADMINISTRATOR, { delegatedRoles });
    expect(adviceOf(contributors, administrator(robot, READER, blobs, logs), administrator(ada, logs))).toEqual(
      [blobs, logs].map(
        ({ name }) =>
          `the delegated role ${name} has data actions: Microsoft's samples have such roles, and Azure may refuse ` +
          'them; leave it out if it does',
      ),
    );
    expect(adviceOf(contributors, administrator(robot, READER))).toEqual([]);
  });

  it('puts all kinds together', () => {
    expect(adviceOf(Authorization.eligible(ada, READER))).toEqual([endless, unseeing]);
  });

  it('becomes warnings of the delegation', () => {
    const delegation = newDelegation(newStack(), {
      automation,
      offer: newOffer({ authorizations: [Authorization.eligible(ada, READER)] }),
    });
    expect(warningsOf(delegation)).toEqual(delegation.offer.advice);
    expect(delegation.offer.advice).toHaveLength(2);
    expect(warningsOf(newDelegation(newStack()))).toEqual([]);
  });
});

describe('PEC-Automation in an offer', () => {
  const listed = (role: AzureBuiltInRole) =>
    Authorization.permanent(Principal.servicePrincipal(automation.principalId.toUpperCase(), 'the robot'), role);

  it('is added permanently, with Support Request Contributor', () => {
    const stack = newStack();
    newDelegation(stack, { offer: newOffer({ operatorsCanEndDelegation: false }), automation });
    expect(resource(stack, 'azurerm_lighthouse_definition').authorization).toEqual([
      {
        principal_id: operators.id,
        principal_display_name: 'operators',
        role_definition_id: ROLE_ID.contributor,
      },
      {
        principal_id: automation.principalId,
        principal_display_name: 'PEC-Automation',
        role_definition_id: ROLE_ID.supportRequestContributor,
      },
    ]);
  });

  it('holds the role that was chosen', () => {
    expect(grants(newOffer().authorizationsWith(automation, MONITORING_CONTRIBUTOR))[1]).toBe(
      'PEC-Automation: Monitoring Contributor',
    );
  });

  it('is not added where it is listed with that role', () => {
    expect(
      grants(newOffer({ authorizations: [listed(SUPPORT_REQUEST_CONTRIBUTOR)] }).authorizationsWith(automation)),
    ).toEqual(['the robot: Support Request Contributor']);
  });

  it('is added where it is listed with another role', () => {
    expect(grants(newOffer({ authorizations: [listed(READER)] }).authorizationsWith(automation))).toEqual([
      'the robot: Reader',
      'PEC-Automation: Support Request Contributor',
    ]);
  });

  it('does not change the offer', () => {
    const offer = newOffer();
    offer.authorizationsWith(automation);
    expect(offer.authorizations).toEqual([contributors]);
  });

  it('must not be given by its client id', () => {
    const offer = newOffer({
      authorizations: [
        contributors,
        Authorization.permanent(Principal.servicePrincipal(automation.clientId.toUpperCase()), READER),
      ],
    });
    expect(faultsOf(() => newDelegation(newStack(), { offer, automation }))).toEqual([
      `offer.authorizations[1].principal: "${automation.clientId}" is the application (client) id of PEC-Automation; ` +
        "expected the service principal's object id",
    ]);
  });

  it.each<[string, Principal]>([
    ['group', Principal.group(automation.principalId, 'PEC')],
    ['user', Principal.user(automation.principalId, 'PEC')],
  ])('must not be given as a %s', (kind, principal) => {
    const offer = newOffer({ authorizations: [Authorization.permanent(principal, READER)] });
    expect(faultsOf(() => newDelegation(newStack(), { offer, automation }))).toEqual([
      `offer.authorizations[0].principal: "PEC" is PEC-Automation and no ${kind}; ` +
        'make it with Principal.servicePrincipal, or leave it out: every delegation adds it',
    ]);
  });

  it('is not looked for in what is no authorization', () => {
    const offer = newOffer({ authorizations: [untyped({ principal: automation }), contributors] });
    expect(faultsOf(() => newDelegation(newStack(), { offer, automation }))).toEqual([
      expect.stringMatching(/^offer\.authorizations\[0\]: an object is not an authorization; /),
    ]);
  });

  it('passes as a Terraform reference', () => {
    const stack = newStack();
    const [principalId, clientId, tenantId] = ['principal', 'client', 'tenant'].map(id => token(stack, id));
    newDelegation(stack, {
      offer: newOffer({ authorizations: [] }),
      automation: PecAutomation.fromAttributes({ principalId, clientId, tenantId }),
    });
    expect(resource(stack, 'azurerm_lighthouse_definition').authorization).toEqual([
      {
        principal_id: '${var.principal}',
        principal_display_name: 'PEC-Automation',
        role_definition_id: ROLE_ID.supportRequestContributor,
      },
    ]);
  });
});
