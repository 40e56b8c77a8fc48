import type { FaultKey, Faults } from '../declaration';
import { isPlainObject, isReference, resemblesReference } from '../terraform';

/** What of an entry Terraform may learn later: the rest decides what is declared, or stands in reports. */
const REFERABLE = new RegExp(
  '^(tenant|automationRole|managementGroup\\.(id|excludedScopes)|existing\\.authorizations\\.(principalId|role)|' +
    '(offers\\.)?subscriptions\\.' +
    '(id|automationRole|definitionId|assignmentId|resourceGroups|resourceGroupAssignmentIds\\..*))$',
);

/**
 * Finds references where none can be: in a file, which people write who may not run code in the pipeline, and outside
 * of ids, roles and resource groups.
 *
 * @param document the whole file, or list
 * @param isFile whether it was read from a file
 * @param faultsAt collects the faults of a property
 */
export function inspectReferences(document: unknown, isFile: boolean, faultsAt: (path: FaultKey[]) => Faults): void {
  const seen = new Set<unknown>();
  const inspect = (value: unknown, path: FaultKey[]): void => {
    const isKnown = !isFile && isReference(value);
    if (isKnown && !isReferable(path)) {
      faultsAt(path).report(ELSEWHERE);
    } else if (!isKnown && resemblesReference(value)) {
      faultsAt(path).report(isFile ? IN_A_FILE : UNKNOWN);
    } else if (!isKnown && (Array.isArray(value) || isPlainObject(value)) && !seen.has(value)) {
      seen.add(value); // Aliases of YAML are one value in many places.
      for (const [name, member] of Object.entries(value)) {
        const at = [...path, Array.isArray(value) ? Number(name) : name];
        if (resemblesReference(name)) {
          faultsAt(at).report(isFile ? IN_A_FILE : UNKNOWN);
        } else {
          inspect(member, at);
        }
      }
    }
  };
  inspect(document, []);
}

const IN_A_FILE = 'has the mark of a reference of cdktf; a file holds no references, so write the value itself';
const UNKNOWN =
  'has the mark of a reference that this program did not make; write the value itself, or give a reference of cdktf';
const ELSEWHERE = 'is known to Terraform only; write it out: ids, roles and resource groups alone may be references';

function isReferable([, , ...properties]: FaultKey[]): boolean {
  return REFERABLE.test(properties.filter(segment => typeof segment === 'string').join('.'));
}
