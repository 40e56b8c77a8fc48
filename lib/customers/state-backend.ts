import { AzurermBackend, CloudBackend, LocalBackend, NamedCloudWorkspace, type TerraformStack } from 'cdktf';
import type { Faults } from '../declaration';
import { isUnresolved } from '../terraform';

/** Where Azure Storage keeps the states. */
export interface AzurermStateOptions {
  /** The storage account: 3 to 24 lower-case letters and digits. */
  readonly storageAccountName: string;
  /** The container in it. */
  readonly containerName: string;
  /**
   * The resource group of the storage account.
   *
   * @default - not needed when signing in with Entra ID
   */
  readonly resourceGroupName?: string;
  /**
   * The subscription of the storage account (GUID).
   *
   * @default - from ARM_SUBSCRIPTION_ID
   */
  readonly subscriptionId?: string;
  /**
   * The tenant of the storage account (GUID): the managing tenant, while the providers sign in elsewhere.
   *
   * @default - from ARM_TENANT_ID
   */
  readonly tenantId?: string;
  /**
   * What the key of each state begins with.
   *
   * @default - nothing: the state of stack "contoso" has the key "contoso.tfstate"
   */
  readonly keyPrefix?: string;
  /**
   * Whether to sign in to the storage with Entra ID instead of an access key.
   *
   * @default true
   */
  readonly useEntraId?: boolean;
  /**
   * Whether to sign in with a token of the pipeline.
   *
   * @default - as ARM_USE_OIDC says
   */
  readonly useOidc?: boolean;
}

/** Where HCP Terraform keeps the states. */
export interface HcpTerraformStateOptions {
  /** The organization of HCP Terraform. */
  readonly organization: string;
  /**
   * What the name of each workspace begins with.
   *
   * @default - nothing: the workspace has the stack's name
   */
  readonly workspacePrefix?: string;
  /** @default "app.terraform.io" */
  readonly hostname?: string;
}

/** Where the machine keeps the states. */
export interface LocalStateOptions {
  /**
   * The folder for the states, relative to the folder that holds `cdktf.out`.
   *
   * @default - that folder itself
   */
  readonly directory?: string;
}

/**
 * Where Terraform keeps the state: one state for each stack.
 *
 * The key is the stack's id, and with it part of the public contract.
 */
export class StateBackend {
  /**
   * A container of Azure Storage.
   *
   * @see https://developer.hashicorp.com/terraform/language/backend/azurerm
   */
  public static azurerm(options: AzurermStateOptions): StateBackend {
    return new StateBackend(
      stack => {
        new AzurermBackend(stack, {
          storageAccountName: options.storageAccountName,
          containerName: options.containerName,
          resourceGroupName: options.resourceGroupName,
          subscriptionId: options.subscriptionId,
          tenantId: options.tenantId,
          key: `${options.keyPrefix ?? ''}${stack.node.id}.tfstate`,
          useAzureadAuth: options.useEntraId ?? true,
          useOidc: options.useOidc,
        });
      },
      faults => {
        inspectAzurerm(options ?? {}, faults);
      },
    );
  }

  /**
   * Workspaces of HCP Terraform or Terraform Enterprise.
   *
   * @see https://developer.hashicorp.com/terraform/cli/cloud/settings
   */
  public static hcpTerraform(options: HcpTerraformStateOptions): StateBackend {
    return new StateBackend(
      stack => {
        new CloudBackend(stack, {
          organization: options.organization,
          hostname: options.hostname,
          workspaces: new NamedCloudWorkspace(`${options.workspacePrefix ?? ''}${stack.node.id}`),
        });
      },
      faults => {
        refuseReferences(options ?? {}, faults);
        inspectOptionalText(options?.hostname, 'the host of HCP Terraform', faults.at('hostname'));
        faults.at('organization').text(options?.organization, 'the organization of HCP Terraform');
        inspectPattern(options?.workspacePrefix, /^[A-Za-z0-9_-]*$/, faults.at('workspacePrefix'), LETTERS);
      },
    );
  }

  /** Files on the machine that runs Terraform: for trying things out. Never an absolute path. */
  public static local(options: LocalStateOptions = {}): StateBackend {
    return new StateBackend(
      stack => {
        const folder = options?.directory === undefined ? '' : `${options.directory.replace(/(?<!\/)\/+$/, '')}/`;
        // Terraform runs in cdktf.out/stacks/<id>.
        new LocalBackend(stack, { path: `../../../${folder}${stack.node.id}.tfstate` });
      },
      faults => {
        refuseReferences(options ?? {}, faults);
        inspectDirectory(options?.directory, faults.at('directory'));
      },
    );
  }

  private constructor(
    private readonly add: (stack: TerraformStack) => void,
    private readonly inspectOptions: (faults: Faults) => void,
  ) {}

  /**
   * Adds the backend to a stack.
   *
   * @param stack the stack whose id becomes the key of its state
   */
  public attachTo(stack: TerraformStack): void {
    this.add(stack);
  }

  /** @internal */
  public _inspect(faults: Faults): void {
    this.inspectOptions(faults);
  }
}

const LETTERS = 'expected letters, digits, "-" and "_"';

/** Terraform takes the texts of a backend as they stand, and would make a state that is called like the reference. */
function refuseReferences(options: object, faults: Faults): void {
  for (const [name, value] of Object.entries(options)) {
    if (isUnresolved(value)) {
      faults.at(name).report('is known to Terraform only; write it out, because a backend cannot ask Terraform');
    }
  }
}

function inspectOptionalText(value: string | undefined, what: string, faults: Faults): void {
  if (value !== undefined) {
    faults.text(value, what);
  }
}

function inspectAzurerm(options: Partial<AzurermStateOptions>, faults: Faults): void {
  refuseReferences(options, faults);
  inspectOptionalText(
    options.resourceGroupName,
    'the resource group of the storage account',
    faults.at('resourceGroupName'),
  );
  inspectOptionalText(options.keyPrefix || undefined, 'what the key of each state begins with', faults.at('keyPrefix'));
  const account = faults.at('storageAccountName');
  if (account.text(options.storageAccountName, 'the name of the storage account')) {
    inspectPattern(
      options.storageAccountName,
      /^[a-z0-9]{3,24}$/,
      account,
      'expected 3 to 24 lower-case letters and digits',
    );
  }
  faults.at('containerName').text(options.containerName, 'the name of the container');
  for (const property of ['subscriptionId', 'tenantId'] as const) {
    if (options[property] !== undefined) {
      faults.at(property).guid(options[property]);
    }
  }
}

function inspectPattern(value: string | undefined, pattern: RegExp, faults: Faults, cure: string): void {
  if (value !== undefined && !isUnresolved(value) && !pattern.test(String(value))) {
    faults.reject(value, 'has characters that do not belong there', cure);
  }
}

function inspectDirectory(directory: string | undefined, faults: Faults): void {
  if (directory === undefined || !faults.text(directory, 'a folder')) {
    return;
  }
  if (/^([/\\]|[A-Za-z]:)/.test(directory)) {
    faults.reject(directory, 'is an absolute path', 'expected a folder relative to the one that holds cdktf.out');
  }
}
