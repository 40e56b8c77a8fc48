import { existsSync } from 'node:fs';
import { asList, asText, sameText } from '../../emulator/server/json';
import type { Context } from './context';
import { outcomeOf } from './findings';
import { readGiven } from './given-files';
import { isLinked } from './partner-link';
import { MISSING_REGISTRATION } from './registration';
import { API_VERSION } from './session';
import { Unsuitable } from './unsuitable';

/** Where a program of the caller's writes its report unless told otherwise. */
const USUAL_READINESS = ['readiness.json', 'cdktf.out/readiness.json'];

/** Looks at the subscription, and refuses one that is of use to somebody. Whether it is registered. */
export async function inspectSubscription({ customer, settings }: Context): Promise<boolean> {
  const subscription = `/subscriptions/${settings.subscriptionId}`;
  const found = await customer.peek(subscription, API_VERSION.resources);
  if (found.status !== 200) {
    throw new Unsuitable(`the customer’s application cannot read the subscription: ${outcomeOf(found)}`);
  }
  if (!sameText(asText(found.body.tenantId), settings.customer.tenantId)) {
    throw new Unsuitable('the subscription is not of CONFORMANCE_CUSTOMER_TENANT_ID');
  }
  for (const kind of ['registrationDefinitions', 'registrationAssignments']) {
    const path = `${subscription}/providers/Microsoft.ManagedServices/${kind}`;
    const list = await customer.peek(path, API_VERSION.managedServices);
    if (list.status !== 200 && list.code !== MISSING_REGISTRATION) {
      throw new Unsuitable(`whether the subscription holds a delegation cannot be seen: ${outcomeOf(list)}`);
    }
    if (asList(list.body.value).length > 0) {
      throw new Unsuitable('the subscription holds a delegation; take one that holds none');
    }
  }
  const provider = `${subscription}/providers/Microsoft.ManagedServices`;
  const { body } = await customer.peek(provider, API_VERSION.resources);
  return body.registrationState === 'Registered';
}

/** What is said about the reports of the caller. */
export interface ReadinessOptions {
  /** The reports. */
  readonly files: readonly string[];
  /** Whether the caller says that there is none. */
  readonly none: boolean;
}

/** The reports of the caller, in lower case: the named ones, else those at the usual places. */
export function readReports({ files }: ReadinessOptions): string[] {
  const reports = files.length > 0 ? files : USUAL_READINESS.filter(file => existsSync(file));
  const cure = 'name a report of yours, or say --no-readiness alone if there is none';
  return reports.map(file => readGiven('--readiness', file, cure).toLowerCase());
}

/**
 * Why the managing application must not be linked; undefined if it may.
 *
 * @param reports what `readReports` has read
 */
export async function reasonNotToLink(
  context: Context,
  reports: readonly string[],
  { none }: ReadinessOptions,
): Promise<string | undefined> {
  const { settings, managing } = context;
  if (!settings.partnerId) {
    return 'no CONFORMANCE_PARTNER_ID';
  }
  if (reports.length === 0 && !none) {
    return 'no readiness.json to look the managing application up in; say --readiness FILE, or --no-readiness';
  }
  const ids = [await managing.objectId(), settings.managing.clientId].map(id => id.toLowerCase());
  if (reports.some(report => ids.some(id => report.includes(id)))) {
    // The reason goes into the transcript, and the name of a file is nobody else's business.
    return 'the managing application stands in a readiness.json';
  }
  return (await isLinked(context)) ? 'the managing application is linked already' : undefined;
}
