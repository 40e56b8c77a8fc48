import { dirname, join, sep } from 'node:path';

/** One thing that is wrong with a declaration. */
export interface Fault {
  /** Where: the path of the property, such as `customer.subscriptions[0].id`. */
  readonly path: string;
  /** What is wrong and what cures it, one sentence. */
  readonly message: string;
}

/**
 * Thrown when a declaration cannot become Terraform that works. Nothing has been written then.
 *
 * Carries every fault of the declaration, not only the first.
 */
export class DeclarationError extends Error {
  /** Every fault, in the order of the declaration. */
  public readonly faults!: Fault[];

  /**
   * @param subject what was declared, such as `customer "contoso"`
   * @param faults at least one
   */
  constructor(subject: string, faults: Fault[]) {
    super(
      [
        `${subject} has ${faults.length === 1 ? '1 fault' : `${faults.length} faults`}:`,
        ...faults.map(fault => `  - ${fault.path}: ${fault.message}`),
      ].join('\n'),
    );
    this.name = new.target.name;
    // Not enumerable: Node would print them a second time below an uncaught error.
    Object.defineProperty(this, 'faults', { value: faults, enumerable: false });
    this.stack = withoutInnerFrames(this);
  }
}

/** The folder of the package, in which the code is called `dist`, or `lib` where source maps are followed. */
const PACKAGE = dirname(dirname(__dirname));

/** The stack trace without frames inside packages and Node: the writer looks for a line of his own. */
function withoutInnerFrames(error: Error): string {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 100; // The writer's line may be below more than the usual ten of cdktf.
  Error.captureStackTrace(error);
  Error.stackTraceLimit = stackTraceLimit;
  const frames = (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line));
  const outer = frames.filter(
    frame =>
      !/[\\/]node_modules[\\/]|node:|\(<anonymous>\)$/.test(frame) &&
      !['dist', 'lib'].some(folder => frame.includes(join(PACKAGE, folder) + sep)),
  );
  return [`${error.name}: ${error.message}`, ...outer].join('\n');
}
