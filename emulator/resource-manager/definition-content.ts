import { isGuid } from '../../lib/azure';
import type { Guesses } from '../guesses';
import type { JsonObject } from '../server/json';
import { isObject } from '../server/json';
import type { RegistrationDefinition } from './delegations';
import { MANAGED_SERVICES } from './managed-services-types';

/** What is kept of the properties that a client sent: never null, and the rest as this Azure has it. */
export function keptProperties(properties: JsonObject, guesses: Guesses): JsonObject {
  const members = Object.entries(properties)
    .filter(([, value]) => value !== null && !(isEmpty(value) && guesses.is('emptyMembers', 'dropped')))
    .map(([name, value]) => [name, keptValue(name, value, guesses)]);
  return Object.fromEntries(members) as JsonObject;
}

function keptValue(name: string, value: unknown, guesses: Guesses): unknown {
  if (Array.isArray(value)) {
    return value.map(member => keptValue(name, member, guesses));
  }
  if (isObject(value)) {
    return keptProperties(value, guesses);
  }
  const isId = typeof value === 'string' && /Ids?$/.test(name) && isGuid(value);
  return isId && guesses.is('guidsInBodies', 'lower-case') ? value.toLowerCase() : value;
}

function isEmpty(value: unknown): boolean {
  return value === '' || (Array.isArray(value) && value.length === 0);
}

/** A definition as Azure Resource Manager answers it when it is asked for. */
export function shownDefinition(definition: RegistrationDefinition, guesses: Guesses): JsonObject {
  return guesses.is('manageeTenant', 'everywhere') ? expandedDefinition(definition) : shown(definition, {});
}

/** A definition as an assignment is expanded with it, and as policies see it. */
export function expandedDefinition(definition: RegistrationDefinition): JsonObject {
  return shown(definition, definition.managee);
}

function shown({ id, name, properties, provisioning }: RegistrationDefinition, managee: JsonObject): JsonObject {
  return {
    properties: { ...properties, provisioningState: provisioning.isDone ? 'Succeeded' : 'Accepted', ...managee },
    id,
    type: `${MANAGED_SERVICES}/registrationDefinitions`,
    name,
  };
}
