import { isGuid } from './guid';

/**
 * What is wrong with a text as the Partner ID of a partner admin link, or undefined if nothing is.
 *
 * A Partner ID (formerly MPN ID) is digits. It is kept as text, so that leading zeros survive; Microsoft names no length.
 * That it is the *location* account's ID and not the global account's cannot be seen from the digits.
 *
 * @see https://learn.microsoft.com/azure/cost-management-billing/manage/link-partner-id
 */
export function partnerIdFault(text: string): string | undefined {
  if (/^[0-9]+$/.test(text)) {
    return /[1-9]/.test(text) ? undefined : "is zero, which is nobody's Partner ID";
  }
  if (isGuid(text) || /^pid-/i.test(text)) {
    return (
      'is a GUID, which belongs in the `partner_id` of a Terraform provider (customer usage attribution) ' +
      'and has nothing to do with partner earned credit'
    );
  }
  return 'is not a Partner ID, which has digits only';
}
