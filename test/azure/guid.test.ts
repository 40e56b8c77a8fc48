import * as fc from 'fast-check';
import { ARM_GUID_NAMESPACE, armGuid, guidWithin, isGuid } from '../../lib/azure';

const SAMPLE = '11fb06fb-712d-4ddd-98c7-e71bbd588830';

/** A GUID whose letters are each in one case or the other. */
const guidInAnyCase = fc
  .tuple(fc.uuid(), fc.infiniteStream(fc.boolean()))
  .map(([guid, upper]) => [...guid].map(c => (upper.next().value ? c.toUpperCase() : c)).join(''));

describe('isGuid', () => {
  it('accepts any GUID in any case', () => {
    fc.assert(fc.property(guidInAnyCase, guid => isGuid(guid)));
  });

  it.each(['00000000-0000-0000-0000-000000000000', 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF'])('accepts %s', guid => {
    expect(isGuid(guid)).toBe(true);
  });

  it('rejects a GUID that lost a character, or got one', () => {
    const place = fc.nat({ max: SAMPLE.length - 1 });
    fc.assert(
      fc.property(fc.uuid(), place, (guid, at) => {
        expect(isGuid(guid.slice(0, at) + guid.slice(at + 1))).toBe(false);
        expect(isGuid(`${guid.slice(0, at)}0${guid.slice(at)}`)).toBe(false);
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['braces', `{${SAMPLE}}`],
    ['no hyphens', SAMPLE.replaceAll('-', '')],
    ['a letter that is no hexadecimal digit', SAMPLE.replace('f', 'g')],
    ['a blank before', ` ${SAMPLE}`],
    ['a line break after', `${SAMPLE}\n`],
    ['a resource id that ends in a GUID', `/providers/Microsoft.Authorization/roleDefinitions/${SAMPLE}`],
  ])('rejects %s', (_case, text) => {
    expect(isGuid(text)).toBe(false);
  });
});

describe('guidWithin', () => {
  const other = '550da55f-48fd-5c59-9c9c-86d86ee466b3';

  it.each([
    `/subscriptions/${SAMPLE}`,
    `/subscriptions/${SAMPLE}/resourceGroups/rg-web`,
    `/providers/Microsoft.Authorization/roleDefinitions/${SAMPLE}/`,
    `{${SAMPLE}}`,
    `(${SAMPLE})`,
    `"${SAMPLE}"`,
    `urn:uuid:${SAMPLE}`,
    `URN:UUID:${SAMPLE}`,
    ` ${SAMPLE}\n`,
    ` /subscriptions/${SAMPLE}`,
  ])('finds the one in %j', text => {
    expect(guidWithin(text)).toBe(SAMPLE);
  });

  it.each<[string, unknown]>([
    ['a GUID, of which nothing is wrong', SAMPLE],
    ['nothing', undefined],
    ['a text without one', '/subscriptions/production'],
    ['a GUID in a sentence', `the id is ${SAMPLE}`],
    ['a GUID in an address, where a secret may stand as well', `https://vault.example/${SAMPLE}?sig=abc`],
    ['36 characters that are none', '-'.repeat(36)],
    ['two of them', `/subscriptions/${SAMPLE}/providers/Microsoft.Authorization/roleDefinitions/${other}`],
  ])('finds none in %s', (_case, value) => {
    expect(guidWithin(value)).toBeUndefined();
  });

  it('finds the one of a collection among several', () => {
    const id = `/Subscriptions/${SAMPLE}/providers/Microsoft.Authorization/roleDefinitions/${other}`;
    expect(guidWithin(id, 'subscriptions')).toBe(SAMPLE);
    expect(guidWithin(`/tenants/${SAMPLE}`, 'subscriptions')).toBeUndefined();
  });
});

describe('armGuid', () => {
  it('has the namespace of ARM templates', () => {
    expect(ARM_GUID_NAMESPACE).toBe('11fb06fb-712d-4ddd-98c7-e71bbd588830');
  });

  // Computed with Python: uuid.uuid5(uuid.UUID('11fb06fb-712d-4ddd-98c7-e71bbd588830'), '-'.join(parts)).
  // Terraform 1.x agrees: uuidv5("11fb06fb-712d-4ddd-98c7-e71bbd588830", "a-b").
  it.each([
    [['Fabrikam Managed Services'], '550da55f-48fd-5c59-9c9c-86d86ee466b3'],
    [['rg-network'], 'efeb395a-20de-558c-bdd4-2a1473f7f46d'],
    [['contoso', 'Fabrikam Managed Services'], '7859d5c0-1fd4-5796-a23a-44cf17b0dbaf'],
    [['a'], '3703365d-5a9f-59b4-bca7-b9681389e4c1'],
    [['a', 'b'], '2d796349-8c7e-55ec-9624-54ece82ed031'],
    [['a', 'b', 'c'], 'a98fa280-e03f-5afa-8d8e-92d0a9c201e8'],
    [['a', ''], 'e8d36838-e755-5044-8b51-5992036732ac'],
    [['', 'a'], '64c42b47-b93b-5ae4-8200-00a934d4dcb1'],
    [['', ''], '73520bd7-6902-5edb-9abc-5546bb1b7e83'],
    [[''], 'e655a85f-3ab2-5e4a-9666-569aa72a5a10'],
    [['Müller & Söhne – Größe'], '7f234619-1e85-501f-b108-47e4e81dc3d2'],
    [['日本語'], 'e43a4477-f5d1-5779-9ae6-6dc898af5c21'],
    [['x'.repeat(300)], '9a928cf6-9e9e-56a4-9f8e-f3b0207816c0'],
  ])('gives for %j what guid() of ARM templates gives', (parts, expected) => {
    expect(armGuid(...parts)).toBe(expected);
  });

  it('gives a GUID of version 5 and variant 10, in lower case', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), parts => {
        expect(armGuid(...parts)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      }),
    );
  });

  it('joins its arguments by a hyphen', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(armGuid(a, b)).toBe(armGuid(`${a}-${b}`));
      }),
    );
  });

  it('tells names apart that differ in case only', () => {
    expect(armGuid('fabrikam')).not.toBe(armGuid('Fabrikam'));
  });
});
