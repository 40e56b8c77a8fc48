import { asObject, asText } from './json';
import type { SignedIn } from './sign-in';

/** The partner admin link of whoever asks. */
export type LinkAnswer = { readonly partnerId: string } | 'none' | { readonly refused: string };

/**
 * The caller's own link; nobody can read another's.
 *
 * @see https://learn.microsoft.com/rest/api/managementpartner/partner/get
 */
export async function ownPartnerLink({ arm, endpoints }: SignedIn): Promise<LinkAnswer> {
  const url = `${endpoints.resourceManager}/providers/Microsoft.ManagementPartner/partners?api-version=2018-02-01`;
  const { status, body, code } = await arm.get(url);
  const { partnerId, state } = asObject(body.properties);
  if (status === 200) {
    return asText(state).toLowerCase() === 'deleted' ? 'none' : { partnerId: asText(partnerId) };
  }
  // The status counts: recordings have ManagementPartnerNotFound, the specification NotFound.
  return status === 404 ? 'none' : { refused: `${status} ${code}`.trim() };
}
