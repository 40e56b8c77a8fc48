import { Refusal } from '../server/http-message';

/** A refusal by Azure Resource Manager, in the form that all its providers share. */
export function armRefusal(
  status: number,
  code: string,
  message: string,
  headers?: Readonly<Record<string, string>>,
): Refusal {
  return new Refusal({ status, headers, body: { error: { code, message } } }, `${code}: ${message}`);
}

/** The caller may sign in, but may not do this here. */
export function authorizationFailed(client: string, objectId: string, action: string, scope: string): Refusal {
  return armRefusal(
    403,
    'AuthorizationFailed',
    `The client '${client}' with object id '${objectId}' does not have authorization to perform action '${action}' ` +
      `over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  );
}

/** The subscription has not registered the provider. */
export function missingSubscriptionRegistration(namespace: string): Refusal {
  const code = 'MissingSubscriptionRegistration';
  const message =
    `The subscription is not registered to use namespace '${namespace}'. ` +
    'See https://aka.ms/rps-not-found for how to register subscriptions.';
  return new Refusal(
    { status: 409, body: { error: { code, message, details: [{ code, target: namespace, message }] } } },
    message,
  );
}

/** There is no such resource. */
export function resourceNotFound(type: string, name: string, resourceGroup = '<null>'): Refusal {
  return armRefusal(
    404,
    'ResourceNotFound',
    `The Resource '${type}/${name}' under resource group '${resourceGroup}' was not found. ` +
      'For more details please go to https://aka.ms/ARMResourceNotFoundFix',
  );
}

/** The body is not what the provider can read. */
export function invalidRequestContent(message: string): Refusal {
  return armRefusal(400, 'InvalidRequestContent', message);
}
