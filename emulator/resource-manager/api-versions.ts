import type { EmulatedRequest } from '../server/http-message';
import { armRefusal } from './arm-errors';

const VERSION = /^\d{4}-\d{2}-\d{2}(-preview)?$/;

/** A resource type and the versions of its API that exist. */
export interface VersionedType {
  readonly namespace: string;
  readonly type: string;
  readonly versions: readonly string[];
}

/** The version that a request asks for; refuses one that is missing, malformed or not of this type. */
export function requiredApiVersion(request: EmulatedRequest, resource: VersionedType): string {
  const version = anyApiVersion(request);
  if (!resource.versions.includes(version.toLowerCase())) {
    throw armRefusal(
      400,
      'NoRegisteredProviderFound',
      `No registered resource provider found for location '' and API version '${version}' for type '${resource.type}'. ` +
        `The supported api-versions are '${resource.versions.join(', ')}'. The supported locations are ''.`,
    );
  }
  return version;
}

/**
 * The version that a request asks for; refuses one that is missing or malformed.
 *
 * Subscriptions, resource groups and providers have had dozens of versions that answer alike for our purposes.
 */
export function anyApiVersion(request: EmulatedRequest): string {
  const version = request.query.get('api-version') ?? '';
  if (version === '') {
    throw armRefusal(
      400,
      'MissingApiVersionParameter',
      'The api-version query parameter (?api-version=) is required for all requests.',
    );
  }
  if (!VERSION.test(version)) {
    throw armRefusal(400, 'InvalidApiVersionParameter', `The api-version '${version}' is invalid.`);
  }
  return version;
}
