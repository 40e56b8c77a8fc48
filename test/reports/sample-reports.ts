import { type CustomerReadiness, Onboarding, ReadinessReport, Verdict } from 'cdktf-partner-earned-credit';
import type { ReadinessFinding, SubscriptionReadiness } from 'cdktf-partner-earned-credit';

const EARNING: ReadinessFinding[] = [
  {
    rule: 'automation-authorized',
    verdict: Verdict.EARNS,
    reason: 'PEC-Automation is authorized',
    cure: '',
    needsAcknowledgement: false,
  },
  {
    rule: 'role-earns',
    verdict: Verdict.EARNS,
    reason: 'permanently holds Support Request Contributor',
    cure: '',
    needsAcknowledgement: false,
  },
  {
    rule: 'principal-linked',
    verdict: Verdict.EARNS,
    reason: 'linked to Partner ID 1234567',
    cure: '',
    needsAcknowledgement: false,
  },
];

export const NOT_AUTHORIZED: ReadinessFinding = {
  rule: 'automation-authorized',
  verdict: Verdict.DOES_NOT_EARN,
  cause: 'PEC-Automation is not authorized',
  reason: 'PEC-Automation is not in the authorizations',
  cure: 'give automation beside the offer',
  needsAcknowledgement: true,
};

export const READER_ONLY: ReadinessFinding = {
  rule: 'role-earns',
  verdict: Verdict.DOES_NOT_EARN,
  cause: 'Reader does not earn',
  reason: 'PEC-Automation holds Reader, which Partner Center lists as not eligible',
  cure: 'choose a listed role as automationRole, such as Support Request Contributor',
  needsAcknowledgement: true,
};

export const NOT_DEPLOYED: ReadinessFinding = {
  rule: 'customer-deployed',
  verdict: Verdict.UNKNOWN,
  cause: 'nobody noted that the customer deployed its template',
  reason: 'the customer deploys the template itself, and nobody noted that it did',
  cure: 'look under "My customers" in the portal, then write deployedTemplateSha256',
  needsAcknowledgement: false,
};

/** A GUID that ends in a number. */
export function guid(number: number): string {
  return `c0000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** A subscription with these findings in place of the earning ones of the same rules. */
export function subscription(
  number: number,
  findings: ReadinessFinding[] = [],
  more: Partial<SubscriptionReadiness> = {},
): SubscriptionReadiness {
  const all = [...EARNING.filter(({ rule }) => !findings.some(finding => finding.rule === rule)), ...findings];
  const verdicts = all.map(({ verdict }) => verdict);
  return {
    subscriptionId: guid(number),
    resourceGroups: [],
    offer: 'Fabrikam Managed Services',
    principalId: 'f0000000-0000-4000-8000-000000000002',
    partnerId: '1234567',
    verdict: [Verdict.DOES_NOT_EARN, Verdict.UNKNOWN].find(verdict => verdicts.includes(verdict)) ?? Verdict.EARNS,
    findings: all,
    ...more,
  };
}

/** A customer with the verdict that its subscriptions give it. */
export function customer(
  name: string,
  subscriptions: SubscriptionReadiness[],
  more: Partial<CustomerReadiness> = {},
): CustomerReadiness {
  const verdicts = subscriptions.map(({ verdict }) => verdict);
  return {
    key: name.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
    name,
    tenantId: guid(1),
    cloud: 'AzureCloud',
    onboarding: Onboarding.TERRAFORM,
    verdict: [Verdict.DOES_NOT_EARN, Verdict.UNKNOWN].find(verdict => verdicts.includes(verdict)) ?? Verdict.EARNS,
    subscriptions,
    advice: [],
    ...more,
  };
}

/** One customer of each verdict, and one with an acknowledged exception. */
export function smallReport(selection?: string): ReadinessReport {
  return new ReadinessReport(
    [
      customer('Contoso AG', [subscription(1)], { ring: 'canary' }),
      customer('Northwind', [subscription(2, [NOT_AUTHORIZED]), subscription(3)], {
        tags: { region: 'EMEA' },
        notes: 'Renewal in May.',
        advice: ['the offer gives nobody the right to end the delegation'],
      }),
      customer('Proseware', [subscription(4, [{ ...READER_ONLY, acknowledgement: 'Pilot until June.' }])]),
      customer('Tailspin', [], { verdict: Verdict.OFFBOARDED }),
      customer('Woodgrove', [subscription(5, [NOT_DEPLOYED])], { onboarding: Onboarding.ARM_TEMPLATE }),
    ],
    { selection },
  );
}

const NAMES = [
  'Adatum',
  'Contoso',
  'Fabrikam',
  'Litware',
  'Northwind',
  'Proseware',
  'Tailspin',
  'Wingtip',
  'Woodgrove',
];
const KINDS = ['AG', 'GmbH', 'Ltd', 'SA', 'Energy', 'Health', 'Logistics', 'Insurance'];
const OFFERS = ['Managed Services', 'Managed Security', 'Backup and Recovery', 'Landing Zone'];

/**
 * Many customers: of a hundred, two do not earn, one is not known, one is offboarded, unless told otherwise.
 *
 * @param problems how many of a hundred do not earn or are not known
 */
export function largeReport(customers: number, problems = 3): ReadinessReport {
  return new ReadinessReport(
    Array.from({ length: customers }, (_, i) => {
      const of = i % 100;
      const name = `${NAMES[i % 9]} ${KINDS[Math.floor(i / 9) % 8]} ${String(i + 1).padStart(4, '0')}`;
      const faults = [NOT_AUTHORIZED, READER_ONLY, NOT_DEPLOYED];
      const findings = of < problems ? [faults[i % 3]] : [];
      const acknowledged = findings.map(finding =>
        i % 7 === 0 ? { ...finding, acknowledgement: 'Agreed with the customer until the renewal in May.' } : finding,
      );
      const offer = `Fabrikam ${OFFERS[i % 13 === 0 ? 1 : i % 17 === 0 ? 2 : i % 71 === 0 ? 3 : 0]}`;
      const subscriptions = Array.from({ length: 1 + (i % 3) }, (_subscription, n) =>
        subscription(10 * i + n, n === 0 ? acknowledged : [], { offer }),
      );
      return customer(name, of === 99 ? [] : subscriptions, {
        key: `customer-${String(i + 1).padStart(4, '0')}`,
        tenantId: guid(1_000_000 + i),
        ring: i % 20 === 0 ? 'canary' : i % 5 === 0 ? 'early' : 'broad',
        cloud: i % 50 === 49 ? 'AzureUSGovernment' : 'AzureCloud',
        ...(of === 99 ? { verdict: Verdict.OFFBOARDED } : {}),
        ...(findings[0] === NOT_DEPLOYED ? { onboarding: Onboarding.ARM_TEMPLATE } : {}),
      });
    }),
  );
}
