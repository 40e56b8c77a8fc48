import { AzureLogger, setLogLevel } from '@azure/logger';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { otherAnswers } from '../../emulator';
import { runConfirm } from '../../lib/command-line/confirm/run';
import { ROWS } from '../billing/world';
import { graph, graphExport, jsonLines } from '../billing/writers';
import { bill, FetchStage, HALVES, UNBILLED } from './fetch-stage';
import { pec } from './run-pec';
import { VERIFIER } from './verify-world';

// Each confirms October of forty customers twice, on a machine that may be busy.
jest.setTimeout(60_000);

const stage = new FetchStage();
const unbilled = { fetch: ['unbilled'], currency: ['EUR'] };
const isPart = ({ pathname }: URL) => pathname.includes('/partner-billing/');

/** What `pec confirm` says of an export that lies in a folder. */
async function fromFiles(...parts: (typeof ROWS)[]): Promise<string> {
  const folder = graphExport(
    stage.path('files'),
    parts.map(rows => rows.map(graph)),
  );
  const { stdout } = await stage.confirm({ files: [folder] });
  expect(stdout).toContain('"rows"');
  return stdout;
}

describe('pec confirm --fetch', () => {
  it('says of unbilled usage what it says of the same export as files', async () => {
    await stage.start([bill(UNBILLED, ...HALVES), bill({ currency: 'EUR', period: 'last' }, ROWS.slice(0, 9))]);
    const run = await stage.confirm(unbilled);
    expect(run.stdout).toBe(await fromFiles(...HALVES));
    expect(run.exitCode).toBe(1);
    expect(stage.asked).toEqual([
      'POST usage/unbilled/export 202',
      'GET operations/ID 200',
      'GET operations/ID 200',
      'GET manifests/ID 200',
      'GET part-00000.c000.json.gz 200',
      'GET part-00001.c000.json.gz 200',
      'GET operations/ID 200',
      'GET manifests/ID 200',
    ]);
    const [{ body }] = stage.emulator.requests.matching('POST', /export$/);
    expect(body).toEqual({ currencyCode: 'EUR', billingPeriod: 'current', attributeSet: 'full' });
    expect(stage.pauses).toEqual([7]);
  });

  it('fetches an invoice', async () => {
    await stage.start([bill({ invoice: 'G000000001' }, ROWS)]);
    expect((await stage.confirm({ fetch: ['G000000001'] })).stdout).toBe(await fromFiles(ROWS));
    const [{ path, body }] = stage.emulator.requests.matching('POST', /export$/);
    expect(path).toBe('/v1.0/reports/partners/billing/usage/billed/export');
    expect(body).toEqual({ invoiceId: 'G000000001', attributeSet: 'full' });
  });

  it('fetches several, beside files', async () => {
    const early = ROWS.filter(({ day }) => day < 10);
    const [euros, dollars] = ['EUR', 'USD'].map(currency =>
      ROWS.filter(row => row.day >= 10 && row.customer.currency === currency),
    );
    await stage.start([
      bill({ currency: 'EUR', period: 'last' }, euros),
      bill({ currency: 'USD', period: 'last' }, dollars),
    ]);
    const files = [graphExport(stage.path('early'), [early.map(graph)])];
    const run = await stage.confirm({ fetch: ['unbilled'], currency: ['EUR', 'USD'], period: 'last', files });
    const whole = JSON.parse(await fromFiles(ROWS)) as object;
    expect(JSON.parse(run.stdout)).toEqual({
      ...whole,
      sources: [early, euros, dollars].map(rows => expect.objectContaining({ rows: rows.length }) as object),
    });
  });

  it.each([
    ['link', 'same'],
    ['address', 'renewed'],
    ['inline', 'renewed'],
  ] as const)(
    'does not hang on how the service names its manifest (%s), or renews signatures (%s)',
    async (billingManifest, billingSignature) => {
      const guesses = { ...otherAnswers(), billingManifest, billingSignature };
      await stage.start([bill(UNBILLED, ...HALVES)], { guesses });
      const newer = ROWS.slice(0, 900);
      let parts = 0;
      const before = (url: URL) => {
        if (isPart(url) && ++parts === 2) {
          stage.emulator.billing.replace(stage.partner, bill(UNBILLED, newer));
        }
      };
      expect((await stage.confirm({ ...unbilled, before })).stdout).toBe(await fromFiles(newer));
    },
  );

  it('waits as long as it is throttled', async () => {
    await stage.start([bill(UNBILLED, ROWS)]);
    for (const route of [/export$/, /operations/, /manifests/, /partner-billing/]) {
      stage.emulator.faults.add({ fault: 'throttle', route, retryAfterSeconds: 0 });
    }
    expect((await stage.confirm(unbilled)).stdout).toBe(await fromFiles(ROWS));
    expect(stage.emulator.faults.waiting).toEqual([]);
  });
});

describe('a download that goes wrong', () => {
  it('begins anew, with a new export, where the signature has ended', async () => {
    await stage.start([bill(UNBILLED, ...HALVES)]);
    let parts = 0;
    const before = (url: URL) => {
      if (isPart(url) && ++parts === 2) {
        stage.emulator.billing.endSignatures();
      }
    };
    expect((await stage.confirm({ ...unbilled, before })).stdout).toBe(await fromFiles(...HALVES));
    expect(stage.asked.filter(line => line.startsWith('POST'))).toHaveLength(2);
  });

  it('is given up where signatures end each time', async () => {
    await stage.start([bill(UNBILLED, ROWS)]);
    const before = (url: URL) => isPart(url) && stage.emulator.billing.endSignatures();
    expect(await stage.refusal({ ...unbilled, before, keep: stage.path('keep') })).toBe(
      '--fetch unbilled-EUR-current: its parts could not be downloaded (403 AuthenticationFailed); try again later',
    );
    expect(stage.asked.filter(line => line.startsWith('POST'))).toHaveLength(3);
    expect(readdirSync(stage.path('keep'))).toEqual([]);
  });

  it('is given up where data change each time, and mixes no two versions', async () => {
    await stage.start([bill(UNBILLED, ROWS)]);
    const before = (url: URL) => isPart(url) && stage.emulator.billing.replace(stage.partner, bill(UNBILLED, ROWS));
    expect(await stage.refusal({ ...unbilled, before })).toBe(
      '--fetch unbilled-EUR-current: its parts could not be downloaded (Microsoft had newer data each time); try again later',
    );
  });

  it('tries a part again that was cut off, after 1, 2 and 4 seconds', async () => {
    await stage.start([bill(UNBILLED, ...HALVES)], { exporting: {} });
    stage.emulator.faults.add({ fault: 'cut-off', route: /part-00001/, times: 3 });
    expect((await stage.confirm(unbilled)).stdout).toBe(await fromFiles(...HALVES));
    expect(stage.pauses).toEqual([1, 2, 4]);
  });

  it('leaves nothing where a part is cut off for good', async () => {
    await stage.start([bill(UNBILLED, ...HALVES)], { exporting: {} });
    stage.emulator.faults.add({ fault: 'cut-off', route: /part-00001/, times: 9 });
    expect(await stage.refusal({ ...unbilled, keep: stage.path('keep') })).toBe(
      '--fetch unbilled-EUR-current: localhost ended a download too early; check the network and try again',
    );
    expect(stage.emulator.requests.matching('GET', /part-00001/)).toHaveLength(4);
    expect(readdirSync(stage.path('keep'))).toEqual([]);
  });
});

describe('--keep', () => {
  const keep = () => stage.path('keep');

  it('leaves a folder that pec confirm reads again, and nothing that opens the storage', async () => {
    await stage.start([bill(UNBILLED, ...HALVES)]);
    const { stdout } = await stage.confirm({ ...unbilled, keep: keep() });
    expect(readdirSync(keep())).toEqual(['unbilled-EUR-current']);
    const names = ['manifest.json', 'part-00000.json.gz', 'part-00001.json.gz'];
    expect(readdirSync(stage.path('keep', 'unbilled-EUR-current'))).toEqual(names);
    const manifest = readFileSync(stage.path('keep', 'unbilled-EUR-current', 'manifest.json'), 'utf8');
    const some = expect.any(String) as string;
    expect(JSON.parse(manifest)).toEqual({
      id: some,
      schemaVersion: '1',
      dataFormat: 'compressedJSON',
      createdDateTime: some,
      eTag: some,
      partnerTenantId: stage.partner,
      blobCount: 2,
      blobs: names.slice(1).map(name => ({ name })),
    });
    expect(manifest).not.toContain('sig=');
    expect((await stage.confirm({ files: [keep()] })).stdout).toBe(stdout);
  });

  it('takes the place of an older download, and only once it is whole', async () => {
    await stage.start([bill(UNBILLED, HALVES[0])]);
    await stage.confirm({ ...unbilled, keep: keep() });
    stage.emulator.billing.replace(stage.partner, bill(UNBILLED, ...HALVES));
    stage.emulator.faults.add({ fault: 'cut-off', route: /part-00001/, times: 4 });
    const part = () =>
      gunzipSync(readFileSync(stage.path('keep', 'unbilled-EUR-current', 'part-00000.json.gz'))).toString();
    await stage.refusal({ ...unbilled, keep: keep() });
    expect(part()).toBe(jsonLines(HALVES[0].map(graph)));
    stage.emulator.billing.replace(stage.partner, bill(UNBILLED, ROWS));
    expect((await stage.confirm({ ...unbilled, keep: keep() })).stdout).toBe(await fromFiles(ROWS));
    expect(part()).toBe(jsonLines(ROWS.map(graph)));
  });

  it('is not believed what a download has left that somebody killed', async () => {
    await stage.start([bill(UNBILLED, ROWS)]);
    const { stdout } = await stage.confirm({ ...unbilled, keep: keep() });
    mkdirSync(stage.path('keep', '.unfinished-abc'));
    writeFileSync(stage.path('keep', '.unfinished-abc', 'part-00000.json.gz'), 'anything');
    expect((await stage.confirm({ files: [keep()] })).stdout).toBe(stdout);
  });

  it('that cannot be written is refused', async () => {
    await stage.start([bill(UNBILLED, ROWS)]);
    writeFileSync(keep(), '');
    expect(await stage.refusal({ ...unbilled, keep: keep() })).toMatch(
      /^--fetch unbilled-EUR-current: \S+\/keep cannot be written: EEXIST/,
    );
  });
});

describe('what is refused', () => {
  it('is usage that Microsoft does not have', async () => {
    await stage.start([bill(UNBILLED, ROWS)]);
    const said = (name: string) =>
      `--fetch ${name}: Microsoft has no such usage (5000); check the invoice or the currency. Usage shows after 24 hours, ` +
      'and that of a new month may wait until the old one is billed';
    expect(await stage.refusal({ ...unbilled, currency: ['USD'] })).toBe(said('unbilled-USD-current'));
    expect(await stage.refusal({ fetch: ['G1'] })).toBe(said('G1'));
  });

  it('is an export without parts', async () => {
    await stage.start([bill(UNBILLED)]);
    expect(await stage.refusal(unbilled)).toBe(
      '--fetch unbilled-EUR-current: the manifest: the export has no parts; there was nothing to export, or it has not ended',
    );
  });

  it('is an application without the permission', async () => {
    await stage.start([bill(UNBILLED, ROWS)]);
    expect(await stage.refusal({ ...unbilled, signedInAs: 'Blind' })).toMatch(
      /^--fetch unbilled-EUR-current: Microsoft Graph refused the export \(403 Authorization_RequestDenied\); give the application [-0-9a-f]{36} the application permission PartnerBilling\.Read\.All of Microsoft Graph, with the consent of an administrator of the partner’s tenant$/,
    );
  });

  it.each(['PEC-Automation', 'Verifier'])('is whoever is declared: %s', async signedInAs => {
    await stage.start([bill(UNBILLED, ROWS)]);
    const file = stage.path('cdktf.out', 'readiness.json');
    const id = stage.emulator.principal(signedInAs).id;
    expect(id === VERIFIER).toBe(signedInAs === 'Verifier');
    expect(await stage.refusal({ ...unbilled, signedInAs })).toBe(
      `--fetch: signed in as ${id}, whom ${file} declares; read bills with an application of its own, which has access to no customer`,
    );
    expect(stage.asked).toEqual([]);
  });

  it('is a readiness report that does not say who is declared', async () => {
    await stage.start([bill(UNBILLED, ROWS)]);
    const file = stage.path('cdktf.out', 'readiness.json');
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('"delegations"', '"others"'));
    expect(await stage.refusal(unbilled)).toMatch(
      /readiness\.json: this readiness report does not say what to look for/,
    );
    expect(stage.asked).toEqual([]);
  });
});

test('no token and no signature is printed or logged, whatever happens', async () => {
  await stage.start([bill(UNBILLED, ...HALVES)]);
  stage.emulator.faults.add({ fault: 'cut-off', route: /part-00001/, times: 2 });
  const secrets = new Set<string>();
  const log = AzureLogger.log;
  AzureLogger.log = (...args) => void (stage.printed += args.join(' '));
  setLogLevel('verbose');
  const before = ({ searchParams }: URL) => void secrets.add(searchParams.get('sig') ?? '');
  try {
    await stage.confirm({ ...unbilled, before });
    stage.printed += await stage.refusal({
      ...unbilled,
      before: url => isPart(url) && stage.emulator.billing.endSignatures(),
    });
  } finally {
    setLogLevel(undefined);
    AzureLogger.log = log;
  }
  secrets.delete('');
  expect(secrets.size).toBe(1);
  expect(stage.printed).toContain('part-00001');
  expect(stage.printed).toContain('Fetching usage');
  const text = `${stage.printed} ${String(stage.emulator.requests)} ${JSON.stringify(stage.emulator.requests.all())}`;
  for (const secret of [...secrets, 'secret-of-the-bill-reader', 'eyJ']) {
    expect(text).not.toContain(secret);
  }
});

describe('the options', () => {
  it.each([
    [['--fetch', 'unbilled'], '--fetch unbilled needs a currency of your bills, such as --currency EUR'],
    [
      ['--fetch', 'G1', '--currency', 'EUR'],
      '--currency and --period are of --fetch unbilled; an invoice has one of each',
    ],
    [['a.csv', '--period', 'last'], '--currency and --period are of --fetch unbilled; an invoice has one of each'],
    [['a.csv', '--keep', 'x'], '--keep is for what --fetch fetches'],
    [
      ['--fetch', 'a.csv'],
      `option '--fetch <usage>' argument 'a.csv' is invalid. expected "unbilled", or the number of an invoice such as G016907411`,
    ],
    [
      ['--fetch', 'unbilled', '--currency', 'euro'],
      "option '--currency <code>' argument 'euro' is invalid. expected a currency, such as EUR",
    ],
    [[], 'name a file or a folder of usage, or fetch it with --fetch'],
  ])('%j', async (args, message) => {
    await stage.start([]);
    expect(await pec(['confirm', ...args])).toEqual({ stdout: '', stderr: `pec: ${message}\n`, exitCode: 2 });
    expect(existsSync('x')).toBe(false);
  });

  it('sign in as the environment says, where a test does not', async () => {
    await stage.start([]);
    const { ARM_CLIENT_ID } = stage.emulator.signIn('Bill reader');
    process.env.ARM_CLIENT_ID = ARM_CLIENT_ID;
    process.env.ARM_CLIENT_CERTIFICATE_PATH = stage.path('nothing.pem');
    try {
      await expect(
        runConfirm(
          [],
          { output: stage.path('cdktf.out'), toleranceDays: 3, format: 'json', ...unbilled },
          { out: () => undefined, error: () => undefined, hasColour: false, isWatched: false },
        ),
      ).rejects.toThrow(/nothing\.pem, which should hold the certificate, cannot be read \(ENOENT\)/);
    } finally {
      delete process.env.ARM_CLIENT_ID;
      delete process.env.ARM_CLIENT_CERTIFICATE_PATH;
    }
  });
});
