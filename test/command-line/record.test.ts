import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CustomerStatus } from '../../lib/manifest';
import { customer, FABRIKAM, stackSha256, synthesized } from './portfolios';
import { folderForEachTest, pec } from './run-pec';

const folder = folderForEachTest();
const outdir = () => join(folder.path, 'cdktf.out');
const deployed = () => join(folder.path, 'deployed');
const record = (stack: string, ...args: string[]) =>
  pec(['record', stack, '--output', outdir(), '--write', join(deployed(), `${stack}.json`), ...args]);
const changed = () => pec(['stacks', '--output', outdir(), '--changed-since', deployed()]);

describe('pec record', () => {
  it('remembers one customer, whom the next run then leaves alone', async () => {
    synthesized(folder.path);
    expect(await record('customer-contoso')).toEqual({ stdout: '', stderr: '', exitCode: 0 });
    expect((await changed()).stdout).toBe('customer-northwind\n');
  });

  it('prints without --write', async () => {
    synthesized(folder.path);
    const { stdout } = await pec(['record', 'customer-contoso', '--output', outdir()]);
    expect(JSON.parse(stdout)).toEqual({ version: 1, customers: { contoso: FABRIKAM.contoso } });
  });

  it('notes that an apply has started: going back to what was deployed before is a change too', async () => {
    synthesized(folder.path);
    await record('customer-contoso');
    await record('customer-northwind');
    expect((await changed()).stdout).toBe('');
    await record('customer-contoso', '--started');
    expect((await changed()).stdout).toBe('customer-contoso\n');
  });

  it('lets nobody go whose removal has only started', async () => {
    const leaving = customer('contoso', { status: CustomerStatus.OFFBOARDED, sha256: stackSha256('b') });
    synthesized(folder.path, leaving);
    await record('customer-contoso', '--started');
    synthesized(folder.path, {});
    expect((await changed()).exitCode).toBe(1);
    synthesized(folder.path, leaving);
    await record('customer-contoso');
    synthesized(folder.path, {});
    expect(await changed()).toEqual({ stdout: '', stderr: '', exitCode: 0 });
  });

  it('remembers a customer of a selection', async () => {
    const selected = { ...FABRIKAM, ...customer('northwind', { file: undefined, sha256: undefined }) };
    synthesized(folder.path, selected, 'PEC_CUSTOMERS=customer-contoso');
    await record('customer-contoso');
    expect(JSON.parse(readFileSync(join(deployed(), 'customer-contoso.json'), 'utf8'))).not.toHaveProperty('selection');
    expect(await record('customer-northwind')).toMatchObject({
      stderr: 'pec: customer-northwind was not synthesized: PEC_CUSTOMERS=customer-contoso leaves it out; select it\n',
      exitCode: 2,
    });
  });

  it('refuses what is no stack', async () => {
    synthesized(folder.path);
    expect(await record('customer-adatum')).toMatchObject({
      stderr: 'pec: customer-adatum is no stack of the portfolio; "pec stacks" lists them\n',
      exitCode: 2,
    });
  });

  it('says where it cannot write', async () => {
    synthesized(folder.path);
    const file = join(outdir(), 'portfolio.json', 'record.json');
    const { stderr, exitCode } = await pec(['record', 'customer-contoso', '--output', outdir(), '--write', file]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^pec: .*record\.json cannot be written: .*\n$/);
  });
});
