import { randomUUID } from 'node:crypto';
import type { Caller } from '../entra/access-tokens';
import type { Application, Directory, FederatedCredential } from '../entra/directory';
import type { Guesses } from '../guesses';
import type { Answer, EmulatedRequest } from '../server/http-message';
import type { JsonObject } from '../server/json';
import { asList, asText, sameText } from '../server/json';
import type { GuardedRouter } from '../server/router';
import { GraphAccess } from './graph-access';
import { graphBadRequest, graphConflict, graphNotFound, graphRefusal } from './graph-errors';
import { requiredBody, visibleObject } from './graph-objects';

const MOST_OF_AN_APPLICATION = 20;
const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{2,119}$/;
const MOST_CHARACTERS = 600;

/**
 * Federated identity credentials of applications.
 *
 * @see https://learn.microsoft.com/graph/api/resources/federatedidentitycredential
 * @see https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations
 */
export class FederatedCredentials {
  constructor(
    private readonly directory: Directory,
    private readonly guesses: Guesses,
  ) {}

  /** Adds the routes. */
  public addRoutes(graph: GuardedRouter<Caller>): void {
    const list = '/applications/{id}/federatedIdentityCredentials';
    graph.on('GET', list, (caller, _, { id }) => {
      GraphAccess.toRead(caller);
      return { status: 200, body: { value: this.application(caller, id).federatedCredentials } };
    });
    graph.on('POST', list, (caller, request, { id }) => this.create(caller, request, id));
    graph.on('GET', `${list}/{credentialId}`, (caller, _, { id, credentialId }) => {
      GraphAccess.toRead(caller);
      return { status: 200, body: credentialOf(this.application(caller, id), credentialId) };
    });
    graph.on('PATCH', `${list}/{credentialId}`, (caller, request, { id, credentialId }) =>
      this.update(caller, request, id, credentialId),
    );
    graph.on('DELETE', `${list}/{credentialId}`, (caller, _, { id, credentialId }) => {
      const application = this.application(caller, id);
      GraphAccess.toChange(caller, application);
      const removed = credentialOf(application, credentialId);
      application.federatedCredentials = application.federatedCredentials.filter(credential => credential !== removed);
      return { status: 204 };
    });
  }

  private create(caller: Caller, request: EmulatedRequest, id: string): Answer {
    const application = this.application(caller, id);
    GraphAccess.toChange(caller, application);
    const body = requiredBody(request);
    const credential: FederatedCredential = {
      id: randomUUID(),
      name: asText(body.name),
      issuer: asText(body.issuer),
      subject: asText(body.subject),
      audiences: asList(body.audiences).map(asText),
      description: asText(body.description) || null,
    };
    refuseInvalid(credential);
    refuseTaken(application, credential);
    if (application.federatedCredentials.length >= MOST_OF_AN_APPLICATION) {
      const message = `Application already contains the maximum of ${MOST_OF_AN_APPLICATION} federated identity credentials.`;
      throw this.guesses.is('credentialQuota', 'forbidden')
        ? graphRefusal(403, 'Directory_QuotaExceeded', message)
        : graphBadRequest(message);
    }
    application.federatedCredentials.push(credential);
    this.directory.addCredential(credential.id);
    return { status: 201, body: credential };
  }

  private update(caller: Caller, request: EmulatedRequest, id: string, credentialId: string): Answer {
    const application = this.application(caller, id);
    GraphAccess.toChange(caller, application);
    const credential = credentialOf(application, credentialId);
    const changed = { ...credential, ...changesOf(requiredBody(request)) };
    if (changed.name !== credential.name) {
      throw graphBadRequest("Property 'name' is read-only and cannot be set.");
    }
    refuseInvalid(changed);
    refuseTaken(application, changed);
    Object.assign(credential, changed);
    return { status: 204 };
  }

  private application(caller: Caller, id: string): Application {
    return visibleObject(this.directory, caller, id, 'application');
  }
}

function credentialOf(application: Application, id: string): FederatedCredential {
  const found = application.federatedCredentials.find(
    credential => sameText(credential.id, id) || credential.name === id,
  );
  if (!found) {
    throw graphNotFound(id);
  }
  return found;
}

function changesOf(body: JsonObject): Partial<FederatedCredential> {
  const names = ['name', 'issuer', 'subject', 'audiences', 'description'];
  return Object.fromEntries(Object.entries(body).filter(([name]) => names.includes(name)));
}

function refuseInvalid(credential: FederatedCredential): void {
  const faults: [boolean, string][] = [
    [!NAME.test(credential.name), `The name '${credential.name}' is invalid: 3 to 120 letters, digits, '-' and '_'.`],
    [!/^https:\/\/\S+$/.test(credential.issuer), `The issuer '${credential.issuer}' must be a URL with https.`],
    [credential.issuer.length > MOST_CHARACTERS, `The issuer is longer than ${MOST_CHARACTERS} characters.`],
    [credential.subject === '', 'The subject must not be empty.'],
    [credential.subject.length > MOST_CHARACTERS, `The subject is longer than ${MOST_CHARACTERS} characters.`],
    [credential.audiences.length !== 1, 'Exactly one audience is required.'],
    [credential.audiences.some(audience => audience === ''), 'The audience must not be empty.'],
  ];
  const fault = faults.find(([isThere]) => isThere);
  if (fault) {
    throw graphBadRequest(fault[1]);
  }
}

function refuseTaken(application: Application, credential: FederatedCredential): void {
  const others = application.federatedCredentials.filter(other => other.id !== credential.id);
  if (others.some(other => sameText(other.name, credential.name))) {
    throw graphConflict(`FederatedIdentityCredential with name ${credential.name} already exists.`);
  }
  if (others.some(other => other.issuer === credential.issuer && other.subject === credential.subject)) {
    throw graphConflict('FederatedIdentityCredential with the same issuer and subject already exists.');
  }
}
