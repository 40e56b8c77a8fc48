import { InvalidArgumentError, Option } from 'commander';
import { partnerIdFault, STORAGE_ACCOUNT_NAME } from '../../azure';
import { messageOf, visible } from '../../text';
import type { Ask } from '../conversation';
import { guid } from '../import/import';

/** A repository on GitHub, with its immutable ids if they are known. */
export interface Repository {
  readonly repository: string;
  readonly ownerId?: string;
  readonly repositoryId?: string;
}

/** The options of `pec init`. What is the partner's own and left out is for the partner to write. */
export interface InitOptions {
  readonly company?: string;
  readonly managingTenant?: string;
  readonly partnerId?: string;
  readonly storageAccount?: string;
  readonly repository?: Repository;
  readonly pipeline: 'github' | 'azure-devops' | 'none';
  readonly module: 'commonjs' | 'esm';
  readonly cdk: 'cdktf' | 'cdktn';
  /** A tarball of this package, as long as no registry has it; it is copied into the project. */
  readonly package?: string;
}

/** What a person is asked for where no flag says it, in this order. */
export const ASKED: readonly Option[] = [
  new Option('--company <name>', 'your company, as customers know it').argParser(company),
  new Option('--managing-tenant <id>', 'the id of your Entra tenant').argParser(guid),
  new Option('--partner-id <id>', 'the Partner ID of your location account').argParser(partnerId),
  new Option('--storage-account <name>', 'the storage account for the states of Terraform').argParser(storageAccount),
  new Option('--pipeline <which>', 'which pipelines to write')
    .choices(['github', 'azure-devops', 'none'])
    .default('none'),
  new Option('--repository <name>', 'your repository on GitHub, as OWNER@ID/NAME@ID or OWNER/NAME').argParser(
    repository,
  ),
  new Option('--module <system>', 'which module system to use').choices(['commonjs', 'esm']).default('commonjs'),
  new Option('--cdk <which>', 'HashiCorp CDKTF, or CDK Terrain').choices(['cdktf', 'cdktn']).default('cdktf'),
];

/**
 * Asks for what no flag says. An empty answer leaves it as it is; a wrong one is asked for again.
 *
 * @param isGiven whether a flag says it
 */
export async function askFor(given: InitOptions, isGiven: (name: string) => boolean, ask: Ask): Promise<InitOptions> {
  let options = given;
  for (const option of ASKED) {
    const name = option.attributeName();
    if (!isGiven(name) && !(name === 'repository' && options.pipeline === 'azure-devops')) {
      const answer = await answerTo(option, ask);
      options = answer === undefined ? options : { ...options, [name]: answer };
    }
  }
  return options;
}

/** The answer, parsed as the flag is; undefined of an empty one. */
async function answerTo(option: Option, ask: Ask): Promise<unknown> {
  const what = option.description.charAt(0).toUpperCase() + option.description.slice(1);
  const hint = option.argChoices
    ? `${option.argChoices.join(', ')}; empty for ${option.defaultValue}`
    : 'empty for later';
  let refusal = '';
  for (;;) {
    const answer = (await ask(`${refusal}${what} (${hint}): `)).trim();
    try {
      return answer === '' ? undefined : option.parseArg?.<unknown>(answer, undefined);
    } catch (error) {
      refusal = `  ${visible(messageOf(error))}\n`;
    }
  }
}

function company(text: string): string {
  if (text.trim() === '' || text !== visible(text) || text.length > 60) {
    throw new InvalidArgumentError(
      'Expected a name of at most 60 characters, in one line and without characters that nobody sees.',
    );
  }
  return text;
}

function partnerId(text: string): string {
  const fault = partnerIdFault(text);
  if (fault !== undefined) {
    throw new InvalidArgumentError(`It ${fault}.`);
  }
  return text;
}

function storageAccount(text: string): string {
  if (!STORAGE_ACCOUNT_NAME.pattern.test(text)) {
    throw new InvalidArgumentError(`Expected ${STORAGE_ACCOUNT_NAME.words}.`);
  }
  return text;
}

/** As the subject of a token names it, which ends the guessing whose id is whose. */
function repository(text: string): Repository {
  const [match, owner, ownerId, name, repositoryId] = /^([\w.-]+)(?:@(\d+))?\/([\w.-]+)(?:@(\d+))?$/.exec(text) ?? [];
  if (match === undefined || (ownerId === undefined) !== (repositoryId === undefined)) {
    throw new InvalidArgumentError('Expected OWNER@ID/NAME@ID, such as fabrikam@1234/azure@5678, or OWNER/NAME.');
  }
  return { repository: `${owner}/${name}`, ownerId, repositoryId };
}
