import { randomUUID } from 'node:crypto';
import { Refusal } from '../server/http-message';

/** The OAuth 2.0 error that goes with a status. */
export interface EntraError {
  readonly status: 400 | 401;
  /** Such as `invalid_client`. */
  readonly error: string;
  /** The number after `AADSTS`. */
  readonly code: number;
  readonly message: string;
}

/**
 * A refusal by the token endpoint.
 *
 * @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
export function entraRefusal({ status, error, code, message }: EntraError): Refusal {
  const traceId = randomUUID();
  const correlationId = randomUUID();
  const timestamp = new Date().toISOString().replace('T', ' ').replace(/\.\d+/, '');
  const description =
    `AADSTS${code}: ${message} ` + `Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`;
  return new Refusal(
    {
      status,
      body: {
        error,
        error_description: description,
        error_codes: [code],
        timestamp,
        trace_id: traceId,
        correlation_id: correlationId,
        error_uri: `https://login.microsoftonline.com/error?code=${code}`,
      },
    },
    description,
  );
}
