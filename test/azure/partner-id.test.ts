import * as fc from 'fast-check';
import { partnerIdFault } from '../../lib/azure';

const GUID_FAULT =
  'is a GUID, which belongs in the `partner_id` of a Terraform provider (customer usage attribution) ' +
  'and has nothing to do with partner earned credit';
const OTHER_FAULT = 'is not a Partner ID, which has digits only';

describe('partnerIdFault', () => {
  it('finds nothing wrong with a number, however many digits it has', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^0{0,3}[1-9][0-9]{0,29}$/), digits => {
        expect(partnerIdFault(digits)).toBeUndefined();
      }),
    );
  });

  it.each(['1', '12345', '314159', '1854868', '31415927', '0012345'])('finds nothing wrong with %s', id => {
    expect(partnerIdFault(id)).toBeUndefined();
  });

  it.each(['0', '0000000'])("finds that %s is nobody's", id => {
    expect(partnerIdFault(id)).toBe("is zero, which is nobody's Partner ID");
  });

  it('names the mistake of a GUID, in any case and with the prefix of a provider', () => {
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.constantFrom('', 'pid-', 'PID-'),
        fc.constantFrom('', '-partnercenter'),
        fc.boolean(),
        (guid, prefix, suffix, upper) => {
          fc.pre(prefix !== '' || suffix === '');
          expect(partnerIdFault(`${prefix}${upper ? guid.toUpperCase() : guid}${suffix}`)).toBe(GUID_FAULT);
        },
      ),
    );
  });

  it.each([
    ['nothing', ''],
    ['letters', 'fabrikam'],
    ['a letter among the digits', '12345a'],
    ['a blank', '123 456'],
    ['a blank before', ' 123456'],
    ['a line break after', '123456\n'],
    ['a sign', '-123456'],
    ['a decimal point', '123456.0'],
    ['digits of another script', '١٢٣٤٥٦'],
    ['what a GUID without hyphens is', '11fb06fb712d4ddd98c7e71bbd588830'],
  ])('rejects %s', (_case, text) => {
    expect(partnerIdFault(text)).toBe(OTHER_FAULT);
  });
});
