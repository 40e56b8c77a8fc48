import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AzureCloud, isGuid } from '../../azure';
import { REPORT_FILES } from '../../manifest';
import { readinessSha256, type VerifiableCustomer, verifiableCustomers } from '../../reports';
import { readReportOf } from '../readiness/file';
import { readingOf, UsageError } from '../result';
import { type DeclaredIdentity, declaredIdentities } from './identities';

/** What was declared, and of whom it is asked. */
export interface Declaration {
  readonly customers: readonly VerifiableCustomer[];
  readonly only?: ReadonlySet<string>;
  readonly selection?: string;
  readonly readinessSha256: string;
  readonly identities: readonly DeclaredIdentity[];
  readonly cloud: AzureCloud;
  readonly managingTenants: readonly string[];
}

/**
 * Reads what synth wrote.
 *
 * @param output the folder
 * @param keys of the customers to verify; none means all
 * @throws UsageError if there is nothing that Azure could be asked about
 */
export function declarationIn(output: string, keys: readonly string[] = []): Declaration {
  const file = join(output, REPORT_FILES.json);
  const report = readReportOf(output);
  if (!report.isAccepted) {
    throw new UsageError(`${file}: synth failed, so nothing of it is deployed; cure what it names, and synth again`);
  }
  const customers = readingOf(`${file}: `, () => verifiableCustomers(report));
  const unknown = keys.find(key => customers.every(customer => customer.key !== key));
  if (unknown !== undefined) {
    throw new UsageError(`--customer ${unknown}: ${file} has no customer with this key; "pec readiness" lists them`);
  }
  return {
    customers,
    only: keys.length === 0 ? undefined : new Set(keys),
    selection: report.selection,
    readinessSha256: readinessSha256(readFileSync(file)),
    identities: declaredIdentities(customers.flatMap(({ delegations }) => delegations)),
    cloud: cloudOf(customers),
    managingTenants: managingTenantsOf(file, customers),
  };
}

/**
 * The tenants that customers are delegated to.
 *
 * @param file the readiness report that declares them
 * @throws UsageError if none is known
 */
export function managingTenantsOf(file: string, customers: readonly VerifiableCustomer[]): string[] {
  const declared = customers.flatMap(({ delegations, formerSubscriptions }) => [
    ...delegations,
    ...formerSubscriptions,
  ]);
  const tenants = new Set(declared.map(({ managingTenantId }) => managingTenantId.toLowerCase()).filter(isGuid));
  if (tenants.size === 0) {
    throw new UsageError(`${file} declares no delegation to a known tenant, so there is nothing to ask Azure`);
  }
  return [...tenants];
}

function cloudOf(customers: readonly VerifiableCustomer[]): AzureCloud {
  const names = [...new Set(customers.map(({ cloud }) => cloud))];
  const clouds = [AzureCloud.PUBLIC, AzureCloud.US_GOVERNMENT, AzureCloud.CHINA].filter(({ name }) =>
    names.includes(name),
  );
  if (clouds.length !== 1) {
    throw new UsageError(
      `the customers are in several clouds (${names.join(', ')}), which no sign-in reaches; keep an app for each`,
    );
  }
  return clouds[0];
}
