import { faultText } from '../../lib/declaration';
import { PortfolioSelection } from '../../lib/portfolio/portfolio-selection';
import { entry } from './fixtures';

const customers = [entry(2, { ring: 'main' }), entry(1, { ring: 'canary' }), entry(3)];

afterEach(() => {
  delete process.env.PEC_CUSTOMERS;
  delete process.env.PEC_RINGS;
});

function selectionOf(names: string | undefined, rings: string | undefined): PortfolioSelection {
  Object.assign(
    process.env,
    names === undefined ? {} : { PEC_CUSTOMERS: names },
    rings === undefined ? {} : { PEC_RINGS: rings },
  );
  const selection = PortfolioSelection.fromEnvironment();
  selection.add(customers);
  return selection;
}

it.each([
  [undefined, undefined, undefined, [1, 2, 3]],
  ['customer-customer-1', undefined, 'PEC_CUSTOMERS=customer-customer-1', [1]],
  [
    ' customer-customer-1,, customer-customer-3 ',
    undefined,
    'PEC_CUSTOMERS= customer-customer-1,, customer-customer-3 ',
    [1, 3],
  ],
  [
    'customer-customer-1\tcustomer-customer-2',
    undefined,
    'PEC_CUSTOMERS=customer-customer-1\tcustomer-customer-2',
    [1, 2],
  ],
  ['customer-*-2,*-3', undefined, 'PEC_CUSTOMERS=customer-*-2,*-3', [2, 3]],
  [undefined, 'main, canary', 'PEC_RINGS=main, canary', [1, 2]],
  ['*', 'main', 'PEC_CUSTOMERS=* PEC_RINGS=main', [2]],
])('customers %j and rings %j select, in words %j, %j', (names, rings, description, selected) => {
  const selection = selectionOf(names, rings);
  expect(selection.inspect()).toEqual([]);
  expect(customers.filter(one => selection.includes(one)).map(({ key }) => key)).toEqual(
    customers.map(({ key }) => key).filter(key => selected.includes(Number(key.at(-1)))),
  );
  expect(selection.description).toBe(description);
});

describe('a selection of nobody', () => {
  const EXPECTED = 'expected the name of a stack, such as customer-contoso or customer-*';

  it.each([
    ['customer-customer-9', undefined, [`PEC_CUSTOMERS: "customer-customer-9" is no customer; ${EXPECTED}`]],
    [
      'customer-1',
      undefined,
      ['PEC_CUSTOMERS: "customer-1" is the key of a customer; write the name of its stack, customer-customer-1'],
    ],
    ['customer.customer-1', undefined, [`PEC_CUSTOMERS: "customer.customer-1" is no customer; ${EXPECTED}`]],
    [
      'northwind-*,customer-customer-1,*-9',
      undefined,
      [`PEC_CUSTOMERS: "northwind-*" is no customer; ${EXPECTED}`, `PEC_CUSTOMERS: "*-9" is no customer; ${EXPECTED}`],
    ],
    [
      '',
      undefined,
      ['PEC_CUSTOMERS: is empty; name a stack, such as customer-contoso, or unset it to synthesize all customers'],
    ],
    [undefined, 'early', ['PEC_RINGS: "early" is no ring of a customer; expected one of canary, main']],
    [undefined, 'main early', ['PEC_RINGS: "early" is no ring of a customer; expected one of canary, main']],
    [undefined, ' ', ['PEC_RINGS: is empty; name a ring, or unset it to synthesize all customers']],
    [
      'customer-customer-9',
      'early',
      [
        `PEC_CUSTOMERS: "customer-customer-9" is no customer; ${EXPECTED}`,
        'PEC_RINGS: "early" is no ring of a customer; expected one of canary, main',
      ],
    ],
    [
      'customer-customer-1',
      'main',
      ['PEC_RINGS: leaves none of the customers of PEC_CUSTOMERS; correct one of the two'],
    ],
  ])('is a fault: %j, %j', (names, rings, faults) => {
    expect(selectionOf(names, rings).inspect().map(faultText)).toEqual(faults);
  });
});
