import {
  type CustomerReadiness,
  isOpen,
  type Readiness,
  type ReadinessFinding,
  RULES,
  stopsSynth,
  type SubscriptionReadiness,
} from '../readiness';
import { causeOf } from './causes';
import { type CsvSeparator, toCsv } from './csv';
import { isNoteworthy, worstFirst } from './findings';
import { plain } from './words';

/** The titles of the columns. */
export const READINESS_TITLES = [
  'key',
  'customer',
  'verdict',
  'state',
  'cause',
  'who acts',
  'what to do',
  'in the declaration',
  'reason',
  'rule',
  'stops synth',
  'acknowledged because',
  'since the report before',
  'subscription',
  'subscription name',
  'resource groups',
  'offer',
  'ring',
  'onboarding',
  'cloud',
  'tenant',
  'domain',
];

/** The report for a spreadsheet: the most urgent customers first. */
export function readinessCsv(report: Readiness, separator?: CsvSeparator): string {
  return toCsv(READINESS_TITLES, worstFirst(report.customers).flatMap(rowsOf(report)), separator);
}

/** The rows of a customer: one for each finding that says something, and one for each subscription without. */
export function rowsOf({ trend }: Pick<Readiness, 'trend'>): (customer: CustomerReadiness) => string[][] {
  const changes = new Map(trend?.changes.map(({ key, change }) => [key, change]));
  return customer => {
    const { key, name, verdict, subscriptions, ring, onboarding, cloud, tenantId, domain } = customer;
    const row = (subscription?: SubscriptionReadiness, finding?: ReadinessFinding) =>
      [
        key,
        name,
        subscription?.verdict ?? verdict,
        ...cellsOf(finding),
        changes.get(key),
        subscription?.managementGroupId ?? subscription?.subscriptionId,
        subscription?.subscriptionName,
        subscription?.resourceGroups.join('; '),
        subscription?.offer,
        ring,
        onboarding,
        cloud,
        tenantId,
        domain,
      ].map(cell => plain(cell ?? ''));
    return subscriptions.length === 0
      ? [row()]
      : subscriptions.flatMap(subscription => {
          const noteworthy = subscription.findings.filter(isNoteworthy);
          return noteworthy.length === 0 ? [row(subscription)] : noteworthy.map(finding => row(subscription, finding));
        });
  };
}

function cellsOf(finding: ReadinessFinding | undefined): (string | undefined)[] {
  if (finding === undefined) {
    return Array.from({ length: 9 }, () => undefined);
  }
  const { rule: id, reason, cure, acknowledgement } = finding;
  const rule = RULES.find(each => each.id === id);
  const state = isOpen(finding) ? 'open' : acknowledgement === undefined ? undefined : 'acknowledged';
  return [
    state,
    causeOf(finding),
    rule?.who,
    rule?.what,
    cure,
    reason,
    id,
    stopsSynth(finding) ? 'yes' : undefined,
    acknowledgement,
  ];
}
