import { randomUUID, X509Certificate } from 'node:crypto';
import type { Application, KeyCredential } from '../entra/directory';
import type { JsonObject } from '../server/json';
import { asObject, asText, sameText } from '../server/json';
import { graphBadRequest, graphRefusal } from './graph-errors';

/**
 * Replaces the certificates of an application by a list from the body of a POST or PATCH; without a list, keeps them.
 *
 * An entry that exists already comes without its key, as Microsoft Graph hands it out without.
 */
export function replaceCertificates(application: Application, list: unknown): void {
  if (list === undefined || list === null) {
    return;
  }
  if (!Array.isArray(list)) {
    throw graphBadRequest("Invalid value specified for property 'keyCredentials' of resource 'Application'.");
  }
  application.certificates = list.map(asObject).map(entry => existing(application, entry) ?? parsed(entry));
}

function existing(application: Application, entry: JsonObject): KeyCredential | undefined {
  return asText(entry.key) === ''
    ? application.certificates.find(credential => sameText(credential.keyId, asText(entry.keyId)))
    : undefined;
}

function parsed(entry: JsonObject): KeyCredential {
  const certificate = certificateOf(entry);
  const validTo = new Date(certificate.validTo).toISOString();
  const endDateTime = asText(entry.endDateTime) || validTo;
  if (!(Date.parse(endDateTime) <= Date.parse(validTo))) {
    throw graphRefusal(400, 'KeyCredentialsInvalidEndDate', 'Key credential end date is invalid.');
  }
  return {
    keyId: asText(entry.keyId) || randomUUID(),
    displayName: asText(entry.displayName) || certificate.subject,
    certificate: certificate.raw,
    startDateTime: asText(entry.startDateTime) || new Date(certificate.validFrom).toISOString(),
    endDateTime,
  };
}

/** azuread sends the base64 of DER or of PEM, depending on how the certificate was given. */
function certificateOf(entry: JsonObject): X509Certificate {
  try {
    return new X509Certificate(Buffer.from(asText(entry.key), 'base64'));
  } catch {
    throw graphRefusal(400, 'KeyCredentialsInvalidValue', 'Key credential value is invalid.');
  }
}
