/** The namespace of Azure Lighthouse. */
export const MANAGED_SERVICES = 'Microsoft.ManagedServices';

/**
 * Every version of its API, oldest first.
 *
 * @see https://github.com/Azure/bicep-types-az/tree/main/generated/managedservices
 */
export const MANAGED_SERVICES_VERSIONS: readonly string[] = [
  '2018-06-01-preview',
  '2019-04-01-preview',
  '2019-06-01',
  '2019-09-01',
  '2020-02-01-preview',
  '2022-01-01-preview',
  '2022-10-01',
];

/** The oldest version that knows eligible authorizations. */
export const FIRST_VERSION_WITH_ELIGIBLE_AUTHORIZATIONS = '2020-02-01-preview';

/** Definitions: what a partner proposes. */
export const REGISTRATION_DEFINITIONS = {
  namespace: MANAGED_SERVICES,
  type: 'registrationDefinitions',
  versions: MANAGED_SERVICES_VERSIONS,
};

/** Assignments: where a customer has accepted. */
export const REGISTRATION_ASSIGNMENTS = {
  namespace: MANAGED_SERVICES,
  type: 'registrationAssignments',
  versions: MANAGED_SERVICES_VERSIONS,
};
