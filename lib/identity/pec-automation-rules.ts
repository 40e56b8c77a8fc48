import type { Faults } from '../declaration';
import { isUnresolved } from '../terraform';
import { inspectClientCertificate } from './client-certificate';
import { inspectClientSecret } from './client-secret';
import type { PecAutomationOptions } from './pec-automation';

/** https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations */
const MOST_FEDERATED_CREDENTIALS = 20;

/** Finds the faults of PEC-Automation. */
export function inspectPecAutomation(props: PecAutomationOptions, faults: Faults): void {
  faults.at('managingTenantId').guid(props.managingTenantId, 'id of the managing tenant');
  if (props.displayName !== undefined) {
    faults.at('displayName').text(props.displayName, 'the display name');
  }
  const owners = faults.at('owners').list(props.owners ?? [], 'a list of object ids');
  owners.forEach((owner, i) => faults.at('owners').at(i).guid(owner, 'object id of the owner'));

  // Whatever stands in a wrong place here may be a secret. A federated credential has none.
  const at = faults.at('credentials').confidential;
  const inFederated = faults.at('credentials').at('federated');
  const federated = objects(props.credentials?.federated, at.at('federated'));
  const clientSecrets = objects(props.credentials?.clientSecrets, at.at('clientSecrets'));
  const certificates = objects(props.credentials?.certificates, at.at('certificates'));
  federated.forEach((credential, i) => {
    inFederated.at(i).part(credential, 'a federated credential', 'make it with FederatedCredential');
  });
  if (federated.length > MOST_FEDERATED_CREDENTIALS) {
    inFederated.report(`has ${federated.length} credentials; an application can have 20`);
  }
  clientSecrets.forEach((secret, i) => inspectClientSecret(secret, at.at('clientSecrets').at(i)));
  certificates.forEach((certificate, i) => inspectClientCertificate(certificate, at.at('certificates').at(i)));

  const subjects = federated.map(credential =>
    isUnresolved([credential.issuer, credential.subject]) ? undefined : `${credential.issuer} ${credential.subject}`,
  );
  rejectRepeated(subjects, inFederated, 'subject', 'two credentials cannot have the same issuer and subject');
  for (const [list, credentials] of [
    [inFederated, federated],
    [at.at('clientSecrets'), clientSecrets],
    [at.at('certificates'), certificates],
  ] as const) {
    rejectRepeated(
      credentials.map(credential => credential.name),
      list,
      'name',
      'give each credential a name of its own',
    );
  }
}

/** The list without what is no object; adds a fault for each of those. */
function objects<T>(list: T[] | undefined, faults: Faults): T[] {
  return faults.list(list ?? [], 'a list of credentials').filter((item, i) => {
    const isObject = item !== null && typeof item === 'object';
    if (!isObject) {
      faults.at(i).reject(item, 'is not a credential', 'expected an object');
    }
    return isObject;
  });
}

function rejectRepeated(values: (string | undefined)[], faults: Faults, property: string, cure: string): void {
  const earlier = new Set<string>();
  values.forEach((value, i) => {
    if (value !== undefined && value !== '' && earlier.has(value)) {
      faults.at(i).at(property).reject(value, 'is used twice', cure);
    }
    earlier.add(value ?? '');
  });
}
