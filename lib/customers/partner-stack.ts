import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { AzureCloud } from '../azure';
import { type Declared, declare, type Faults, ofKind, type Properties, type Taker } from '../declaration';
import { AppRegistry } from '../terraform';
import { STATE_BACKEND, StateBackend } from './state-backend';

/** What every stack of this package can be given. */
export interface PartnerStackProps {
  /**
   * Where Terraform keeps the state.
   *
   * @default StateBackend.local()
   */
  readonly backend?: StateBackend;
}

/**
 * The range of each provider that the package is tested with. The prebuilt bindings pin one version exactly, which
 * would hold back everything else in a user's stack.
 */
const PROVIDER_VERSIONS = {
  azapi: '>= 2.12, < 3',
  azuread: '>= 3.7, < 4',
  // 4.75 is the first with the flag of LighthouseDelegation.convergeAfterInterruption.
  azurerm: '>= 4.75, < 5',
};

const stacks = new AppRegistry<TerraformStack>();

/** What the stacks of this package have in common: a checked id, a state backend, ranges of provider versions. */
export abstract class PartnerStack extends TerraformStack {
  protected constructor(scope: Construct, id: string, props: PartnerStackProps, providers: string[]) {
    super(scope, id);
    stacks.add(this, id, this);
    (props.backend ?? StateBackend.local()).attachTo(this);
    // Import blocks came with 1.5.
    this.addOverride('terraform.required_version', '>= 1.5');
    for (const [name, version] of Object.entries(PROVIDER_VERSIONS)) {
      if (providers.includes(name)) {
        this.addOverride(`terraform.required_providers.${name}.version`, version);
      }
    }
  }
}

/** How to take what every stack can be given. */
export const PARTNER_STACK: Properties<PartnerStackProps> = { backend: ofKind(STATE_BACKEND) };

/**
 * Begins the declaration of a stack: its properties, its id and its backend.
 *
 * @param kind what it is, such as `customer`
 * @throws DeclarationError if there is nothing to go on with
 * @throws FrameworkMismatchError
 */
export function declareStack<T extends PartnerStackProps>(
  scope: Construct,
  id: string,
  given: T,
  taker: Taker<T>,
  kind: string,
): Declared<T> {
  const declared = declare(scope, id, given, taker, kind, 'the key of the stack');
  const { faults, props } = declared;
  inspectStackId(scope, id, faults.at('id'));
  props.backend?._inspect(faults.at('backend'));
  return declared;
}

/** The `environment` of a provider; nothing for the public cloud, so that the provider's own default stands. */
export function environmentOf(cloud: AzureCloud | undefined): string | undefined {
  return cloud === undefined || cloud.name === AzureCloud.PUBLIC.name ? undefined : cloud.terraformEnvironment;
}

/**
 * cdktf strips other characters from ids and then merges what has become the same, without a word. The id is also the
 * stack's folder and the key of its state.
 */
function inspectStackId(scope: Construct, id: string, faults: Faults): void {
  if (!/^[a-z][a-z0-9-]{0,62}$/.test(id)) {
    faults.reject(
      id,
      'cannot be the key of a stack',
      'expected a lower-case letter, then lower-case letters, digits and "-", at most 63 in all',
    );
  } else if (stacks.find(scope, id).length > 0 || scope.node.tryFindChild(id) !== undefined) {
    faults.reject(id, 'is used by another stack', 'give each stack of the app a key of its own');
  }
}
