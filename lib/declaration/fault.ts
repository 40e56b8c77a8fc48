/** A property or the index of an item, on the way to what is wrong. */
export type FaultKey = string | number;

/** One thing that is wrong with a declaration. */
export interface Fault {
  /** Where: the way to the property, such as `['customer', 'subscriptions', 0, 'id']`. */
  readonly path: FaultKey[];
  /** Where that stands in a file, such as `customers.yaml:8:5`; the name alone where the whole file is wrong. */
  readonly place?: string;
  /** What is wrong and what cures it, one sentence. */
  readonly message: string;
}

/** The way to a property as people write it: `customer.subscriptions[0].id`. */
export function pathText(path: readonly FaultKey[]): string {
  return path.reduce<string>((text, key) => {
    const step = typeof key === 'number' ? `[${key}]` : `.${key}`;
    return text === '' && typeof key === 'string' ? key : `${text}${step}`;
  }, '');
}

/** Where a fault is and what it is, in one line. */
export function faultText({ place, path, message }: Fault): string {
  return `${[place, pathText(path)].filter(Boolean).join(' ')}: ${message}`;
}
