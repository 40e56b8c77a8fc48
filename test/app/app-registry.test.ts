import { Construct, RootConstruct } from 'constructs';
import { AppRegistry } from '../../lib/app';

describe('AppRegistry', () => {
  it('is empty at first', () => {
    const registry = new AppRegistry<string>('test');
    const app = new RootConstruct();
    expect(registry.find(app, 'key')).toStrictEqual([]);
    expect(registry.all(app)).toStrictEqual([]);
  });

  it('finds the entries of a key in the order of their declaration', () => {
    const registry = new AppRegistry<string>('test');
    const app = new RootConstruct();
    registry.add(app, 'a', 'first');
    registry.add(app, 'b', 'other');
    registry.add(app, 'a', 'second');
    registry.add(app, 'a', 'first');
    expect(registry.find(app, 'a')).toStrictEqual(['first', 'second', 'first']);
    expect(registry.find(app, 'b')).toStrictEqual(['other']);
    expect(registry.find(app, 'c')).toStrictEqual([]);
    expect(registry.all(app)).toStrictEqual(['first', 'second', 'first', 'other']);
  });

  it('is one for all constructs of an app', () => {
    const registry = new AppRegistry<string>('test');
    const app = new RootConstruct();
    const left = new Construct(app, 'left');
    const right = new Construct(new Construct(app, 'right'), 'below');
    registry.add(left, 'key', 'entry');
    expect(registry.find(right, 'key')).toStrictEqual(['entry']);
    expect(registry.find(app, 'key')).toStrictEqual(['entry']);
  });

  it('keeps apps apart', () => {
    const registry = new AppRegistry<string>('test');
    const app = new RootConstruct();
    const other = new RootConstruct();
    registry.add(app, 'key', 'entry');
    expect(registry.find(other, 'key')).toStrictEqual([]);
    expect(registry.all(other)).toStrictEqual([]);
  });

  it('keeps registries of different names apart, and has one for each name', () => {
    const app = new RootConstruct();
    new AppRegistry<string>('test').add(app, 'key', 'entry');
    expect(new AppRegistry<string>('other').all(app)).toStrictEqual([]);
    expect(new AppRegistry<string>('test').all(app)).toStrictEqual(['entry']);
  });
});
