/** The ids of a made-up customer. */
export function customerIds(i: number): { tenantId: string; subscriptionId: string } {
  const digits = String(i).padStart(12, '0');
  return {
    tenantId: `c0000000-0000-4000-8000-${digits}`,
    subscriptionId: `d0000000-0000-4000-8000-${digits}`,
  };
}

export const MANAGING_TENANT = 'f0000000-0000-4000-8000-000000000001';
export const AUTOMATION = 'f0000000-0000-4000-8000-000000000002';
export const AUTOMATION_CLIENT = 'f0000000-0000-4000-8000-000000000003';
export const OPERATORS = 'f0000000-0000-4000-8000-000000000021';
export const READERS = 'f0000000-0000-4000-8000-000000000022';
