import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { findSources } from '../../lib/billing';
import { folderForEachTest } from '../command-line/run-pec';
import { costExport, graphExport, written } from './writers';

const folder = folderForEachTest();
const at = (...names: string[]) => join(folder.path, ...names);

/** What is found, by names within the folder of the test. */
async function found(...paths: string[]): Promise<Record<string, string[]>> {
  const short = (path: string) => path.replace(`${folder.path}/`, '');
  const sources = await findSources(paths.length === 0 ? [folder.path] : paths);
  return Object.fromEntries(sources.map(({ name, parts }) => [short(name), parts.map(short)]));
}

describe('a folder', () => {
  it('is searched to the bottom for files that may hold usage', async () => {
    written(at('x', 'y'), { 'b.csv': '', 'c.JSON': '', 'd.parquet': '', 'notes.txt': '' });
    written(at(), { 'a.csv.gz': '', 'e.json.GZ': '', 'f.xlsx': '' });
    expect(Object.keys(await found()).sort()).toEqual([
      'a.csv.gz',
      'e.json.GZ',
      'x/y/b.csv',
      'x/y/c.JSON',
      'x/y/d.parquet',
    ]);
  });

  it('holds nothing in what a download has left that did not end', async () => {
    graphExport(at('.unfinished-a1b2c3'), [[]]);
    written(at(), { 'a.csv': '' });
    expect(await found()).toEqual({ 'a.csv': ['a.csv'] });
  });

  it('with a manifest holds what the manifest lists, and nothing else', async () => {
    graphExport(at('graph'), [[], []]);
    written(at('graph'), { 'other.csv': '' });
    written(at('graph', 'below'), { 'own.csv': '' });
    expect(await found()).toEqual({
      'graph/below/own.csv': ['graph/below/own.csv'],
      'graph/manifest.json': ['graph/part-00000.c000.json.gz', 'graph/part-00001.c000.json.gz'],
    });
  });

  it('holds no manifest only because a row has a text that is called so', async () => {
    written(at(), { 'a.json': '{"Tags":"\\"blobs\\""}\n{"blobs":1}' });
    expect(await found()).toEqual({ 'a.json': ['a.json'] });
  });
});

describe('of the runs of an export', () => {
  const run = (name: string, options: object) => costExport(at(name), [''], options);

  it('only the newest counts, by the time at which it was asked for', async () => {
    run('a', { submittedTime: '2026-11-02T02:00:00Z' });
    run('b', { submittedTime: '2026-11-01T02:00:00Z' });
    run('c', { submittedTime: '2026-10-15T02:00:00Z', endDate: '2026-10-15T00:00:00' });
    expect(Object.keys(await found())).toEqual(['a/manifest.json']);
  });

  it('one of another export, or one that reaches further, counts as well', async () => {
    run('a', { submittedTime: '2026-11-02T02:00:00Z', endDate: '2026-10-10T00:00:00' });
    run('b', { submittedTime: '2026-11-01T02:00:00Z' });
    run('c', { submittedTime: '2026-10-15T02:00:00Z', exportName: 'other' });
    expect(Object.keys(await found()).sort()).toEqual(['a/manifest.json', 'b/manifest.json', 'c/manifest.json']);
  });
});

describe('a manifest', () => {
  it('may stand in the answer of an operation, and be named itself', async () => {
    const manifest = { blobCount: 1, blobs: [{ name: 'some/where/a.json.gz' }] };
    written(at(), {
      'operation.json': JSON.stringify({ status: 'succeeded', resourceLocation: manifest }),
      'a.json.gz': gzipSync('{}'),
    });
    expect(await found(at('operation.json'))).toEqual({ 'operation.json': ['a.json.gz'] });
  });
});
