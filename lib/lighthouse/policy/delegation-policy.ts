import { authorizationJson } from '../arm/authorization-json';
import type { OfferedDelegation } from '../delegation/offered-delegation';
import type { Authorization } from '../offer/authorization';

/** The built-in role Owner, as Microsoft's sample has it: who delegates must be allowed to write role assignments. */
export const OWNER_ROLE = '/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635';

const DEFINITIONS = 'Microsoft.ManagedServices/registrationDefinitions';
const ASSIGNMENTS = 'Microsoft.ManagedServices/registrationAssignments';
/** The oldest version that is no preview and knows eligible authorizations. */
const API_VERSION = '2022-10-01';

const PERMANENT = `${DEFINITIONS}/authorizations[*]`;
const DELEGATED_ROLES = `${PERMANENT}.delegatedRoleDefinitionIds[*]`;
const ELIGIBLE = `${DEFINITIONS}/eligibleAuthorizations[*]`;
const ACTIVATION = `${ELIGIBLE}.justInTimeAccessPolicy`;
const APPROVERS = `${ACTIVATION}.managedByTenantApprovers[*]`;

/** The parameters of the policy, called as in Microsoft's sample; every offer has all of them. */
export const POLICY_PARAMETERS = {
  managedByTenantId: { type: 'String', metadata: { displayName: 'Managing tenant' } },
  managedByName: { type: 'String', metadata: { displayName: 'Name of the offer' } },
  managedByDescription: { type: 'String', metadata: { displayName: 'Description of the offer' } },
  managedByAuthorizations: { type: 'Array', metadata: { displayName: 'Permanent authorizations' } },
  managedByEligibleAuthorizations: { type: 'Array', metadata: { displayName: 'Eligible authorizations' } },
  managedByEligibleAuthorizationsWithoutPolicy: {
    type: 'Array',
    metadata: { displayName: 'Eligible authorizations of which Azure decides how they are activated' },
  },
};

/** What the policy is assigned with; azurerm sends lists that are empty, too. */
export function policyParameterValues({ offer, authorizations }: OfferedDelegation) {
  const json = (wanted: (authorization: Authorization) => boolean) =>
    authorizations.filter(wanted).map(a => authorizationJson(a, true));
  return {
    managedByTenantId: { value: offer.managingTenantId },
    managedByName: { value: offer.name },
    managedByDescription: { value: offer.description ?? '' },
    managedByAuthorizations: { value: json(a => a.isPermanent) },
    managedByEligibleAuthorizations: { value: json(a => a.justInTimePolicy !== undefined) },
    managedByEligibleAuthorizationsWithoutPolicy: {
      value: json(a => !a.isPermanent && a.justInTimePolicy === undefined),
    },
  };
}

/**
 * The rule: a subscription that has no registration definition as offered gets definition and assignment deployed.
 *
 * Sent to the API as it is. In an ARM template, as Microsoft's sample is one, each expression would begin with `[[`.
 *
 * @see https://github.com/Azure/Azure-Lighthouse-samples/tree/master/templates/policy-delegate-management-groups
 * @see https://learn.microsoft.com/azure/governance/policy/concepts/effect-deploy-if-not-exists
 */
export function policyRule(location: string) {
  return {
    if: { field: 'type', equals: 'Microsoft.Resources/subscriptions' },
    then: {
      effect: 'deployIfNotExists',
      details: {
        type: DEFINITIONS,
        existenceScope: 'Subscription',
        existenceCondition: existenceCondition(),
        roleDefinitionIds: [OWNER_ROLE],
        deploymentScope: 'Subscription',
        deployment: {
          location,
          properties: {
            mode: 'incremental',
            parameters: Object.fromEntries(
              Object.keys(POLICY_PARAMETERS).map(name => [name, { value: `[parameters('${name}')]` }]),
            ),
            template: template(),
          },
        },
      },
    },
  };
}

/**
 * True for a definition that says what the offer says.
 *
 * The documented limits are 5 counts of one array, 10 counts of parameters and 128 conditions. Hence a count of wanted
 * authorizations around a count of found ones, instead of a condition for each authorization. `field()` is of no use
 * here: it reads the subscription, not the definition.
 *
 * @see https://learn.microsoft.com/azure/governance/policy/concepts/definition-structure-policy-rule#policy-rule-limits
 */
function existenceCondition() {
  return {
    allOf: [
      { field: `${DEFINITIONS}/managedByTenantId`, equals: "[parameters('managedByTenantId')]" },
      { field: `${DEFINITIONS}/registrationDefinitionName`, equals: "[parameters('managedByName')]" },
      {
        // What Azure keeps of an empty description is not documented.
        anyOf: [
          { value: "[empty(parameters('managedByDescription'))]", equals: true },
          { field: `${DEFINITIONS}/description`, equals: "[parameters('managedByDescription')]" },
        ],
      },
      sameNumber(PERMANENT, 'managedByAuthorizations'),
      allFound(PERMANENT, 'managedByAuthorizations', 'permanent', [
        ...samePair(PERMANENT, 'permanent'),
        {
          count: { field: DELEGATED_ROLES },
          equals: "[length(current('permanent').delegatedRoleDefinitionIds)]",
        },
        {
          count: {
            field: DELEGATED_ROLES,
            where: { field: DELEGATED_ROLES, in: "[current('permanent').delegatedRoleDefinitionIds]" },
          },
          equals: "[length(current('permanent').delegatedRoleDefinitionIds)]",
        },
      ]),
      sameNumber(ELIGIBLE, 'managedByEligibleAuthorizations', 'managedByEligibleAuthorizationsWithoutPolicy'),
      allFound(ELIGIBLE, 'managedByEligibleAuthorizations', 'eligible', [
        ...samePair(ELIGIBLE, 'eligible'),
        ...['multiFactorAuthProvider', 'maximumActivationDuration'].map(member => ({
          field: `${ACTIVATION}.${member}`,
          equals: `[current('eligible').justInTimeAccessPolicy.${member}]`,
        })),
        {
          count: { field: APPROVERS },
          equals: "[length(current('eligible').justInTimeAccessPolicy.managedByTenantApprovers)]",
        },
        {
          count: {
            field: APPROVERS,
            where: {
              // Only a parameter can be counted, not a list inside a member of it; so its text is searched.
              value:
                "[contains(toLower(string(current('eligible').justInTimeAccessPolicy)), " +
                `toLower(current('${APPROVERS}.principalId')))]`,
              equals: true,
            },
          },
          equals: "[length(current('eligible').justInTimeAccessPolicy.managedByTenantApprovers)]",
        },
      ]),
      // Whether Azure shows a policy where none was written is not documented, so none is looked for.
      allFound(
        ELIGIBLE,
        'managedByEligibleAuthorizationsWithoutPolicy',
        'withoutPolicy',
        samePair(ELIGIBLE, 'withoutPolicy'),
      ),
    ],
  };
}

/** As many members as the parameters want. */
function sameNumber(array: string, ...parameters: string[]) {
  const numbers = parameters.map(parameter => `length(parameters('${parameter}'))`);
  return { count: { field: array }, equals: `[${numbers.reduce((sum, number) => `add(${sum}, ${number})`)}]` };
}

/** For each wanted member exactly one that meets the conditions. */
function allFound(array: string, parameter: string, wanted: string, conditions: object[]) {
  return {
    count: {
      value: `[parameters('${parameter}')]`,
      name: wanted,
      where: { count: { field: array, where: { allOf: conditions } }, equals: 1 },
    },
    equals: `[length(parameters('${parameter}'))]`,
  };
}

function samePair(array: string, wanted: string) {
  return ['principalId', 'roleDefinitionId'].map(member => ({
    field: `${array}.${member}`,
    equals: `[current('${wanted}').${member}]`,
  }));
}

/** What is deployed into a subscription: the ids are those of every other way to onboard, so a second time updates. */
function template() {
  const guid = "guid(parameters('managedByName'))";
  const definitionId = `[subscriptionResourceId('${DEFINITIONS}', ${guid})]`;
  return {
    $schema: 'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    parameters: Object.fromEntries(Object.entries(POLICY_PARAMETERS).map(([name, { type }]) => [name, { type }])),
    resources: [
      {
        type: DEFINITIONS,
        apiVersion: API_VERSION,
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
        type: ASSIGNMENTS,
        apiVersion: API_VERSION,
        name: `[${guid}]`,
        // By full id: definition and assignment share their name, so the name alone would point at both.
        dependsOn: [definitionId],
        properties: { registrationDefinitionId: definitionId },
      },
    ],
  };
}
