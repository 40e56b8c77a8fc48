import { randomUUID } from 'node:crypto';
import { Refusal } from '../server/http-message';

/**
 * A refusal by Microsoft Graph.
 *
 * @see https://learn.microsoft.com/graph/errors
 */
export function graphRefusal(status: number, code: string, message: string, details?: readonly object[]): Refusal {
  const innerError = {
    date: new Date().toISOString().replace(/\.\d+Z$/, ''),
    'request-id': randomUUID(),
    'client-request-id': randomUUID(),
  };
  return new Refusal({ status, body: { error: { code, message, ...(details && { details }), innerError } } }, message);
}

/** The object is not there, or not there yet. */
export function graphNotFound(id: string): Refusal {
  return graphRefusal(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );
}

/** The caller lacks a permission, or is not an owner. */
export function graphDenied(): Refusal {
  return graphRefusal(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
}

/** The request is wrong in itself. */
export function graphBadRequest(message: string, details?: readonly object[]): Refusal {
  return graphRefusal(400, 'Request_BadRequest', message, details);
}

/** Another object has the same key. */
export function graphConflict(message: string): Refusal {
  return graphRefusal(409, 'Request_MultipleObjectsWithSameKeyValue', message);
}
