import { type AzurermStateOptions, StateBackend } from 'cdktf-partner-earned-credit';
import { synthesize } from '../synth';
import { faultsOf, MANAGING_TENANT, newApp, newCustomer, newStack, SUBSCRIPTION, token, untyped } from '../fabrikam';

const terraformOf = (backend: StateBackend, id = 'contoso') =>
  synthesize(newCustomer(newApp(), id, { backend })).terraform as Record<string, object>;
const backendFaults = (backend: StateBackend) => faultsOf(() => newCustomer(newApp(), 'contoso', { backend }));
const STORAGE: AzurermStateOptions = { storageAccountName: 'fabrikamstate', containerName: 'pec' };

describe('StateBackend.azurerm', () => {
  it('keeps the state in a container, signed in with Entra ID unless told otherwise', () => {
    expect(terraformOf(StateBackend.azurerm(STORAGE)).backend).toEqual({
      azurerm: {
        storage_account_name: 'fabrikamstate',
        container_name: 'pec',
        key: 'contoso.tfstate',
        use_azuread_auth: true,
      },
    });
  });

  it('writes where the storage account is, how to sign in, and the key below its prefix', () => {
    const backend = StateBackend.azurerm({
      ...STORAGE,
      resourceGroupName: 'rg-state',
      subscriptionId: SUBSCRIPTION,
      tenantId: MANAGING_TENANT,
      keyPrefix: 'customers/',
      useEntraId: false,
      useOidc: true,
    });
    expect(terraformOf(backend).backend).toEqual({
      azurerm: {
        storage_account_name: 'fabrikamstate',
        container_name: 'pec',
        resource_group_name: 'rg-state',
        subscription_id: SUBSCRIPTION,
        tenant_id: MANAGING_TENANT,
        key: 'customers/contoso.tfstate',
        use_azuread_auth: false,
        use_oidc: true,
      },
    });
  });

  it('has a key for each stack', () => {
    const backend = StateBackend.azurerm(STORAGE);
    expect(['contoso', 'northwind'].map(id => terraformOf(backend, id).backend)).toMatchObject([
      { azurerm: { key: 'contoso.tfstate' } },
      { azurerm: { key: 'northwind.tfstate' } },
    ]);
  });

  it.each<[keyof AzurermStateOptions, unknown, string]>([
    ['storageAccountName', undefined, 'is missing; expected the name of the storage account'],
    ['storageAccountName', ' ', 'a text is blank; expected the name of the storage account'],
    ['storageAccountName', 5, 'a number is not a text; expected the name of the storage account'],
    ...['ab', 'x'.repeat(25), 'Fabrikam', 'fabrikam-state', 'https://fabrikam'].map<
      [keyof AzurermStateOptions, unknown, string]
    >(name => [
      'storageAccountName',
      name,
      'a text has characters that do not belong there; expected 3 to 24 lower-case letters and digits',
    ]),
    ['containerName', '', 'is missing; expected the name of the container'],
    ['containerName', ' ', 'a text is blank; expected the name of the container'],
    ['subscriptionId', 'x', 'a text is not a GUID; expected the GUID: 8-4-4-4-12 hexadecimal digits'],
    ['tenantId', 'x', 'a text is not a GUID; expected the GUID: 8-4-4-4-12 hexadecimal digits'],
  ])('rejects a %s that is %j', (property, value, sentence) => {
    expect(backendFaults(StateBackend.azurerm({ ...STORAGE, [property]: value }))).toEqual([
      `backend.${property}: ${sentence}`,
    ]);
  });

  it.each(['abc', '123', 'x'.repeat(24)])('accepts the storage account %s', storageAccountName => {
    expect(backendFaults(StateBackend.azurerm({ ...STORAGE, storageAccountName }))).toEqual([]);
  });

  it.each(['pec', '1a2', 'pec-states', 'a-bc-1', 'x'.repeat(63)])('accepts the container %s', containerName => {
    expect(backendFaults(StateBackend.azurerm({ ...STORAGE, containerName }))).toEqual([]);
  });

  it.each(['ab', 'x'.repeat(64), 'Pec', 'pec states', '-pec', 'pec-', 'pec--states', 'pec_states', '$web'])(
    'rejects the container %j',
    containerName => {
      expect(backendFaults(StateBackend.azurerm({ ...STORAGE, containerName }))).toEqual([
        'backend.containerName: a text has characters that do not belong there; ' +
          'expected 3 to 63 lower-case letters, digits and single "-" between them',
      ]);
    },
  );

  it.each([
    ['', 'contoso.tfstate'],
    ['pec-', 'pec-contoso.tfstate'],
    ['a', 'acontoso.tfstate'],
    ['2026.11_', '2026.11_contoso.tfstate'],
    ['customers/', 'customers/contoso.tfstate'],
    ['fabrikam/pec.v2/c-', 'fabrikam/pec.v2/c-contoso.tfstate'],
  ])('puts %j before the key', (keyPrefix, key) => {
    expect(terraformOf(StateBackend.azurerm({ ...STORAGE, keyPrefix })).backend).toMatchObject({ azurerm: { key } });
  });

  it.each([
    '/',
    '/pec/',
    '../pec/',
    'pec/../',
    'pec//',
    '.pec/',
    'pec/.a',
    'pec states/',
    'pec/\n',
    'pec%2e/',
    'größe/',
  ])('rejects %j before the key', keyPrefix => {
    expect(backendFaults(StateBackend.azurerm({ ...STORAGE, keyPrefix }))).toEqual([
      'backend.keyPrefix: a text has characters that do not belong there; ' +
        'expected letters, digits, "-", "_" and ".", with "/" between folders; none begins with "."',
    ]);
  });
});

describe('StateBackend.hcpTerraform', () => {
  it('keeps the state in the workspace that has the name of the stack, and in no backend', () => {
    const { cloud, backend } = terraformOf(StateBackend.hcpTerraform({ organization: 'fabrikam' }));
    expect(cloud).toEqual({ organization: 'fabrikam', workspaces: { name: 'contoso' } });
    expect(backend).toBeUndefined();
  });

  it("puts a prefix before the name of the workspace, on a server of one's own", () => {
    const options = { organization: 'fabrikam', workspacePrefix: 'PEC_1-', hostname: 'tfe.fabrikam.example' };
    expect(terraformOf(StateBackend.hcpTerraform(options), 'northwind').cloud).toEqual({
      organization: 'fabrikam',
      hostname: 'tfe.fabrikam.example',
      workspaces: { name: 'PEC_1-northwind' },
    });
  });

  it.each<[object, string]>([
    [{ organization: '' }, 'organization: is missing; expected the organization of HCP Terraform'],
    [{ organization: ' ' }, 'organization: a text is blank; expected the organization of HCP Terraform'],
    ...['pec ', ' pec', 'p/ec'].flatMap(text =>
      ['organization', 'workspacePrefix'].map<[object, string]>(property => [
        { [property]: text },
        `${property}: a text has characters that do not belong there; expected letters, digits, "-" and "_"`,
      ]),
    ),
    ...['https://tfe.example', 'tfe.example/app', 'tfe example', 'tfe.example:', 'tfe.example:port', 'a:123456'].map<
      [object, string]
    >(hostname => [
      { hostname },
      'hostname: a text has characters that do not belong there; expected the name of a host, such as "app.terraform.io"',
    ]),
  ])('rejects %j', (options, fault) => {
    expect(backendFaults(StateBackend.hcpTerraform({ organization: 'fabrikam', ...options }))).toEqual([
      `backend.${fault}`,
    ]);
  });

  it.each(['tfe', 'tfe-1.fabrikam.example', 'localhost:8443', '10.0.0.1:1'])('accepts the host %s', hostname => {
    expect(backendFaults(StateBackend.hcpTerraform({ organization: 'fabrikam', hostname }))).toEqual([]);
  });
});

describe('StateBackend.local', () => {
  it.each([
    [undefined, '../../../contoso.tfstate'],
    ['state', '../../../state/contoso.tfstate'],
    ['state/', '../../../state/contoso.tfstate'],
    ['state//', '../../../state/contoso.tfstate'],
    ['a/b', '../../../a/b/contoso.tfstate'],
    ['a{b}$c', '../../../a{b}$c/contoso.tfstate'],
    ['../state', '../../../../state/contoso.tfstate'],
    ['..\\state\\', '../../../../state/contoso.tfstate'],
  ])('puts the state into %s', (directory, path) => {
    expect(terraformOf(StateBackend.local({ directory })).backend).toEqual({ local: { path } });
  });

  it.each(['/var/state', '\\\\server\\share', 'C:\\state', 'c:state', '/'])(
    'refuses the absolute path %j',
    directory => {
      expect(backendFaults(StateBackend.local({ directory }))).toEqual([
        'backend.directory: a text is an absolute path; ' +
          'expected a folder relative to the one that holds cdktf.out',
      ]);
    },
  );

  it.each(['${path.root}', 'states/%{ if true }a%{ endif }'])('refuses the expression %j', directory => {
    expect(backendFaults(StateBackend.local({ directory }))).toEqual([
      'backend.directory: a text holds an expression; write the folder out: Terraform evaluates nothing here',
    ]);
  });

  it.each<[unknown, string]>([
    ['', 'is missing; expected a folder'],
    [' ', 'a text is blank; expected a folder'],
    [5, 'a number is not a text; expected a folder'],
  ])('refuses %j', (directory, sentence) => {
    expect(backendFaults(StateBackend.local({ directory: untyped(directory) }))).toEqual([
      `backend.directory: ${sentence}`,
    ]);
  });
});

describe('StateBackend', () => {
  it('can be attached to a stack of one’s own', () => {
    const stack = newStack('landing-zone');
    StateBackend.azurerm(STORAGE).attachTo(stack);
    expect(synthesize(stack)).toMatchObject({ terraform: { backend: { azurerm: { key: 'landing-zone.tfstate' } } } });
  });

  it.each<[string, (text: string) => StateBackend, string[]]>([
    [
      'Azure Storage',
      text =>
        StateBackend.azurerm({
          storageAccountName: text,
          containerName: text,
          resourceGroupName: text,
          subscriptionId: text,
          tenantId: text,
          keyPrefix: text,
        }),
      ['storageAccountName', 'containerName', 'resourceGroupName', 'subscriptionId', 'tenantId', 'keyPrefix'],
    ],
    [
      'HCP Terraform',
      text => StateBackend.hcpTerraform({ organization: text, workspacePrefix: text, hostname: text }),
      ['organization', 'workspacePrefix', 'hostname'],
    ],
    ['files', text => StateBackend.local({ directory: text }), ['directory']],
  ])(
    'takes no reference, which Terraform would not resolve, nor what looks like one: %s',
    (_case, backend, options) => {
      const faultsIn = (text: string) => backendFaults(backend(text));
      expect(faultsIn(token(newStack(), 'value')).sort()).toEqual(
        options
          .map(
            name => `backend.${name}: is known to Terraform only; write it out, because a backend cannot ask Terraform`,
          )
          .sort(),
      );
      expect(new Set(faultsIn('${TfToken[x]}').map(fault => fault.split(': ')[0]))).toEqual(
        new Set(options.map(name => `backend.${name}`)),
      );
    },
  );
});
