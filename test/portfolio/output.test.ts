import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Annotations, App, TerraformStack } from 'cdktf';
import {
  CustomerPortfolio,
  DeclarationError,
  LighthouseDelegation,
  PartnerLinkStack,
  PecAutomation,
  PecReadiness,
  type PortfolioEntry,
  ReadinessError,
  SignIn,
} from 'cdktf-partner-earned-credit';
import { manifestFromJson } from '../../lib/manifest';
import { pec } from '../command-line/run-pec';
import { automation, newCustomer, newOffer } from '../fabrikam';
import { entry, guid, props, write } from './fixtures';

let outdir: string;
let warnings: string[];

beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'pec-output-'));
  warnings = [];
  jest.spyOn(console, 'warn').mockImplementation((line: string) => void warnings.push(line.replaceAll(outdir, 'out')));
});

afterEach(() => {
  jest.restoreAllMocks();
  delete process.env.PEC_CUSTOMERS;
  rmSync(outdir, { recursive: true, force: true });
});

function declare(customers: PortfolioEntry[]): App {
  const app = new App({ outdir });
  CustomerPortfolio.fromArray(app, customers, props);
  return app;
}

function synthesize(...customers: PortfolioEntry[]): void {
  declare(customers).synth();
}

const template = (customer: number, changes: object = {}) =>
  entry(customer, { onboarding: 'arm-template', ...changes });
const noCredit = entry(2, { automationRole: 'Reader' });

/** What lies in the output folder, without what is cdktf's alone. */
function written(): string[] {
  return readdirSync(outdir, { recursive: true, encoding: 'utf8' })
    .filter(name => !['manifest.json', 'stacks', 'arm'].includes(name))
    .sort();
}

const REPORTS = ['readiness.html', 'readiness.json', 'readiness.md'];
const read = (name: string) => readFileSync(join(outdir, name), 'utf8');
const run = (...args: string[]) => pec([...args, '--output', outdir]);

describe('the manifest', () => {
  it('holds the hash of everything that synth wrote', async () => {
    const app = declare([entry(1), template(2), template(3, { subscriptions: [3, 4].map(n => ({ id: guid(3, n) })) })]);
    new TerraformStack(app, 'somebody-elses');
    app.synth();
    expect(Object.keys(manifestFromJson(read('portfolio.json')).files ?? {})).toEqual([
      'arm/customer-2.json',
      'arm/customer-3.json',
      ...REPORTS,
      'stacks/customer-customer-1/cdk.tf.json',
      'stacks/somebody-elses/cdk.tf.json',
    ]);
    expect(await run('stacks')).toEqual({ stdout: 'customer-customer-1\n', stderr: '', exitCode: 0 });
  });

  it('has for a customer with several templates a hash of all of them', () => {
    const roles = ['Contributor', 'Reader'];
    const subscriptions = roles.map((automationRole, i) => ({ id: guid(3, i + 1), automationRole }));
    const acknowledgements = [{ rule: 'role-earns', reason: 'Agreed.' }];
    synthesize(template(2), template(3, { subscriptions, acknowledgements }));
    const { customers } = manifestFromJson(read('portfolio.json'));
    const names = subscriptions.map(({ id }) => `arm/customer-3/${id}.json`);
    const sha256 = (...files: string[]) => createHash('sha256').update(files.map(read).join('')).digest('hex');
    expect(customers['customer-3']).toMatchObject({ sha256: sha256(...names) });
    expect(customers['customer-3'].file).toBeUndefined();
    expect(customers['customer-2']).toMatchObject({
      file: 'arm/customer-2.json',
      sha256: sha256('arm/customer-2.json'),
    });
  });

  it.each([
    ['arm/customer-2.json'],
    ['readiness.json'],
    ['readiness.md'],
    ['stacks/customer-customer-1/cdk.tf.json'],
    ['stacks/somebody-elses/cdk.tf.json'],
  ])('vouches for nothing once %s is something else', async name => {
    const app = declare([entry(1), template(2)]);
    new TerraformStack(app, 'somebody-elses');
    app.synth();
    writeFileSync(join(outdir, name), `${read(name)}\n`);
    const refusal = {
      stdout: '',
      stderr: `pec: ${join(outdir, name)} is not what synth wrote; synth again\n`,
      exitCode: 2,
    };
    for (const args of [['stacks'], ['record', 'customer-customer-1'], ['readiness']]) {
      expect(await run(...args)).toEqual(refusal);
    }
    rmSync(join(outdir, name));
    expect(await run('stacks')).toEqual(refusal);
  });

  it('is what a report of a portfolio has to have', async () => {
    synthesize(entry(1));
    rmSync(join(outdir, 'portfolio.json'));
    expect(await run('readiness')).toEqual({
      stdout: '',
      stderr:
        `pec: ${join(outdir, 'portfolio.json')} cannot be read: it does not exist; ` +
        'synth again, by an app that calls app.synth(), or name the folder of its output with --output\n',
      exitCode: 2,
    });
  });

  it('of an older version of the package vouches for nothing', async () => {
    synthesize(entry(1));
    const { files: _files, ...older } = manifestFromJson(read('portfolio.json'));
    writeFileSync(join(outdir, 'portfolio.json'), JSON.stringify(older));
    const manifest = join(outdir, 'portfolio.json');
    expect((await run('stacks')).stderr).toBe(`pec: ${manifest} does not vouch for what synth wrote; synth again\n`);
    expect((await run('readiness')).stderr).toBe(`pec: ${manifest} does not vouch for readiness.json; synth again\n`);
  });

  it('is not needed by an app without a portfolio, whose reports come last as well', async () => {
    const app = new App({ outdir });
    newCustomer(app);
    app.synth();
    expect((await run('readiness')).exitCode).toBe(0);
    const failing = new App({ outdir });
    newCustomer(failing);
    new TerraformStack(failing, 'last').node.addValidation({ validate: () => ['no'] });
    expect(() => failing.synth()).toThrow('no');
    expect(REPORTS.filter(name => existsSync(join(outdir, name)))).toEqual([]);
  });
});

describe('a synth that fails', () => {
  beforeEach(() => synthesize(entry(1), template(3)));

  it.each<[string, () => unknown]>([
    ['list', () => declare([entry(1, { tenant: 'abc' })])],
    ['file', () => CustomerPortfolio.fromFile(new App({ outdir }), write('customers: [', 'broken.yaml'), props)],
    ['file that is not there', () => CustomerPortfolio.fromFile(new App({ outdir }), 'not-there.yaml', props)],
    ['customer', () => newCustomer(new App({ outdir }), '../contoso')],
    [
      'link',
      () =>
        new PartnerLinkStack(new App({ outdir }), 'link', {
          partnerId: 'abc',
          principal: automation,
          signIn: SignIn.oidc(),
        }),
    ],
    [
      'construct in a stack of one’s own',
      () =>
        new LighthouseDelegation(new TerraformStack(new App({ outdir }), 'landing-zone'), 'x', {
          offer: newOffer(),
          subscriptionId: 'abc',
        }),
    ],
    [
      'identity',
      () => new PecAutomation(new TerraformStack(new App({ outdir }), 'identity'), 'x', { managingTenantId: 'abc' }),
    ],
  ])('for a wrong %s leaves neither manifest nor reports', async (_what, declaration) => {
    expect(declaration).toThrow(DeclarationError);
    expect(written().filter(name => !/^(stacks|arm)/.test(name))).toEqual(['portfolio.json.old']);
    for (const args of [['stacks'], ['record', 'customer-customer-1'], ['readiness']]) {
      expect(await run(...args)).toMatchObject({ stdout: '', exitCode: 2 });
    }
  });

  it('for readiness leaves its reports, marked as failed, and nothing that pec would deploy', async () => {
    expect(() => synthesize(entry(1), noCredit)).toThrow(ReadinessError);
    expect(written().filter(name => !/^(stacks|arm)/.test(name))).toEqual(['portfolio.json.old', ...REPORTS]);
    expect(JSON.parse(read('readiness.json'))).toMatchObject({ version: 3, failed: true, manifest: 'portfolio.json' });
    expect(read('readiness.md')).toContain(
      '**Synth failed.** No Terraform is written until 1 customer is cured or acknowledged: Customer 2 (`customer-2`).',
    );
    expect(read('readiness.html')).toContain(
      '<b>Deployment has stopped: synth failed.</b> Nothing is deployed until <a href="#?is=blocking">1 customer',
    );
    expect(await run('readiness')).toMatchObject({
      stdout: expect.stringContaining('does-not-earn') as string,
      stderr:
        'pec: not accepted: customer-2; cure what the report names, or acknowledge the rule with a reason; ' +
        'synth failed, and wrote the reports only\n',
      exitCode: 1,
    });
    for (const args of [['stacks'], ['record', 'customer-customer-1']]) {
      expect(await run(...args)).toMatchObject({ stdout: '', exitCode: 2 });
    }
  });

  it.each<[string, (app: App) => void]>([
    ['a validation of the app', app => app.node.addValidation({ validate: () => ['no'] })],
    [
      'a validation of the last stack',
      app => new TerraformStack(app, 'last').node.addValidation({ validate: () => ['no'] }),
    ],
    ['an annotation', app => Annotations.of(new TerraformStack(app, 'last')).addError('no')],
  ])('for %s leaves neither manifest nor reports', (_what, spoil) => {
    const app = declare([entry(1), template(3)]);
    spoil(app);
    expect(() => app.synth()).toThrow('no');
    expect(REPORTS.filter(name => existsSync(join(outdir, name)))).toEqual([]);
    expect(existsSync(join(outdir, 'portfolio.json'))).toBe(false);
  });

  it('in cdktf-cli, which lets synth go on, leaves neither', () => {
    process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS = 'true';
    const app = declare([entry(1)]);
    Annotations.of(new TerraformStack(app, 'last')).addError('no');
    delete process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS;
    app.synth();
    expect(written().filter(name => !/^(stacks|arm)/.test(name))).toEqual(['portfolio.json.old']);
  });

  it('a second time in one program leaves neither', () => {
    const app = declare([entry(1)]);
    app.synth();
    expect(existsSync(join(outdir, 'portfolio.json'))).toBe(true);
    app.node.addValidation({ validate: () => ['no'] });
    expect(() => app.synth()).toThrow('no');
    expect(existsSync(join(outdir, 'portfolio.json'))).toBe(false);
  });
});

it('asking who would earn changes nothing in the folder', () => {
  synthesize(entry(1));
  const before = read('portfolio.json');
  PecReadiness.check(new App({ outdir }));
  expect(read('portfolio.json')).toBe(before);
});

describe('what an earlier synth wrote', () => {
  it('goes with its customer if nobody changed it', () => {
    synthesize(entry(1), entry(2), template(3), template(4, { subscriptions: [{ id: guid(4, 1) }] }));
    synthesize(entry(1), template(4, { subscriptions: [1, 2].map(twoTemplates) }));
    expect(written()).toEqual([
      'arm/customer-4',
      'arm/customer-4/s1.json',
      'arm/customer-4/s2.json',
      'portfolio.json',
      ...REPORTS,
      'stacks/customer-customer-1',
      'stacks/customer-customer-1/cdk.tf.json',
    ]);
    synthesize(entry(1));
    expect(written()).toEqual([
      'portfolio.json',
      ...REPORTS,
      'stacks/customer-customer-1',
      'stacks/customer-customer-1/cdk.tf.json',
    ]);
    expect(warnings).toEqual([]);
  });

  const twoTemplates = (n: number) => ({
    id: guid(4, n),
    key: `s${n}`,
    ...(n === 1 && { automationRole: 'Backup Contributor' }),
  });

  it('goes also if a run between them failed', () => {
    synthesize(entry(1), entry(2), template(3));
    expect(() => declare([entry(1, { tenant: 'abc' })])).toThrow(DeclarationError);
    synthesize(entry(1));
    expect(written()).toHaveLength(6);
    expect(warnings).toEqual([]);
  });

  it.each(['terraform.tfstate', 'plan.tfplan', '.terraform.lock.hcl', '.terraform'])(
    'stays, and is named, where its folder holds %s',
    name => {
      synthesize(entry(1), entry(2));
      writeFileSync(join(outdir, 'stacks/customer-customer-2', name), 'x');
      synthesize(entry(1));
      expect(readdirSync(join(outdir, 'stacks/customer-customer-2')).sort()).toEqual([name, 'cdk.tf.json'].sort());
      expect(warnings).toEqual([
        'out holds what this synth did not write: stacks/customer-customer-2; delete what nobody needs',
      ]);
    },
  );

  it('stays, and is named, if somebody changed it', () => {
    synthesize(entry(1), entry(2), template(3));
    writeFileSync(join(outdir, 'arm/customer-3.json'), 'changed');
    writeFileSync(join(outdir, 'arm/notes.txt'), 'mine');
    writeFileSync(join(outdir, 'stacks/customer-customer-2/cdk.tf.json'), 'changed');
    synthesize(entry(1));
    expect(warnings).toEqual([
      'out holds what this synth did not write: stacks/customer-customer-2, arm/customer-3.json, arm/notes.txt; ' +
        'delete what nobody needs',
    ]);
    expect(read('arm/customer-3.json')).toBe('changed');
  });

  it('is named in one line, however much it is', () => {
    for (let n = 10; n < 22; n++) {
      mkdirSync(join(outdir, 'stacks', `old-${n}`), { recursive: true });
    }
    synthesize(entry(1));
    expect(warnings).toEqual([
      `out holds what this synth did not write: ${Array.from({ length: 10 }, (_, i) => `stacks/old-${i + 10}`).join(', ')} ` +
        'and 2 more; delete what nobody needs',
    ]);
  });

  it('stays under a selection', () => {
    synthesize(entry(1), entry(2), template(3));
    process.env.PEC_CUSTOMERS = 'customer-customer-1';
    synthesize(entry(1), template(4));
    expect(written()).toContain('arm/customer-3.json');
    expect(written()).toContain('stacks/customer-customer-2/cdk.tf.json');
    expect(warnings).toEqual([]);
  });

  it('is not removed outside of the folder, whatever a manifest or a link says', () => {
    const outside = join(outdir, 'outside');
    mkdirSync(join(outdir, 'out', 'stacks'), { recursive: true });
    mkdirSync(outside);
    writeFileSync(join(outside, 'cdk.tf.json'), 'x');
    symlinkSync(outside, join(outdir, 'out', 'stacks', 'linked'));
    const sha256 = '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881';
    for (const name of ['stacks/linked/cdk.tf.json', '../outside/cdk.tf.json', 'stacks/../../outside/cdk.tf.json']) {
      const manifest = { version: 1, files: { [name]: sha256 }, customers: {} };
      writeFileSync(join(outdir, 'out', 'portfolio.json'), JSON.stringify(manifest));
      const app = new App({ outdir: join(outdir, 'out') });
      CustomerPortfolio.fromArray(app, [entry(1)], props);
      app.synth();
      expect(read('outside/cdk.tf.json')).toBe('x');
    }
  });
});

describe('two synths at once', () => {
  /** Runs another synth while this one writes its second stack. */
  function overtake(first: App, second: App): void {
    const [, stack] = first.node.children.filter(child => TerraformStack.isStack(child));
    stack.node.addValidation({
      validate: () => {
        second.synth();
        return [];
      },
    });
  }

  it('end with the manifest of none of them where they wrote different things', async () => {
    const second = declare([entry(1, { automationRole: 'Backup Contributor' }), entry(2)]);
    const first = declare([entry(1), entry(2, { automationRole: 'Backup Contributor' })]);
    overtake(first, second);
    expect(() => first.synth()).toThrow(
      `another synth has begun to write into ${outdir}; let one end before the next begins, and synth again`,
    );
    expect(await run('stacks')).toEqual({
      stdout: '',
      stderr: `pec: ${join(outdir, 'stacks/customer-customer-2/cdk.tf.json')} is not what synth wrote; synth again\n`,
      exitCode: 2,
    });
  });

  it.each(['customer-1', 'customer-2'])('do not pass for each other: what the first still writes for %s', async key => {
    const file = join(outdir, `stacks/customer-${key}/cdk.tf.json`);
    const app = declare([entry(1), entry(2), entry(3)]);
    const last = app.node.findChild('customer-customer-3');
    last.node.addValidation({
      validate: () => {
        writeFileSync(file, 'of the first');
        return [];
      },
    });
    app.synth();
    expect((await run('stacks')).stderr).toBe(`pec: ${file} is not what synth wrote; synth again\n`);
  });

  it('end with the manifest of the one that began last', async () => {
    const first = declare([entry(1), entry(2)]);
    const second = declare([entry(1), entry(2)]);
    overtake(first, second);
    expect(() => first.synth()).toThrow('another synth has begun');
    expect((await run('stacks')).exitCode).toBe(0);
  });
});
