import { armGuid } from '../../lib/azure';
import { Refusal } from '../server/http-message';
import { armRefusal } from './arm-errors';
import { MANAGED_SERVICES } from './managed-services-types';
import type { Subscription } from './subscriptions';

/** Stands for the provider's own application, whose id the log has blacked out. */
const PROVIDER_CLIENT = armGuid(MANAGED_SERVICES);

/**
 * The provider's own refusal of writes, which differs from Azure Resource Manager's general one in everything but the code:
 * its application may not read the subscription yet.
 *
 * @see https://docs.sysdig.com/en/sysdig-secure/connect-cloud-accounts/azure/troubleshoot
 */
export function providerMayNotAct({ id, resourceId }: Subscription): Refusal {
  const code = 'MissingSubscriptionRegistration';
  const message =
    `The managed services resource provider not allowed to access the subscription '${id}'. The subscription must be ` +
    `registered to use namespace '${MANAGED_SERVICES}'. Please see https://aka.ms/rp-not-register-error for details on ` +
    'how to register subscriptions.';
  const cause =
    `The client '${PROVIDER_CLIENT}' with object id '${PROVIDER_CLIENT}' does not have authorization to perform action ` +
    `'Microsoft.Resources/subscriptions/read' over scope '${resourceId}' or the scope is invalid. If access was ` +
    'recently granted, please refresh your credentials.';
  const details = [{ code: 'AuthorizationFailed', message: cause }];
  return new Refusal({ status: 409, body: { error: { code, message, details } } }, message);
}

/**
 * The caller may write here, but may not hand out rights, or is a guest.
 *
 * @see https://docs.sysdig.com/en/sysdig-secure/connect-cloud-accounts/azure/troubleshoot
 */
export function insufficientPrivileges(status: 400 | 403): Refusal {
  const message = "The requested user doesn't have sufficient privileges to perform the operation.";
  return armRefusal(status, 'InsufficientPrivilegesForManagedServiceResource', message);
}

/** There is no such definition: turbot/steampipe-plugin-azure, azure/table_azure_lighthouse_definition.go, knows the code. */
export function definitionNotFound(name: string): Refusal {
  return armRefusal(404, 'RegistrationDefinitionNotFound', `The registration definition '${name}' was not found.`);
}

/** There is no such assignment: a plugin beside it knows that code. */
export function assignmentNotFound(name: string): Refusal {
  return armRefusal(404, 'RegistrationAssignmentNotFound', `The registration assignment '${name}' was not found.`);
}

/**
 * A definition belongs to a subscription, even if it is assigned to resource groups only.
 *
 * @see https://github.com/Azure/Azure-Lighthouse-samples/issues/31
 */
export function invalidDefinitionUri(scope: string): Refusal {
  const message = `The registration definition request scope '${scope}' should be '/subscriptions/<subscriptionId>'.`;
  return armRefusal(400, 'InvalidRegistrationDefinitionUri', message);
}

/** The code that most faults of a definition have. */
export function invalidDefinition(message: string): Refusal {
  return armRefusal(400, 'InvalidRegistrationDefinitionCreateRequest', message);
}

/** The code that the faults of an assignment have. */
export function invalidAssignment(status: 400 | 409, message: string): Refusal {
  return armRefusal(status, 'InvalidRegistrationAssignmentCreateRequest', message);
}
