/**
 * Takes from what Terraform prints of providers the resources that lib/bindings uses, into the folder schemas.
 *
 *   terraform providers schema -json > schema.json      (in a folder whose configuration requires the providers)
 *   terraform version -json > versions.json
 *   node scripts/bindings/take-schemas.mjs schema.json versions.json
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const USED = {
  azapi: {
    resource_schemas: ['azapi_resource', 'azapi_resource_action'],
    data_source_schemas: ['azapi_client_config', 'azapi_resource'],
  },
  azuread: {
    resource_schemas: [
      'azuread_application',
      'azuread_application_certificate',
      'azuread_application_federated_identity_credential',
      'azuread_application_password',
      'azuread_service_principal',
    ],
    data_source_schemas: ['azuread_client_config', 'azuread_service_principal'],
  },
  azurerm: {
    resource_schemas: [
      'azurerm_lighthouse_assignment',
      'azurerm_lighthouse_definition',
      'azurerm_management_group_policy_assignment',
      'azurerm_management_group_policy_remediation',
      'azurerm_policy_definition',
      'azurerm_role_assignment',
      'azurerm_subscription_policy_remediation',
    ],
    data_source_schemas: [],
  },
};

const [schemas, versions] = process.argv.slice(2).map(file => JSON.parse(readFileSync(file, 'utf8')));
for (const [address, provider] of Object.entries(schemas.provider_schemas)) {
  const name = basename(address);
  const used = USED[name];
  if (used) {
    const taken = { provider: provider.provider };
    for (const [kind, names] of Object.entries(used)) {
      taken[kind] = pick(provider[kind], names, `${name} has no`);
    }
    const file = join(import.meta.dirname, 'schemas', `${name}.json`);
    const schema = {
      format_version: '1.0',
      provider_schemas: { [address]: taken },
      provider_versions: pick(versions.provider_selections, [address], 'no version of'),
    };
    writeFileSync(file, `${JSON.stringify(schema, withoutDescriptions, 1)}\n`);
  }
}

/** Descriptions are the providers' own documentation, and half of a schema. */
function withoutDescriptions(key, value) {
  return ['description', 'description_kind'].includes(key) && typeof value === 'string' ? undefined : value;
}

function pick(all, names, otherwise) {
  const missing = names.filter(name => !(name in all));
  if (missing.length > 0) {
    throw new Error(`${otherwise} ${missing.join(', ')}`);
  }
  return Object.fromEntries(names.map(name => [name, all[name]]));
}
