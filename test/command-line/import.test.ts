import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative as relativePath } from 'node:path';
import { subscription, tenant } from '../import/ids';
import { folderForEachTest, pec } from './run-pec';

describe('pec import', () => {
  const folder = folderForEachTest();
  const path = (name: string) => join(folder.path, name);
  const row = (number: number, name = `Customer ${number}`) => `${name},${tenant(number)},${subscription(number)}`;

  function list(rows: string[], name = 'list.csv'): string {
    writeFileSync(path(name), ['Company name,Tenant ID,Subscription ID', ...rows].join('\n'));
    return path(name);
  }
  const relative = (text: string) => text.replaceAll(`${folder.path}/`, '');
  const FILE = `# yaml-language-server: $schema=./node_modules/cdktf-partner-earned-credit/portfolio.schema.json
customers:
  - key: customer-1
    name: Customer 1
    tenant: ${tenant(1)}
    subscriptions:
      - id: ${subscription(1)}
`;

  it('prints a file of customers', async () => {
    expect(await pec(['import', list([row(1)])])).toEqual({
      stdout: FILE,
      stderr: 'pec: customers.yaml would have 1 customer\n',
      exitCode: 0,
    });
  });

  it('writes it, and adds to it later', async () => {
    const write = path('customers.yaml');
    const first = await pec(['import', list([row(1)]), '--write', write]);
    expect({ ...first, stderr: relative(first.stderr) }).toEqual({
      stdout: '',
      stderr: 'pec: customers.yaml has 1 customer\n',
      exitCode: 0,
    });
    expect(readFileSync(write, 'utf8')).toBe(FILE);

    const second = list([row(1, 'Contoso'), row(2)]);
    const dry = await pec(['import', second, '--write', write, '--dry-run']);
    expect(relative(dry.stdout)).toBe(`--- customers.yaml
+++ customers.yaml
@@ -1,7 +1,12 @@
 # yaml-language-server: $schema=./node_modules/cdktf-partner-earned-credit/portfolio.schema.json
 customers:
   - key: customer-1
-    name: Customer 1
+    name: Contoso
     tenant: ${tenant(1)}
     subscriptions:
       - id: ${subscription(1)}
+  - key: customer-2
+    name: Customer 2
+    tenant: ${tenant(2)}
+    subscriptions:
+      - id: ${subscription(2)}
`);
    expect(readFileSync(write, 'utf8')).toBe(FILE);

    const written = await pec(['import', second, '--write', write]);
    expect(relative(written.stderr)).toBe('pec: customers.yaml has 1 customer, 1 changed name\n');
    const third = await pec(['import', list([row(2)]), '--write', write]);
    expect(relative(third.stderr)).toBe(
      'pec: customer-1 was not found, and is left as it is\npec: customers.yaml has nothing new\n',
    );
  });

  it('writes nothing if something cannot be used, unless it may leave that out', async () => {
    const write = path('customers.yaml');
    const given = list([row(1), `Contoso,abc,${subscription(2)}`]);
    const fault =
      'pec: list.csv row 3, column "Tenant ID": "abc" holds no id; write the id of the customer\'s tenant, a GUID';
    const refused = await pec(['import', given, '--write', write]);
    expect(refused.exitCode).toBe(2);
    expect(relative(refused.stderr)).toBe(
      `${fault}\npec: customers.yaml would have 1 customer; 1 fault: correct what is wrong, or take --partial to leave that out\n`,
    );
    expect(existsSync(write)).toBe(false);
    expect((await pec(['import', given])).stdout).toBe('');

    const partial = await pec(['import', given, '--write', write, '--partial']);
    expect(partial.exitCode).toBe(1);
    expect(relative(partial.stderr)).toBe(`${fault}\npec: customers.yaml has 1 customer; 1 fault\n`);
    expect(readFileSync(write, 'utf8')).toBe(FILE);
  });

  it('shows a hundred faults', async () => {
    const { stderr } = await pec([
      'import',
      list([row(1), ...Array.from({ length: 103 }, () => `x,abc,${subscription(2)}`)]),
    ]);
    const lines = stderr.trimEnd().split('\n');
    expect(lines).toHaveLength(102);
    expect(lines[100]).toBe('pec: and 3 more');
  });

  it('maps columns and values', async () => {
    writeFileSync(path('list.csv'), `Wer;Mandant;Abo;Stufe;Status\nContoso;${tenant(1)};${subscription(1)};A;Pause\n`);
    const options = [
      '--map',
      'name=Wer',
      '--map',
      'offer=Stufe',
      '--map-value',
      'offer:a=gold',
      '--map-value',
      'status:Pause=offboarded',
    ];
    const { stdout } = await pec(['import', path('list.csv'), ...options]);
    expect(stdout).toContain('    name: Contoso\n');
    expect(stdout).toContain('    offer: gold\n    status: offboarded\n');
  });

  it('reads an encoding that it is told', async () => {
    writeFileSync(
      path('list.csv'),
      Buffer.from(`name;tenant;subscription\n\xa3\xf3d\x9f;${tenant(1)};${subscription(1)}\n`, 'latin1'),
    );
    const { stdout } = await pec(['import', path('list.csv'), '--encoding', 'windows-1250', '--offer', 'gold']);
    expect(stdout).toContain('  - key: lodz\n    name: Łódź\n');
    expect(stdout).toContain('    offer: gold\n');
  });

  it.each([
    [[], 'pec: import needs one source: lists such as customers.csv, --from azure, or --from-json with files\n'],
    [['nowhere.csv', '--offers', 'o.ts'], 'pec: --offers goes with --from-json and --from azure only; leave it out\n'],
    [['nowhere.csv', '--concurrency', '3'], 'pec: --concurrency goes with --from azure only; leave it out\n'],
    [
      ['nowhere.csv', '--automation', tenant(1)],
      'pec: --automation goes with --from-json and --from azure only; leave it out\n',
    ],
    [['nowhere.csv', '--cloud', 'china'], 'pec: --cloud goes with --from-json and --from azure only; leave it out\n'],
    [['--from-json', 'x.json', '--map', 'name=x'], 'pec: --map goes with lists only; leave it out\n'],
    [['--from-json', 'x.json', '--offer', 'x'], 'pec: --offer goes with lists only; leave it out\n'],
    [['--from-json', 'x.json', '--concurrency', '3'], 'pec: --concurrency goes with --from azure only; leave it out\n'],
    [['--from', 'azure', '--map-value', 'offer:a=b'], 'pec: --map-value goes with lists only; leave it out\n'],
    [['--from', 'azure', '--encoding', 'utf-8'], 'pec: --encoding goes with lists only; leave it out\n'],
    [['nowhere.csv'], "pec: nowhere.csv cannot be read: ENOENT: no such file or directory, stat 'nowhere.csv'\n"],
    [
      ['nowhere.csv', '--encoding', 'x'],
      "pec: option '--encoding <name>' argument 'x' is invalid. expected an encoding such as windows-1250\n",
    ],
    [
      ['nowhere.csv', '--map', 'x'],
      'pec: --map x: "" is nothing that a column holds; expected one of key, tenant, name, domain, subscription, subscriptionName, resourceGroups, offer, status, ring, cloud, notes, or tag.NAME, then "=" and the column\n',
    ],
  ])('says what is wrong with %j', async (args, message) => {
    expect(await pec(['import', ...args])).toEqual({ stdout: '', stderr: message, exitCode: 2 });
  });

  it('leaves a file alone that is wrong already', async () => {
    writeFileSync(path('customers.yaml'), 'customers:\n  - key: a\n    key: b\n');
    const { stderr, exitCode } = await pec(['import', list([row(1)]), '--write', path('customers.yaml')]);
    expect(exitCode).toBe(2);
    const name = relativePath('.', path('customers.yaml'));
    expect(stderr).toBe(
      `pec: ${name}:3:5: is written twice in one object; keep one of the two\npec: ${name} has 1 fault; nothing was written\n`,
    );
    expect(readFileSync(path('customers.yaml'), 'utf8')).toBe('customers:\n  - key: a\n    key: b\n');
  });

  it('writes nothing that synth would refuse, and says where it comes from', async () => {
    const write = path('customers.yaml');
    const given = list([row(1), `Fabrikam,${tenant(99)},${subscription(2)}`]);
    const options = ['--write', write, '--managing-tenant', tenant(99)];
    const refused = await pec(['import', given, ...options]);
    expect(refused.exitCode).toBe(2);
    expect(relative(refused.stderr)).toBe(
      `pec: list.csv row 3: tenant: "${tenant(99)}" is the managing tenant; expected the customer's own: Azure delegates to another tenant only\n` +
        'pec: customers.yaml would have 1 customer; 1 fault: correct what is wrong, or take --partial to leave that out\n',
    );
    expect(existsSync(write)).toBe(false);
    expect((await pec(['import', given, ...options, '--partial'])).exitCode).toBe(1);
    expect(readFileSync(write, 'utf8')).toBe(FILE);
  });

  it('writes no file without customers', async () => {
    const write = path('customers.yaml');
    const given = list([`Fabrikam,${tenant(99)},${subscription(2)}`]);
    const { stderr, exitCode } = await pec([
      ...['import', given, '--write', write, '--managing-tenant', tenant(99), '--partial'],
    ]);
    expect(exitCode).toBe(1);
    expect(relative(stderr)).toContain('pec: customers.yaml has nothing new; 1 fault\n');
    expect(existsSync(write)).toBe(false);
  });

  it.each([
    ['a byte order mark', '\ufeff'],
    ['no byte order mark', ''],
  ])('keeps the bytes that are there: %s', async (_, mark) => {
    const write = path('customers.yaml');
    writeFileSync(write, `${mark}${FILE}`);
    await pec(['import', list([row(1), row(2)]), '--write', write]);
    const after = readFileSync(write, 'utf8');
    expect(after.startsWith(`${mark}${FILE}`)).toBe(true);
    expect(after).toContain('customer-2');
  });

  it('shows a hundred notes', async () => {
    const write = path('customers.yaml');
    const rows = (status: string) =>
      Array.from({ length: 103 }, (_, i) => `Customer ${i},${tenant(i + 1)},${subscription(i + 1)},${status}`);
    const given = (status: string) => {
      writeFileSync(path('list.csv'), ['name,tenant,subscription,status', ...rows(status)].join('\n'));
      return path('list.csv');
    };
    await pec(['import', given('active'), '--write', write]);
    const { stderr } = await pec(['import', given('offboarded'), '--write', write]);
    expect(stderr.split('\n').slice(99, 102)).toEqual([
      'pec: customer-99: status is "offboarded" now, and the file has none; change it if that is meant',
      'pec: and 3 more',
      expect.stringMatching(/customers\.yaml has nothing new$/),
    ]);
  });

  it('shows nothing of a hostile list that a terminal or a pipeline would obey', async () => {
    const { stdout, stderr } = await pec([
      'import',
      list([row(1, '\u001b[31m::error::x'), `##vso[x],\u202eabc,${subscription(2)}`]),
      '--partial',
    ]);
    expect(`${stdout}${stderr}`).not.toMatch(/\u001b|\u202e|##vso\[/);
  });
});
