import fs, { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { runInNewContext } from 'node:vm';
import { parse } from 'yaml';
import fc from 'fast-check';
import { projectFiles } from '../../lib/command-line/init/project';
import { converse } from '../../lib/command-line/conversation';
import { runPec } from '../../lib/command-line/program';
import { visible } from '../../lib/text';
import { Project } from '../project';
import { folderForEachTest, pec, pecProcess, type PecRun, ROOT } from './run-pec';

const folder = folderForEachTest();
const at = (...path: string[]) => join(folder.path, ...path);
const read = (...path: string[]) => readFileSync(at(...path), 'utf8');
type PackageJson = Record<
  'dependencies' | 'devDependencies' | 'peerDependencies' | 'overrides' | 'resolutions' | 'engines',
  Record<string, string>
> & { readonly name: string; readonly type: string; readonly version: string };
const own = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as PackageJson;

const TENANT = '1f6d43e1-5b3c-4a6e-9d0a-0c5b6f8f7a11';
const ID = '2e7c52f0-6a2d-4b7f-8e1b-1d6c7a9e8b22';
const KNOWN = ['--managing-tenant', TENANT, '--partner-id', '7654321', '--company', "O'Neil & Sons"];
const GITHUB = ['--repository', 'o-neil@12/azure.code@34'];
const PARTNER_ID = 'expected the Partner ID of the location account, from Partner Center';
const PROGRAM = ['customers.yaml', 'main.ts', 'offers.ts', 'partner.ts', 'stacks.test.ts', 'stacks.ts'];
const SETTINGS = ['.gitignore', 'cdktf.json', 'package.json', 'tsconfig.json'];

/** What was asked, each with what was said before it of a wrong answer. */
function questionsIn(asked: string): string[] {
  return asked.split(/(?<=\): )/);
}

/** Every file below a folder. */
function filesIn(path: string): string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(path.length + 1))
    .sort();
}

describe('pec init', () => {
  it('writes a project, and says what comes next', async () => {
    expect(await pec(['init', at('azure'), ...KNOWN, ...GITHUB])).toEqual({
      stdout: expect.stringMatching(
        /^Written into \S+azure:\n(?: {2}\S+\n){10}\nNext:\n {2}cd \S+azure\n {2}npm install\n {2}npm test\n {2}npm run synth\n\nOnce PEC-Automation is made, replace what is marked in offers\.ts and customers\.yaml: test and synth then refuse it\.\n$/,
      ) as string,
      stderr: '',
      exitCode: 0,
    });
    expect(filesIn(at('azure'))).toEqual([...SETTINGS, ...PROGRAM].sort());
    expect(readdirSync(folder.path)).toEqual(['azure']);
  });

  it('writes into the folder in which it runs if none is named', () => {
    const { stdout } = pecProcess(['init'], '', folder.path);
    expect(stdout).toMatch(/^Written into this folder:\n/);
    expect(stdout).toContain('\nNext:\n  npm install\n');
    expect(stdout).toContain(
      '\nBefore you test, replace what is marked "<replace in partner.ts>": test and synth refuse it.\n',
    );
    expect(filesIn(folder.path)).toEqual([...SETTINGS, ...PROGRAM].sort());
  });

  it('writes what the partner gave, and marks the rest', async () => {
    await pec(['init', at('a'), ...KNOWN, ...GITHUB, '--storage-account', 'states1']);
    expect(read('a', 'partner.ts')).toContain(`managingTenantId = '${TENANT}';`);
    expect(read('a', 'partner.ts')).toContain("partnerId = '7654321';");
    expect(read('a', 'partner.ts')).toContain(
      "repository = { repository: 'o-neil/azure.code', ownerId: '12', repositoryId: '34' };",
    );
    expect(read('a', 'partner.ts')).toContain("storageAccountName = 'states1';");
    expect(read('a', 'partner.ts')).toContain("principalId = '';\nconst clientId = '';");
    expect(read('a', 'offers.ts')).toContain("group('<replace in offers.ts>', 'O\\'Neil & Sons operators')");
    expect(read('a', 'offers.ts')).toContain("name: 'O\\'Neil & Sons Managed Services',");

    await pec(['init', at('b')]);
    expect(read('b', 'partner.ts').match(/'<replace in partner\.ts>'/g)).toHaveLength(5);
    expect(read('b', 'partner.ts')).toContain("storageAccountName = '';");
    expect(read('b', 'offers.ts')).toContain("name: '<replace in offers.ts> Managed Services',");
    expect(parse(read('b', 'customers.yaml'))).toEqual({
      customers: [
        {
          key: '<replace in customers.yaml>',
          name: '<replace in customers.yaml>',
          tenant: '<replace in customers.yaml>',
          subscriptions: [{ id: '<replace in customers.yaml>' }],
        },
      ],
    });
  });

  it('writes any name of a company so that it is read as it was given', () => {
    const options = { pipeline: 'none', module: 'esm', cdk: 'cdktf' } as const;
    fc.assert(
      fc.property(
        fc.string({ maxLength: 60, unit: 'binary' }).filter(text => text === visible(text)),
        company => {
          const offers = String(projectFiles(folder.path, { ...options, company }).get('offers.ts'));
          const [, literal] = /name: ('.*'),\n/s.exec(offers.split('description')[0]) ?? [];
          expect(runInNewContext(literal)).toBe(`${company} Managed Services`);
        },
      ),
    );
  });

  it('orders nothing, whatever the folder is called', async () => {
    const { stdout } = await pec(['init', at('a b\n::error::c')]);
    expect(stdout).toMatch(/^Written into \S+a b\\n::error::c:\n/);
    expect(stdout).toMatch(/\n {2}cd "\S+a b\\n::error::c"\n/);
  });

  it('leaves nothing in place that was made up, nor a way into this repository', async () => {
    await pec(['init', at('a'), '--pipeline', 'azure-devops']);
    await pec(['init', at('b'), '--pipeline', 'github', ...KNOWN, ...GITHUB]);
    for (const path of ['a', 'b'].flatMap(name => [...PROGRAM, ...SETTINGS].map(file => join(name, file)))) {
      expect({ path, text: read(path) }).toEqual({
        path,
        text: expect.not.stringMatching(/-4000-8000-|fabrikam|contoso|1234567|examples\/|\.\.\/|\/lib\//i) as string,
      });
    }
  });

  it('names the schema where npm puts it, as pec import does', async () => {
    await pec(['init', folder.path]);
    const { stdout } = await pec(['import', join(__dirname, 'init.customers.csv')]);
    expect(read('customers.yaml').split('\n')[0]).toBe(stdout.split('\n')[0]);
  });

  it.each([
    ['github', /^(?!.*\/)|^github\//],
    ['azure-devops', /^(?!.*\/)|^azure-devops\//],
  ])('writes all pipelines for %s where they run, as examples/pipelines says', async (pipeline, isIts) => {
    await pec(['init', folder.path, '--pipeline', pipeline]);
    const pipelines = join(ROOT, 'examples/pipelines');
    const all = filesIn(pipelines).filter(file => file !== 'README.md' && isIts.test(file));
    const written = filesIn(folder.path).filter(file => ![...PROGRAM, ...SETTINGS].includes(file));
    const text = (file: string) => readFileSync(file, 'utf8');
    expect(written.map(file => text(at(file))).sort()).toEqual(all.map(file => text(join(pipelines, file))).sort());

    // | `github/verify.yml` | `.github/workflows/verify.yml` |, where a folder ends with "/".
    const rows = [...text(join(pipelines, 'README.md')).matchAll(/^\| ([^|]+) \| `([^`]+)`/gm)];
    const said = rows
      .flatMap(([, names, to]) => [...names.matchAll(/`([\w./-]+)`/g)].map(([, from]) => ({ from, to })))
      .filter(({ from }) => isIts.test(from))
      .map(({ from, to }) => ({ from, to: to.endsWith('/') ? `${to}${from.split('/').at(-1)}` : to }));
    expect(said.length).toBeGreaterThan(2);
    for (const { from, to } of said) {
      expect({ from, text: text(at(to)) }).toEqual({ from, text: text(join(pipelines, from)) });
    }
  });

  it('ignores what the pipelines leave behind, as their page says', async () => {
    await pec(['init', folder.path]);
    const page = readFileSync(join(ROOT, 'examples/pipelines/README.md'), 'utf8');
    const [, sentence] = /Add (.*) to `\.gitignore`/.exec(page) ?? [];
    const named = [...sentence.matchAll(/`([^`]+)`/g)].map(([, name]) => name.replace(/^\w+(?=\.txt$)/, '*'));
    expect(named.length).toBeGreaterThan(5);
    expect(read('.gitignore').split('\n')).toEqual(expect.arrayContaining(named));
  });

  it('takes every range from this package', async () => {
    await pec(['init', at('A b'), '--module', 'esm']);
    const { name, type, dependencies, devDependencies, overrides, engines } = JSON.parse(
      read('A b', 'package.json'),
    ) as PackageJson;
    expect([name, type, overrides, engines]).toEqual(['a-b', 'module', undefined, own.engines]);
    const { cdktf, ...peers } = dependencies;
    expect(cdktf).toBe(own.peerDependencies.cdktf.split(' ')[0]);
    expect(peers).toEqual({
      'cdktf-partner-earned-credit': `^${own.version}`,
      constructs: own.peerDependencies.constructs,
      '@cdktf/provider-azuread': own.peerDependencies['@cdktf/provider-azuread'],
      '@cdktf/provider-azurerm': own.peerDependencies['@cdktf/provider-azurerm'],
    });
    for (const [tool, range] of Object.entries(devDependencies)) {
      expect({ tool, range }).toEqual({ tool, range: `^${own.devDependencies[tool].replace('^', '')}` });
    }
  });

  it('installs CDK Terrain by the recipe of the README', async () => {
    await pec(['init', folder.path, '--cdk', 'cdktn']);
    const { dependencies, overrides, resolutions } = JSON.parse(read('package.json')) as PackageJson;
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    const [, recipe] = /```json\n(\{[^`]*"overrides"[^`]*)```/.exec(readme) ?? [];
    const said = JSON.parse(recipe) as PackageJson;
    expect(dependencies).toMatchObject(said.dependencies);
    expect(read('main.ts')).toContain("import { App, TerraformStack } from 'cdktn';");
    expect(read('stacks.ts') + read('stacks.test.ts')).not.toContain("from 'cdktf'");
    expect({ overrides, resolutions }).toEqual({ overrides: said.overrides, resolutions: said.resolutions });
  });

  it('installs a tarball, as long as the package is in no registry', async () => {
    writeFileSync(at('pec.tgz'), Buffer.from([0x1f, 0x8b, 0xff]));
    await pec(['init', at('a', 'b'), '--package', at('pec.tgz')]);
    const { dependencies } = JSON.parse(read('a', 'b', 'package.json')) as PackageJson;
    expect(dependencies['cdktf-partner-earned-credit']).toBe('file:packages/pec.tgz');
    expect(readFileSync(at('a', 'b', 'packages', 'pec.tgz'))).toEqual(Buffer.from([0x1f, 0x8b, 0xff]));
  });
});

describe('pec init that is refused', () => {
  const refused = (stderr: string): PecRun => ({ stdout: '', stderr: `pec: ${stderr}\n`, exitCode: 2 });

  it('names everything in the way, and writes nothing', () => {
    mkdirSync(at('.github'));
    writeFileSync(at('.github', 'actions'), '');
    writeFileSync(at('main.ts'), 'mine');
    mkdirSync(at('stacks.ts'));
    symlinkSync('nowhere', at('customers.yaml'));
    const before = filesIn(folder.path);
    expect(pecProcess(['init', '--pipeline', 'github'], '', folder.path)).toEqual(
      refused(
        'customers.yaml, main.ts, stacks.ts, .github/actions would be overwritten; nothing was written: ' +
          'move them away, or name another folder',
      ),
    );
    expect(filesIn(folder.path)).toEqual(before);
    expect(read('main.ts')).toBe('mine');
  });

  it('names a file in place of the folder', async () => {
    writeFileSync(at('azure'), '');
    const { stderr, exitCode } = await pec(['init', at('azure')]);
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/^pec: \S*azure would be overwritten; nothing /)]);
  });

  it.each(['new', 'there'])('leaves nothing half in a folder that is %s, wherever writing stops', async name => {
    mkdirSync(at('there'));
    writeFileSync(at('there', 'README.md'), 'mine');
    const before = filesIn(folder.path);
    for (let good = 0; good < 10; good++) {
      let left = good;
      const write = fs.writeFileSync;
      const spy = jest.spyOn(fs, 'writeFileSync').mockImplementation((file, text, options) => {
        if (left-- === 0) {
          throw new Error('no space left on device');
        }
        write(file, text, options);
      });
      const run = await pec(['init', at(name)]);
      spy.mockRestore();
      expect(run).toEqual(refused('nothing was written: no space left on device'));
      expect([existsSync(at('new')), readdirSync(folder.path), filesIn(folder.path)]).toEqual([
        false,
        ['there'],
        before,
      ]);
    }
  });

  const COMPANY = 'expected your company, as customers know it';
  const REPOSITORY = 'expected OWNER@ID/NAME@ID, such as fabrikam@1234/azure@5678, or OWNER/NAME';
  const NUMERIC = 'is not a numeric id; expected a number, as `gh api repos/OWNER/REPOSITORY` shows it';

  it.each([
    [
      '--managing-tenant',
      'fabrikam.com',
      ': "fabrikam.com" is not a GUID; expected the id of your Entra tenant: 8-4-4-4-12 hexadecimal digits',
    ],
    [
      '--managing-tenant',
      '00000000-0000-0000-0000-000000000000',
      ': "00000000-0000-0000-0000-000000000000" is the id of samples, and of nobody; expected the id of your Entra tenant',
    ],
    ['--partner-id', '0', `: "0" is zero, which is nobody's Partner ID; ${PARTNER_ID}`],
    ['--partner-id', 'abc', `: "abc" is not a Partner ID, which has digits only; ${PARTNER_ID}`],
    [
      '--partner-id',
      TENANT,
      `: "${TENANT}" is a GUID, which belongs in the \`partner_id\` of a Terraform provider (customer usage attribution) ` +
        `and has nothing to do with partner earned credit; ${PARTNER_ID}`,
    ],
    ['--repository', 'azure', `: "azure" names no repository; ${REPOSITORY}`],
    ['--repository', 'fabrikam@1/azure', `: "fabrikam@1/azure" names no repository; ${REPOSITORY}`],
    ['--repository', 'fabrikam@x/azure@2', `.ownerId: "x" ${NUMERIC}`],
    [
      '--repository',
      'fabrikam/azure.git',
      '.repository: "fabrikam/azure.git" ends with ".git"; take that away: it belongs to the address for cloning only',
    ],
    [
      '--storage-account',
      'My-States',
      ': "My-States" cannot name a storage account; expected 3 to 24 lower-case letters and digits',
    ],
    [
      '--company',
      'two\nlines',
      ': "two\\nlines" has characters that nobody sees, or that give orders; expected a name in one line',
    ],
    ['--company', '', `: is missing; ${COMPANY}`],
    ['--company', ' ', `: " " is blank; ${COMPANY}`],
    ['--company', 'x'.repeat(61), ': has 61 characters; shorten it to 60'],
    ['--pipeline', 'jenkins', ': "jenkins" is none of the words for it; expected one of github, azure-devops, none'],
    ['--module', 'amd', ': "amd" is none of the words for it; expected one of commonjs, esm'],
    ['--cdk', 'pulumi', ': "pulumi" is none of the words for it; expected one of cdktf, cdktn'],
    ...['nowhere.tgz', 'README.md'].map(file => [
      '--package',
      file,
      `: "${file}" is no tarball that exists; make one in a checkout with npm run package`,
    ]),
  ])('because of %s %j', async (option, value, fault) => {
    expect(await pec(['init', at('azure'), option, value])).toEqual(
      refused(`${option}${fault}\npec: nothing was written`),
    );
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('names every fault of the options at once', async () => {
    const options = ['--repository', 'fabrikam@0/azure@0', '--partner-id', '00', '--pipeline', 'azure-devops'];
    expect(await pec(['init', at('azure'), ...options, '--module', 'amd'])).toEqual(
      refused(
        [
          `--partner-id: "00" is zero, which is nobody's Partner ID; ${PARTNER_ID}`,
          `--repository.ownerId: "0" ${NUMERIC}`,
          `--repository.repositoryId: "0" ${NUMERIC}`,
          '--module: "amd" is none of the words for it; expected one of commonjs, esm',
          '--repository: is of GitHub; leave it out: Azure DevOps signs in by its service connection, in partner.ts',
          'nothing was written',
        ].join('\npec: '),
      ),
    );
  });
});

describe('pec init after one that was killed', () => {
  const args = (...more: string[]) => ['init', at('azure'), ...KNOWN, ...GITHUB, ...more];

  /** What is there when all is written, in the order in which it is. */
  async function whole(): Promise<[file: string, text: string][]> {
    const { stdout } = await pec(args('--pipeline', 'github'));
    const files = [...stdout.split('\nNext:')[0].matchAll(/^ {2}(.*)$/gm)].map(([, file]) => file);
    return files.map(file => [file, read('azure', file)]);
  }

  /** Leaves so many bytes of them. */
  function leave(files: [file: string, text: string][], bytes: number): void {
    rmSync(at('azure'), { recursive: true });
    let left = bytes;
    for (const [file, text] of files) {
      if (left >= 0) {
        mkdirSync(join(at('azure', file), '..'), { recursive: true });
        writeFileSync(at('azure', file), Buffer.from(text).subarray(0, left));
        left -= Buffer.byteLength(text) + 1;
      }
    }
  }

  it('writes the rest, wherever that stopped', async () => {
    const files = await whole();
    expect(files.at(-1)?.[0]).toBe('package.json');
    const size = files.reduce((sum, [, text]) => sum + Buffer.byteLength(text) + 1, 0);
    for (const bytes of [0, 1, 100, 2_000, Math.floor(size / 2), size - 500, size - 2]) {
      leave(files, bytes);
      expect(await pec(args('--pipeline', 'github'))).toMatchObject({ exitCode: 0, stderr: '' });
      expect(files.map(([file]) => [file, read('azure', file)])).toEqual(files);
    }
    expect(filesIn(at('azure'))).toEqual(files.map(([file]) => file).sort());
  });

  it('leaves it as it was if it cannot write the rest either', async () => {
    const files = await whole();
    leave(files, 2_000);
    const left = filesIn(at('azure')).map(file => [file, read('azure', file)]);
    const spy = jest.spyOn(fs, 'writeFileSync').mockImplementation(() => {
      throw new Error('no space left on device');
    });
    const { exitCode } = await pec(args('--pipeline', 'github'));
    spy.mockRestore();
    expect(exitCode).toBe(2);
    expect(filesIn(at('azure')).map(file => [file, read('azure', file)])).toEqual(left);
  });

  it('takes nothing for such a rest that says something else, or more', async () => {
    const files = await whole();
    leave(files, 2_000);
    writeFileSync(at('azure', '.gitignore'), 'mine/\n');
    writeFileSync(at('azure', 'cdktf.json'), `${read('azure', 'cdktf.json')}\n`);
    const { stderr } = await pec(args('--pipeline', 'github'));
    expect(stderr).toMatch(/^pec: \S*\.gitignore, \S*cdktf\.json would be overwritten; nothing was written: /);
  });

  it('names everything that is in the way once a project is whole', async () => {
    const files = await whole();
    const { stderr, exitCode } = await pec(args('--pipeline', 'github'));
    const [, named] = /^pec: (.*) would be overwritten; nothing was written: /.exec(stderr) ?? [];
    expect([exitCode, named.split(', ')]).toEqual([
      2,
      files.map(([file]) => expect.stringMatching(`${file}$`) as string),
    ]);
  });
});

describe('pec init on a terminal', () => {
  /** Runs it before a person who answers in these lines, and gives what that person saw. */
  async function answered(args: string[], ...lines: string[]): Promise<PecRun & { asked: string }> {
    const [input, screen] = [new PassThrough(), new PassThrough()];
    const printed = { stdout: '', stderr: '', asked: '' };
    screen.on('data', chunk => (printed.asked += String(chunk)));
    input.end(lines.map(line => `${line}\n`).join(''));
    const exitCode = await runPec(['init', at('azure'), ...args], {
      out: text => void (printed.stdout += text),
      error: text => void (printed.stderr += text),
      hasColour: false,
      isWatched: true,
      converse: talk => converse(input, screen, talk),
    });
    return { ...printed, exitCode };
  }

  it('asks for everything, and again where the answer is wrong', async () => {
    const answers = ['Adatum', 'adatum.com', TENANT, '', 'states1', 'github', 'adatum@1/azure@2', 'esm', ''];
    const { asked, exitCode } = await answered([], ...answers);
    expect(exitCode).toBe(0);
    expect(questionsIn(asked)).toEqual([
      'Your company, as customers know it (empty for later): ',
      'The id of your Entra tenant (empty for later): ',
      '  "adatum.com" is not a GUID; expected the id of your Entra tenant: 8-4-4-4-12 hexadecimal digits\n' +
        'The id of your Entra tenant (empty for later): ',
      'The Partner ID of your location account (empty for later): ',
      'The storage account for the states of Terraform, once it is there (empty for later): ',
      'Which pipelines to write (github, azure-devops, none; empty for none): ',
      'Your repository on GitHub, as OWNER@ID/NAME@ID or OWNER/NAME (empty for later): ',
      'Which module system to use (commonjs, esm; empty for commonjs): ',
      'HashiCorp CDKTF, or CDK Terrain (cdktf, cdktn; empty for cdktf): ',
    ]);
    expect(read('azure', 'offers.ts')).toContain("'Adatum Managed Services'");
    expect(read('azure', 'partner.ts')).toContain("repository: 'adatum/azure', ownerId: '1', repositoryId: '2'");
    expect(read('azure', 'partner.ts')).toContain("partnerId = '<replace in partner.ts>'");
    expect(read('azure', 'package.json')).toContain('"type": "module"');
    expect(existsSync(at('azure', '.github'))).toBe(true);
  });

  it('does not ask for what a flag says, nor for what has no use', async () => {
    const { asked } = await answered([...KNOWN, '--pipeline', 'azure-devops', '--module', 'esm'], '', '');
    expect(questionsIn(asked)).toEqual([
      'The storage account for the states of Terraform, once it is there (empty for later): ',
      'HashiCorp CDKTF, or CDK Terrain (cdktf, cdktn; empty for cdktf): ',
    ]);
  });

  it('asks again where an answer does not go with a flag', async () => {
    const { asked, exitCode } = await answered([...KNOWN, ...GITHUB], '', 'azure-devops', 'github', '', '');
    expect(exitCode).toBe(0);
    expect(asked).toContain(
      '  is of GitHub; leave it out: Azure DevOps signs in by its service connection, in partner.ts\n' +
        'Which pipelines to write (github, azure-devops, none; empty for none): ',
    );
  });

  it('asks nothing if a flag is wrong already', async () => {
    const { asked, exitCode } = await answered(['--partner-id', '0']);
    expect([asked, exitCode]).toEqual(['', 2]);
  });

  it('writes nothing if the person leaves', async () => {
    const { stdout, stderr, exitCode } = await answered([], 'Adatum', TENANT);
    expect([stdout, stderr, exitCode]).toEqual(['', 'pec: stopped before the last answer; nothing was written\n', 2]);
    expect(readdirSync(folder.path)).toEqual([]);
  });
});

describe('a project that was written', () => {
  // Programs of the project run here, and a busy machine takes its time.
  jest.setTimeout(60_000);

  function fill(project: Project): void {
    project.edit('offers.ts', /<replace in offers.ts>/, ID.replace('2', '4'));
    project.edit('customers.yaml', /key: .*/, 'key: litware');
    project.edit('customers.yaml', /name: .*/, 'name: Litware');
    project.edit('customers.yaml', /tenant: .*/, `tenant: ${ID.replace('2', '5')}`);
    project.edit('customers.yaml', /id: .*/, `id: ${ID.replace('2', '6')}`);
  }

  function pin(project: Project): void {
    project.edit('partner.ts', /principalId = ''/, `principalId = '${ID}'`);
    project.edit('partner.ts', /clientId = ''/, `clientId = '${ID.replace('2', '3')}'`);
  }

  it('goes from the identity to a customer who earns', async () => {
    await pec(['init', folder.path, ...KNOWN, ...GITHUB]);
    const project = new Project(folder.path);
    expect(project.synth()).toEqual({
      status: 0,
      output:
        'cdktf.out/stacks/pec-identity\n\n' +
        'Apply pec-identity, and put its outputs principal_id and client_id into partner.ts.\n',
    });

    pin(project);
    const refused = project.synth();
    expect(refused.status).toBe(1);
    const isStill = (file: string) => `"<replace in ${file}>" is still to be replaced in ${file}; expected`;
    expect(refused.output.match(/^ {2}- .*/gm)).toEqual([
      `  - offers.managed-services.authorizations[0].principal.id: ${isStill('offers.ts')} the object id of the group`,
      `  - customers.yaml:3:5 customers[0].key: ${isStill('customers.yaml')} what the customer is called in names of ` +
        'stacks and states, for good: lower-case letters, digits and "-", at most 54',
      `  - customers.yaml:4:5 customers[0].name: ${isStill('customers.yaml')} the customer's name`,
      `  - customers.yaml:5:5 customers[0].tenant: ${isStill('customers.yaml')} the customer's Entra tenant: ` +
        'a GUID, 8-4-4-4-12 hexadecimal digits',
      `  - customers.yaml:7:9 customers[0].subscriptions[0].id: ${isStill('customers.yaml')} the id of the ` +
        'subscription: a GUID, 8-4-4-4-12 hexadecimal digits',
    ]);

    fill(project);
    expect(project.synth()).toEqual({
      status: 0,
      output: expect.stringContaining('\n1 customer: 1 would earn, 0 would not, 0 unknown, 0 offboarded.\n') as string,
    });
  });

  it('tests that every customer earns, also as an ES module', async () => {
    await pec(['init', folder.path, ...KNOWN, ...GITHUB, '--module', 'esm']);
    const project = new Project(folder.path);
    const tests = () => project.run('jest/bin/jest.js', '--ci').output.match(/^Tests: .*/m)?.[0];
    expect(tests()).toBe('Tests:       2 skipped, 1 passed, 3 total');
    pin(project);
    fill(project);
    expect(tests()).toBe('Tests:       3 passed, 3 total');
    expect(project.synth().output).toContain('\n1 customer: 1 would earn, 0 would not, 0 unknown, 0 offboarded.\n');
  });

  it('compiles, and refuses every id that nobody gave', async () => {
    await pec(['init', folder.path, '--pipeline', 'azure-devops', '--module', 'esm']);
    const project = new Project(folder.path);
    expect(project.run('typescript/bin/tsc')).toEqual({ status: 0, output: '' });
    const isStill = '"<replace in partner.ts>" is still to be replaced in partner.ts; expected';
    expect(project.synth().output.match(/^ {2}- .*/gm)).toEqual([
      `  - managingTenantId: ${isStill} the id of the managing tenant`,
      `  - credentials.federated[0].issuer: ${isStill} the issuer of the token, an https URL`,
      `  - credentials.federated[0].subject: ${isStill} the subject of the token`,
    ]);
  });
});
