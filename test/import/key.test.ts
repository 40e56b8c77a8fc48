import fc from 'fast-check';
import { Keys, keyText } from '../../lib/import/found/key';
import { tenant } from './ids';

const give = (name: string, used: string[] = [], domain?: string) =>
  new Keys(used).give({ name, domain, tenant: tenant(1) });

describe('a key', () => {
  it.each([
    ['Contoso AG', 'contoso-ag'],
    ['Müller & Söhne GmbH', 'mueller-soehne-gmbh'],
    ['Straßen-Bau', 'strassen-bau'],
    ['Ørsted', 'oersted'],
    ['Łódź', 'lodz'],
    ['Ægir Þór', 'aegir-thor'],
    ['Café Noël', 'cafe-noel'],
    ['Cafe\u0301', 'cafe'],
    ['İstanbul', 'istanbul'],
    ['Газпром Нефть', 'gazprom-neft'],
    ['Київ', 'kiiv'],
    ['Αθήνα', 'athina'],
    ["O'Reilly Ltd.", 'oreilly-ltd'],
    ['  --A--  B--', 'a-b'],
    ['ﬁrst ﬂoor', 'first-floor'],
    ['42', '42'],
  ])('of %s is %s', (name, key) => {
    expect(give(name)).toBe(key);
  });

  it('is made of the domain where no letter of the name can be used, and else of the tenant', () => {
    expect(give('日本電気', [], 'nec.example')).toBe('nec');
    expect(give('日本電気')).toBe('customer-c0c00000');
  });

  it('ends with a word that is whole, if that is not far from the end', () => {
    expect(give('A very long name of a company that never ends because it was merged')).toBe(
      'a-very-long-name-of-a-company-that-never-ends-because',
    );
    expect(give('x'.repeat(60))).toBe('x'.repeat(54));
    expect(give(`${'x'.repeat(54)} y`)).toBe('x'.repeat(54));
  });

  it('is given once, with a number where it would be the same, which fits as well', () => {
    const keys = new Keys(['contoso', 'Contoso-2']);
    const customer = { name: 'Contoso', tenant: tenant(1) };
    expect([keys.give(customer), keys.give(customer)]).toEqual(['contoso-3', 'contoso-4']);
    expect(give('x'.repeat(60), ['x'.repeat(54)])).toBe(`${'x'.repeat(52)}-2`);
  });

  it('that somebody chose is taken if nobody has it', () => {
    const keys = new Keys(['contoso']);
    expect([keys.take('Contoso'), keys.take('northwind'), keys.take('northwind')]).toEqual([false, true, false]);
  });

  it('is a key whatever the name is, each time another one', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 80 }), { maxLength: 20 }), names => {
        const keys = new Keys([]);
        const given = names.map(name => keys.give({ name, tenant: tenant(1) }));
        given.forEach(key => expect(key).toMatch(/^[a-z0-9][a-z0-9-]{0,53}$/));
        expect(new Set(given).size).toBe(given.length);
      }),
    );
  });

  it('is the key of itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), name => {
        const key = keyText(name, 54);
        expect(keyText(key, 54)).toBe(key);
      }),
    );
  });
});
