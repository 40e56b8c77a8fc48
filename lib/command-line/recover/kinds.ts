import type { Attributes } from '../plan/terraform-plan';

/** The form of an id, as a regular expression and in words. */
interface IdForm {
  readonly pattern: string;
  readonly words: string;
}

/** A kind of resource that `pec recover` puts right. */
export interface RecoverableKind {
  /** What messages call it. */
  readonly name: string;
  /** An attribute that only Azure knows: without it, the creation never came to its end. */
  readonly answered?: string;
  /** The attributes that say which object it is: where one differs from what is declared, it is another object. */
  readonly identifying: string[];
  /**
   * Whether an object in the state that differs in one of them must have been imported; no plan changes it to such a one.
   *
   * @default - never: only the object that is declared can be imported
   */
  readonly wasImported?: (values: Attributes) => boolean;
  /**
   * The attribute that declares the id.
   *
   * @default - Azure chooses the id
   */
  readonly idIn?: string;
  /** The form of its id, as an error names it and as `--id` takes it. */
  readonly id: IdForm;
  /** How an error names the id of an object that is there. */
  readonly named: (id: string) => string;
  /**
   * What `terraform import` calls the object; undefined while what it belongs to is not in the state.
   *
   * @default - Terraform cannot import this kind
   */
  readonly importId?: (id: string, declared: Attributes) => string | undefined;
  /**
   * The command with which a person finds the id; undefined while what the object belongs to is not in the state.
   *
   * @default - the declaration holds the id
   */
  readonly lookUp?: (declared: Attributes) => string[] | undefined;
  /**
   * What becomes of an object of which nobody knows, when the next apply makes another one.
   *
   * @default - the next apply notices the object, or takes it over
   */
  readonly unnoticed?: string;
}

const GUID: IdForm = {
  pattern: '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
  words: 'a GUID',
};

/** How azuread, azurerm and azapi refuse to make what exists. */
const existing = (id: string) => `\\bresource with the ID "[^" ]*?(${id})" already exists`;

/** What is declared for a credential of an application: the object id of that application. */
function applicationOf({ application_id: id }: Attributes): string | undefined {
  return new RegExp(`^/applications/(${GUID.pattern})$`, 'i').exec(String(id))?.[1];
}

/** A credential of an application. Ids as in internal/services/applications/parse of hashicorp/terraform-provider-azuread. */
function credential(type: string, list: string, query: string) {
  return {
    id: GUID,
    importId: (id: string, declared: Attributes) => {
      const application = applicationOf(declared);
      return application && `${application}/${type}/${id}`;
    },
    lookUp: (declared: Attributes) => {
      const application = applicationOf(declared);
      return application === undefined ? undefined : az(`ad app ${list} --id`, application, query);
    },
  };
}

function az(command: string, argument: string, query: string): string[] {
  return ['az', ...command.split(' '), argument, '--query', query, '--output', 'tsv'];
}

function managedService({ scope }: Attributes, path: string): string | undefined {
  return scope === undefined ? undefined : `${String(scope)}/providers/Microsoft.ManagedServices/${path}`;
}

const KINDS: Record<string, RecoverableKind> = {
  azuread_application: {
    name: 'the application',
    answered: 'client_id',
    identifying: ['display_name'],
    // Azure does not know it: an apply writes it into the state, an import leaves it false
    // (internal/services/applications/application_resource.go of hashicorp/terraform-provider-azuread).
    wasImported: ({ prevent_duplicate_names: isApplied }) => isApplied !== true,
    id: GUID,
    // What prevent_duplicate_names says: internal/helpers/tf/errors.go of hashicorp/terraform-provider-azuread.
    named: id => `\\(ID: "(${id})"\\) was found`,
    importId: id => `/applications/${id}`,
    lookUp: ({ display_name: name }) =>
      az(
        'ad app list --filter',
        `displayName eq '${String(name).replace(/'/g, "''")}' or startswith(displayName,'TERRAFORM_UPDATE_')`,
        '[].[id,displayName,createdDateTime]',
      ),
    unnoticed: 'under the passing name TERRAFORM_UPDATE_…, which azuread gives it first, no later apply finds it',
  },
  azuread_service_principal: {
    name: 'the service principal',
    answered: 'object_id',
    identifying: ['client_id'],
    wasImported: () => true,
    id: GUID,
    named: existing,
    importId: (id, { client_id: clientId }) => (clientId === undefined ? undefined : `/servicePrincipals/${id}`),
    lookUp: ({ client_id: clientId }) =>
      clientId === undefined ? undefined : az('ad sp show --id', String(clientId), 'id'),
  },
  azuread_application_federated_identity_credential: {
    name: 'the federated credential',
    answered: 'credential_id',
    identifying: ['application_id', 'display_name'],
    wasImported: () => true,
    ...credential('federatedIdentityCredential', 'federated-credential list', '[].[id,name]'),
    // The request that waited until the credential is to be seen.
    named: id => `/federatedIdentityCredentials/(${id})\\b`,
  },
  azuread_application_certificate: {
    name: 'the certificate',
    answered: 'key_id',
    identifying: ['application_id'],
    ...credential('certificate', 'credential list --cert', '[].[keyId,startDateTime]'),
    named: existing,
    unnoticed: 'the next apply adds it a second time',
  },
  azuread_application_password: {
    name: 'the client secret',
    answered: 'key_id',
    identifying: ['application_id', 'display_name'],
    ...credential('password', 'credential list', '[].[keyId,displayName,startDateTime]'),
    named: existing,
    // azuread imports no secret: nobody would know its value.
    importId: undefined,
    unnoticed: 'nobody knows its value, and the next apply makes another one',
  },
  azurerm_lighthouse_definition: {
    name: 'the registration definition',
    identifying: ['scope', 'lighthouse_definition_id'],
    idIn: 'lighthouse_definition_id',
    id: GUID,
    named: existing,
    importId: (id, declared) => managedService(declared, `registrationDefinitions/${id}`),
  },
  azurerm_lighthouse_assignment: {
    name: 'the registration assignment',
    identifying: ['scope', 'name'],
    idIn: 'name',
    id: GUID,
    named: existing,
    importId: (id, declared) => managedService(declared, `registrationAssignments/${id}`),
  },
};

const PARTNER_ADMIN_LINK: RecoverableKind = {
  name: 'the partner admin link',
  identifying: ['name'],
  idIn: 'name',
  id: { pattern: '\\d{1,10}', words: 'a Partner ID' },
  named: existing,
  importId: id => `/providers/Microsoft.ManagementPartner/partners/${id}`,
};

/** The kind of a resource; undefined if `pec recover` leaves it alone. */
export function recoverableKindOf(type: string, attributes: Attributes): RecoverableKind | undefined {
  if (type === 'azapi_resource') {
    return /^Microsoft\.ManagementPartner\/partners@/i.test(String(attributes.type)) ? PARTNER_ADMIN_LINK : undefined;
  }
  return KINDS[type];
}

/** Whether a text has the form of an id of this kind. */
export function isIdOf({ id }: RecoverableKind, text: string): boolean {
  return new RegExp(`^${id.pattern}$`, 'i').test(text);
}

/** The id that an error names; undefined unless it says that an object is there, and which. */
export function idNamedIn(error: string, { named, id }: RecoverableKind): string | undefined {
  return new RegExp(named(id.pattern), 'i').exec(error)?.[1].toLowerCase();
}

/** The first identifying attribute in which an object differs from what is declared; what is not known does not differ. */
export function differenceTo(kind: RecoverableKind, declared: Attributes, actual: Attributes): string | undefined {
  return kind.identifying.find(name => {
    const [expected, found] = [declared[name], actual[name]];
    return (
      typeof expected === 'string' &&
      typeof found === 'string' &&
      expected.toLowerCase() !== found.toLowerCase() &&
      !found.startsWith('TERRAFORM_UPDATE_')
    );
  });
}
