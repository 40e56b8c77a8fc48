import { type ILinkedAccount, LinkedAccount } from 'cdktf-partner-earned-credit';
import * as fc from 'fast-check';
import { inspectLinkedAccount } from '../../lib/principals';
import { faultsOf, TOKEN } from './inspection';

const PRINCIPAL_ID = '00000000-0000-0000-0000-0000000000aa';
const CLIENT_ID = '00000000-0000-0000-0000-0000000000bb';
const TENANT_ID = '00000000-0000-0000-0000-000000000001';
const PRINCIPAL: ILinkedAccount = { principalId: PRINCIPAL_ID, clientId: CLIENT_ID, tenantId: TENANT_ID };

const faultsIn = (principal: Partial<ILinkedAccount> | undefined) =>
  faultsOf(faults => inspectLinkedAccount(principal as ILinkedAccount, faults));

describe('LinkedAccount.user', () => {
  it('is what was given, without a client id', () => {
    expect(LinkedAccount.user({ principalId: PRINCIPAL_ID, tenantId: TENANT_ID })).toStrictEqual({
      principalId: PRINCIPAL_ID,
      tenantId: TENANT_ID,
    });
    expect(
      LinkedAccount.user({ principalId: PRINCIPAL_ID, tenantId: TENANT_ID, linkedPartnerId: '1234567' }),
    ).toStrictEqual({ principalId: PRINCIPAL_ID, tenantId: TENANT_ID, linkedPartnerId: '1234567' });
  });

  it('is a copy, which no later change reaches', () => {
    const attributes = { principalId: PRINCIPAL_ID, tenantId: TENANT_ID };
    const user = LinkedAccount.user(attributes);
    attributes.tenantId = CLIENT_ID;
    expect(user.tenantId).toBe(TENANT_ID);
  });
});

describe('a principal', () => {
  it('is accepted with ids in any case', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.uuid(), { minLength: 3, maxLength: 3 }), fc.boolean(), (ids, upper) => {
        const [principalId, clientId, tenantId] = ids.map(id => (upper ? id.toUpperCase() : id));
        expect(faultsIn({ principalId, clientId, tenantId })).toStrictEqual([]);
      }),
    );
  });

  it.each<[string, Partial<ILinkedAccount>]>([
    ['without client id', { clientId: undefined }],
    ['whose ids only Terraform knows', { principalId: TOKEN, clientId: TOKEN, tenantId: TOKEN }],
    ['whose client id is the same as its tenant', { clientId: TENANT_ID }],
    ['whose groups are GUIDs, or known to Terraform only', { memberOf: [TENANT_ID, TOKEN] }],
  ])('%s is accepted', (_case, principal) => {
    expect(faultsIn({ ...PRINCIPAL, ...principal })).toStrictEqual([]);
  });

  it.each<[string, Partial<ILinkedAccount>, string]>([
    [
      'without object id',
      { principalId: undefined },
      'principalId: is missing; expected the object id of the service principal',
    ],
    [
      'whose object id is a name',
      { principalId: 'PEC-Automation' },
      'principalId: "PEC-Automation" is not a GUID; ' +
        'expected the object id of the service principal: 8-4-4-4-12 hexadecimal digits',
    ],
    ['without tenant', { tenantId: undefined }, 'tenantId: is missing; expected the id of the managing tenant'],
    [
      'whose tenant is a domain',
      { tenantId: 'fabrikam.example' },
      'tenantId: "fabrikam.example" is not a GUID; ' +
        'expected the id of the managing tenant: 8-4-4-4-12 hexadecimal digits',
    ],
    ['with an empty client id', { clientId: '' }, 'clientId: is missing; expected the application (client) id'],
    [
      'whose client id is a name',
      { clientId: 'PEC-Automation' },
      'clientId: "PEC-Automation" is not a GUID; ' +
        'expected the application (client) id: 8-4-4-4-12 hexadecimal digits',
    ],
    [
      'whose group is a name',
      { memberOf: [TENANT_ID, 'operators'] },
      'memberOf[1]: "operators" is not a GUID; expected the object id of the group: 8-4-4-4-12 hexadecimal digits',
    ],
    [
      'whose object id is the client id',
      { principalId: CLIENT_ID.toUpperCase() },
      'principalId: "00000000-0000-0000-0000-0000000000BB" is the application (client) id; ' +
        "expected the service principal's object id, which Entra shows under Enterprise applications",
    ],
  ])('%s is rejected', (_case, principal, fault) => {
    expect(faultsIn({ ...PRINCIPAL, ...principal })).toStrictEqual([fault]);
  });

  it('whose ids are the same wrong text is told so once for each', () => {
    expect(faultsIn({ ...PRINCIPAL, principalId: 'x', clientId: 'x' })).toHaveLength(2);
  });
});
