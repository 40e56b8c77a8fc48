import { Kind } from '../../lib/azure';
import * as azure from '../../lib/azure';

class Thing {
  constructor(kind: Kind<Thing>) {
    kind.register(this);
  }
}

const THING = new Kind<Thing>('Thing', 'a thing', 'make one');

describe('a kind', () => {
  it('includes its instances, their children, and no other', () => {
    expect(THING.includes(new Thing(THING))).toBe(true);
    expect(THING.includes(Object.create(new Thing(THING)))).toBe(true);
    expect(THING.includes(new Thing(new Kind('Other', 'another', 'make another')))).toBe(false);
    for (const other of [
      undefined,
      null,
      5,
      'a thing',
      {},
      [],
      Object.create(Thing.prototype),
      { ...new Thing(THING) },
    ]) {
      expect(THING.includes(other)).toBe(false);
    }
  });

  it('is the same in another copy of the package', () => {
    let others: typeof azure | undefined;
    jest.isolateModules(() => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- a second copy of the module
      others = require('../../lib/azure') as typeof azure;
    });
    expect(others?.AzureCloud.PUBLIC).not.toBe(azure.AzureCloud.PUBLIC);
    expect(azure.AZURE_CLOUD.includes(others?.AzureCloud.PUBLIC)).toBe(true);
    expect(azure.BUILT_IN_ROLE.includes(others?.AzureCloud.PUBLIC)).toBe(false);
  });

  it('is no matter of what a Proxy answers', () => {
    const throws = new Proxy(new Thing(THING), {
      get() {
        throw new Error('whatever it is asked');
      },
    });
    expect(THING.includes(throws)).toBe(false);
  });
});
