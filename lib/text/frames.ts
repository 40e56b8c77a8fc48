import { join, sep } from 'node:path';
import { OWN_FOLDER } from './own-package';

/**
 * The stack trace of an error without frames inside packages and Node: the writer looks for a line of his own. The code
 * of this package is called `dist`, or `lib` where source maps are followed.
 */
export function withoutInnerFrames(error: Error): string {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 100; // The writer's line may be below more than the usual ten of cdktf.
  Error.captureStackTrace(error);
  Error.stackTraceLimit = stackTraceLimit;
  const frames = (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line));
  const outer = frames.filter(
    frame =>
      !/[\\/]node_modules[\\/]|node:|\(<anonymous>\)$/.test(frame) &&
      !['dist', 'lib'].some(folder => frame.includes(join(OWN_FOLDER, folder) + sep)),
  );
  return [`${error.name}: ${error.message}`, ...outer].join('\n');
}
