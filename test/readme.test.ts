import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pec } from './command-line/run-pec';
import { Project } from './project';

const README = readFileSync(resolve(__dirname, '..', 'README.md'), 'utf8');
const BLOCKS = [...README.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].map(([, language, text]) => ({ language, text }));

/** The first block of a language that begins so. */
function block(language: string, beginning = ''): string {
  const found = BLOCKS.find(each => each.language === language && each.text.startsWith(beginning));
  if (!found) {
    throw new Error(`README has no ${language} that begins with ${beginning}`);
  }
  return found.text;
}

describe('README', () => {
  // Programs of a project run here, and a busy machine takes its time.
  jest.setTimeout(60_000);

  let project: Project;

  beforeEach(() => {
    project = new Project(mkdtempSync(join(tmpdir(), 'readme-')));
  });

  afterEach(() => rmSync(project.folder, { recursive: true, force: true }));

  it('begins with a program that is complete, earns, and prints so', () => {
    writeFileSync(join(project.folder, 'customers.yaml'), block('yaml', '# customers.yaml\n'));
    writeFileSync(join(project.folder, 'main.ts'), block('ts', '// main.ts\n'));
    expect(project.synth()).toEqual({ status: 0, output: block('text', 'CUSTOMER ') });
  });

  it('shows what a project of pec init prints, step by step', async () => {
    const id = (letter: string, digits: string) => `${letter}0000000-0000-4000-8000-0000000000${digits}`;
    const known = ['--managing-tenant', id('f', '01'), '--partner-id', '1234567', '--repository', 'fabrikam@1/azure@2'];
    await pec(['init', project.folder, '--company', 'Fabrikam', ...known]);
    const { output } = project.run('jest/bin/jest.js', '--ci');
    expect(output.replaceAll(/ \(\d+ ms\)/g, '')).toContain(block('text', '  ✓ PEC-Automation is declared\n'));

    const outputs = block('text', 'Apply complete! Resources: 4 added');
    const [client, principal] = [...outputs.matchAll(/^(?:client|principal)_id = "(.*)"$/gm)].map(([, value]) => value);
    project.edit('partner.ts', /principalId = ''/, `principalId = '${principal}'`);
    project.edit('partner.ts', /clientId = ''/, `clientId = '${client}'`);
    project.edit('offers.ts', /<replace in offers.ts>/, id('f', '21'));
    writeFileSync(join(project.folder, 'customers.yaml'), block('yaml', '# customers.yaml\n'));
    expect(project.synth()).toEqual({
      status: 0,
      output: expect.stringContaining(block('text', 'cdktf.out/stacks/pec-identity\n')) as string,
    });
  });
});
