const DURATION = /^PT(?:(\d+)H)?(?:(\d+)M)?$/;
const HALF_HOUR = 30;
const LONGEST = 8 * 60;

/**
 * A duration in the form that Azure gives back, such as `PT1H30M` for `PT90M`; undefined if Lighthouse does not accept it.
 *
 * Lighthouse accepts half hours from PT30M to PT8H. Azure's own form is written out because azurerm compares text.
 *
 * @see https://learn.microsoft.com/azure/lighthouse/how-to/create-eligible-authorizations
 */
export function activationDuration(text: string): string | undefined {
  const [, hours = 0, minutes = 0] = DURATION.exec(text) ?? [];
  const total = Number(hours) * 60 + Number(minutes);
  if (total < HALF_HOUR || total > LONGEST || total % HALF_HOUR !== 0) {
    return undefined;
  }
  const wholeHours = Math.floor(total / 60);
  return `PT${wholeHours > 0 ? `${wholeHours}H` : ''}${total % 60 > 0 ? `${total % 60}M` : ''}`;
}
