import { existsSync } from 'node:fs';
import { STORAGE_ACCOUNT_NAME } from '../../azure';
import { type Faults, objectOf, oneOf } from '../../declaration';
import { FederatedCredential, inspectPartnerId } from '../../principals';
import { visible } from '../../text';
import { FRAMEWORKS, type GivenOptions, type InitOptions, MODULES, PIPELINES, type Repository } from './options';

/** The most characters of a company's name, which stands in each title that customers read. */
const LONGEST_COMPANY = 60;

const OPTIONS = objectOf<InitOptions>('options', '{ … }', {
  company: judged(inspectCompany),
  managingTenant: judged((id, faults) => faults.guid(id, 'id of your Entra tenant')),
  partnerId: judged(inspectPartnerId),
  storageAccount: judged(inspectStorageAccount),
  repository,
  pipeline: oneOf(PIPELINES),
  module: oneOf(MODULES),
  cdk: oneOf(FRAMEWORKS),
  package: judged(inspectTarball),
});

/**
 * Takes the options by the rules of synth, so that synth refuses nothing of what is written with them.
 *
 * @returns undefined if there is a fault
 */
export function takeOptions(given: GivenOptions, faults: Faults): InitOptions | undefined {
  const options = OPTIONS(given, faults);
  if (options?.repository !== undefined && options.pipeline === 'azure-devops') {
    faults
      .at('repository')
      .report('is of GitHub; leave it out: Azure DevOps signs in by its service connection, in partner.ts');
  }
  return faults.isEmpty ? options : undefined;
}

/** Takes a text by a rule, which says whether it is right; there may be none. */
function judged(inspect: (text: string, faults: Faults) => boolean) {
  return (given: unknown, faults: Faults): string | undefined =>
    typeof given === 'string' && inspect(given, faults) ? given : undefined;
}

/** It is written into the program between quotes. */
function inspectCompany(name: string, faults: Faults): boolean {
  const isText = faults.text(name, 'your company, as customers know it', LONGEST_COMPANY);
  if (isText && name !== visible(name)) {
    faults.reject(name, 'has characters that nobody sees, or that give orders', 'expected a name in one line');
    return false;
  }
  return isText;
}

function inspectStorageAccount(name: string, faults: Faults): boolean {
  const isRight = STORAGE_ACCOUNT_NAME.pattern.test(name);
  if (!isRight) {
    faults.reject(name, 'cannot name a storage account', `expected ${STORAGE_ACCOUNT_NAME.words}`);
  }
  return isRight;
}

function inspectTarball(file: string, faults: Faults): boolean {
  const isRight = file.endsWith('.tgz') && existsSync(file);
  if (!isRight) {
    faults.reject(file, 'is no tarball that exists', 'make one in a checkout with npm run package');
  }
  return isRight;
}

/** As the subject of a token names it, which ends the guessing whose id is whose. */
function repository(given: unknown, faults: Faults): Repository | undefined {
  if (typeof given !== 'string') {
    return undefined;
  }
  const [match, owner, ownerId, name, repositoryId] =
    /^([^@/]+)(?:@([^@/]+))?\/([^@/]+)(?:@([^@/]+))?$/.exec(given) ?? [];
  if (match === undefined || (ownerId === undefined) !== (repositoryId === undefined)) {
    faults.reject(
      given,
      'names no repository',
      'expected OWNER@ID/NAME@ID, such as fabrikam@1234/azure@5678, or OWNER/NAME',
    );
    return undefined;
  }
  const taken = { repository: `${owner}/${name}`, ownerId, repositoryId };
  // The longer of the environments in examples/start/partner.ts.
  FederatedCredential.githubActions({ ...taken, environment: 'partner-link-plan' })._inspect(faults);
  return taken;
}
