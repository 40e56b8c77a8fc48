import { randomBytes, randomUUID } from 'node:crypto';
import type { Caller } from '../entra/access-tokens';
import type { Directory, Secret } from '../entra/directory';
import type { Answer } from '../server/http-message';
import { asObject, asText, sameText } from '../server/json';
import type { GuardedRouter } from '../server/router';
import { GraphAccess } from './graph-access';
import { graphBadRequest } from './graph-errors';
import { requiredBody, visibleObject } from './graph-objects';

const DEFAULT_LIFETIME_MILLISECONDS = 2 * 365 * 24 * 60 * 60 * 1000;

/** The routes that add and remove client secrets. The value is answered once and never again. */
export function addSecretRoutes(graph: GuardedRouter<Caller>, directory: Directory): void {
  graph.on('POST', '/applications/{id}/addPassword', (caller, request, { id }): Answer => {
    const application = visibleObject(directory, caller, id, 'application');
    GraphAccess.toChange(caller, application);
    const asked = asObject(requiredBody(request).passwordCredential);
    const secret = newSecret({
      displayName: asText(asked.displayName) || undefined,
      startDateTime: asText(asked.startDateTime) || undefined,
      endDateTime: asText(asked.endDateTime) || undefined,
    });
    if (!(Date.parse(secret.startDateTime) < Date.parse(secret.endDateTime))) {
      throw graphBadRequest('The end date of a password credential must be after its start date.');
    }
    application.secrets.push(secret);
    directory.addCredential(secret.keyId);
    const { value, ...shown } = secret;
    return { status: 200, body: { ...shown, hint: value.slice(0, 3), secretText: value } };
  });

  graph.on('POST', '/applications/{id}/removePassword', (caller, request, { id }): Answer => {
    const application = visibleObject(directory, caller, id, 'application');
    GraphAccess.toChange(caller, application);
    const keyId = asText(requiredBody(request).keyId);
    const remaining = application.secrets.filter(secret => !sameText(secret.keyId, keyId));
    if (remaining.length === application.secrets.length) {
      throw graphBadRequest('No password credential found with keyId.');
    }
    application.secrets = remaining;
    return { status: 204 };
  });
}

/** A client secret; what is not given is made up. */
export function newSecret(given: Partial<Secret> = {}): Secret {
  return {
    keyId: given.keyId ?? randomUUID(),
    displayName: given.displayName,
    value: given.value ?? randomBytes(30).toString('base64url'),
    startDateTime: given.startDateTime ?? new Date().toISOString(),
    endDateTime: given.endDateTime ?? new Date(Date.now() + DEFAULT_LIFETIME_MILLISECONDS).toISOString(),
  };
}
