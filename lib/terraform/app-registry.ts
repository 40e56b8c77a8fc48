import type { IConstruct } from 'constructs';

/**
 * What has been declared so far under one key, anywhere in the app that a construct belongs to.
 *
 * Rules that span stacks look things up here: walking the tree once for each of 3,000 customers would grow with the square.
 */
export class AppRegistry<T> {
  private readonly apps = new WeakMap<IConstruct, Map<string, T[]>>();

  /** Notes an entry under a key. */
  public add(scope: IConstruct, key: string, entry: T): void {
    const entries = this.entries(scope);
    entries.set(key, [...(entries.get(key) ?? []), entry]);
  }

  /** The entries under a key, in the order of their declaration. */
  public find(scope: IConstruct, key: string): T[] {
    return this.entries(scope).get(key) ?? [];
  }

  /** Every entry of the app. */
  public all(scope: IConstruct): T[] {
    return [...this.entries(scope).values()].flat();
  }

  private entries(scope: IConstruct): Map<string, T[]> {
    const app = scope.node.root;
    const entries = this.apps.get(app) ?? new Map<string, T[]>();
    this.apps.set(app, entries);
    return entries;
  }
}
