import { codeOf } from '../text';
import type * as pipeline from '@azure/core-rest-pipeline';
import type * as identity from '@azure/identity';

/** Microsoft's library for sign-ins. */
export function identityLibrary(): Promise<typeof identity> {
  return optionalPeer('@azure/identity', () => import('@azure/identity'));
}

/** Microsoft's library for requests. */
export function pipelineLibrary(): Promise<typeof pipeline> {
  return optionalPeer('@azure/core-rest-pipeline', () => import('@azure/core-rest-pipeline'));
}

/**
 * Loads a package that only some commands need, so that nobody else has to install it.
 *
 * @throws Error that names the command that installs it, if it is missing
 */
export async function optionalPeer<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (codeOf(error) === 'MODULE_NOT_FOUND') {
      throw new Error(
        `asking Azure needs the package ${name}; install both of its kind: ` +
          'npm install --save-dev @azure/identity@^4.13.1 @azure/core-rest-pipeline@^1.24.0',
      );
    }
    throw error;
  }
}
