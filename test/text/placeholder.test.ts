import { placeholderFault, placeholderIn } from '../../lib/text';

describe('a place that is still to be filled in', () => {
  it('says in which file', () => {
    expect(placeholderFault(placeholderIn('partner.ts'))).toBe('is still to be replaced in partner.ts');
    expect(placeholderFault(`${placeholderIn('customers.yaml')} AG`)).toBe('is still to be replaced in customers.yaml');
  });

  it.each([
    undefined,
    null,
    5,
    '',
    'Contoso AG',
    'replace in partner.ts',
    '<replace in a file of yours>',
    ['<replace in partner.ts>'],
  ])('is not %j', value => {
    expect(placeholderFault(value)).toBeUndefined();
  });
});
