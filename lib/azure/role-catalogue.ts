import type catalogue from './built-in-roles.json';
import { similarNames } from './similar-names';

/** Whether the role page of Partner Center lists a role as eligible for partner earned credit. */
export enum PartnerEarnedCreditEligibility {
  /** Listed with "yes". */
  EARNS = 'earns',
  /** Listed with "no". */
  DOES_NOT_EARN = 'does-not-earn',
  /** Not listed: the page says neither yes nor no. */
  UNLISTED = 'unlisted',
}

/** Whether Azure Lighthouse lets a role be delegated, and if not, why. */
export enum LighthouseSupport {
  /** Any authorization may carry the role. */
  SUPPORTED = 'supported',
  /** User Access Administrator: only together with the roles it may hand to managed identities of the customer. */
  DELEGATED_ROLES_ONLY = 'delegated-roles-only',
  /** Owner is never delegated. */
  OWNER = 'owner',
  /** The role has data actions (or excluded data actions). */
  DATA_ACTIONS = 'data-actions',
  /** The role has an action on role assignments, role definitions, locks or deny assignments. */
  RESTRICTED_ACTIONS = 'restricted-actions',
  /** The catalogue does not know the role. */
  UNKNOWN = 'unknown',
}

/** One built-in role as the catalogue holds it. */
export interface RoleFacts {
  /** The GUID of the role definition, in lower case. */
  readonly id: string;
  readonly name: string;
  /** Names that Microsoft's pages or older templates still use. */
  readonly formerNames?: string[];
  readonly lighthouse: string;
  /** The actions because of which Lighthouse refuses the role. */
  readonly restrictedActions?: string[];
  /** Whether the role may read everything, as Reader; left out where it may not. */
  readonly includesReader?: boolean;
  readonly partnerEarnedCredit: string;
}

/** The file `built-in-roles.json`. */
export interface RoleCatalogue {
  /** The day the roles were read from Azure, ISO 8601. */
  readonly date: string;
  readonly sources: string[];
  readonly roles: RoleFacts[];
  /** Roles that the page of Partner Center lists, but Azure no longer has. */
  readonly retired: RoleFacts[];
}

/** Loaded when first used, not at import. */
declare function require(module: './built-in-roles.json'): typeof catalogue;

let loaded: RoleCatalogue | undefined;

/** The catalogue that this package contains; read when first asked for. */
export function roleCatalogue(): RoleCatalogue {
  loaded ??= require('./built-in-roles.json');
  return loaded;
}

let index: Map<string, RoleFacts> | undefined;

/** The role with this name (any case, former names too), GUID or full resource id; undefined if there is none. */
export function findRole(reference: string): RoleFacts | undefined {
  index ??= buildIndex();
  return index.get(lookupKey(reference));
}

/** The role that Azure no longer has, by name or GUID. */
export function findRetiredRole(reference: string): RoleFacts | undefined {
  const key = lookupKey(reference);
  return roleCatalogue().retired.find(role => role.id === key || role.name.toLowerCase() === key);
}

/** Kept, because thousands of customers may have the same misspelt role. */
const similar = new Map<string, string[]>();

/** The names of roles of which a name may be a misspelling, best first; none if nothing is near. */
export function similarRoleNames(name: string): string[] {
  const key = lookupKey(name);
  const found = similar.get(key) ?? findSimilar(key);
  similar.set(key, found);
  return found;
}

/** Looks at former names as well, and gives those of today. */
function findSimilar(key: string): string[] {
  const names = roleCatalogue().roles.flatMap(role => [role.name, ...(role.formerNames ?? [])]);
  const nearest = similarNames(key, names, undefined, name => differsInSpelling(key, name));
  return [...new Set(nearest.map(found => findRole(found)?.name ?? found))];
}

/**
 * Whether two names differ in the spelling of words, and not in a word: the nearest name to that of a role which does
 * not exist is mostly that of a role of another service.
 */
function differsInSpelling(wanted: string, name: string): boolean {
  const [words, others] = [wanted, name.toLowerCase()].map(text => text.split(' '));
  const [rest, other] = [without(words, others), without(others, words)];
  const longest = Math.max(rest.length, other.length);
  return similarNames(rest, [other], Math.min(Math.max(2, longest / 4), longest - 1)).length > 0;
}

/** What is left of words when each of the others was taken away once: a word may stand twice in a name. */
function without(words: string[], others: string[]): string {
  const rest = [...words];
  for (const other of others) {
    const at = rest.indexOf(other);
    if (at >= 0) {
      rest.splice(at, 1);
    }
  }
  return rest.join('');
}

/** The part of a reference that the catalogue knows. */
function lookupKey(reference: string): string {
  return reference
    .trim()
    .replace(/\s+/g, ' ')
    .toLowerCase()
    .replace(/^.*\/roledefinitions\//, '');
}

function buildIndex(): Map<string, RoleFacts> {
  const entries = new Map<string, RoleFacts>();
  for (const role of roleCatalogue().roles) {
    for (const former of role.formerNames ?? []) {
      entries.set(former.toLowerCase(), role);
    }
  }
  for (const role of roleCatalogue().roles) {
    entries.set(role.id, role);
    entries.set(role.name.toLowerCase(), role);
  }
  return entries;
}
