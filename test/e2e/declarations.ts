/** What the end-to-end tests declare: one customer, in variations. */
import type { App } from 'cdktf';
import {
  Authorization,
  AzureBuiltInRole,
  type Customer,
  CustomerStack,
  type CustomerStackProps,
  LighthouseOffer,
  PecAutomation,
  Principal,
  StateBackend,
} from 'cdktf-partner-earned-credit';
import { MANAGING_TENANT } from './fabrikam';

export const SUBSCRIPTION = 'c0000000-0000-4000-8000-000000000011';
export const OPERATORS = Principal.group('f0000000-0000-4000-8000-000000000021', 'Fabrikam operators');
export const ENGINEERS = Principal.group('f0000000-0000-4000-8000-000000000022', 'Fabrikam engineers');
export const LEADS = Principal.group('f0000000-0000-4000-8000-000000000023', 'Fabrikam leads');

/** The principal that the world holds from the start. */
export const AUTOMATION = PecAutomation.fromAttributes({
  principalId: 'f0000000-0000-4000-8000-000000000002',
  clientId: 'f0000000-0000-4000-8000-000000000003',
  tenantId: MANAGING_TENANT,
  linkedPartnerId: '1234567',
});

/** An offer with the operators as contributors, and more. */
export function offer(...more: Authorization[]): LighthouseOffer {
  return new LighthouseOffer({
    name: 'Fabrikam Managed Services',
    description: 'Operation by Fabrikam.',
    managingTenantId: MANAGING_TENANT,
    authorizations: [Authorization.permanent(OPERATORS, AzureBuiltInRole.CONTRIBUTOR), ...more],
  });
}

/** A customer of the world by its letter. */
export function customer(name: string, letter: string, more: Partial<Customer> = {}): Customer {
  return {
    name,
    tenantId: `${letter}0000000-0000-4000-8000-000000000001`,
    subscriptions: [{ id: `${letter}0000000-0000-4000-8000-000000000011` }],
    ...more,
  };
}

/** Declares Contoso. */
export function declareContoso(app: App, props: Partial<CustomerStackProps> = {}): CustomerStack {
  return new CustomerStack(app, 'customer-contoso', {
    customer: customer('Contoso', 'c'),
    offer: offer(),
    automation: AUTOMATION,
    backend: StateBackend.local({ directory: 'state' }),
    ...props,
  });
}
