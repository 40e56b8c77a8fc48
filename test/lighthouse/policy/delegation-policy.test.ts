import { Authorization, AzureBuiltInRole, type LighthouseOffer, Principal } from 'cdktf-partner-earned-credit';
import { isTrue } from '../../../emulator/policy/conditions';
import { COMMON_FUNCTIONS, evaluated } from '../../../emulator/policy/expressions';
import { checkPolicy } from '../../../emulator/policy/policy-rules';
import type { JsonObject } from '../../../emulator/server/json';
import { asObject } from '../../../emulator/server/json';
import {
  ada,
  automation,
  engineers,
  MANAGING_TENANT,
  newDelegation,
  newOffer,
  newStack,
  operators,
  robot,
  ROLE_ID,
  SUBSCRIPTION,
} from '../../fabrikam';
import { newOnboarding, policyOf } from './onboarding';

const DEFINITIONS = 'Microsoft.ManagedServices/registrationDefinitions';
const PERMANENT = `${DEFINITIONS}/authorizations[*]`;
const ELIGIBLE = `${DEFINITIONS}/eligibleAuthorizations[*]`;
const APPROVERS = `${ELIGIBLE}.justInTimeAccessPolicy.managedByTenantApprovers[*]`;

const NETWORK = AzureBuiltInRole.NETWORK_CONTRIBUTOR;
const MONITORING = AzureBuiltInRole.of('Monitoring Reader');
const administrator = Authorization.permanent(robot, AzureBuiltInRole.USER_ACCESS_ADMINISTRATOR, {
  delegatedRoles: [AzureBuiltInRole.CONTRIBUTOR, AzureBuiltInRole.READER],
});
const eligibleFor = (maximumActivationDuration: string, ...approvers: Principal[]) =>
  Authorization.eligible(ada, AzureBuiltInRole.CONTRIBUTOR, { maximumActivationDuration, approvers });
const eligible = (...approvers: Principal[]) => eligibleFor('PT2H', ...approvers);
const withoutFactor = (principal: Principal, role: AzureBuiltInRole) =>
  Authorization.eligible(principal, role, { multiFactorAuthentication: false });

/** One of everything. */
const everything = newOffer({
  description: 'Operation by Fabrikam.',
  authorizations: [
    Authorization.permanent(operators, AzureBuiltInRole.CONTRIBUTOR),
    Authorization.permanent(ada, AzureBuiltInRole.READER),
    administrator,
    eligible(engineers, operators),
    withoutFactor(operators, NETWORK),
    Authorization.eligibleWithoutPolicy(engineers, MONITORING),
  ],
});

const policy = (offer = everything) =>
  policyOf(newOnboarding(newStack(), { offer, automation: { ...automation, tenantId: offer.managingTenantId } }));

describe('the policy', () => {
  it('takes the offer as parameters', () => {
    const { parameters, values } = policy();
    expect(parameters).toEqual({
      managedByTenantId: { type: 'String', metadata: { displayName: 'Managing tenant' } },
      managedByName: { type: 'String', metadata: { displayName: 'Name of the offer' } },
      managedByDescription: { type: 'String', metadata: { displayName: 'Description of the offer' } },
      managedByAuthorizations: { type: 'Array', metadata: { displayName: 'Permanent authorizations' } },
      managedByEligibleAuthorizations: { type: 'Array', metadata: { displayName: 'Eligible authorizations' } },
      managedByEligibleAuthorizationsWithoutPolicy: {
        type: 'Array',
        metadata: { displayName: 'Eligible authorizations of which Azure decides how they are activated' },
      },
    });
    const person = ({ id, displayName }: Principal) => ({ principalId: id, principalIdDisplayName: displayName });
    expect(values).toEqual({
      managedByTenantId: { value: MANAGING_TENANT },
      managedByName: { value: 'Fabrikam Managed Services' },
      managedByDescription: { value: 'Operation by Fabrikam.' },
      managedByAuthorizations: {
        value: [
          { ...person(operators), roleDefinitionId: ROLE_ID.contributor, delegatedRoleDefinitionIds: [] },
          { ...person(ada), roleDefinitionId: ROLE_ID.reader, delegatedRoleDefinitionIds: [] },
          {
            ...person(robot),
            roleDefinitionId: ROLE_ID.userAccessAdministrator,
            delegatedRoleDefinitionIds: [ROLE_ID.contributor, ROLE_ID.reader],
          },
          {
            principalId: automation.principalId,
            principalIdDisplayName: 'PEC-Automation',
            roleDefinitionId: ROLE_ID.supportRequestContributor,
            delegatedRoleDefinitionIds: [],
          },
          { ...person(operators), roleDefinitionId: ROLE_ID.delete, delegatedRoleDefinitionIds: [] },
          { ...person(ada), roleDefinitionId: ROLE_ID.delete, delegatedRoleDefinitionIds: [] },
        ],
      },
      managedByEligibleAuthorizations: {
        value: [
          {
            ...person(ada),
            roleDefinitionId: ROLE_ID.contributor,
            justInTimeAccessPolicy: {
              multiFactorAuthProvider: 'Azure',
              maximumActivationDuration: 'PT2H',
              managedByTenantApprovers: [person(engineers), person(operators)],
            },
          },
          {
            ...person(operators),
            roleDefinitionId: AzureBuiltInRole.NETWORK_CONTRIBUTOR.id,
            justInTimeAccessPolicy: {
              multiFactorAuthProvider: 'None',
              maximumActivationDuration: 'PT8H',
              managedByTenantApprovers: [],
            },
          },
        ],
      },
      managedByEligibleAuthorizationsWithoutPolicy: {
        value: [{ ...person(engineers), roleDefinitionId: MONITORING.id }],
      },
    });
  });

  it('has this rule', () => {
    const wanted = "[length(parameters('managedByAuthorizations'))]";
    const wantedEligible = "[length(parameters('managedByEligibleAuthorizations'))]";
    const delegated = "[length(current('permanent').delegatedRoleDefinitionIds)]";
    const approvers = "[length(current('eligible').justInTimeAccessPolicy.managedByTenantApprovers)]";
    const guid = "guid(parameters('managedByName'))";
    const definitionId = `[subscriptionResourceId('${DEFINITIONS}', ${guid})]`;
    expect(policy().rule).toEqual({
      if: { field: 'type', equals: 'Microsoft.Resources/subscriptions' },
      then: {
        effect: 'deployIfNotExists',
        details: {
          type: DEFINITIONS,
          existenceScope: 'Subscription',
          existenceCondition: {
            allOf: [
              { field: `${DEFINITIONS}/managedByTenantId`, equals: "[parameters('managedByTenantId')]" },
              { field: `${DEFINITIONS}/registrationDefinitionName`, equals: "[parameters('managedByName')]" },
              {
                anyOf: [
                  { value: "[empty(parameters('managedByDescription'))]", equals: true },
                  { field: `${DEFINITIONS}/description`, equals: "[parameters('managedByDescription')]" },
                ],
              },
              { count: { field: PERMANENT }, equals: wanted },
              {
                count: {
                  value: "[parameters('managedByAuthorizations')]",
                  name: 'permanent',
                  where: {
                    count: {
                      field: PERMANENT,
                      where: {
                        allOf: [
                          { field: `${PERMANENT}.principalId`, equals: "[current('permanent').principalId]" },
                          { field: `${PERMANENT}.roleDefinitionId`, equals: "[current('permanent').roleDefinitionId]" },
                          { count: { field: `${PERMANENT}.delegatedRoleDefinitionIds[*]` }, equals: delegated },
                          {
                            count: {
                              field: `${PERMANENT}.delegatedRoleDefinitionIds[*]`,
                              where: {
                                field: `${PERMANENT}.delegatedRoleDefinitionIds[*]`,
                                in: "[current('permanent').delegatedRoleDefinitionIds]",
                              },
                            },
                            equals: delegated,
                          },
                        ],
                      },
                    },
                    equals: 1,
                  },
                },
                equals: wanted,
              },
              {
                count: { field: ELIGIBLE },
                equals:
                  "[add(length(parameters('managedByEligibleAuthorizations')), " +
                  "length(parameters('managedByEligibleAuthorizationsWithoutPolicy')))]",
              },
              {
                count: {
                  value: "[parameters('managedByEligibleAuthorizations')]",
                  name: 'eligible',
                  where: {
                    count: {
                      field: ELIGIBLE,
                      where: {
                        allOf: [
                          { field: `${ELIGIBLE}.principalId`, equals: "[current('eligible').principalId]" },
                          { field: `${ELIGIBLE}.roleDefinitionId`, equals: "[current('eligible').roleDefinitionId]" },
                          {
                            field: `${ELIGIBLE}.justInTimeAccessPolicy.multiFactorAuthProvider`,
                            equals: "[current('eligible').justInTimeAccessPolicy.multiFactorAuthProvider]",
                          },
                          {
                            field: `${ELIGIBLE}.justInTimeAccessPolicy.maximumActivationDuration`,
                            equals: "[current('eligible').justInTimeAccessPolicy.maximumActivationDuration]",
                          },
                          { count: { field: APPROVERS }, equals: approvers },
                          {
                            count: {
                              field: APPROVERS,
                              where: {
                                value:
                                  "[contains(toLower(string(current('eligible').justInTimeAccessPolicy)), " +
                                  `toLower(current('${APPROVERS}.principalId')))]`,
                                equals: true,
                              },
                            },
                            equals: approvers,
                          },
                        ],
                      },
                    },
                    equals: 1,
                  },
                },
                equals: wantedEligible,
              },
              {
                count: {
                  value: "[parameters('managedByEligibleAuthorizationsWithoutPolicy')]",
                  name: 'withoutPolicy',
                  where: {
                    count: {
                      field: ELIGIBLE,
                      where: {
                        allOf: [
                          { field: `${ELIGIBLE}.principalId`, equals: "[current('withoutPolicy').principalId]" },
                          {
                            field: `${ELIGIBLE}.roleDefinitionId`,
                            equals: "[current('withoutPolicy').roleDefinitionId]",
                          },
                        ],
                      },
                    },
                    equals: 1,
                  },
                },
                equals: "[length(parameters('managedByEligibleAuthorizationsWithoutPolicy'))]",
              },
            ],
          },
          roleDefinitionIds: [
            '/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
          ],
          deploymentScope: 'Subscription',
          deployment: {
            location: 'westeurope',
            properties: {
              mode: 'incremental',
              parameters: {
                managedByTenantId: { value: "[parameters('managedByTenantId')]" },
                managedByName: { value: "[parameters('managedByName')]" },
                managedByDescription: { value: "[parameters('managedByDescription')]" },
                managedByAuthorizations: { value: "[parameters('managedByAuthorizations')]" },
                managedByEligibleAuthorizations: { value: "[parameters('managedByEligibleAuthorizations')]" },
                managedByEligibleAuthorizationsWithoutPolicy: {
                  value: "[parameters('managedByEligibleAuthorizationsWithoutPolicy')]",
                },
              },
              template: {
                $schema: 'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#',
                contentVersion: '1.0.0.0',
                parameters: {
                  managedByTenantId: { type: 'String' },
                  managedByName: { type: 'String' },
                  managedByDescription: { type: 'String' },
                  managedByAuthorizations: { type: 'Array' },
                  managedByEligibleAuthorizations: { type: 'Array' },
                  managedByEligibleAuthorizationsWithoutPolicy: { type: 'Array' },
                },
                resources: [
                  {
                    type: DEFINITIONS,
                    apiVersion: '2022-10-01',
                    name: `[${guid}]`,
                    properties: {
                      registrationDefinitionName: "[parameters('managedByName')]",
                      description: "[parameters('managedByDescription')]",
                      managedByTenantId: "[parameters('managedByTenantId')]",
                      authorizations: "[parameters('managedByAuthorizations')]",
                      eligibleAuthorizations:
                        "[concat(parameters('managedByEligibleAuthorizations'), " +
                        "parameters('managedByEligibleAuthorizationsWithoutPolicy'))]",
                    },
                  },
                  {
                    type: 'Microsoft.ManagedServices/registrationAssignments',
                    apiVersion: '2022-10-01',
                    name: `[${guid}]`,
                    dependsOn: [definitionId],
                    properties: { registrationDefinitionId: definitionId },
                  },
                ],
              },
            },
          },
        },
      },
    });
  });

  it('is the same for every offer, so that another offer changes the assignment only', () => {
    const other = policy(newOffer({ name: 'Other', authorizations: [] }));
    expect([other.rule, other.parameters]).toEqual([policy().rule, policy().parameters]);
  });

  it('has aliases, parameters and limits that Azure accepts', () => {
    const { rule, parameters } = policy();
    expect(() => checkPolicy('lighthouse', { policyRule: rule, parameters })).not.toThrow();
  });

  it('contains nothing that Terraform would take for a template', () => {
    expect(JSON.stringify(policy())).not.toMatch(/[$%]\{/);
  });
});

describe('what is deployed', () => {
  it('has the ids of a LighthouseDelegation', () => {
    const { rule, values } = policy();
    const deployment = asObject(asObject(asObject(asObject(rule.then).details).deployment).properties);
    const resources = evaluated(asObject(deployment.template).resources, {
      ...COMMON_FUNCTIONS,
      parameters: name => values[String(name)].value,
      subscriptionresourceid: (type, name) =>
        `/subscriptions/${SUBSCRIPTION}/providers/${String(type)}/${String(name)}`,
    }) as JsonObject[];
    const { definitionGuid, assignmentGuids } = newDelegation(newStack(), { offer: everything, automation });
    const definitionId = `/subscriptions/${SUBSCRIPTION}/providers/${DEFINITIONS}/${definitionGuid}`;
    expect(resources.map(({ name }) => name)).toEqual([definitionGuid, ...assignmentGuids]);
    expect(resources[1]).toMatchObject({
      dependsOn: [definitionId],
      properties: { registrationDefinitionId: definitionId },
    });
    expect(resources[0].properties).toEqual(delegated(everything).properties);
  });
});

/** A registration definition as the policy deploys it. */
function delegated(offer: LighthouseOffer, change: JsonObject = {}): JsonObject {
  const { values } = policy(offer);
  return {
    name: 'anything',
    properties: {
      registrationDefinitionName: values.managedByName.value,
      description: values.managedByDescription.value,
      managedByTenantId: values.managedByTenantId.value,
      authorizations: values.managedByAuthorizations.value,
      eligibleAuthorizations: [
        ...(values.managedByEligibleAuthorizations.value as object[]),
        ...(values.managedByEligibleAuthorizationsWithoutPolicy.value as object[]),
      ],
      ...change,
    },
  };
}

/** Whether the policy leaves a subscription with this definition alone. */
function isAsOffered(definition: JsonObject, offer = everything): boolean {
  const { rule, values } = policy(offer);
  const condition = asObject(asObject(asObject(rule.then).details).existenceCondition);
  const parameters = Object.fromEntries(Object.entries(values).map(([name, { value }]) => [name, value]));
  return isTrue(condition, { resource: definition, parameters });
}

/** The offer with other authorizations in place of those at the positions. */
const offerWith = (change: Record<number, Authorization | undefined>, more: Authorization[] = []) =>
  newOffer({
    description: 'Operation by Fabrikam.',
    authorizations: [...everything.authorizations.map((a, i) => (i in change ? change[i] : a)), ...more].filter(
      a => a !== undefined,
    ),
  });

describe('the existence condition', () => {
  it.each<[string, JsonObject]>([
    ['what was deployed', delegated(everything)],
    [
      'another order',
      delegated(everything, {
        authorizations: [...(policy().values.managedByAuthorizations.value as object[])].reverse(),
      }),
    ],
    [
      'another case',
      JSON.parse(JSON.stringify(delegated(everything)).replaceAll('f0000000', 'F0000000')) as JsonObject,
    ],
    [
      'another display name',
      JSON.parse(JSON.stringify(delegated(everything)).replaceAll('"Ada"', '"A."')) as JsonObject,
    ],
  ])('is met by %s', (_case, definition) => {
    expect(isAsOffered(definition)).toBe(true);
  });

  it('is met by a definition without lists that are empty', () => {
    const plain = newOffer();
    const authorizations = (policy(plain).values.managedByAuthorizations.value as JsonObject[]).map(
      ({ delegatedRoleDefinitionIds: _none, ...rest }) => rest,
    );
    expect(isAsOffered(delegated(plain, { authorizations, eligibleAuthorizations: undefined }), plain)).toBe(true);
  });

  it.each<[string, LighthouseOffer]>([
    ['another managing tenant', newOffer({ ...everything, managingTenantId: SUBSCRIPTION })],
    ['another name', newOffer({ ...everything, name: 'Fabrikam Backup' })],
    ['another description', newOffer({ ...everything, description: 'Backup by Fabrikam.' })],
    ['one authorization more', offerWith({}, [Authorization.permanent(engineers, AzureBuiltInRole.READER)])],
    ['one authorization less', offerWith({ 1: undefined })],
    ['another role', offerWith({ 1: Authorization.permanent(ada, AzureBuiltInRole.BACKUP_READER) })],
    ['another principal', offerWith({ 1: Authorization.permanent(engineers, AzureBuiltInRole.READER) })],
    ['a delegated role less', offerWith({ 2: uaa(AzureBuiltInRole.CONTRIBUTOR) })],
    ['another delegated role', offerWith({ 2: uaa(AzureBuiltInRole.CONTRIBUTOR, AzureBuiltInRole.TAG_CONTRIBUTOR) })],
    ['one eligible authorization less', offerWith({ 4: undefined })],
    ['another eligible principal', offerWith({ 4: withoutFactor(engineers, NETWORK) })],
    ['another eligible role', offerWith({ 4: withoutFactor(operators, AzureBuiltInRole.MONITORING_CONTRIBUTOR) })],
    ['one without policy less', offerWith({ 5: undefined })],
    ['another principal without policy', offerWith({ 5: Authorization.eligibleWithoutPolicy(operators, MONITORING) })],
    ['a policy where there was none', offerWith({ 5: Authorization.eligible(engineers, MONITORING) })],
    ['another duration', offerWith({ 3: eligibleFor('PT1H', engineers, operators) })],
    ['multifactor authentication', offerWith({ 4: Authorization.eligible(operators, NETWORK) })],
    ['an approver less', offerWith({ 3: eligible(engineers) })],
    ['another approver', offerWith({ 3: eligible(engineers, Principal.group(SUBSCRIPTION)) })],
  ])('is not met after a change: %s', (_case, changed) => {
    expect(isAsOffered(delegated(everything), changed)).toBe(false);
    expect(isAsOffered(delegated(changed), changed)).toBe(true);
  });

  it('is not met without PEC-Automation', () => {
    const { values } = policyOf(newOnboarding(newStack(), { offer: everything, automation: undefined }));
    expect(isAsOffered(delegated(everything, { authorizations: values.managedByAuthorizations.value }))).toBe(false);
  });

  it('does not see that a policy was taken away', () => {
    const without = offerWith({ 4: Authorization.eligibleWithoutPolicy(operators, NETWORK) });
    expect(isAsOffered(delegated(everything), without)).toBe(true);
  });

  it('does not see that a description was taken away', () => {
    const without = newOffer({ ...everything, description: undefined });
    expect(isAsOffered(delegated(everything), without)).toBe(true);
  });
});

function uaa(...delegatedRoles: AzureBuiltInRole[]): Authorization {
  return Authorization.permanent(robot, AzureBuiltInRole.USER_ACCESS_ADMINISTRATOR, { delegatedRoles });
}
