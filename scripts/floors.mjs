/** The floors of lib, from the ground up: a floor may import the ones before it, never one after it. */
export const FLOORS = [
  'text',
  'azure',
  'app',
  'terraform',
  'manifest',
  'declaration',
  'bindings',
  'principals',
  'lighthouse',
  'readiness',
  'reports',
  'stacks',
  'customers',
  'portfolio',
  'azure-live',
  'verification',
  'billing',
  'import',
  'testing',
  'command-line',
];

/** The barrels of the prebuilt providers cost seconds and hundreds of megabytes at import. */
export const PROVIDER_BARRELS = ['@cdktf/provider-azurerm', '@cdktf/provider-azuread'].map(name => ({
  name,
  message: `Import a folder of it, such as ${name}/lib/provider.`,
}));
