import { Lazy, type TerraformResource } from 'cdktf';

/**
 * The address of a resource, such as `azurerm_lighthouse_definition.contoso`, where Terraform takes no expression: of the
 * resource itself cdktf would write one.
 */
export function addressOf(resource: TerraformResource): string {
  return Lazy.stringValue({ produce: () => `${resource.terraformResourceType}.${resource.friendlyUniqueId}` });
}

/**
 * Makes a resource depend on others of its stack.
 *
 * cdktf's own way makes two references for each, one of them anew whenever it is written.
 */
export function dependOn(resource: TerraformResource, others: readonly TerraformResource[]): void {
  resource.dependsOn = others.map(addressOf);
}
