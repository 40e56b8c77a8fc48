import { AzurermBackend, CloudBackend, LocalBackend, NamedCloudWorkspace, type TerraformStack } from 'cdktf';
import { Kind, STORAGE_ACCOUNT_NAME } from '../azure';
import {
  asGiven,
  confidential,
  type Faults,
  flag,
  inspectName,
  type NameForm,
  objectOf,
  optionsOf,
} from '../declaration';
import { inspectResourceGroupName } from '../lighthouse';
import { HCP_TERRAFORM_NAMES, isUnresolved } from '../terraform';

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
   * The folder for the states, relative to the folder that holds `cdktf.out`. Written with `/` on every system, so that
   * a program writes the same on Windows and elsewhere.
   *
   * @default - that folder itself
   */
  readonly directory?: string;
}

const AZURERM = objectOf<AzurermStateOptions>('a place for states', '{ storageAccountName, containerName }', {
  storageAccountName: asGiven,
  containerName: asGiven,
  resourceGroupName: asGiven,
  subscriptionId: asGiven,
  tenantId: asGiven,
  keyPrefix: asGiven,
  useEntraId: flag,
  useOidc: flag,
});

const HCP_TERRAFORM = objectOf<HcpTerraformStateOptions>('a place for states', '{ organization: "…" }', {
  organization: asGiven,
  workspacePrefix: asGiven,
  hostname: asGiven,
});

const LOCAL = objectOf<LocalStateOptions>('a place for states', '{ directory: "…" }, or nothing', {
  directory: asGiven,
});

/** Places for states. */
export const STATE_BACKEND = new Kind<StateBackend>(
  'StateBackend',
  'a StateBackend',
  'make it with StateBackend, such as StateBackend.azurerm({ … })',
);

/**
 * Where Terraform keeps the state: one state for each stack.
 *
 * The key is the stack's id, and with it part of the public contract.
 *
 * @example
 * ```ts
 * const backend = StateBackend.azurerm({ storageAccountName: 'fabrikamstate', containerName: 'terraform' });
 * ```
 */
export class StateBackend {
  /**
   * A container of Azure Storage.
   *
   * @see https://developer.hashicorp.com/terraform/language/backend/azurerm
   */
  public static azurerm(options: AzurermStateOptions): StateBackend {
    const { taken, faults } = optionsOf(options, confidential(AZURERM));
    inspectAzurerm(taken, faults.confidential);
    return new StateBackend(faults, stack => {
      new AzurermBackend(stack, {
        storageAccountName: taken.storageAccountName,
        containerName: taken.containerName,
        resourceGroupName: taken.resourceGroupName,
        subscriptionId: taken.subscriptionId,
        tenantId: taken.tenantId,
        key: `${taken.keyPrefix ?? ''}${stack.node.id}.tfstate`,
        useAzureadAuth: taken.useEntraId ?? true,
        useOidc: taken.useOidc,
      });
    });
  }

  /**
   * Workspaces of HCP Terraform or Terraform Enterprise.
   *
   * @see https://developer.hashicorp.com/terraform/cli/cloud/settings
   */
  public static hcpTerraform(options: HcpTerraformStateOptions): StateBackend {
    const { taken, faults } = optionsOf(options, confidential(HCP_TERRAFORM));
    inspectHcpTerraform(taken, faults.confidential);
    return new StateBackend(faults, stack => {
      new CloudBackend(stack, {
        organization: taken.organization,
        hostname: taken.hostname,
        workspaces: new NamedCloudWorkspace(`${taken.workspacePrefix ?? ''}${stack.node.id}`),
      });
    });
  }

  /** Files on the machine that runs Terraform: for trying things out. Never an absolute path. */
  public static local(options: LocalStateOptions = {}): StateBackend {
    const { taken, faults } = optionsOf(options, confidential(LOCAL));
    const { directory } = taken;
    refuseReferences(taken, faults);
    inspectDirectory(directory, faults.confidential.at('directory'));
    return new StateBackend(faults, stack => {
      const folder = directory === undefined ? '' : `${directory.replaceAll('\\', '/').replace(/(?<!\/)\/+$/, '')}/`;
      // Terraform runs in cdktf.out/stacks/<id>.
      new LocalBackend(stack, { path: `../../../${folder}${stack.node.id}.tfstate` });
    });
  }

  private constructor(
    private readonly faults: Faults,
    private readonly add: (stack: TerraformStack) => void,
  ) {
    STATE_BACKEND.register(this);
  }

  /**
   * Adds the backend to a stack.
   *
   * @param stack the stack whose id becomes the key of its state
   * @throws DeclarationError with every fault of the backend's options
   */
  public attachTo(stack: TerraformStack): void {
    this.faults.throwIfAny('the state backend');
    this.add(stack);
  }

  /** @internal */
  public _inspect(faults: Faults): void {
    faults.include(this.faults.found);
  }
}

/** Terraform takes the texts of a backend as they stand, and would make a state that is called like the reference. */
function refuseReferences(options: object, faults: Faults): void {
  for (const [name, value] of Object.entries(options)) {
    if (isUnresolved(value)) {
      faults.at(name).report('is known to Terraform only; write it out, because a backend cannot ask Terraform');
    }
  }
}

/** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftstorage */
const CONTAINER: NameForm = {
  pattern: /^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$/,
  words: '3 to 63 lower-case letters, digits and single "-" between them',
};

/** Narrower than what a blob may be called: no way out of the container's folder, and nothing to encode. */
const KEY_PREFIX: NameForm = {
  pattern: /^([A-Za-z0-9_-][A-Za-z0-9._-]*\/)*([A-Za-z0-9_-][A-Za-z0-9._-]*)?$/,
  words: 'letters, digits, "-", "_" and ".", with "/" between folders; none begins with "."',
};

function inspectAzurerm(options: AzurermStateOptions, faults: Faults): void {
  refuseReferences(options, faults);
  inspectName(
    options.storageAccountName,
    'the name of the storage account',
    STORAGE_ACCOUNT_NAME,
    faults.at('storageAccountName'),
  );
  inspectName(options.containerName, 'the name of the container', CONTAINER, faults.at('containerName'));
  inspectPrefix(options.keyPrefix, KEY_PREFIX, faults.at('keyPrefix'));
  if (options.resourceGroupName !== undefined) {
    inspectResourceGroupName(options.resourceGroupName, faults.at('resourceGroupName'));
  }
  for (const property of ['subscriptionId', 'tenantId'] as const) {
    if (options[property] !== undefined) {
      faults.at(property).guid(options[property]);
    }
  }
}

function inspectHcpTerraform(options: HcpTerraformStateOptions, faults: Faults): void {
  refuseReferences(options, faults);
  inspectName(
    options.organization,
    'the organization of HCP Terraform',
    HCP_TERRAFORM_NAMES.workspace,
    faults.at('organization'),
  );
  inspectPrefix(options.workspacePrefix, HCP_TERRAFORM_NAMES.workspace, faults.at('workspacePrefix'));
  if (options.hostname !== undefined) {
    inspectName(options.hostname, 'the host of Terraform Enterprise', HCP_TERRAFORM_NAMES.host, faults.at('hostname'));
  }
}

/** What a name begins with may be nothing. */
function inspectPrefix(value: string | undefined, form: NameForm, faults: Faults): void {
  if (value !== undefined && value !== '') {
    inspectName(value, 'what the name begins with', form, faults);
  }
}

function inspectDirectory(directory: string | undefined, faults: Faults): void {
  if (directory === undefined || !faults.text(directory, 'a folder') || isUnresolved(directory)) {
    return;
  }
  if (/^([/\\]|[A-Za-z]:)/.test(directory)) {
    faults.reject(directory, 'is an absolute path', 'expected a folder relative to the one that holds cdktf.out');
  } else if (/[$%]\{/.test(directory)) {
    faults.reject(directory, 'holds an expression', 'write the folder out: Terraform evaluates nothing here');
  }
}
