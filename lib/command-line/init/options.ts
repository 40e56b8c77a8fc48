import { Option } from 'commander';

/** A repository on GitHub, with its immutable ids if they are known. */
export interface Repository {
  readonly repository: string;
  readonly ownerId?: string;
  readonly repositoryId?: string;
}

export const PIPELINES = ['github', 'azure-devops', 'none'] as const;
export const MODULES = ['commonjs', 'esm'] as const;
export const FRAMEWORKS = ['cdktf', 'cdktn'] as const;

/** The options of `pec init`. What is the partner's own and left out is for the partner to write. */
export interface InitOptions {
  readonly company?: string;
  readonly managingTenant?: string;
  readonly partnerId?: string;
  readonly storageAccount?: string;
  readonly repository?: Repository;
  readonly pipeline: (typeof PIPELINES)[number];
  readonly module: (typeof MODULES)[number];
  readonly cdk: (typeof FRAMEWORKS)[number];
  /** A tarball of this package, as long as no registry has it; it is copied into the project. */
  readonly package?: string;
}

/** The options as somebody wrote them. */
export type GivenOptions = { readonly [Name in keyof InitOptions]?: string };

/** What a person is asked for where no flag says it, in this order. */
export const ASKED: readonly Option[] = [
  new Option('--company <name>', 'your company, as customers know it'),
  new Option('--managing-tenant <id>', 'the id of your Entra tenant'),
  new Option('--partner-id <id>', 'the Partner ID of your location account'),
  new Option('--storage-account <name>', 'the storage account for the states of Terraform, once it is there'),
  choice('--pipeline <which>', 'which pipelines to write', PIPELINES, 'none'),
  new Option('--repository <name>', 'your repository on GitHub, as OWNER@ID/NAME@ID or OWNER/NAME'),
  choice('--module <system>', 'which module system to use', MODULES, 'commonjs'),
  choice('--cdk <which>', 'HashiCorp CDKTF, or CDK Terrain', FRAMEWORKS, 'cdktf'),
];

/** Nobody is asked for it. */
export const PACKAGE = new Option(
  '--package <file>',
  'a tarball of this package, as "npm run package" makes it; copied into the project',
);

/** Commander would end with the first wrong word; all faults are told together. */
function choice<T extends string>(flags: string, description: string, words: readonly T[], usual: T): Option {
  return new Option(flags, description)
    .choices(words)
    .default(usual)
    .argParser(text => text);
}
