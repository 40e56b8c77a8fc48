import { isRecord } from '../../text';
import type { OfferedDelegation } from '../delegation/offered-delegation';
import type { LighthouseOffer } from '../offer/lighthouse-offer';
import { authorizationJson } from './authorization-json';

type Values = Record<string, unknown>;
/** Where the resources take the values from. */
type Source = 'parameters' | 'variables';

/** The newest: https://learn.microsoft.com/azure/templates/microsoft.managedservices/registrationdefinitions */
const MANAGED_SERVICES_VERSION = '2022-10-01';

/** Schemas and version: https://learn.microsoft.com/azure/azure-resource-manager/templates/deploy-to-subscription */
const SCHEMAS = 'https://schema.management.azure.com/schemas';
const DEPLOYMENTS_VERSION = '2022-09-01';
const CONTENT_VERSION = '1.0.0.0';
const DEFINITIONS = 'Microsoft.ManagedServices/registrationDefinitions';
const ASSIGNMENTS = 'Microsoft.ManagedServices/registrationAssignments';
const DEFINITION_ID = `[subscriptionResourceId('${DEFINITIONS}', variables('mspRegistrationName'))]`;

/** What the customer reads where a value is asked for. The names are those of Microsoft's templates. */
const DESCRIPTIONS: Record<string, string> = {
  mspOfferName: 'The name of the offer. The ids of definition and assignment are made from it.',
  mspOfferDescription: 'What is offered.',
  managedByTenantId: 'The Entra tenant of the service provider.',
  authorizations: 'Who in that tenant gets which built-in role.',
  eligibleAuthorizations: 'Who in that tenant may activate which built-in role for some hours.',
};

/** The content of the files, of a delegation without faults. */
export function renderArmTemplate(
  delegation: OfferedDelegation,
  isParameterized: boolean,
): { template: object; parameters?: object } {
  const values = valuesOf(delegation);
  const source: Source = isParameterized ? 'parameters' : 'variables';
  const template = {
    $schema: `${SCHEMAS}/2018-05-01/subscriptionDeploymentTemplate.json#`,
    contentVersion: CONTENT_VERSION,
    ...(isParameterized && { parameters: mapValues(values, parameter) }),
    variables: { ...(!isParameterized && mapValues(values, escaped)), ...names(source, delegation) },
    resources: [definition(source, values, delegation.offer), ...assignments(source, delegation)],
    outputs: outputs(source, values),
  };
  if (!isParameterized) {
    return { template };
  }
  const parameters = {
    $schema: `${SCHEMAS}/2019-04-01/deploymentParameters.json#`,
    contentVersion: CONTENT_VERSION,
    parameters: mapValues(values, value => ({ value })),
  };
  return { template, parameters };
}

/** The values of an offer as Azure takes them, under the names that they have in Microsoft's templates. */
function valuesOf({ offer, authorizations }: OfferedDelegation): Values {
  const eligible = authorizations.filter(authorization => !authorization.isPermanent);
  return {
    mspOfferName: offer.name,
    mspOfferDescription: offer.description ?? '', // As azurerm does where there is none.
    managedByTenantId: offer.managingTenantId,
    authorizations: authorizations.filter(authorization => authorization.isPermanent).map(a => authorizationJson(a)),
    ...(eligible.length > 0 && { eligibleAuthorizations: eligible.map(a => authorizationJson(a)) }),
  };
}

function parameter(value: unknown, name: string): object {
  return { type: Array.isArray(value) ? 'array' : 'string', metadata: { description: DESCRIPTIONS[name] } };
}

/** The names of definition and assignment: those of Microsoft's templates, unless they are given. */
function names(source: Source, { definitionId, assignmentId, resourceGroups }: OfferedDelegation): Values {
  const ofOffer = `[guid(${source}('mspOfferName'))]`;
  return {
    mspRegistrationName: definitionId?.toLowerCase() ?? ofOffer,
    ...(resourceGroups.length === 0 && { mspAssignmentName: assignmentId?.toLowerCase() ?? ofOffer }),
  };
}

function definition(source: Source, values: Values, { plan }: LighthouseOffer): object {
  return {
    type: DEFINITIONS,
    apiVersion: MANAGED_SERVICES_VERSION,
    name: "[variables('mspRegistrationName')]",
    ...(plan && {
      plan: { name: plan.name, publisher: plan.publisher, product: plan.product, version: plan.version },
    }),
    properties: {
      registrationDefinitionName: `[${source}('mspOfferName')]`,
      description: `[${source}('mspOfferDescription')]`,
      managedByTenantId: `[${source}('managedByTenantId')]`,
      authorizations: `[${source}('authorizations')]`,
      ...(values.eligibleAuthorizations !== undefined && {
        eligibleAuthorizations: `[${source}('eligibleAuthorizations')]`,
      }),
    },
  };
}

function assignments(source: Source, delegation: OfferedDelegation): object[] {
  if (delegation.resourceGroups.length === 0) {
    return [{ ...assignment("[variables('mspAssignmentName')]"), dependsOn: [DEFINITION_ID] }];
  }
  return delegation.resourceGroups.map((name, i) => {
    const given = delegation.givenIdAt(name)?.toLowerCase();
    // Without escapes: the name of a resource group has neither quotes nor brackets.
    const ofOfferAndGroup = `[guid(${source}('mspOfferName'), '${name.toLowerCase()}')]`;
    return inResourceGroup(name, `rgAssignment${i}`, assignment(given ?? ofOfferAndGroup));
  });
}

function assignment(name: string): object {
  return {
    type: ASSIGNMENTS,
    apiVersion: MANAGED_SERVICES_VERSION,
    name,
    properties: { registrationDefinitionId: DEFINITION_ID },
  };
}

/**
 * A deployment of its own, because a subscription's template reaches resource groups in no other way. Its expressions
 * are evaluated outside, where the variables are: that is what Azure does unless told otherwise.
 *
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/linked-templates
 */
function inResourceGroup(resourceGroup: string, name: string, resource: object): object {
  return {
    type: 'Microsoft.Resources/deployments',
    apiVersion: DEPLOYMENTS_VERSION,
    name,
    resourceGroup,
    dependsOn: [DEFINITION_ID],
    properties: {
      mode: 'Incremental',
      template: {
        $schema: `${SCHEMAS}/2019-04-01/deploymentTemplate.json#`,
        contentVersion: CONTENT_VERSION,
        resources: [resource],
      },
    },
  };
}

/** What the deployment shows when it has ended, as after Microsoft's templates. */
function outputs(source: Source, values: Values): object {
  const lists = Object.keys(values).filter(name => Array.isArray(values[name]));
  return {
    mspOfferName: { type: 'string', value: `[concat('Managed by', ' ', ${source}('mspOfferName'))]` },
    ...Object.fromEntries(lists.map(name => [name, { type: 'array', value: `[${source}('${name}')]` }])),
  };
}

/**
 * A value in which Azure finds no expression, as it would in a text that begins and ends with a bracket. Not for a file
 * of parameters, in which it looks for none.
 *
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions
 */
function escaped(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.startsWith('[') && value.endsWith(']') ? `[${value}` : value;
  }
  if (Array.isArray(value)) {
    return value.map(escaped);
  }
  return isRecord(value) ? mapValues(value, escaped) : value;
}

function mapValues(record: Values, change: (value: unknown, name: string) => unknown): Values {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value, name)]));
}
