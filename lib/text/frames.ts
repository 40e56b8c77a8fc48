import { join, sep } from 'node:path';
import { OWN_FOLDER } from './own-package';

/** The folders of our code: `dist`, or `lib` where source maps are followed. */
const OURS = OWN_FOLDER === '' ? [] : ['dist', 'lib'].map(folder => join(OWN_FOLDER, folder) + sep);

/** The stack trace of an error without frames inside packages and Node: the writer looks for a line of his own. */
export function withoutInnerFrames(error: Error): string {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 100; // The writer's line may be below more than the usual ten of cdktf.
  Error.captureStackTrace(error);
  Error.stackTraceLimit = stackTraceLimit;
  const frames = (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line));
  const outer = frames.filter(
    frame =>
      !/[\\/]node_modules[\\/]|node:|\(<anonymous>\)$/.test(frame) && !OURS.some(folder => frame.includes(folder)),
  );
  return [`${error.name}: ${error.message}`, ...outer].join('\n');
}
