import type { AzureAnswer, GuessName } from '../../emulator';
import { asObject, asText } from '../../emulator/server/json';
import { type Context, until } from './context';
import { outcomeOf } from './findings';

/** What is asked here. */
export const BILLING_GUESSES = ['billingManifest', 'billingSignature'] as const satisfies readonly GuessName[];

const LINK = 'resourceLocation@odata.navigationLink';

/** The questions about the export of an invoice. It changes nothing, and its parts are not downloaded. */
export async function askBilling({ settings, managing, findings, patience }: Context): Promise<void> {
  if (settings.invoice === undefined) {
    findings.skip(BILLING_GUESSES, 'no CONFORMANCE_INVOICE');
    return;
  }
  const body = { invoiceId: settings.invoice, attributeSet: 'full' };
  const begun = await managing.graph('POST', '/reports/partners/billing/usage/billed/export', body);
  const operation = pathOf(asText(begun.headers.location));
  if (begun.status !== 202 || operation === '') {
    findings.skip(BILLING_GUESSES, `the export was refused (PartnerBilling.Read.All): ${outcomeOf(begun)}`);
    return;
  }
  const ended = await until(
    patience,
    () => managing.graph('GET', operation),
    answer => /^(?:succeeded|failed)$/i.test(asText(answer.body.status)),
  );
  const { resourceLocation } = ended.body;
  const link = asText(ended.body[LINK]);
  const address = link || asText(resourceLocation);
  if (address === '' && Object.keys(asObject(resourceLocation)).length === 0) {
    findings.skip(BILLING_GUESSES, `the export did not succeed: ${outcomeOf(ended)}`);
    return;
  }
  findings.note('billingManifest', { answer: link ? 'link' : address ? 'address' : 'inline' });
  const signature = async () => {
    const { body }: AzureAnswer = await managing.graph('GET', address ? pathOf(address) : operation);
    return asText((address ? body : asObject(body.resourceLocation)).sasToken);
  };
  findings.note('billingSignature', { answer: (await signature()) === (await signature()) ? 'same' : 'renewed' });
}

/** What stands behind the version, as a session takes it. */
function pathOf(address: string): string {
  return /\/(?:v1\.0|beta)(\/.+)$/.exec(address)?.[1] ?? '';
}
