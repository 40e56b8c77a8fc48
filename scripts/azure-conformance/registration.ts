import { randomUUID } from 'node:crypto';
import { type Context, until } from './context';
import { interpreted } from './findings';
import { API_VERSION } from './session';

/** The code of a refused write, whatever the reason behind it. */
export const MISSING_REGISTRATION = 'MissingSubscriptionRegistration';

const REFUSED = ['refused', 409, MISSING_REGISTRATION] as const;

/** The questions about a subscription that is not registered, and then its registration; whether it is registered. */
export async function askRegistration(context: Context, isRegistered: boolean): Promise<boolean> {
  const { customer, findings, settings, patience, durations } = context;
  const provider = `/subscriptions/${settings.subscriptionId}/providers/Microsoft.ManagedServices`;
  const guesses = ['unregisteredReadOfOne', 'unregisteredList', 'unregisteredDeletionOfNothing'] as const;
  if (isRegistered) {
    findings.skip(guesses, 'the subscription is registered already, and this program never unregisters a provider');
    return true;
  }
  const version = API_VERSION.managedServices;
  const nothing = `${provider}/registrationDefinitions/${randomUUID()}`;
  const one = await customer.arm('GET', nothing, version);
  findings.note('unregisteredReadOfOne', interpreted(one, ['answered', 404], REFUSED));
  const list = await customer.arm('GET', `${provider}/registrationDefinitions`, version);
  findings.note('unregisteredList', interpreted(list, ['answered', 200], REFUSED));
  const deletion = await customer.arm('DELETE', nothing, version);
  findings.note('unregisteredDeletionOfNothing', interpreted(deletion, ['no-content', 204], REFUSED));

  context.say('registering Microsoft.ManagedServices, which takes minutes');
  const begin = Date.now();
  await customer.arm('POST', `${provider}/register`, API_VERSION.resources);
  const { body } = await until(
    patience,
    () => customer.arm('GET', provider, API_VERSION.resources),
    answer => answer.body.registrationState === 'Registered',
  );
  durations['until the state read `Registered`'] = secondsSince(begin);
  return body.registrationState === 'Registered';
}

/** Whole seconds since a moment. */
export function secondsSince(begin: number): number {
  return Math.round((Date.now() - begin) / 1000);
}
