import { Agreement } from '../azure';
import { Onboarding } from '../lighthouse';
import { readable } from '../terraform';
import { visible } from '../text';
import { CREDIT_LOST, type CustomerReadiness, type Readiness, RULES, Verdict } from '../readiness';

/** The verdicts in the order in which a reader needs them. */
export const VERDICTS = [
  Verdict.DOES_NOT_EARN,
  Verdict.UNKNOWN,
  Verdict.EARNS,
  Verdict.OFFBOARDED,
  Verdict.CANNOT_EARN,
];

/** What people call the verdicts. */
export const VERDICT_NAMES: Record<Verdict, string> = {
  [Verdict.DOES_NOT_EARN]: 'Does not earn',
  [Verdict.UNKNOWN]: 'Not known',
  [Verdict.EARNS]: 'Earns',
  [Verdict.OFFBOARDED]: 'Offboarded',
  [Verdict.CANNOT_EARN]: 'Cannot earn',
};

/** How the access comes about, for somebody who does not know Terraform. */
export const ONBOARDINGS: Record<Onboarding, { readonly name: string; readonly meaning: string }> = {
  [Onboarding.TERRAFORM]: { name: 'Pipeline', meaning: 'the partner’s pipeline sets up the access' },
  [Onboarding.ARM_TEMPLATE]: {
    name: 'Template',
    meaning: 'the customer deploys a template that the partner hands over',
  },
  [Onboarding.MARKETPLACE]: { name: 'Marketplace', meaning: 'the customer accepts an offer in the marketplace' },
  [Onboarding.EXISTING]: { name: 'Existing', meaning: 'the access was set up before and is left as it is' },
  [Onboarding.POLICY]: { name: 'Policy', meaning: 'a policy of the customer sets up the access' },
};

/** Under which agreement a customer pays, for somebody who does not know Microsoft's programmes. */
export const AGREEMENTS: Record<Agreement, string> = {
  [Agreement.AZURE_PLAN]: 'The Azure plan of CSP.',
  [Agreement.OTHER]: 'Another than the Azure plan of CSP: Microsoft pays no credit on it.',
};

/** What becomes of the delegation of an offboarded customer. */
export function departure(onboarding: Onboarding): string {
  return onboarding === Onboarding.TERRAFORM
    ? 'the delegation is removed at the next apply'
    : 'Terraform did not make the delegation, so somebody has to remove it by hand';
}

const CLOUDS: Record<string, string> = {
  AzureCloud: 'Azure (public)',
  AzureUSGovernment: 'Azure Government (US)',
  AzureChinaCloud: 'Azure in China',
};

/** What people call a cloud. */
export function cloudName(cloud: string): string {
  return CLOUDS[cloud] ?? cloud;
}

/** What a rule asks for; its id, if a newer package wrote the report. */
export function ruleTitle(id: string): string {
  return id === CREDIT_LOST
    ? 'Credit that the bill shows as lost'
    : (RULES.find(rule => rule.id === id)?.title.replace(/\.$/, '') ?? id);
}

/** What a customer calls a subscription, to stand behind its id: `: Shop`; empty if nobody said. */
export function calledOf({ subscriptions }: Pick<CustomerReadiness, 'subscriptions'>, id: string): string {
  const own = subscriptions.find(({ subscriptionId }) => subscriptionId?.toLowerCase() === id.toLowerCase());
  return own?.subscriptionName === undefined ? '' : `: ${own.subscriptionName}`;
}

/** A text that somebody else wrote, fit to be shown in a line. */
export function plain(text: string): string {
  return visible(readable(text));
}

/** A number and its noun. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${figure(number)} ${number === 1 ? one : many}`;
}

/** A number, as people write it. */
export function figure(number: number): string {
  return number.toLocaleString('en-US');
}

/** A clause of a rule as a sentence. */
export function sentence(clause: string): string {
  const text = readable(clause);
  return `${capitalized(text)}${/[.?!…]$/.test(text) ? '' : '.'}`;
}

/** A text with a capital at its beginning. */
export function capitalized(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** Who made the report, when and of what, part by part; none if nobody said. */
export function stampParts({ stamp, partnerIds }: Pick<Readiness, 'stamp' | 'partnerIds'>): string[] {
  if (stamp === undefined) {
    return [];
  }
  const { date, commit, partner, version } = stamp;
  return [
    ...(partner === undefined ? [] : [plain(partner)]),
    ...partnerIds.map(id => `Partner ID ${plain(id)}`),
    ...(date === undefined ? [] : [momentInWords(date)]),
    ...(commit === undefined ? [] : [`commit ${plain(commit)}`]),
    ...(version === undefined ? [] : [`cdktf-partner-earned-credit ${plain(version)}`]),
  ];
}

/** A moment as people read it: `2026-11-26 21:58 UTC`. */
export function momentInWords(date: string): string {
  return plain(date.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*Z$/, '$1 $2 UTC'));
}

/** What every report says of itself, in sentences of their own. */
export function statementsOf({ assumption, payee, customers }: Readiness): string[] {
  const partly = customers.filter(({ subscriptions }) => subscriptions.some(({ note }) => note !== undefined));
  return [
    ...(partly.length === 0
      ? []
      : [
          `Subscriptions of ${count(partly.length, 'customer')} earn in resource groups only: ` +
            `${partly
              .slice(0, 10)
              .map(({ key }) => plain(key))
              .join(', ')}${partly.length > 10 ? ' and others' : ''}.`,
        ]),
    ...(assumption === undefined ? [] : [assumption]),
    ...(payee === undefined ? [] : [payee]),
  ];
}
