import type { Faults } from '../declaration';
import { isUnresolved } from '../terraform';
import { inspectClientCertificate } from './client-certificate';
import { inspectClientSecret } from './client-secret';
import { FEDERATED_CREDENTIAL, type FederatedCredential } from './federated-credential';
import type { PecAutomationOptions } from './pec-automation-props';

/** https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations */
const MOST_FEDERATED_CREDENTIALS = 20;

/** Finds the faults of PEC-Automation. */
export function inspectPecAutomation(props: PecAutomationOptions, faults: Faults): void {
  faults.at('managingTenantId').guid(props.managingTenantId, 'id of the managing tenant');
  if (props.displayName !== undefined) {
    faults.at('displayName').text(props.displayName, 'the display name');
  }
  props.owners?.forEach((owner, i) => faults.at('owners').at(i).guid(owner, 'object id of the owner'));

  // Whatever stands in a wrong place here may be a secret. A federated credential has none.
  const at = faults.at('credentials').confidential;
  const inFederated = faults.at('credentials').at('federated');
  const { federated = [], clientSecrets = [], certificates = [] } = props.credentials ?? {};
  federated.forEach((credential, i) => inFederated.at(i).part(credential, FEDERATED_CREDENTIAL));
  if (federated.length > MOST_FEDERATED_CREDENTIALS) {
    inFederated.report(`has ${federated.length} credentials; an application can have 20`);
  }
  clientSecrets.forEach((secret, i) => secret && inspectClientSecret(secret, at.at('clientSecrets').at(i)));
  certificates.forEach(
    (certificate, i) => certificate && inspectClientCertificate(certificate, at.at('certificates').at(i)),
  );
  rejectRepeated(
    federated.map(tokenOf),
    inFederated,
    'subject',
    'two credentials cannot have the same issuer and subject',
  );
  for (const [list, credentials] of [
    [inFederated, federated],
    [at.at('clientSecrets'), clientSecrets],
    [at.at('certificates'), certificates],
  ] as const) {
    const names = credentials.map(credential => credential?.name);
    rejectRepeated(names, list, 'name', 'give each credential a name of its own');
  }
}

/** What a federated credential lets sign in, to compare it with others. */
function tokenOf(credential: FederatedCredential | undefined): string | undefined {
  const { issuer, subject } = credential ?? {};
  const isKnown = typeof issuer === 'string' && typeof subject === 'string' && !isUnresolved([issuer, subject]);
  return isKnown ? `${issuer} ${subject}` : undefined;
}

function rejectRepeated(values: (string | undefined)[], faults: Faults, property: string, cure: string): void {
  const earlier = new Set<string>();
  values.forEach((value, i) => {
    if (value && earlier.has(value)) {
      faults.at(i).at(property).reject(value, 'is used twice', cure);
    }
    earlier.add(value ?? '');
  });
}
