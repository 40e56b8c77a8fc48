import { Lazy, TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { AzureCloud } from '../azure';
import { confidential, declare, type Declared, type Faults, ofKind, type Properties, type Taker } from '../declaration';
import { AppRegistry } from '../app';
import { literal, prepareReferences } from '../terraform';
import { inspectConstructId } from './construct-id';
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
export const PROVIDER_VERSIONS = {
  azapi: '>= 2.12, < 3',
  azuread: '>= 3.7, < 4',
  // 4.75 is the first with the flag of LighthouseDelegation.convergeAfterInterruption.
  azurerm: '>= 4.75, < 6',
};

const stacks = new AppRegistry<TerraformStack>('stacks');

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

  /**
   * Called by synth, before any stack is written. The backend that cdktf would add here is there already.
   *
   * @internal
   */
  public override prepareStack(): void {
    prepareReferences(this);
  }

  /** What a pipeline or a person reads after an apply. */
  protected output(id: string, value: unknown, description: string, sensitive?: boolean): void {
    // cdktf 0.21 asks `util.isArray` about a list or an object at hand, of which Node 22 and newer warn. It lets a lazy one pass.
    const lazy = Lazy.anyValue({ produce: () => literal(value) });
    new TerraformOutput(this, id, { value: lazy, description, sensitive });
  }
}

/** How to take what every stack can be given. */
export const PARTNER_STACK: Properties<PartnerStackProps> = { backend: confidential(ofKind(STATE_BACKEND)) };

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
  props.backend?._inspect(faults.at('backend').confidential);
  return declared;
}

/** The `environment` of a provider; nothing for the public cloud, so that the provider's own default stands. */
export function environmentOf(cloud: AzureCloud | undefined): string | undefined {
  return cloud === undefined || cloud.name === AzureCloud.PUBLIC.name ? undefined : cloud.terraformEnvironment;
}

function inspectStackId(scope: Construct, id: string, faults: Faults): void {
  inspectConstructId(id, 'stack', faults);
  if (stacks.find(scope, id).length > 0) {
    faults.reject(id, 'is used by another stack', 'give each stack of the app a key of its own');
  }
}
