import { Authorization, AzureBuiltInRole, Principal, PrincipalKind } from 'cdktf-partner-earned-credit';
import { newStack, offerFaults, token, untyped } from '../../fabrikam';

const ID = 'f0000000-0000-4000-8000-00000000000a';
const faults = (principal: Principal) =>
  offerFaults({ authorizations: [Authorization.permanent(principal, AzureBuiltInRole.READER)] });

const KINDS: [string, (id: string, displayName?: string) => Principal, PrincipalKind][] = [
  ['group', (id, name) => Principal.group(id, name), PrincipalKind.GROUP],
  ['user', (id, name) => Principal.user(id, name), PrincipalKind.USER],
  ['service principal', (id, name) => Principal.servicePrincipal(id, name), PrincipalKind.SERVICE_PRINCIPAL],
];

describe.each(KINDS)('Principal: %s', (text, make, kind) => {
  it('keeps its kind, id and name', () => {
    expect(make(ID, 'Fabrikam')).toMatchObject({ kind, id: ID, displayName: 'Fabrikam', label: 'Fabrikam' });
    expect(faults(make(ID, 'Fabrikam'))).toEqual([]);
  });

  it('is called by its id where it has no name', () => {
    expect(make(ID).displayName).toBeUndefined();
    expect(make(ID).label).toBe(ID);
    expect(faults(make(ID))).toEqual([]);
  });

  it('writes the id in lower case', () => {
    expect(make(ID.toUpperCase()).id).toBe(ID);
    expect(make(ID.toUpperCase()).label).toBe(ID);
  });

  it('leaves Terraform references alone', () => {
    const id = token(newStack(), 'PRINCIPAL');
    expect(make(id, id).id).toBe(id);
    expect(faults(make(id, id))).toEqual([]);
  });

  it.each([
    ['operators@fabrikam.example', '"operators@fabrikam.example" is not a GUID'],
    [ID.replaceAll('-', ''), `"${ID.replaceAll('-', '')}" is not a GUID`],
    [`${ID}0`, `"${ID}0" is not a GUID`],
    [ID.replace('a', 'g'), `"${ID.replace('a', 'g')}" is not a GUID`],
  ])('rejects the id %j', (id, problem) => {
    expect(faults(make(id))).toEqual([
      `authorizations[0].principal.id: ${problem}; expected the object id of the ${text}: 8-4-4-4-12 hexadecimal digits`,
    ]);
  });

  it.each([
    [undefined, `is missing; expected the object id of the ${text}`],
    [null, `is missing; expected the object id of the ${text}`],
    ['', `is missing; expected the object id of the ${text}`],
    ['  ', `"  " is blank; expected the object id of the ${text}`],
    [`{${ID}}`, `"{${ID}}" is not a GUID; give the GUID alone: ${ID}`],
    [` ${ID}`, `" ${ID}" is not a GUID; give the GUID alone: ${ID}`],
    [17, `17 is not a text; expected the object id of the ${text}`],
    [{ id: ID }, `an object is not a text; expected the object id of the ${text}`],
  ])('rejects the id %j', (id, sentence) => {
    expect(faults(make(untyped(id)))).toEqual([`authorizations[0].principal.id: ${sentence}`]);
  });

  it.each([
    ['', 'is missing; expected the name that the customer sees'],
    [null, 'is missing; expected the name that the customer sees'],
    [' \t', '" \\t" is blank; expected the name that the customer sees'],
    [5, '5 is not a text; expected the name that the customer sees'],
  ])('rejects the name %j', (name, sentence) => {
    expect(faults(make(ID, untyped(name)))).toEqual([`authorizations[0].principal.displayName: ${sentence}`]);
  });
});

describe('Principal.isSameAs', () => {
  it('compares ids, whatever their case, name and kind', () => {
    expect(Principal.group(ID, 'a').isSameAs(Principal.group(ID.toUpperCase(), 'b'))).toBe(true);
    expect(Principal.group(ID).isSameAs(Principal.user(ID))).toBe(true);
    expect(Principal.group(ID).isSameAs(Principal.group(ID.replace('a', 'b')))).toBe(false);
  });

  it('knows of a Terraform reference only that it is itself', () => {
    const stack = newStack();
    const principal = Principal.group(token(stack, 'a'));
    expect(principal.isSameAs(principal)).toBe(true);
    expect(principal.isSameAs(Principal.group(token(stack, 'b')))).toBe(false);
    expect(principal.isSameAs(Principal.group(ID))).toBe(false);
    expect(Principal.group(ID).isSameAs(principal)).toBe(false);
  });
});
