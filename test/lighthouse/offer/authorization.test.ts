import {
  Authorization,
  AzureBuiltInRole,
  type EligibleAuthorizationOptions,
  LighthouseSupport,
  Principal,
} from 'cdktf-partner-earned-credit';
import {
  ada,
  automation,
  engineers,
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
} from '../../fabrikam';

const { CONTRIBUTOR, MANAGED_SERVICES_REGISTRATION_ASSIGNMENT_DELETE, READER, USER_ACCESS_ADMINISTRATOR } =
  AzureBuiltInRole;
const OWNER = AzureBuiltInRole.of('Owner');
const HAS_DATA_ACTIONS =
  /^authorizations\[0\]\.role: ".*has data actions, which Azure Lighthouse refuses; choose a role/;
const CUSTOM_ROLE = 'a0000000-0000-4000-8000-0000000000ff';

const faults = (...authorizations: Authorization[]) => offerFaults({ authorizations });
const withSupport = (support: LighthouseSupport) =>
  AzureBuiltInRole.all().filter(role => role.lighthouseSupport === support);

describe('the role of an authorization', () => {
  const KINDS: [string, (role: AzureBuiltInRole) => Authorization][] = [
    ['permanent', role => Authorization.permanent(operators, role)],
    ['eligible', role => Authorization.eligible(operators, role)],
  ];

  describe.each(KINDS)('%s', (_kind, make) => {
    it('can be any of the 578 supported ones', () => {
      const roles = withSupport(LighthouseSupport.SUPPORTED);
      expect(roles).toHaveLength(578);
      expect(roles.flatMap(role => faults(make(role)))).toEqual([]);
    });

    it('cannot be any of the 319 with data actions', () => {
      const roles = withSupport(LighthouseSupport.DATA_ACTIONS);
      expect(roles).toHaveLength(319);
      const found = roles.map(role => faults(make(role)));
      expect(found.filter(list => list.length !== 1)).toEqual([]);
      expect(found.flat().filter(fault => !HAS_DATA_ACTIONS.test(fault))).toEqual([]);
    });

    it('cannot be any of the 29 with restricted actions', () => {
      const roles = withSupport(LighthouseSupport.RESTRICTED_ACTIONS);
      expect(roles).toHaveLength(29);
      expect(roles.map(role => faults(make(role)))).toEqual(
        roles.map(role => [
          `authorizations[0].role: "${role.name}" contains ${role.restrictedActions.join(', ')}, ` +
            'which Azure Lighthouse refuses; choose a role without',
        ]),
      );
    });

    it.each([
      ['Log Analytics Contributor', 'has data actions, which Azure Lighthouse refuses; choose a role without, such as'],
      [
        'Inference Account Operator',
        'has data actions, which Azure Lighthouse refuses; choose a role without, such as',
      ],
      [
        'Role Based Access Control Administrator',
        'contains Microsoft.Authorization/roleAssignments/delete, Microsoft.Authorization/roleAssignments/write, ' +
          'which Azure Lighthouse refuses; choose a role without',
      ],
      [
        'Locks Contributor',
        'contains Microsoft.Authorization/locks/delete, Microsoft.Authorization/locks/write, ' +
          'which Azure Lighthouse refuses; choose a role without',
      ],
      ['Owner', 'cannot be delegated; choose "Contributor" or a narrower role'],
    ])('cannot be %s', (name, sentence) => {
      const [fault, ...others] = faults(make(AzureBuiltInRole.of(name)));
      expect(fault).toMatch(`authorizations[0].role: "${name}" ${sentence}`);
      expect(others).toEqual([]);
    });

    it.each([
      ['8E3AF657-A8FF-443C-A75C-2FE8C4BCB635', 'Owner'],
      ['/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635', 'Owner'],
      ['owner', 'Owner'],
    ])('sees through %s', (reference, name) => {
      expect(faults(make(AzureBuiltInRole.of(reference)))).toEqual([
        `authorizations[0].role: "${name}" cannot be delegated; choose "Contributor" or a narrower role`,
      ]);
    });

    it.each([
      [
        CUSTOM_ROLE,
        'custom roles cannot be delegated; for a built-in role that is newer than the catalogue of ' +
          `${AzureBuiltInRole.catalogueDate} use AzureBuiltInRole.newerThanCatalogue(id, name)`,
      ],
      ['Contributer', 'did you mean "Contributor"?'],
      ['Grand Vizier', 'expected the name, GUID or resource id of a built-in role'],
    ])('cannot be the unknown %s', (reference, advice) => {
      expect(faults(make(AzureBuiltInRole.of(reference)))).toEqual([
        `authorizations[0].role: "${reference}" is not a built-in role; ${advice}`,
      ]);
    });

    it('can be newer than the catalogue', () => {
      expect(faults(make(AzureBuiltInRole.newerThanCatalogue(CUSTOM_ROLE, 'Brand New')))).toEqual([]);
    });

    it.each([
      ['Brand New', '"Brand New" is not a GUID; expected the id of the role definition: 8-4-4-4-12 hexadecimal digits'],
      ['', 'is missing; expected the id of the role definition'],
    ])('needs a GUID if it is newer: %j', (id, sentence) => {
      expect(faults(make(AzureBuiltInRole.newerThanCatalogue(id, 'Brand New')))).toEqual([
        `authorizations[0].role.id: ${sentence}`,
      ]);
    });

    it('does not escape the rules as a newer one', () => {
      expect(faults(make(AzureBuiltInRole.newerThanCatalogue(OWNER.id, 'Harmless')))).toEqual([
        'authorizations[0].role: "Owner" cannot be delegated; choose "Contributor" or a narrower role',
      ]);
    });

    it.each([undefined, null, 'Contributor', 5, {}])('cannot be %j', role => {
      expect(faults(make(untyped(role)))).toEqual([
        `authorizations[0].role: ${refused(role, 'a role')}; ` +
          'take one of AzureBuiltInRole, or AzureBuiltInRole.of(name)',
      ]);
    });

    it('is not judged as a Terraform reference', () => {
      const stack = newStack();
      const reference = token(stack, 'role');
      expect(faults(make(AzureBuiltInRole.of(reference)))).toEqual([]);
      expect(faults(make(AzureBuiltInRole.newerThanCatalogue(reference, 'Brand New')))).toEqual([]);
    });
  });
});

describe('the principal of an authorization', () => {
  it.each([undefined, null, 'f0000000-0000-4000-8000-000000000021', 5, {}])('cannot be %j', principal => {
    const sentence =
      `authorizations[0].principal: ${refused(principal, 'a Principal')}; ` +
      'make it with Principal.group, user or servicePrincipal';
    expect(faults(Authorization.permanent(untyped(principal), READER))).toEqual([sentence]);
    expect(faults(Authorization.eligible(untyped(principal), READER))).toEqual([sentence]);
  });

  it('is judged together with the role', () => {
    expect(faults(Authorization.permanent(Principal.group('operators'), OWNER))).toEqual([
      'authorizations[0].principal.id: "operators" is not a GUID; expected the object id of the group: ' +
        '8-4-4-4-12 hexadecimal digits',
      'authorizations[0].role: "Owner" cannot be delegated; choose "Contributor" or a narrower role',
    ]);
  });
});

describe('User Access Administrator and delegated roles', () => {
  const administrator = (...delegatedRoles: AzureBuiltInRole[]) =>
    Authorization.permanent(robot, USER_ACCESS_ADMINISTRATOR, { delegatedRoles });

  it('writes the roles that it may assign', () => {
    const stack = newStack();
    newDelegation(stack, {
      offer: newOffer({
        authorizations: [administrator(CONTRIBUTOR, MANAGED_SERVICES_REGISTRATION_ASSIGNMENT_DELETE)],
      }),
    });
    expect(resource(stack, 'azurerm_lighthouse_definition').authorization).toEqual([
      {
        principal_id: robot.id,
        principal_display_name: 'robot',
        role_definition_id: ROLE_ID.userAccessAdministrator,
        delegated_role_definition_ids: [ROLE_ID.contributor, ROLE_ID.delete],
      },
    ]);
  });

  it.each([
    ['left out', Authorization.permanent(robot, USER_ACCESS_ADMINISTRATOR)],
    ['empty', administrator()],
  ])('needs delegated roles: %s', (_case, authorization) => {
    expect(faults(authorization)).toEqual([
      'authorizations[0].delegatedRoles: is missing; User Access Administrator can be delegated only with the roles ' +
        'that it may assign to managed identities of the customer',
    ]);
  });

  it.each([CONTRIBUTOR, MANAGED_SERVICES_REGISTRATION_ASSIGNMENT_DELETE, OWNER])(
    'is the only role with delegated roles: not $name',
    role => {
      expect(faults(Authorization.permanent(robot, role, { delegatedRoles: [READER] })).at(-1)).toBe(
        'authorizations[0].delegatedRoles: goes with User Access Administrator only; leave it out, or replace the ' +
          `role ${role.name}`,
      );
    },
  );

  it('may have delegated roles if the role is a Terraform reference', () => {
    const role = AzureBuiltInRole.of(token(newStack(), 'role'));
    expect(faults(Authorization.permanent(robot, role, { delegatedRoles: [READER] }))).toEqual([]);
  });

  it.each<[string, AzureBuiltInRole, string]>([
    ['Owner', OWNER, '"Owner" cannot be delegated; choose "Contributor" or a narrower role'],
    [
      'itself',
      USER_ACCESS_ADMINISTRATOR,
      '"User Access Administrator" cannot be assigned to managed identities; choose a role that is neither it nor Owner',
    ],
    [
      'a restricted role',
      AzureBuiltInRole.of('Locks Contributor'),
      '"Locks Contributor" contains Microsoft.Authorization/locks/delete, Microsoft.Authorization/locks/write, which ' +
        'Azure Lighthouse refuses; choose a role without',
    ],
    ['an unknown role', AzureBuiltInRole.of('Reeder'), '"Reeder" is not a built-in role; did you mean "Reader"?'],
    ['nothing', untyped(undefined), 'is missing; take one of AzureBuiltInRole, or AzureBuiltInRole.of(name)'],
    ['a name', untyped('Reader'), '"Reader" is not a role; take one of AzureBuiltInRole, or AzureBuiltInRole.of(name)'],
  ])('cannot assign %s', (_case, role, sentence) => {
    expect(faults(administrator(READER, role))).toEqual([`authorizations[0].delegatedRoles[1]: ${sentence}`]);
  });

  it('can assign any of the 319 with data actions, as far as anybody but Azure knows', () => {
    const roles = withSupport(LighthouseSupport.DATA_ACTIONS);
    expect(roles).toHaveLength(319);
    expect(faults(administrator(...roles))).toEqual([]);
  });

  it('lists each delegated role once', () => {
    expect(faults(administrator(READER, CONTRIBUTOR, AzureBuiltInRole.of('reader')))).toEqual([
      'authorizations[0].delegatedRoles[2]: "Reader" is listed twice; list each role once',
    ]);
    const blobs = AzureBuiltInRole.of('Storage Blob Data Reader');
    expect(faults(administrator(blobs, blobs))).toEqual([
      'authorizations[0].delegatedRoles[1]: "Storage Blob Data Reader" is listed twice; list each role once',
    ]);
  });

  it('leaves delegated roles alone that are Terraform references', () => {
    const stack = newStack();
    const reference = AzureBuiltInRole.of(token(stack, 'role'));
    newDelegation(stack, { offer: newOffer({ authorizations: [administrator(reference, reference, READER)] }) });
    expect(resource(stack, 'azurerm_lighthouse_definition').authorization).toMatchObject([
      { delegated_role_definition_ids: ['${var.role}', '${var.role}', ROLE_ID.reader] },
    ]);
  });

  it('cannot be eligible', () => {
    expect(faults(Authorization.eligible(operators, USER_ACCESS_ADMINISTRATOR))).toEqual([
      'authorizations[0].role: "User Access Administrator" cannot be eligible; use Authorization.permanent with ' +
        'delegatedRoles',
    ]);
  });
});

describe('eligible authorizations', () => {
  const eligible = (options?: EligibleAuthorizationOptions) => Authorization.eligible(ada, CONTRIBUTOR, options);
  const approvers = (count: number) =>
    Array.from({ length: count }, (_, i) =>
      Principal.user(`f0000000-0000-4000-8000-0000000001${String(i).padStart(2, '0')}`, `approver ${i}`),
    );

  it('writes every value, those by default too', () => {
    const stack = newStack();
    newDelegation(stack, { automation, offer: newOffer({ authorizations: [eligible()] }) });
    expect(resource(stack, 'azurerm_lighthouse_definition').eligible_authorization).toEqual([
      {
        principal_id: ada.id,
        principal_display_name: 'Ada',
        role_definition_id: ROLE_ID.contributor,
        just_in_time_access_policy: { maximum_activation_duration: 'PT8H', multi_factor_auth_provider: 'Azure' },
      },
    ]);
  });

  it('writes duration and approvers, and nothing for multifactor authentication that is off', () => {
    const stack = newStack();
    const nameless = Principal.group('F0000000-0000-4000-8000-0000000000AA');
    newDelegation(stack, {
      automation,
      offer: newOffer({
        authorizations: [
          eligible({
            maximumActivationDuration: 'PT30M',
            multiFactorAuthentication: false,
            approvers: [engineers, nameless],
          }),
        ],
      }),
    });
    expect(resource(stack, 'azurerm_lighthouse_definition').eligible_authorization).toEqual([
      {
        principal_id: ada.id,
        principal_display_name: 'Ada',
        role_definition_id: ROLE_ID.contributor,
        just_in_time_access_policy: {
          maximum_activation_duration: 'PT30M',
          approver: [
            { principal_id: engineers.id, principal_display_name: 'engineers' },
            { principal_id: 'f0000000-0000-4000-8000-0000000000aa' },
          ],
        },
      },
    ]);
  });

  it('says of itself what it is', () => {
    expect(eligible().isPermanent).toBe(false);
    expect(Authorization.permanent(ada, CONTRIBUTOR).isPermanent).toBe(true);
    expect(Authorization.permanent(ada, CONTRIBUTOR).justInTimePolicy).toBeUndefined();
    expect(Authorization.eligibleWithoutPolicy(ada, CONTRIBUTOR)).toMatchObject({
      isPermanent: false,
      justInTimePolicy: undefined,
    });
  });

  it('writes no policy where Azure has none', () => {
    const stack = newStack();
    const authorizations = [Authorization.eligibleWithoutPolicy(ada, CONTRIBUTOR)];
    newDelegation(stack, { automation, offer: newOffer({ authorizations }) });
    expect(resource(stack, 'azurerm_lighthouse_definition').eligible_authorization).toEqual([
      { principal_id: ada.id, principal_display_name: 'Ada', role_definition_id: ROLE_ID.contributor },
    ]);
  });

  it('obeys the other rules without a policy, too', () => {
    expect(faults(Authorization.eligibleWithoutPolicy(robot, USER_ACCESS_ADMINISTRATOR))).toEqual([
      'authorizations[0].principal: "robot" is a service principal and cannot be eligible; ' +
        'use Authorization.permanent, or a group or user',
      'authorizations[0].role: "User Access Administrator" cannot be eligible; use Authorization.permanent with ' +
        'delegatedRoles',
    ]);
  });

  it('are not for service principals', () => {
    expect(faults(Authorization.eligible(robot, CONTRIBUTOR))).toEqual([
      'authorizations[0].principal: "robot" is a service principal and cannot be eligible; ' +
        'use Authorization.permanent, or a group or user',
    ]);
    expect(faults(Authorization.permanent(robot, CONTRIBUTOR))).toEqual([]);
  });

  it('can have ten approvers', () => {
    expect(faults(eligible({ approvers: approvers(10) }))).toEqual([]);
  });

  it('cannot have eleven', () => {
    expect(faults(eligible({ approvers: approvers(11) }))).toEqual([
      'authorizations[0].approvers: has 11 approvers; Lighthouse accepts 10, so name a group instead',
    ]);
  });

  it.each<[string, Principal[], string]>([
    [
      'a service principal',
      [engineers, robot],
      '[1]: "robot" is a service principal and cannot approve; name a group or user',
    ],
    [
      'who activates, alone',
      [Principal.user(ada.id.toUpperCase(), 'Countess')],
      '[0]: "Countess" would have to approve its own activations; name somebody else as well',
    ],
    ['twice', [engineers, operators, engineers], '[2]: "engineers" is listed twice; list each approver once'],
    ['without an id', [Principal.user('')], '[0].id: is missing; expected the object id of the user'],
    ['nobody', [untyped(undefined)], '[0]: is missing; make it with Principal.group or Principal.user'],
    ['a text', [untyped('Ada')], '[0]: "Ada" is not a Principal; make it with Principal.group or Principal.user'],
  ])('cannot be approved by %s', (_case, list, fault) => {
    expect(faults(eligible({ approvers: list }))).toEqual([`authorizations[0].approvers${fault}`]);
  });

  it('can be approved by who activates, beside another, and by the members of a group among themselves', () => {
    expect(faults(eligible({ approvers: [ada, engineers] }))).toEqual([]);
    expect(faults(Authorization.eligible(engineers, CONTRIBUTOR, { approvers: [engineers] }))).toEqual([]);
  });

  it('leaves approvers alone that are Terraform references', () => {
    const stack = newStack();
    const [id, name] = [token(stack, 'approver'), token(stack, 'name')];
    const list = [Principal.user(id, name), Principal.user(id, name)];
    newDelegation(stack, { automation, offer: newOffer({ authorizations: [eligible({ approvers: list })] }) });
    expect(resource(stack, 'azurerm_lighthouse_definition').eligible_authorization).toMatchObject([
      {
        just_in_time_access_policy: {
          approver: list.map(() => ({ principal_id: '${var.approver}', principal_display_name: '${var.name}' })),
        },
      },
    ]);
  });
});

describe('Authorization.grantsSameAs', () => {
  it('compares principal and role, not how it is granted', () => {
    const permanent = Authorization.permanent(operators, CONTRIBUTOR);
    expect(permanent.grantsSameAs(Authorization.eligible(operators, AzureBuiltInRole.of('contributor')))).toBe(true);
    expect(permanent.grantsSameAs(Authorization.permanent(operators, READER))).toBe(false);
    expect(permanent.grantsSameAs(Authorization.permanent(engineers, CONTRIBUTOR))).toBe(false);
  });

  it.each([undefined, 'Contributor', {}])('takes %j for no role, and for the same as none', role => {
    const permanent = Authorization.permanent(operators, CONTRIBUTOR);
    const without = Authorization.permanent(operators, untyped(role));
    expect([permanent.grantsSameAs(without), without.grantsSameAs(permanent)]).toEqual([false, false]);
    expect(without.grantsSameAs(without)).toBe(false);
  });

  it('does not judge roles that are Terraform references', () => {
    const role = AzureBuiltInRole.of(token(newStack(), 'role'));
    const authorization = Authorization.permanent(operators, role);
    expect(authorization.grantsSameAs(Authorization.permanent(operators, role))).toBe(false);
  });
});
