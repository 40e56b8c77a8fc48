import { TerraformStack, TerraformVariable, Testing } from 'cdktf';
import {
  AzapiProvider,
  FrameworkMismatchError,
  type ILinkedAccount,
  PartnerAdminLink,
  type PartnerAdminLinkProps,
  LinkedAccount,
  PecAutomation,
} from 'cdktf-partner-earned-credit';
import * as fc from 'fast-check';
import { type Block, dataSources, resources, synthesize } from '../synth';

const TENANT_ID = '00000000-0000-0000-0000-000000000001';
const PRINCIPAL_ID = '00000000-0000-0000-0000-0000000000aa';
const CLIENT_ID = '00000000-0000-0000-0000-0000000000bb';
const OTHER_ID = '00000000-0000-0000-0000-0000000000cc';
const LINK = 'link_DE1D876D';
const REPORTED = 'link_Reported_D3853AAC';
const SIGNED_IN = '${data.azapi_client_config.link_SignedIn_D12EE9F0.object_id}';
const GUID_FAULT =
  'is a GUID, which belongs in the `partner_id` of a Terraform provider (customer usage attribution) ' +
  'and has nothing to do with partner earned credit';
const CURE = 'expected the Partner ID of the location account, from Partner Center';

const pec = PecAutomation.fromAttributes({ principalId: PRINCIPAL_ID, clientId: CLIENT_ID, tenantId: TENANT_ID });

let stack: TerraformStack;

beforeEach(() => {
  stack = new TerraformStack(Testing.app(), 'stack');
});

function declare(props: Partial<PartnerAdminLinkProps> = {}, id = 'link'): PartnerAdminLink {
  return new PartnerAdminLink(stack, id, { partnerId: '1234567', principal: pec, ...props });
}

/** What the link says before anything is written. */
const nothingWasLinked = (principalId: string) =>
  `Nothing was linked: signed in as "${SIGNED_IN}", but the principal to link is "${principalId}". A link belongs to ` +
  'whoever is signed in. If the first is empty, the sign-in itself failed: run again first, because a new credential ' +
  'takes minutes and a good one is refused now and then (AADSTS70025, AADSTS700213); then compare subject (upper and ' +
  'lower case too), issuer and audience of the federated credential, or see that the secret or certificate is set and ' +
  'has not expired. If it is another id, the pipeline signs in as somebody else, or principalId is not the service ' +
  "principal's object id.";

describe('PartnerAdminLink', () => {
  it('is one resource, checked before against who is signed in and after against what Azure reports', () => {
    declare();
    expect(synthesize(stack)).toStrictEqual({
      data: {
        azapi_client_config: { link_SignedIn_D12EE9F0: {} },
        azapi_resource: {
          [REPORTED]: {
            type: 'Microsoft.ManagementPartner/partners@2018-02-01',
            parent_id: '/',
            name: '1234567',
            response_export_values: { objectId: 'properties.objectId', state: 'properties.state' },
            depends_on: [`azapi_resource.${LINK}`],
            lifecycle: {
              postcondition: [
                {
                  condition: `\${(self.output.objectId == "${PRINCIPAL_ID}")}`,
                  error_message:
                    `Azure says that Partner ID 1234567 is linked to another principal than "${PRINCIPAL_ID}". ` +
                    'Check which account the azapi provider of this stack signs in as.',
                },
                {
                  condition: '${self.output.state != "Deleted"}',
                  error_message:
                    'Azure says that the link to Partner ID 1234567 was deleted. Apply again to restore it.',
                },
              ],
            },
          },
        },
      },
      resource: {
        azapi_resource: {
          [LINK]: {
            type: 'Microsoft.ManagementPartner/partners@2018-02-01',
            parent_id: '/',
            name: '1234567',
            lifecycle: {
              prevent_destroy: true,
              precondition: [
                {
                  condition: `\${(data.azapi_client_config.link_SignedIn_D12EE9F0.object_id == "${PRINCIPAL_ID}")}`,
                  error_message: nothingWasLinked(PRINCIPAL_ID),
                },
              ],
            },
          },
        },
      },
    });
  });

  it('passes the validations of the framework', () => {
    new AzapiProvider(stack, 'azapi');
    declare({ adopt: true });
    expect(() => Testing.synth(stack, true)).not.toThrow();
  });

  it('publishes what it links', () => {
    const link = declare();
    expect(link.partnerId).toBe('1234567');
    expect(link.principal).toBe(pec);
    expect(link.resource.terraformResourceType).toBe('azapi_resource');
    expect(link.reported.terraformResourceType).toBe('azapi_resource');
    expect(link.signedIn.terraformResourceType).toBe('azapi_client_config');
  });

  it('hands its provider to everything in it', () => {
    declare({ provider: new AzapiProvider(stack, 'azapi', { alias: 'pec' }) });
    const blocks = [
      resources(stack, 'azapi_resource')[LINK],
      dataSources(stack, 'azapi_resource')[REPORTED],
      dataSources(stack, 'azapi_client_config').link_SignedIn_D12EE9F0,
    ];
    expect(blocks.map(block => block.provider)).toStrictEqual(['azapi.pec', 'azapi.pec', 'azapi.pec']);
  });

  it.each([
    [undefined, true],
    [true, true],
    [false, undefined],
  ])('with deletion protection %j has prevent_destroy %j', (deletionProtection, preventDestroy) => {
    declare({ deletionProtection });
    const lifecycle = resources(stack, 'azapi_resource')[LINK].lifecycle as Block;
    expect(lifecycle.prevent_destroy).toBe(preventDestroy);
    expect(lifecycle.precondition).toHaveLength(1);
  });

  it('adopts a link that exists', () => {
    declare({ adopt: true });
    expect(synthesize(stack).import).toStrictEqual([
      { to: `azapi_resource.${LINK}`, id: '/providers/Microsoft.ManagementPartner/partners/1234567' },
    ]);
  });

  it.each([undefined, false])('with adopt %j imports nothing', adopt => {
    declare({ adopt });
    expect(synthesize(stack)).not.toHaveProperty('import');
  });

  it('keeps leading zeros', () => {
    declare({ partnerId: '0012345', adopt: true });
    expect(resources(stack, 'azapi_resource')[LINK].name).toBe('0012345');
    expect(dataSources(stack, 'azapi_resource')[REPORTED].name).toBe('0012345');
    expect(synthesize(stack).import).toMatchObject([{ id: '/providers/Microsoft.ManagementPartner/partners/0012345' }]);
  });

  it('compares the principal in lower case, as Azure writes it', () => {
    declare({ principal: { principalId: PRINCIPAL_ID.toUpperCase(), tenantId: TENANT_ID } });
    expect(JSON.stringify(synthesize(stack))).not.toContain(PRINCIPAL_ID.toUpperCase());
    expect(JSON.stringify(resources(stack, 'azapi_resource'))).toContain(PRINCIPAL_ID);
    expect(JSON.stringify(dataSources(stack, 'azapi_resource'))).toContain(PRINCIPAL_ID);
  });

  it("links a person's account", () => {
    declare({ principal: LinkedAccount.user({ principalId: OTHER_ID, tenantId: TENANT_ID }) });
    expect(resources(stack, 'azapi_resource')[LINK].lifecycle).toMatchObject({
      precondition: [{ error_message: nothingWasLinked(OTHER_ID) }],
    });
  });

  it('takes any digits for a Partner ID', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^0{0,3}[1-9][0-9]{0,8}$/), fc.uuid(), (partnerId, principalId) => {
        const scope = new TerraformStack(Testing.app(), 'stack');
        new PartnerAdminLink(scope, 'link', { partnerId, principal: { principalId, tenantId: TENANT_ID } });
        expect(resources(scope, 'azapi_resource')[LINK].name).toBe(partnerId);
      }),
      { numRuns: 20 },
    );
  });
});

describe('a partner admin link of what only Terraform knows', () => {
  it('passes on the Partner ID', () => {
    const partnerId = new TerraformVariable(stack, 'partner_id', { type: 'string' });
    declare({ partnerId: partnerId.stringValue, adopt: true });
    expect(resources(stack, 'azapi_resource')[LINK].name).toBe('${var.partner_id}');
    expect(dataSources(stack, 'azapi_resource')[REPORTED]).toMatchObject({
      name: '${var.partner_id}',
      lifecycle: {
        postcondition: [
          {
            error_message:
              `Azure says that Partner ID \${var.partner_id} is linked to another principal than "${PRINCIPAL_ID}". ` +
              'Check which account the azapi provider of this stack signs in as.',
          },
          {
            error_message:
              'Azure says that the link to Partner ID ${var.partner_id} was deleted. Apply again to restore it.',
          },
        ],
      },
    });
    expect(synthesize(stack).import).toStrictEqual([
      { to: `azapi_resource.${LINK}`, id: '/providers/Microsoft.ManagementPartner/partners/${var.partner_id}' },
    ]);
  });

  it('passes on the object id of the principal', () => {
    const principalId = new TerraformVariable(stack, 'principal_id', { type: 'string' });
    declare({ principal: { principalId: principalId.stringValue, tenantId: TENANT_ID } });
    expect(resources(stack, 'azapi_resource')[LINK].lifecycle).toMatchObject({
      precondition: [
        {
          condition: '${(data.azapi_client_config.link_SignedIn_D12EE9F0.object_id == var.principal_id)}',
          error_message: nothingWasLinked('${var.principal_id}'),
        },
      ],
    });
    expect(dataSources(stack, 'azapi_resource')[REPORTED]).toMatchObject({
      lifecycle: { postcondition: [{ condition: '${(self.output.objectId == var.principal_id)}' }, {}] },
    });
  });

  it('says so if the Partner ID that the principal carries is a number', () => {
    const carried = { ...pec, linkedPartnerId: 1234567 as unknown as string };
    expect(() => declare({ principal: carried })).toThrow('principal.linkedPartnerId: 1234567 is not a text');
  });

  it('does not compare with the Partner ID that the principal carries', () => {
    const partnerId = new TerraformVariable(stack, 'partner_id', { type: 'string' }).stringValue;
    expect(() => declare({ partnerId, principal: { ...pec, linkedPartnerId: '7654321' } })).not.toThrow();
    expect(() =>
      declare({ principal: { principalId: OTHER_ID, tenantId: TENANT_ID, linkedPartnerId: partnerId } }, 'other'),
    ).not.toThrow();
  });

  it('does not take two principals for the same', () => {
    const principalId = new TerraformVariable(stack, 'principal_id', { type: 'string' }).stringValue;
    declare({ principal: { principalId, tenantId: TENANT_ID } });
    expect(() => declare({ principal: { principalId, tenantId: TENANT_ID } }, 'second')).not.toThrow();
    expect(() => declare({}, 'third')).not.toThrow();
  });
});

describe('a wrong partner admin link', () => {
  const principal = (attributes: Partial<ILinkedAccount>): ILinkedAccount => ({ ...pec, ...attributes });

  it.each<[string, Partial<PartnerAdminLinkProps>, string]>([
    [
      'without Partner ID',
      { partnerId: undefined },
      'partnerId: is missing; expected the Partner ID of the location account: digits, as text',
    ],
    [
      'with an empty Partner ID',
      { partnerId: '' },
      'partnerId: is missing; expected the Partner ID of the location account: digits, as text',
    ],
    [
      'with a blank Partner ID',
      { partnerId: ' ' },
      'partnerId: " " is blank; expected the Partner ID of the location account: digits, as text',
    ],
    [
      'with a number, which would lose leading zeros',
      { partnerId: 1234567 as never },
      'partnerId: 1234567 is not a text; expected the Partner ID of the location account: digits, as text',
    ],
    ['with a GUID', { partnerId: OTHER_ID }, `partnerId: "${OTHER_ID}" ${GUID_FAULT}; ${CURE}`],
    [
      'with the form of a GUID that azurerm takes',
      { partnerId: `pid-${OTHER_ID}-partnercenter` },
      `partnerId: "pid-${OTHER_ID}-partnercenter" ${GUID_FAULT}; ${CURE}`,
    ],
    [
      'with letters',
      { partnerId: 'Fabrikam' },
      `partnerId: "Fabrikam" is not a Partner ID, which has digits only; ${CURE}`,
    ],
    [
      'with a blank before the digits',
      { partnerId: ' 1234567' },
      `partnerId: " 1234567" is not a Partner ID, which has digits only; ${CURE}`,
    ],
    [
      'without principal',
      { principal: undefined },
      'principal: is missing; expected PecAutomation, or what PecAutomation.fromAttributes gives',
    ],
    [
      'of a principal whose object id is a name',
      { principal: principal({ principalId: 'PEC-Automation' }) },
      'principal.principalId: "PEC-Automation" is not a GUID; ' +
        'expected the object id of the service principal: 8-4-4-4-12 hexadecimal digits',
    ],
    [
      'of a principal whose object id is the client id',
      { principal: principal({ principalId: CLIENT_ID }) },
      `principal.principalId: "${CLIENT_ID}" is the application (client) id; ` +
        "expected the service principal's object id, which Entra shows under Enterprise applications",
    ],
    [
      'of a principal without tenant',
      { principal: principal({ tenantId: undefined }) },
      'principal.tenantId: is missing; expected the id of the managing tenant',
    ],
    [
      'of a principal that is linked to another Partner ID',
      { principal: principal({ linkedPartnerId: '7654321' }) },
      'partnerId: "1234567" is not the Partner ID 7654321 that the principal is linked to already; ' +
        'a principal carries one Partner ID: use another principal, or, once the link is changed, write the new ID there',
    ],
  ])('%s is rejected', (_case, props, fault) => {
    expect(() => declare(props)).toThrow(`the partner admin link "link" has 1 fault:\n  - ${fault}`);
    expect(stack.node.children).toStrictEqual([]);
  });

  it.each([
    ['x', `"x" is not a Partner ID, which has digits only; ${CURE}`],
    [' ', '" " is blank; expected the Partner ID of the location account: digits, as text'],
  ])('with the Partner ID %j is not told as well that its principal is linked to another one', (partnerId, fault) => {
    expect(() => declare({ partnerId, principal: principal({ linkedPartnerId: '7654321' }) })).toThrow(
      `the partner admin link "link" has 1 fault:\n  - partnerId: ${fault}`,
    );
  });

  it('is rejected with all of its faults', () => {
    expect(() => declare({ partnerId: 'x', principal: { principalId: 'y', tenantId: 'z' } })).toThrow(
      [
        'the partner admin link "link" has 3 faults:',
        `  - partnerId: "x" is not a Partner ID, which has digits only; ${CURE}`,
        '  - principal.principalId: "y" is not a GUID; ' +
          'expected the object id of the service principal: 8-4-4-4-12 hexadecimal digits',
        '  - principal.tenantId: "z" is not a GUID; ' +
          'expected the id of the managing tenant: 8-4-4-4-12 hexadecimal digits',
      ].join('\n'),
    );
  });

  it('without properties is rejected', () => {
    expect(() => new PartnerAdminLink(stack, 'link', undefined as never)).toThrow(
      'the partner admin link "link" has 1 fault:\n  - props: is missing; expected the properties of the construct',
    );
  });

  it('is rejected in an app of another framework', () => {
    stack.node.setContext('cdktfVersion', '0.0.1');
    expect(() => declare()).toThrow(FrameworkMismatchError);
  });

  it('does not count as a link of its principal', () => {
    expect(() => declare({ partnerId: 'x' })).toThrow();
    expect(() => declare()).not.toThrow();
  });
});

describe('a principal', () => {
  it('that is linked to this Partner ID already may be declared so', () => {
    expect(() => declare({ principal: { ...pec, linkedPartnerId: '1234567' } })).not.toThrow();
  });

  it.each<[string, ILinkedAccount]>([
    ['the same object', pec],
    ['the same object id', { principalId: PRINCIPAL_ID, tenantId: TENANT_ID }],
    ['the same object id in capitals', { principalId: PRINCIPAL_ID.toUpperCase(), tenantId: TENANT_ID }],
  ])('is linked once in an app: %s', (_case, again) => {
    declare();
    const elsewhere = new TerraformStack(stack.node.root, 'elsewhere');
    for (const scope of [stack, elsewhere]) {
      expect(() => new PartnerAdminLink(scope, 'second', { partnerId: '7654321', principal: again })).toThrow(
        'the partner admin link "second" has 1 fault:\n' +
          '  - principal: is linked by stack/link already; a principal carries one Partner ID, ' +
          'so declare one link for it',
      );
    }
  });

  it('that Terraform makes is linked once in an app', () => {
    const made = new PecAutomation(stack, 'pec', { managingTenantId: TENANT_ID });
    declare({ principal: made });
    expect(() => declare({ principal: made }, 'second')).toThrow(
      'the partner admin link "second" has 1 fault:\n  - principal: is linked by stack/link already; ',
    );
  });

  it('may be linked beside another one, and again in another app', () => {
    declare();
    expect(() => declare({ principal: { principalId: OTHER_ID, tenantId: TENANT_ID } }, 'other')).not.toThrow();
    stack = new TerraformStack(Testing.app(), 'stack');
    expect(() => declare()).not.toThrow();
  });
});
