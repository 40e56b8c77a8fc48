import { Authorization, AzureBuiltInRole } from 'cdktf-partner-earned-credit';
import { shown } from '../../../lib/text';
import {
  ada,
  automation,
  newDelegation,
  newOffer,
  newStack,
  offerFaults,
  resource,
  token,
  untyped,
} from '../../fabrikam';

const eligible = (maximumActivationDuration?: string) =>
  Authorization.eligible(ada, AzureBuiltInRole.CONTRIBUTOR, { maximumActivationDuration });

const halfHours = Array.from({ length: 16 }, (_, i) => (i + 1) * 30).map(minutes => {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const canonical = `PT${hours > 0 ? `${hours}H` : ''}${rest > 0 ? `${rest}M` : ''}`;
  return { minutes, canonical };
});

describe('duration of an activation', () => {
  it.each(halfHours)('accepts $canonical', ({ minutes, canonical }) => {
    expect(offerFaults({ authorizations: [eligible(canonical)] })).toEqual([]);
    expect(eligible(canonical).justInTimePolicy?.maximumActivationDuration).toBe(canonical);
    expect(eligible(`PT${minutes}M`).justInTimePolicy?.maximumActivationDuration).toBe(canonical);
  });

  it.each([
    ['PT90M', 'PT1H30M'],
    ['PT1H0M', 'PT1H'],
    ['PT0H30M', 'PT30M'],
    ['PT480M', 'PT8H'],
    ['PT08H', 'PT8H'],
    ['PT7H60M', 'PT8H'],
  ])('writes %s as Azure does: %s', (given, canonical) => {
    const stack = newStack();
    newDelegation(stack, { automation, offer: newOffer({ authorizations: [eligible(given)] }) });
    expect(resource(stack, 'azurerm_lighthouse_definition').eligible_authorization).toMatchObject([
      { just_in_time_access_policy: { maximum_activation_duration: canonical } },
    ]);
  });

  it('is eight hours by default', () => {
    expect(eligible().justInTimePolicy?.maximumActivationDuration).toBe('PT8H');
  });

  it.each([
    'PT29M',
    'PT15M',
    'PT0M',
    'PT0H',
    'PT31M',
    'PT8H30M',
    'PT8H1M',
    'PT481M',
    'PT9H',
    'P1D',
    'P0DT1H',
    'PT',
    'PT1',
    'PTH',
    'PT1.5H',
    'PT-1H',
    'PT3600S',
    'PT1H30',
    'PT30M1H',
    'pt1h',
    'PT1h',
    ' PT1H',
    'PT1H\n',
    '1H',
    '60',
    '08:00:00',
    '',
    ' ',
  ])('rejects %j', duration => {
    expect(offerFaults({ authorizations: [eligible(duration)] })).toEqual([
      `authorizations[0].maximumActivationDuration: ${shown(duration)} is not accepted; ` +
        'expected half hours from "PT30M" to "PT8H" (ISO 8601)',
    ]);
  });

  it.each([
    [60, '60'],
    [true, 'true'],
    [{}, 'an object'],
    [[], 'a list'],
  ])('rejects what is not a text: %j', (duration, what) => {
    expect(offerFaults({ authorizations: [eligible(untyped(duration))] })).toEqual([
      `authorizations[0].maximumActivationDuration: ${what} is not a text; write a text, or leave it out`,
    ]);
  });

  it('leaves a Terraform reference alone', () => {
    const stack = newStack();
    newDelegation(stack, { automation, offer: newOffer({ authorizations: [eligible(token(stack, 'duration'))] }) });
    expect(resource(stack, 'azurerm_lighthouse_definition').eligible_authorization).toMatchObject([
      { just_in_time_access_policy: { maximum_activation_duration: '${var.duration}' } },
    ]);
  });
});
