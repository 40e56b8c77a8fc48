import type { TerraformResource } from 'cdktf';
import { TerraformElement } from 'cdktf';
import type { Construct } from 'constructs';
import { addressOf } from './address-of';
import { literal } from './literal';

/**
 * An `import` block.
 *
 * `TerraformResource.importFrom` does the same, but starts `terraform version` once per resource at synth,
 * 48 ms each, and fails where Terraform is not installed.
 */
export class ImportBlock extends TerraformElement {
  /**
   * @param scope where the block goes
   * @param id the construct id
   * @param resource the resource that takes over the existing object
   * @param existingId the id by which the provider finds the existing object
   */
  constructor(
    scope: Construct,
    id: string,
    private readonly resource: TerraformResource,
    private readonly existingId: string,
  ) {
    super(scope, id);
  }

  public override toTerraform(): unknown {
    return { import: [{ to: addressOf(this.resource), id: literal(this.existingId) }] };
  }
}
