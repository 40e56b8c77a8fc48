import type { IConstruct } from 'constructs';
import { AppStore } from './app-store';

/**
 * What has been declared so far under one key, anywhere in the app that a construct belongs to.
 *
 * Rules that span stacks look things up here: walking the tree once for each of 3,000 customers would grow with the square.
 */
export class AppRegistry<T> {
  private readonly store: AppStore<Map<string, T[]>>;

  /** @param name what is declared, the same in every copy of the package */
  constructor(name: string) {
    this.store = new AppStore(name, () => new Map<string, T[]>());
  }

  /** Notes an entry under a key. */
  public add(scope: IConstruct, key: string, entry: T): void {
    const entries = this.store.of(scope);
    entries.set(key, [...(entries.get(key) ?? []), entry]);
  }

  /** The entries under a key, in the order of their declaration. */
  public find(scope: IConstruct, key: string): T[] {
    return this.store.of(scope).get(key) ?? [];
  }

  /** Every entry of the app. */
  public all(scope: IConstruct): T[] {
    return [...this.store.of(scope).values()].flat();
  }
}
