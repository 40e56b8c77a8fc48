import { gunzipSync } from 'node:zlib';
import { get } from 'node:https';
import { readFileSync } from 'node:fs';
import { AzureEmulator, type AzureEmulatorOptions, EXAMPLE, EXAMPLE_WORLD } from '.';

const { fabrikam } = EXAMPLE;
const BILLING = '/reports/partners/billing';
const ROW = { UsageDate: '2026-10-01', PartnerEarnedCreditPercentage: 15 };
const reader = { secrets: [{}], graphPermissions: ['PartnerBilling.Read.All'] } as const;
const [partner, ...others] = EXAMPLE_WORLD.tenants;
const WORLD = {
  ...EXAMPLE_WORLD,
  tenants: [
    {
      ...partner,
      applications: [...(partner.applications ?? []), { displayName: 'Bill reader', ...reader }],
      bills: [{ of: { invoice: 'G1' }, parts: [[ROW], [ROW, ROW]] }],
    },
    {
      ...others[0],
      applications: [...(others[0].applications ?? []), { displayName: 'Other reader', ...reader }],
    },
    ...others.slice(1),
  ],
};

let emulator: AzureEmulator;
const start = async (options: Partial<AzureEmulatorOptions> = {}) => {
  emulator = await AzureEmulator.start({ world: WORLD, exporting: {}, ...options });
};
afterEach(() => emulator.stop());

type Body = Record<string, unknown>;
const ask = async (method: string, path: string, body?: Body, as = 'Bill reader') =>
  emulator.client(as).graph(method, path, body);
/** A path as the client of the emulator takes it. */
const pathOf = (url: unknown) => new URL(String(url)).pathname.replace('/v1.0', '');
const begin = async (body: Body = { invoiceId: 'G1' }, as?: string) => {
  const { headers } = await ask('POST', `${BILLING}/usage/billed/export`, body, as);
  return pathOf(headers.location);
};
const manifestOf = async (operation: string) => {
  const { body } = await ask('GET', operation);
  const link = body['resourceLocation@odata.navigationLink'];
  return (await ask('GET', pathOf(link))).body as Record<'rootDirectory' | 'sasToken' | 'eTag', string> & {
    blobs: { name: string }[];
  };
};

/** A blob as anybody gets it: the status, and the text. */
function blob(url: string, headers: Record<string, string> = {}): Promise<{ status?: number; text: string }> {
  return new Promise((resolve, reject) => {
    get(url, { ca: readFileSync(emulator.caCertificateFile), headers }, response => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const content = Buffer.concat(parts);
        const text = response.statusCode === 200 ? gunzipSync(content) : content;
        resolve({ status: response.statusCode, text: text.toString() });
      });
    }).on('error', reject);
  });
}

test('an export is under way until it is done, and says when to look again', async () => {
  await start({ exporting: { looks: 3 }, retryAfterSeconds: 9 });
  const operation = await begin();
  const looks = [await ask('GET', operation), await ask('GET', operation), await ask('GET', operation)];
  expect(looks.map(({ body }) => body.status)).toEqual(['notStarted', 'running', 'succeeded']);
  expect(looks.map(({ headers }) => headers['retry-after'])).toEqual(['9', '9', undefined]);
});

test('a manifest is there as soon as the export is done', async () => {
  await start({ exporting: { looks: 2 } });
  const operation = await begin();
  await ask('GET', operation);
  const { blobs } = await manifestOf(operation);
  expect(blobs).toHaveLength(2);
});

test('its parts are packed JSON lines behind a signature', async () => {
  await start();
  const { rootDirectory, sasToken, blobs } = await manifestOf(await begin());
  const texts = await Promise.all(blobs.map(({ name }) => blob(`${rootDirectory}/${name}?${sasToken}`)));
  expect(texts.map(({ text }) => text.split('\n').map(line => JSON.parse(line) as unknown))).toEqual([
    [ROW],
    [ROW, ROW],
  ]);
  const [{ name }] = blobs;
  expect((await blob(`${rootDirectory}/${name}`)).status).toBe(403);
  expect((await blob(`${rootDirectory}/${name}?sig=wrong`)).text).toContain('<Code>AuthenticationFailed</Code>');
  expect((await blob(`${rootDirectory}/nothing?${sasToken}`)).status).toBe(404);
  expect((await blob(`${rootDirectory}/${name}?${sasToken}`, { authorization: 'Bearer x' })).status).toBe(401);
  emulator.billing.endSignatures();
  expect((await blob(`${rootDirectory}/${name}?${sasToken}`)).status).toBe(403);
});

test.each([
  ['same', true],
  ['renewed', false],
] as const)('a manifest that is read again has a signature that is %s', async (billingSignature, isSame) => {
  await start({ guesses: { billingSignature } });
  const operation = await begin();
  const [one, two] = [await manifestOf(operation), await manifestOf(operation)];
  expect(one.sasToken === two.sasToken).toBe(isSame);
  expect(one.eTag).toBe(two.eTag);
});

test('newer data have another version, beside which the old parts stay', async () => {
  await start();
  const operation = await begin();
  const old = await manifestOf(operation);
  emulator.billing.replace(fabrikam.tenantId, { of: { invoice: 'G1' }, parts: [[ROW]] });
  const now = await manifestOf(operation);
  expect(now.eTag).not.toBe(old.eTag);
  expect(now.blobs).toHaveLength(1);
  expect((await blob(`${old.rootDirectory}/${old.blobs[1].name}?${old.sasToken}`)).status).toBe(200);
});

test('the basic attributes lack partner earned credit', async () => {
  await start();
  const { rootDirectory, sasToken, blobs } = await manifestOf(await begin({ invoiceId: 'G1', attributeSet: 'basic' }));
  expect((await blob(`${rootDirectory}/${blobs[0].name}?${sasToken}`)).text).toBe('{"UsageDate":"2026-10-01"}');
});

test('what is not there fails with 5000, and has status 200', async () => {
  await start();
  const { status, body } = await ask('GET', await begin({ invoiceId: 'G2' }));
  expect([status, body]).toEqual([
    200,
    expect.objectContaining({ status: 'failed', error: { code: '5000', message: 'No data available' } }),
  ]);
});

test('the export of one tenant is nobody else’s, and its bills are not', async () => {
  await start();
  expect((await ask('GET', await begin(), undefined, 'Other reader')).status).toBe(404);
  const operation = await begin({ invoiceId: 'G1' }, 'Other reader');
  expect((await ask('GET', operation, undefined, 'Other reader')).body).toMatchObject({ status: 'failed' });
});

test.each<[string, string, Body]>([
  ['billed', 'no invoice', {}],
  ['billed', 'unknown attributes', { invoiceId: 'G1', attributeSet: 'all' }],
  ['unbilled', 'no currency', { billingPeriod: 'last' }],
  ['unbilled', 'no such period', { currencyCode: 'EUR', billingPeriod: 'next' }],
])('an export of %s usage with %s is refused', async (path, _what, body) => {
  await start();
  expect((await ask('POST', `${BILLING}/usage/${path}/export`, body)).status).toBe(400);
});

test('the permission is needed', async () => {
  await start();
  const refused = await ask('POST', `${BILLING}/usage/billed/export`, { invoiceId: 'G1' }, 'Directory pipeline');
  expect(refused.status).toBe(403);
});

test('no signature stands in the log', async () => {
  await start();
  const { rootDirectory, sasToken, blobs } = await manifestOf(await begin());
  await blob(`${rootDirectory}/${blobs[0].name}?${sasToken}`);
  expect(emulator.requests.all().at(-1)?.query).toMatchObject({ sig: '(redacted)' });
});
