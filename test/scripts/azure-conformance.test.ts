import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { armGuid } from '../../lib/azure';
import { cloudFrom } from '../../scripts/azure-conformance/cloud';
import {
  conformance,
  type ConformanceOptions,
  type ConformanceReport,
  writeTranscript,
} from '../../scripts/azure-conformance/conformance';
import { Verdict } from '../../scripts/azure-conformance/findings';
import { exitCodeOf, reportLines } from '../../scripts/azure-conformance/report';
import { settingsFrom } from '../../scripts/azure-conformance/settings';
import {
  AzureEmulator,
  type AzureEmulatorOptions,
  type Fault,
  GUESSES,
  otherAnswers,
  type World,
} from '../../emulator';

const CUSTOMER = 'c0c00000-0000-4000-8000-000000000001';
const MANAGING = 'fabf0000-0000-4000-8000-000000000001';
const SUBSCRIPTION = 'c0c00000-0000-4000-8000-0000000000aa';
const PARTNER_ID = '1234567';
const OTHER_PARTNER_ID = '7654321';
const INVOICE = 'G016907411';

const WORLD: World = {
  partners: [
    { id: PARTNER_ID, name: 'Fabrikam' },
    { id: OTHER_PARTNER_ID, name: 'Fabrikam Germany' },
  ],
  tenants: [
    {
      id: MANAGING,
      displayName: 'Fabrikam',
      bills: [{ of: { invoice: INVOICE }, parts: [[{}]] }],
      applications: [
        {
          displayName: 'Conformance',
          secrets: [{ value: 'managing secret' }],
          federatedCredentials: [{ name: 'ci', issuer: 'https://ci.example', subject: 'conformance' }],
          graphPermissions: ['Application.ReadWrite.OwnedBy', 'PartnerBilling.Read.All'],
        },
      ],
    },
    {
      id: CUSTOMER,
      displayName: 'Contoso',
      applications: [
        { displayName: 'Contoso owner', secrets: [{ value: 'owner secret' }] },
        { displayName: 'Contoso contributor', secrets: [{ value: 'contributor secret' }] },
      ],
      subscriptions: [
        {
          id: SUBSCRIPTION,
          displayName: 'Contoso sandbox',
          resourceGroups: ['rg-contoso'],
          roleAssignments: [
            { principal: 'Contoso owner', role: 'Owner' },
            { principal: 'Contoso contributor', role: 'Contributor' },
          ],
        },
      ],
    },
  ],
};

const ENVIRONMENT = {
  CONFORMANCE_SUBSCRIPTION_ID: SUBSCRIPTION,
  CONFORMANCE_CUSTOMER_TENANT_ID: CUSTOMER,
  CONFORMANCE_CUSTOMER_CLIENT_ID: armGuid(CUSTOMER, 'client', 'Contoso owner'),
  CONFORMANCE_CUSTOMER_CLIENT_SECRET: 'owner secret',
  CONFORMANCE_CONTRIBUTOR_CLIENT_ID: armGuid(CUSTOMER, 'client', 'Contoso contributor'),
  CONFORMANCE_CONTRIBUTOR_CLIENT_SECRET: 'contributor secret',
  CONFORMANCE_MANAGING_TENANT_ID: MANAGING,
  CONFORMANCE_MANAGING_CLIENT_ID: armGuid(MANAGING, 'client', 'Conformance'),
  CONFORMANCE_MANAGING_CLIENT_SECRET: 'managing secret',
  CONFORMANCE_RESOURCE_GROUP: 'rg-contoso',
  CONFORMANCE_PARTNER_ID: PARTNER_ID,
  CONFORMANCE_OTHER_PARTNER_ID: OTHER_PARTNER_ID,
  CONFORMANCE_INVOICE: INVOICE,
};

/** Long enough that a service principal can be asked for too early. */
const SLOW_DIRECTORY = { replication: { looks: 2 } };

let emulator: AzureEmulator;
let folder: string;
const HERE = process.cwd();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'azure-conformance-'));
  // Elsewhere, because it looks for reports where it runs, and here somebody may have synthesized.
  mkdirSync(join(folder, 'here'));
  process.chdir(join(folder, 'here'));
});

afterEach(async () => {
  process.chdir(HERE);
  await emulator.stop();
  rmSync(folder, { recursive: true });
});

describe('against the emulated Azure', () => {
  test('every question is asked, every answer agrees, and nothing is left behind', async () => {
    await start(SLOW_DIRECTORY);
    const report = await finished();

    expect(report.results.map(({ guess, verdict }) => [guess, verdict])).toEqual(
      Object.keys(GUESSES).map(guess => [guess, Verdict.AGREES]),
    );
    expect(exitCodeOf(report)).toBe(0);
    expect(reportLines(report)).toEqual(
      expect.arrayContaining(['✓ repeatedLink: agrees', '    service: refused: 409 PartnerIdAlreadyLinked']),
    );
    expectNothingLeft();
    expect(emulator.requests.unknown()).toEqual([]);
    expect(emulator.subscriptions.find(SUBSCRIPTION)?.registrationOf('Microsoft.ManagedServices')).toBe('Registered');
    expect(emulator.requests.matching('POST', /\/unregister$/)).toEqual([]);
  });

  test('every wrong answer that is planted is found', async () => {
    const wrong = otherAnswers();
    await start({ ...SLOW_DIRECTORY, guesses: wrong });
    const report = await finished();

    expect(report.results.map(({ guess, service, verdict }) => [guess, service.split(':')[0], verdict])).toEqual(
      Object.entries(wrong).map(([guess, answer]) => [guess, answer, Verdict.DIFFERS]),
    );
    expect(exitCodeOf(report)).toBe(1);
    expectNothingLeft();
  });

  test('one wrong answer among right ones is found alone, and what was not asked is no agreement', async () => {
    await start({ guesses: { secondLink: 'unchanged' } });
    const {
      CONFORMANCE_RESOURCE_GROUP: _group,
      CONFORMANCE_CONTRIBUTOR_CLIENT_ID: _contributor,
      ...less
    } = ENVIRONMENT;
    const report = await finished({}, less);

    expect(guessesWith(report, Verdict.DIFFERS)).toEqual(['secondLink']);
    expect(guessesWith(report, Verdict.NOT_ASKED)).toEqual([
      'listOfSubscription',
      'insufficientPrivileges',
      'principalTooEarly',
    ]);
    expect(reportLines(report)).toContain('    because: no CONFORMANCE_RESOURCE_GROUP');
    expect(reportLines(report).at(-1)).toBe('30 guesses: 26 agree, 1 differ, 3 not asked');
  });

  test('a registration that takes long is waited for, and measured', async () => {
    await start({ registration: { looks: 5 }, writable: { looks: 7 } });
    const report = await finished();

    expect(guessesWith(report, Verdict.DIFFERS)).toEqual([]);
    expect(Object.keys(report.durations)).toEqual([
      'until the state read `Registered`',
      'from then on until a definition could be written',
    ]);
  });
});

describe('about bills', () => {
  const answersOf = ({ results }: ConformanceReport) =>
    results.filter(({ guess }) => guess.startsWith('billing')).map(({ service }) => service.split(':')[0]);

  test.each(['inline', 'address'] as const)('a manifest that comes %s is told', async billingManifest => {
    await start({ guesses: { billingManifest } });
    expect(answersOf(await finished())).toEqual([billingManifest, 'same']);
  });

  test.each([
    ['', 'no CONFORMANCE_INVOICE'],
    ['G1', 'the export did not succeed'],
  ])('invoice "%s": %s', async (invoice, reason) => {
    await start({});
    expect(answersOf(await finished({}, { ...ENVIRONMENT, CONFORMANCE_INVOICE: invoice }))).toEqual([reason, reason]);
  });

  test('an application without the permission is told', async () => {
    await start({});
    emulator.faults.add({ fault: 'server-error', status: 403, route: /billed\/export/ });
    expect(answersOf(await finished())[0]).toBe('the export was refused (PartnerBilling.Read.All)');
  });
});

describe('the transcript', () => {
  test('has what was said, and no secret, token, id or name', async () => {
    await start(SLOW_DIRECTORY);
    const report = await finished();
    const file = join(folder, 'transcript.json');
    writeTranscript(file, report);
    const text = readFileSync(file, 'utf8');

    expect(text).toContain(
      'PUT /subscriptions/<guid>/providers/Microsoft.ManagedServices/registrationDefinitions/<guid>',
    );
    expect(text).toContain('This user or service principal is not linked with a Partner ID');
    expect(text).toContain('"provisioningState": "Succeeded"');
    const ids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
    for (const given of [ids, /eyJ/, /secret"?: "(?!<text>)/, /(?=[\w-]*\d)[\w-]{40,}/, /contoso/i, /fabrikam/i]) {
      expect(text).not.toMatch(given);
    }
    // What the caller's subscription is like is nobody's business.
    expect(text).not.toContain('GET /subscriptions/<guid>?');
    for (const given of [PARTNER_ID, OTHER_PARTNER_ID, INVOICE, 'sig=', 'owner secret', 'managing secret']) {
      expect(text).not.toContain(given);
    }
  });
});

describe('refused', () => {
  test('to write without being allowed to', async () => {
    await start({});
    const plans: (readonly string[])[] = [];
    const report = await run({ mayWrite: plan => Promise.resolve(plans.push(plan) === 0) });

    expect(report).toBeUndefined();
    expect(plans[0][0]).toBe(`register Microsoft.ManagedServices in subscription ${SUBSCRIPTION}, for good`);
    expect(plans[0]).toContain(`link the managing application with Partner ID ${PARTNER_ID}, and unlink it`);
    expect(emulator.requests.writes()).toEqual([]);
  });

  test('a subscription that holds a delegation', async () => {
    await start({});
    emulator.subscriptions.find(SUBSCRIPTION)?.register('Microsoft.ManagedServices');
    const path = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.ManagedServices/registrationDefinitions/${armGuid('x')}`;
    const authorization = {
      principalId: emulator.principal('Conformance').id,
      roleDefinitionId: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
    };
    const properties = {
      registrationDefinitionName: 'x',
      managedByTenantId: MANAGING,
      authorizations: [authorization],
    };
    await emulator.client('Contoso owner').arm('PUT', `${path}?api-version=2022-10-01`, { properties });
    const before = emulator.requests.writes().length;

    await expect(run({})).rejects.toThrow('the subscription holds a delegation');
    expect(emulator.requests.writes()).toHaveLength(before);
  });

  test('a subscription that the application cannot see, or whose secret is wrong', async () => {
    await start({});
    await expect(run({}, { ...ENVIRONMENT, CONFORMANCE_SUBSCRIPTION_ID: armGuid('none') })).rejects.toThrow('404');
    await expect(run({}, { ...ENVIRONMENT, CONFORMANCE_CUSTOMER_CLIENT_SECRET: 'guess' })).rejects.toThrow(
      'customer’s application could not sign in: AADSTS7000215',
    );
    await expect(run({}, { ...ENVIRONMENT, CONFORMANCE_CONTRIBUTOR_CLIENT_SECRET: 'guess' })).rejects.toThrow(
      'contributor could not sign in: AADSTS7000215',
    );
    expect(emulator.requests.writes()).toEqual([]);
  });

  test.each<[string, Partial<ConformanceOptions>, () => Promise<unknown> | void, string]>([
    [
      'stands in a report of the caller’s',
      { readiness: { files: ['REPORT'], none: true } },
      () => undefined,
      'the managing application stands in a readiness.json',
    ],
    [
      'may stand in a report that nobody named',
      { readiness: { files: [], none: false } },
      () => undefined,
      'say --readiness FILE',
    ],
    [
      'is linked already',
      {},
      () =>
        emulator
          .client('Conformance')
          .arm('PUT', `/providers/Microsoft.ManagementPartner/partners/${PARTNER_ID}?api-version=2018-02-01`),
      'is linked already',
    ],
  ])('to link a principal that %s', async (_, options, prepare, reason) => {
    await start({});
    await prepare();
    const { id, tenantId } = emulator.principal('Conformance');
    const before = emulator.managementPartner.linkOf(id, tenantId)?.version;
    const report = join(folder, 'readiness.json');
    writeFileSync(report, JSON.stringify({ customers: [{ principalId: id }] }));
    const files = options.readiness?.files.map(() => report) ?? [];
    const { results } = await finished({ readiness: { files, none: options.readiness?.none ?? true } });

    const links = results.filter(({ guess }) => /link/i.test(guess));
    expect(links.map(({ verdict }) => verdict)).toEqual(Array<Verdict>(4).fill(Verdict.NOT_ASKED));
    expect(links[0].service).toContain(reason);
    expect(emulator.managementPartner.linkOf(id, tenantId)?.version).toBe(before);
  });
});

test.each([
  ['assignments', /registrationDefinitions/],
  ['partner admin links', /ManagementPartner/],
])('what was made before Ctrl-C, while asking about %s, is taken away', async (section, made) => {
  await start({});
  let isStopped = false;
  const check = () => {
    if (isStopped) {
      throw new Error('stopped');
    }
  };
  const say = (line: string) => {
    isStopped ||= line === `asking about ${section}`;
  };

  await expect(run({ check, say })).rejects.toThrow('stopped');
  expect(emulator.requests.matching('PUT', made).length).toBeGreaterThan(0);
  expect(emulator.requests.matching('POST', /applications/)).toEqual([]);
  expectNothingLeft();
});

test('what cannot be taken away is said, and the run has failed', async () => {
  await start({});
  const said: string[] = [];
  const say = (line: string) => {
    said.push(line);
    if (line === 'cleaning up') {
      emulator.faults.add({ fault: 'server-error', method: 'DELETE', times: 1000 });
    }
  };
  const report = await finished({ say });

  expect(report.left.length).toBeGreaterThan(0);
  expect(said).toContainEqual(expect.stringMatching(/^LEFT BEHIND: the application .*Delete it yourself\.$/));
  expect(exitCodeOf(report)).toBe(2);
});

test('a question that is throttled is asked again, after as long as Azure says', async () => {
  await start({});
  emulator.faults.add({ fault: 'throttle', call: 2, times: 3, retryAfterSeconds: 7 });
  emulator.faults.add({ fault: 'throttle', method: 'PUT', times: 2, retryAfterSeconds: 11 });
  const waits: (number | undefined)[] = [];
  const pause = (seconds?: number) => Promise.resolve(void waits.push(seconds));
  const report = await finished({ patience: { pause, most: 10 } });

  expect(guessesWith(report, Verdict.DIFFERS)).toEqual([]);
  expect(exitCodeOf(report)).toBe(0);
  expect(waits.filter(seconds => seconds !== undefined)).toEqual([7, 7, 7, 11, 11]);
  expect(JSON.stringify(report.transcript.exchanges)).not.toContain('429');
});

test.each<[string, Fault, RegExp]>([
  ['throttles for good', { fault: 'throttle' }, /^https:\S+ still answers 429/],
  ['does not answer any more', { fault: 'drop-before' }, /^https:\S+ did not answer \(ECONNRESET\)/],
])('what was answered before Azure %s is kept, and the run has failed', async (_, fault, reason) => {
  await start({});
  const say = (line: string) => {
    if (line === 'asking about applications') {
      emulator.faults.add({ method: 'POST', route: /applications$/, times: 1000, ...fault });
    }
  };
  const report = await finished({ say });

  expect(report.cutShort).toMatch(reason);
  expect(guessesWith(report, Verdict.NOT_ASKED)).toEqual([
    'disabledApplication',
    'principalTooEarly',
    'credentialQuota',
    'billingManifest',
    'billingSignature',
  ]);
  expect(exitCodeOf(report)).toBe(2);
  expectNothingLeft();
});

test('a report that cannot be read is said before anything is asked', async () => {
  await start({});
  await expect(run({ readiness: { files: [join(folder, 'nope.json')], none: false } })).rejects.toThrow('--readiness');

  expect(emulator.requests.all().map(({ path }) => path)).toEqual(['/metadata/endpoints']);
});

test('a token of another issuer is as good as a secret', async () => {
  await start({});
  const { CONFORMANCE_MANAGING_CLIENT_SECRET: _secret, ...rest } = ENVIRONMENT;
  const token = emulator.issueToken('conformance', 'https://ci.example');
  const report = await finished({}, { ...rest, CONFORMANCE_MANAGING_OIDC_TOKEN: token });

  expect(guessesWith(report, Verdict.DIFFERS)).toEqual([]);
});

test('the public cloud is asked, unless the environment names another', async () => {
  await start({});
  const [publicCloud, other] = [await cloudFrom({}), await cloudFrom(emulator.environment())];
  publicCloud.agent.destroy();
  other.agent.destroy();

  expect(publicCloud.endpoints).toEqual({
    resourceManager: 'https://management.azure.com',
    activeDirectoryAuthority: 'https://login.microsoftonline.com',
    microsoftGraph: 'https://graph.microsoft.com',
  });
  expect(other.endpoints).toEqual({
    resourceManager: emulator.endpoints.resourceManager,
    activeDirectoryAuthority: emulator.endpoints.activeDirectoryAuthority,
    microsoftGraph: emulator.endpoints.microsoftGraph,
  });
});

test('all that is missing or wrong in the environment is said at once, and no secret', () => {
  const faulty = {
    CONFORMANCE_CUSTOMER_TENANT_ID: CUSTOMER,
    CONFORMANCE_MANAGING_TENANT_ID: CUSTOMER.toUpperCase(),
    CONFORMANCE_SUBSCRIPTION_ID: 'my secret subscription',
    CONFORMANCE_CUSTOMER_CLIENT_SECRET: 'owner secret',
  };
  const { settings, faults } = settingsFrom(faulty);

  expect(settings).toBeUndefined();
  expect(faults).toEqual([
    expect.stringContaining('CONFORMANCE_SUBSCRIPTION_ID is not a GUID'),
    expect.stringContaining('CONFORMANCE_CUSTOMER_CLIENT_ID is missing'),
    expect.stringContaining('CONFORMANCE_MANAGING_CLIENT_SECRET and CONFORMANCE_MANAGING_OIDC_TOKEN are missing'),
    expect.stringContaining('CONFORMANCE_MANAGING_CLIENT_ID is missing'),
    expect.stringContaining('the managing tenant is the customer tenant'),
  ]);
  expect(faults.join()).not.toContain('secret');
});

async function start(options: Partial<AzureEmulatorOptions>): Promise<void> {
  emulator = await AzureEmulator.start({ world: WORLD, ...options });
}

async function run(
  options: Partial<ConformanceOptions>,
  environment: Record<string, string> = ENVIRONMENT,
): Promise<ConformanceReport | undefined> {
  const { settings, faults } = settingsFrom(environment);
  if (!settings) {
    throw new Error(faults.join());
  }
  const cloud = await cloudFrom(emulator.environment());
  try {
    return await conformance({
      cloud,
      settings,
      readiness: { files: [], none: true },
      patience: { pause: () => Promise.resolve(), most: 10 },
      say: () => undefined,
      mayWrite: () => Promise.resolve(true),
      check: () => undefined,
      ...options,
    });
  } finally {
    cloud.agent.destroy();
  }
}

async function finished(
  options: Partial<ConformanceOptions> = {},
  environment?: Record<string, string>,
): Promise<ConformanceReport> {
  const report = await run(options, environment);
  if (!report) {
    throw new Error('the run did not begin');
  }
  return report;
}

function guessesWith({ results }: ConformanceReport, verdict: Verdict): string[] {
  return results.filter(result => result.verdict === verdict).map(({ guess }) => guess);
}

function expectNothingLeft(): void {
  const { id, tenantId } = emulator.principal('Conformance');
  const subscription = emulator.subscriptions.find(SUBSCRIPTION);
  expect(subscription && emulator.delegations.definitions(subscription)).toEqual([]);
  expect(emulator.managementPartner.linkOf(id, tenantId)?.state).not.toBe('Active');
  expect(emulator.directory.all('application', MANAGING)).toHaveLength(1);
}
