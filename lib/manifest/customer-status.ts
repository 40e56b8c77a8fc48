/** Whether the partner manages a customer. */
export enum CustomerStatus {
  /** Delegated. */
  ACTIVE = 'active',
  /** The stack stays and is empty, so that the next apply removes the delegation. After that the customer may go. */
  OFFBOARDED = 'offboarded',
}

/** What a status is, in a sentence. */
export const STATUSES = Object.values(CustomerStatus)
  .map(status => `"${status}"`)
  .join(' or ');

/** Whether a value is a status. */
export function isStatus(value: unknown): value is CustomerStatus {
  return Object.values<unknown>(CustomerStatus).includes(value);
}
