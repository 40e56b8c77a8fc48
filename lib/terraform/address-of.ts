import { Lazy, type TerraformResource } from 'cdktf';

/**
 * The address of a resource, such as `azurerm_lighthouse_definition.contoso`, where Terraform takes no expression: of the
 * resource itself cdktf would write one.
 */
export function addressOf(resource: TerraformResource): string {
  return Lazy.stringValue({ produce: () => `${resource.terraformResourceType}.${resource.friendlyUniqueId}` });
}
