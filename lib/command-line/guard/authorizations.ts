import { AzureBuiltInRole, isGuid, LighthouseSupport, PartnerEarnedCreditEligibility } from '../../azure';

/** A permanent authorization, wherever a plan says it: a block of azurerm, the body of a request, a template, a policy. */
export interface PlannedAuthorization {
  /** In lower case. */
  readonly principalId: string;
  /** Empty if it has none. */
  readonly principalName: string;
  readonly role: AzureBuiltInRole;
}

/** Who is authorized permanently, as far as a plan tells. */
export interface PlannedAuthorizations {
  readonly list: PlannedAuthorization[];
  /** Whether a template computes some principal or role, so that the plan does not tell which it is. */
  readonly isComputed: boolean;
}

/** What a role means for credit, the better the larger. */
export enum Credit {
  NONE,
  /** Partner Center does not list the role, or nobody here knows it. */
  UNKNOWN,
  EARNS,
}

/** What the best of some roles means for credit. */
export function creditOf(roles: AzureBuiltInRole[]): Credit {
  return roles
    .map(({ partnerEarnedCredit: eligibility }) =>
      eligibility === PartnerEarnedCreditEligibility.UNLISTED
        ? Credit.UNKNOWN
        : eligibility === PartnerEarnedCreditEligibility.EARNS
          ? Credit.EARNS
          : Credit.NONE,
    )
    .reduce((best, credit) => Math.max(best, credit), Credit.NONE);
}

/** Whether Azure lets an authorization have the role; of one that the catalogue does not know, nobody can tell. */
export function isDelegable({ lighthouseSupport: support }: AzureBuiltInRole): boolean {
  return [LighthouseSupport.SUPPORTED, LighthouseSupport.DELEGATED_ROLES_ONLY, LighthouseSupport.UNKNOWN].includes(
    support,
  );
}

/** Finds the permanent authorizations in attributes of a resource; texts that hold JSON are read. */
export function authorizationsIn(attributes: unknown[]): PlannedAuthorizations {
  const documents = attributes.map(documentOf);
  const entries = [...valuesIn(documents)].map(([key, value]): Entry => [key.toLowerCase(), value]);
  const unused = unusedDefaultsIn(entries);
  const named = namedTextsIn(entries);
  const isSkipped = (key: string, value: unknown) => /eligible|justInTime/i.test(key) || unused.has(value);
  const found = [...valuesIn(documents, isSkipped)].flatMap(([, value]) => {
    const object = asObject(value);
    const textOf = (...keys: string[]) => resolved(keys.map(key => object[key]).find(isText) ?? '', named);
    const principal = textOf('principalId', 'principal_id');
    const role = guidIn(textOf('roleDefinitionId', 'role_definition_id'));
    const name = textOf('principalIdDisplayName', 'principal_display_name');
    return principal === '' || object.justInTimeAccessPolicy !== undefined ? [] : [{ principal, role, name }];
  });
  const isExpression = (text: string) => text.startsWith('[');
  return {
    list: found
      .filter(({ principal }) => !isExpression(principal))
      .map(({ principal, role, name }) => ({
        principalId: principal.toLowerCase(),
        principalName: name,
        role: AzureBuiltInRole.of(role),
      })),
    isComputed: found.some(({ principal, role }) => isExpression(principal) || isExpression(role)),
  };
}

type Entry = [key: string, value: unknown];

/**
 * Every value within a value, itself included, with its key. Not by recursion: others wrote it, and it may be deep.
 *
 * @param isSkipped tells what is not looked into
 */
export function* valuesIn(
  value: unknown,
  isSkipped: (key: string, value: unknown) => boolean = () => false,
): Generator<Entry> {
  const open: Entry[] = [['', value]];
  for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
    yield entry;
    for (const inner of Object.entries(asObject(entry[1]))) {
      if (!isSkipped(...inner)) {
        open.push(inner);
      }
    }
  }
}

/** What a text says if it is JSON; anything else as it is. */
export function documentOf(value: unknown): unknown {
  try {
    return isText(value) ? JSON.parse(value) : value;
  } catch {
    return value;
  }
}

const REFERENCE = /^\[(?:parameters|variables)\('([^']+)'\)\]$/i;

/** The texts of parameters and variables by name; one that is given goes before a default. */
function namedTextsIn(entries: Entry[]): Map<string, string> {
  const named = new Map<string, string>();
  const variables = entries.flatMap(([key, value]) => (key === 'variables' ? Object.entries(asObject(value)) : []));
  for (const [name, text] of [
    ...entries.map(([key, value]): Entry => [key, asObject(value).value]),
    ...entries.map(([key, value]): Entry => [key, asObject(value).defaultValue]),
    ...variables.map(([key, value]): Entry => [key.toLowerCase(), value]),
  ]) {
    if (isText(text) && !named.has(name) && !REFERENCE.test(text)) {
      named.set(name, text);
    }
  }
  return named;
}

/** The default lists of parameters that are given another one. */
function unusedDefaultsIn(entries: Entry[]): Set<unknown> {
  const given = new Set(entries.flatMap(([key, value]) => (Array.isArray(asObject(value).value) ? [key] : [])));
  return new Set(
    entries.flatMap(([key, value]) => {
      const list = asObject(value).defaultValue;
      return Array.isArray(list) && given.has(key) ? [list] : [];
    }),
  );
}

/** A text, or what it refers to. */
function resolved(text: string, named: Map<string, string>): string {
  const [, name] = REFERENCE.exec(text) ?? [];
  return name === undefined ? text : (named.get(name.toLowerCase()) ?? text);
}

/** Roles are often written as an id, or as a call that makes one; the GUID is what counts. */
function guidIn(role: string): string {
  return role.split(/[^0-9a-fA-F-]+/).find(isGuid) ?? role;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function asObject(value: unknown): Record<string, unknown> {
  // Lists, too: their items are entries like any other.
  return value !== null && typeof value === 'object' ? { ...value } : {};
}
