import fc from 'fast-check';
import { faultText } from '../../lib/declaration';
import { columnMapOf, readLists, type ReadLists, valueMapOf } from '../../lib/import';
import { subscription, tenant } from './ids';

interface Given {
  readonly map?: string[];
  readonly mapValue?: string[];
  readonly offer?: string;
}

/** Reads texts as the files a.csv, b.csv and so on. */
function read(texts: string | string[], { map = [], mapValue = [], offer }: Given = {}): ReadLists {
  const files = [texts].flat().map((text, i) => ({ name: `${'abc'[i]}.csv`, bytes: Buffer.from(text) }));
  return readLists(files, { columns: columnMapOf(map), values: valueMapOf(mapValue), offer });
}

const faultsOf = (...given: Parameters<typeof read>) => read(...given).faults.map(faultText);

/** What is said of customers, without where it stands. */
const customersOf = (...given: Parameters<typeof read>) =>
  read(...given).customers.map(({ entry, subscriptions }) => ({
    ...entry,
    subscriptions: subscriptions.map(each => each.entry),
  }));

const [T1, T2, S1, S2, S3] = [tenant(1), tenant(2), subscription(1), subscription(2), subscription(3)];
const CONTOSO = { name: 'Contoso', tenant: T1, subscriptions: [{ id: S1 }] };

describe('a list of customers', () => {
  it.each([
    ['commas', `Customer name,Tenant ID,Subscription ID\nContoso,${T1},${S1}\n`],
    ['semicolons', `Customer name;Tenant ID;Subscription ID\nContoso;${T1};${S1}\n`],
    ['tabs', `Customer name\tTenant ID\tSubscription ID\nContoso\t${T1}\t${S1}\n`],
    ['quotes', `"Customer name","Tenant ID","Subscription ID"\r\n"Contoso","${T1}","${S1}"\r\n`],
    ["Excel's order", `sep=|\r\nCustomer name|Tenant ID|Subscription ID\r\nContoso|${T1}|${S1}\r\n`],
    ['a mark', `\ufeffCustomer name,Tenant ID,Subscription ID\nContoso,${T1},${S1}`],
    [
      'titles above the header',
      `Customers of October,,\n,,\nCustomer name,Tenant ID,Subscription ID\nContoso,${T1},${S1}`,
    ],
    ['columns in German', `Kunde;Mandanten-ID;Abonnement-ID\nContoso;${T1};${S1}\n`],
    ['columns of CIPP', `displayName,customerId,subscriptionId\nContoso,${T1},${S1}\n`],
    ['columns of a CRM, with its own ids', `Account Name,Customer ID,Tenant,Subscription\nContoso,4711,${T1},${S1}\n`],
    [
      "the customer's tenant beside the managing one",
      `Name,tenantId,homeTenantId,subscriptionId\nContoso,${T2},${T1},${S1}`,
    ],
  ])('is read with %s', (_, text) => {
    expect(customersOf(text)).toEqual([CONTOSO]);
    expect(read(text).faults).toEqual([]);
  });

  it.each([
    ['Azure Tenant ID', 'Azure Subscription ID'],
    ['Azure TenantID', 'Microsoft Azure Subscription ID'],
    ['Azure-Tenant-ID', "Customer's Azure Subscription ID"],
    ['Azure Mandant', 'Kunden-Abonnement'],
    ['Kunden-Tenant', 'Customer Subscription'],
    ['Microsoft Entra ID Tenant ID', 'Subscription ID'],
    ['AAD Tenant ID', 'Subscription ID'],
    ['M365 Tenant', 'Subscription ID'],
    ['Microsoft 365 Tenant ID', 'Subscription ID'],
    ['Customer Azure AD Tenant GUID', 'Azure Abo-ID'],
  ])('finds ids whatever stands in front of their names: %s, %s', (ofTenant, ofSubscription) => {
    const text = `Account Name,${ofTenant},${ofSubscription}\nContoso,${T1},${S1}\n`;
    expect(read(text).faults).toEqual([]);
    expect(customersOf(text)).toEqual([CONTOSO]);
  });

  it('takes the whole name before one with something in front, and no subscription of something else than Azure', () => {
    const text = `Name,Entra Tenant ID,Tenant ID,M365 Subscription ID,Customer Subscription ID\nContoso,${T2},${T1},${S2},${S1}\n`;
    expect(customersOf(text)).toEqual([CONTOSO]);
    expect(faultsOf(`Name,Tenant ID,M365 Subscription ID\nContoso,${T1},${S1}\n`)).toEqual([
      expect.stringContaining('has no subscriptions'),
    ]);
    expect(faultsOf(`Name,Partner Tenant ID,Subscription ID\nContoso,${T1},${S1}\n`)).toHaveLength(1);
  });

  it('asks which of two is meant that only what stands in front tells apart', () => {
    const text = `Name,Azure Tenant ID,Kunden-Tenant-ID,Subscription ID\nContoso,${T2},${T1},${S1}\n`;
    expect(faultsOf(text)).toEqual([
      'a.csv: has 2 columns "Azure Tenant ID" and "Kunden-Tenant-ID": 2 and 3; say by its number which one is meant, such as --map tenant=2',
    ]);
    expect(customersOf(text, { map: ['tenant=3'] })).toEqual([CONTOSO]);
    expect(customersOf(text, { map: ['tenant=Kunden-Tenant-ID'] })).toEqual([CONTOSO]);
  });

  it('takes everything that an entry has', () => {
    const text = [
      'key,Company name,Microsoft ID,Primary domain name,Subscription ID,Subscription name,Resource groups,Offer,Status,Ring,Cloud,Notes,Account manager,Contact',
      `c1,Contoso,${T1},Contoso.com,${S1},Production,"rg-web, rg-data",gold,Offboarded,Wave 1,AzureUSGovernment,old,Eva,Bob`,
    ].join('\n');
    expect(customersOf(text)).toEqual([
      {
        key: 'c1',
        name: 'Contoso',
        tenant: T1,
        domain: 'contoso.com',
        cloud: 'us-government',
        offer: 'gold',
        status: 'offboarded',
        ring: 'wave-1',
        tags: { owner: 'Eva', contact: 'Bob' },
        notes: 'old',
        subscriptions: [{ id: S1, name: 'Production', resourceGroups: ['rg-web', 'rg-data'] }],
      },
    ]);
  });

  it('makes one customer of the rows of a tenant, in one list or in several', () => {
    const customers = `Company name,Microsoft ID\nContoso,${T1}\nNorthwind,${T2}\n`;
    const subscriptions = `Subscription ID,Subscription name,Tenant ID\n${S1},A,${T1}\n${S2},B,${T1}\n${S3},C,${T2}\n`;
    expect(customersOf([customers, subscriptions])).toEqual([
      {
        name: 'Contoso',
        tenant: T1,
        subscriptions: [
          { id: S1, name: 'A' },
          { id: S2, name: 'B' },
        ],
      },
      { name: 'Northwind', tenant: T2, subscriptions: [{ id: S3, name: 'C' }] },
    ]);
  });

  it('takes several subscriptions of one cell, and resource groups of several rows', () => {
    const text = `name,tenant,subscription,resource group\nContoso,${T1},"${S1}; ${S2}",\n,,${S3},rg-web\n,,${S3},RG-WEB\n,,${S3},rg-data`;
    expect(customersOf(text)[0].subscriptions).toEqual([
      { id: S1 },
      { id: S2 },
      { id: S3, resourceGroups: ['rg-web', 'rg-data'] },
    ]);
  });

  it('gives a row without a customer to the one above, and says so', () => {
    const text = `name,tenant,subscription\nContoso,${T1},${S1}\n\n,,${S2}\n`;
    expect(customersOf(text)).toEqual([{ ...CONTOSO, subscriptions: [{ id: S1 }, { id: S2 }] }]);
    expect(read(text).notes).toEqual(['rows without a customer belong to the one above: 1, the first is a.csv row 4']);
  });

  it('gives no row to a customer whose own row cannot be used', () => {
    const text = `name,tenant,subscription\nNorthwind,${T2},${S3}\nContoso,abc,${S1}\n,,${S2}\n`;
    expect(customersOf(text)).toEqual([{ name: 'Northwind', tenant: T2, subscriptions: [{ id: S3 }] }]);
    expect(faultsOf(text)).toEqual([
      'a.csv row 3, column "tenant": "abc" holds no id; write the id of the customer\'s tenant, a GUID',
      'a.csv row 4: names no customer, nor does a row above that can be used; write the tenant into it',
    ]);
  });

  it('finds the tenant of a row by its name, where other rows tell', () => {
    const text = `name,tenant,subscription\nContoso,${T1},${S1}\nContoso,,${S2}\n`;
    expect(customersOf(text)[0].subscriptions).toHaveLength(2);
    const twice = `${text}Contoso,${T2},${S3}\n`;
    expect(faultsOf(twice)).toEqual(['a.csv row 3: "Contoso" has no tenant; write its id, a GUID, into the row']);
  });

  it.each([
    [
      'offer',
      'gold,silver',
      'the offer "gold", and "silver" elsewhere; write one of them, or this customer into the file by hand, with offers',
    ],
    ['ring', 'canary,main', 'the ring "canary", and "main" elsewhere; write the same in each of its rows'],
    ['key', 'one,two', 'the key "one", and "two" elsewhere; write the same in each of its rows'],
  ])('takes neither of two texts of which a customer has one: %s', (column, two, what) => {
    const [one, other] = two.split(',');
    const rows = (second: string) =>
      `name,tenant,subscription,${column}\nContoso,${T1},${S1},${one}\nContoso,${T1},${S2},${second}\n`;
    expect(faultsOf(rows(other))).toEqual([`a.csv row 2: the tenant ${T1} has ${what}`]);
    expect(faultsOf(rows(one))).toEqual([]);
    expect(faultsOf(rows(''))).toEqual([]);
  });

  it('takes the first of two names, and says so', () => {
    const text = `name,tenant,subscription\nContoso,${T1},${S1}\nContoso Ltd,${T1},${S2}\n`;
    expect(customersOf(text)[0].name).toBe('Contoso');
    expect(read(text).notes).toEqual([
      `a.csv row 2: the tenant ${T1} is called "Contoso", and "Contoso Ltd" elsewhere; the first name is taken`,
    ]);
  });

  it('counts a customer as active if one of its rows is', () => {
    const text = `name,tenant,subscription,status\nContoso,${T1},${S1},offboarded\nContoso,${T1},${S2},aktiv\n`;
    expect(customersOf(text)[0]).not.toHaveProperty('status');
    expect(read(text).notes).toEqual([
      `a.csv row 2: the tenant ${T1} is offboarded in one row and active in another; active is taken`,
    ]);
  });

  it('says how it was read, where that is a guess', () => {
    const bytes = Buffer.from(`name,tenant,subscription\nMüller,${T1},${S1}\n`, 'latin1');
    const options = { columns: columnMapOf([]), values: valueMapOf([]) };
    const { customers, notes } = readLists([{ name: 'a.csv', bytes }], options);
    expect(customers[0].entry.name).toBe('Müller');
    expect(notes).toEqual(['a.csv was read as Windows-1252; if names are wrong, save it as UTF-8, or give --encoding']);
  });
});

describe('what a column and its values mean', () => {
  const text = `Kunde X,Microsoft ID,Abo,Status,Liga\nContoso,${T1},${S1},Suspended,A\nNorthwind,${T2},${S2},Lead,B\n`;

  it('can be said', () => {
    const map = ['name=kunde x', 'tag.league=Liga', 'offer=Liga'];
    const mapValue = ['status:suspended=offboarded', 'status:Lead=skip', 'offer:A=gold'];
    expect(customersOf(text, { map, mapValue })).toEqual([
      { ...CONTOSO, status: 'offboarded', offer: 'gold', tags: { league: 'A' } },
    ]);
  });

  it('can be that a column holds nothing', () => {
    expect(customersOf(text, { map: ['name=Kunde X', 'status='] })).toEqual([
      CONTOSO,
      { name: 'Northwind', tenant: T2, subscriptions: [{ id: S2 }] },
    ]);
  });

  it('is asked for once for each value', () => {
    const rows = [1, 2, 3].map(
      i => `Customer ${i},${tenant(i)},${subscription(i)},${i === 3 ? '__proto__' : 'Paused'}`,
    );
    expect(faultsOf(['name,tenant,subscription,status', ...rows].join('\n'))).toEqual([
      'a.csv row 2, column "status": "Paused" is no status; say what it means with --map-value "status:Paused=…": active ' +
        'or offboarded, or skip to leave these rows out; --map status= if the column is about something else (in 2 rows)',
      'a.csv row 4, column "status": "__proto__" is no status; say what it means with --map-value "status:__proto__=…": ' +
        'active or offboarded, or skip to leave these rows out; --map status= if the column is about something else',
    ]);
  });

  it('is refused for a value that no list has, and not taken for a word that was misspelt', () => {
    const mapValue = (one: string) => () =>
      read(text, { map: ['name=Kunde X'], mapValue: ['status:Suspended=skip', one] });
    expect(mapValue('status:LEAD=skip')).not.toThrow();
    expect(mapValue('status:Leed=skip')).toThrow(
      '--map-value status:Leed=skip: no list has this value in a column of that field; correct it, or leave it out',
    );
    expect(mapValue('ring:A=one')).toThrow('--map-value ring:A=one: no list has this value');
  });

  it('skips what belongs to a row that is skipped', () => {
    const rows = `name,tenant,subscription,status\nContoso,${T1},${S1},Lead\n,,${S2},\nNorthwind,${T2},${S3},active\n`;
    const read = customersOf(rows, { mapValue: ['status:Lead=skip'] });
    expect(read.map(({ name }) => name)).toEqual(['Northwind']);
    expect(faultsOf(rows, { mapValue: ['status:Lead=skip'] })).toEqual([]);
  });

  it('is the given offer where a row names none', () => {
    const rows = `name,tenant,subscription,offer\nContoso,${T1},${S1},\nNorthwind,${T2},${S2},gold\n`;
    expect(customersOf(rows, { offer: 'silver' }).map(({ offer }) => offer)).toEqual(['silver', 'gold']);
  });

  it.each([
    [['name'], '--map name: "" is nothing that a column holds; expected one of key, tenant, name,'],
    [['nmae=X'], '--map nmae=X: "nmae" is nothing that a column holds'],
    [['tag.=X'], '--map tag.=X: "tag." is nothing that a column holds'],
    [['name=Kunde Y'], '--map name=Kunde Y: no list has a column "Kunde Y"; write its name as in the header'],
  ])('cannot be said with --map %s', (map, message) => {
    expect(() => read(text, { map })).toThrow(message);
  });

  it.each([['status'], ['status:Lead'], ['status:=x'], ['status:Lead='], ['x:y=z']])(
    'cannot be said with --map-value %s',
    mapValue => {
      expect(() => read(text, { mapValue: [mapValue] })).toThrow(
        `--map-value ${mapValue}: expected FIELD:VALUE=MEANING`,
      );
    },
  );
});

describe('what cannot be used', () => {
  const HEADER = 'name,tenant,subscription\n';

  it.each([
    [
      'no id',
      `Contoso,abc,${S1}`,
      'a.csv row 3, column "tenant": "abc" holds no id; write the id of the customer\'s tenant, a GUID',
    ],
    [
      'two ids',
      `Contoso,${T1} ${T2},${S1}`,
      `a.csv row 3, column "tenant": "${T1} ${T2}" holds 2 ids; write the id of the customer's tenant, a GUID`,
    ],
    [
      'a number',
      `Contoso,"5,0E+31",${S1}`,
      'a.csv row 3, column "tenant": "5,0E+31" is what a spreadsheet made of an id that it took for a number; write the id of the customer\'s tenant, a GUID',
    ],
    [
      'no subscription id',
      `Contoso,${T1},Prod`,
      'a.csv row 3, column "subscription": "Prod" holds no id; write the id of the subscription, a GUID',
    ],
    ['no tenant', `Contoso,,${S1}`, 'a.csv row 3: "Contoso" has no tenant; write its id, a GUID, into the row'],
    [
      'a subscription of another',
      `Contoso,${T1},${S3}`,
      `a.csv row 3: the subscription ${S3} is one of the tenant ${T2} already; correct the row that is wrong`,
    ],
    [
      'no subscription at all',
      `Contoso,${T1},`,
      'a.csv row 3: the tenant has no subscription in any list; give a list that has them, with the id of the tenant',
    ],
  ])('is named with its row, and what cures it: %s', (_, row, fault) => {
    const text = `${HEADER}Northwind,${T2},${S3}\n${row}\n`;
    expect(faultsOf(text)).toEqual([fault]);
    expect(read(text).customers.map(({ entry }) => entry.name)).toEqual(['Northwind']);
  });

  it('is told once where no column of tenants is known, with the columns that there are', () => {
    const text = `Name,Whose,,Subscription ID\nContoso,${T1},,${S1}\nNorthwind,${T2},,${S2}\n`;
    expect(faultsOf(text)).toEqual([
      'a.csv: has no column that is known to hold the ids of tenants; its columns are "Name", "Whose", "Subscription ID"; name the right one with --map tenant="…"',
    ]);
    expect(customersOf(text, { map: ['tenant=Whose'] })).toHaveLength(2);
    // Another list may tell whose they are, by their names.
    expect(faultsOf([text, `Name,Tenant\nContoso,${T1}\n`])).toEqual([
      'a.csv row 3: "Northwind" has no tenant; write its id, a GUID, into the row',
    ]);
  });

  it('is told once where no list has subscriptions, as the export of Partner Center', () => {
    const text = `Microsoft ID,Company name\n${T1},Contoso\n${T2},Northwind\n`;
    expect(faultsOf([text, text])).toEqual([
      'a.csv and b.csv: has no subscriptions; give a list of them beside it, with a column of tenants ("Tenant ID") and one of subscriptions ("Subscription ID"), or name that column with --map subscription="…"',
    ]);
    expect([...read(text).tenants]).toEqual([T1, T2]);
  });

  it('is a list of which a spreadsheet made numbers', () => {
    expect(faultsOf(`${HEADER}Contoso,5.0E+31,${S1}\n`)).toEqual([
      'a.csv row 2, column "tenant": "5.0E+31" is what a spreadsheet made of an id that it took for a number; write the id of the customer\'s tenant, a GUID',
    ]);
  });

  it('is a subscription that is whole in one row and not in another', () => {
    const text = `name,tenant,subscription,resource group\nContoso,${T1},${S1},\nContoso,${T1},${S1},rg-web\n`;
    expect(faultsOf(text)).toEqual([
      `a.csv row 3: the subscription ${S1} is whole in one row and has resource groups in another; write one of the two`,
    ]);
  });

  it.each([
    ['nothing', '', 'is empty; export the list once more'],
    ['blanks', ' \n\t\0', 'is empty; export the list once more'],
    [
      'no header',
      `Contoso,${T1},${S1}\n`,
      'has no row that names a column of tenants or of subscriptions; name the right ones with --map tenant="…" and --map subscription="…"',
    ],
    [
      'a header alone',
      'Customer name,Tenant ID,Subscription ID\r\n,,\r\n',
      'has a header and no row below it; export the list with its customers',
    ],
    [
      'a header without ids below',
      'name,tenant,subscription\nContoso,1,2\n',
      'has no id, a GUID, in "tenant" or "subscription"; write them there, or name the right ones with --map tenant="…" and --map subscription="…"',
    ],
    [
      'a workbook',
      'PK\u0003\u0004x',
      'is a workbook of Excel or another spreadsheet, and no list; open it and save it as "CSV UTF-8"',
    ],
    ['a PDF', '%PDF-1.7', 'is a PDF, and no list; export the list as CSV'],
    [
      'JSON',
      ` [{ "tenantId": "${T1}" }]`,
      'is JSON, and no list; give it with --from-json if "az" printed it, or export the list as CSV',
    ],
    [
      'a quote',
      `${HEADER}"Contoso,${T1},${S1}\n`,
      'a quote after row 1 is never closed; correct it, or save the list anew',
    ],
  ])('is a file with %s', (_, text, reason) => {
    expect(faultsOf(text)).toEqual([`a.csv: ${reason}`]);
    // The others are read, and nothing else is said of what this one would have had.
    expect(read([text, `${HEADER}Contoso,${T1},${S1}\n`], { mapValue: ['status:Lead=skip'] }).customers).toHaveLength(
      1,
    );
  });

  it('is an old workbook', () => {
    const bytes = Buffer.from('d0cf11e0a1b11ae1', 'hex');
    const { faults, notes } = readLists([{ name: 'a.xls', bytes }], { columns: new Map(), values: new Map() });
    expect(faults.map(faultText)).toEqual([
      'a.xls: is a workbook of an old Excel, and no list; open it and save it as "CSV UTF-8"',
    ]);
    expect(notes).toEqual([]);
  });

  it('may have names of columns in brackets, as databases write them', () => {
    expect(customersOf(`[Name],[Tenant ID],[Subscription ID]\nContoso,${T1},${S1}\n`)).toEqual([CONTOSO]);
  });

  it('is one of two columns that a reader cannot tell apart, until somebody says which', () => {
    const text = `Name,Tenant ID,Subscription ID,tenant-id\nContoso,${T1},${S1},${T2}\n`;
    const fault =
      'a.csv: has 2 columns "Tenant ID" and "tenant-id": 2 and 4; say by its number which one is meant, such as --map tenant=2';
    expect(faultsOf(text)).toEqual([fault]);
    expect(faultsOf(text, { map: ['tenant=Tenant ID'] })).toEqual([fault]);
    expect(customersOf(text, { map: ['tenant=2'] })).toEqual([CONTOSO]);
    expect(customersOf(text, { map: ['tenant=4'] })[0].tenant).toBe(T2);
    expect(() => read(text, { map: ['tenant=5'] })).toThrow('--map tenant=5: no list has a column "5"');
    expect(() => read(text, { map: ['tenant=0'] })).toThrow('--map tenant=0: no list has a column "0"');
    // What holds no ids is another column, and what nobody reads is nobody's.
    expect(customersOf(`Name,Tenant ID,Subscription ID,Tenant ID,x,x\nContoso,${T1},${S1},4711,1,2\n`)).toEqual([
      CONTOSO,
    ]);
  });

  it('is a file with a quote that is never closed', () => {
    expect(faultsOf(`${HEADER}Contoso,${T1},${S1}\n"Northwind,${T2},${S2}\n`)).toEqual([
      'a.csv: a quote after row 2 is never closed; correct it, or save the list anew',
    ]);
  });

  it('is never more than a fault, whatever is in a file', () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom('Tenant ID', 'Subscription ID', 'Status', 'key', T1, S1, '"'));
    const row = fc.array(cell, { maxLength: 6 }).map(cells => cells.join(','));
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), rows => {
        const { customers, faults } = read(rows.join('\n'));
        customers.forEach(({ entry, subscriptions }) => {
          expect(entry.tenant).toMatch(/^[0-9a-f-]{36}$/);
          expect(subscriptions.length).toBeGreaterThan(0);
        });
        expect(customers.length + faults.length).toBeGreaterThan(0);
      }),
    );
  });

  it('is nothing of a list that is written well, whatever the names are', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).map(text => `x${text}`);
    fc.assert(
      fc.property(
        fc.array(name, { minLength: 1, maxLength: 8 }),
        fc.constantFrom(',', ';', '\t'),
        (names, delimiter) => {
          const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
          const rows = names.map((text, i) => [quoted(text), tenant(i), subscription(i)].join(delimiter));
          const { customers, faults } = read(
            [['name', 'tenant', 'subscription'].join(delimiter), ...rows].join('\r\n'),
          );
          expect(faults).toEqual([]);
          expect(customers.map(({ entry }) => entry.tenant)).toEqual(names.map((_, i) => tenant(i)));
        },
      ),
    );
  });
});
