import { join } from 'node:path';
import { folderForEachTest } from '../command-line/run-pec';
import { confirmed } from './confirming';
import { readinessOfWorld } from './world';

const mockCode = { current: '' };
jest.mock('hyparquet', () => {
  throw Object.assign(new Error('not there'), { code: mockCode.current });
});

const folder = folderForEachTest();

describe('Parquet without what reads it', () => {
  it.each([
    ['MODULE_NOT_FOUND', 'it is Parquet, which needs one more package: npm install hyparquet; or export CSV'],
    ['ERR_REQUIRE_ESM', 'it is Parquet, which needs Node 20.19 or newer; or export CSV'],
  ])('says what is missing: %s', async (code, reason) => {
    mockCode.current = code;
    const run = await confirmed(folder.path, readinessOfWorld(), join(__dirname, 'cost-details.parquet'));
    expect(run).toMatchObject({ stdout: '', exitCode: 2 });
    expect(run.stderr).toMatch(new RegExp(`cost-details\\.parquet: ${reason}\n$`));
  });
});
