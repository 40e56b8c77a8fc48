import { Verdict } from '../../readiness';
import { LOSS_CAUSES } from '../confirmation/causes';
import type { SubscriptionLoss } from '../confirmation/confirmation-document';
import { lostOf, type Standing, STANDING_MARKS, STANDING_NAMES, standingOf } from '../confirmation/standing';
import { sharedFindings } from '../findings';
import type { JointCustomer } from '../joint/joint';
import { mostMoneyFirst } from '../money';
import { LiveVerdict } from '../verification/document';
import { LIVE_VERDICT_NAMES, NEEDS_A_LOOK } from '../verification/words';
import { figure, sentence, VERDICT_NAMES } from '../words';
import { html } from './escape';
import { verdictToken } from './facets';

/** The styles of a mark are those of the verdicts: a sign and a colour for bad, open, good, and of no matter. */
const [BAD, OPEN, GOOD, NONE] = [Verdict.DOES_NOT_EARN, Verdict.UNKNOWN, Verdict.EARNS, Verdict.OFFBOARDED].map(
  verdictToken,
);

const LIVE_STYLES: Record<LiveVerdict, string> = {
  [LiveVerdict.MISSING]: BAD,
  [LiveVerdict.DIFFERS]: BAD,
  [LiveVerdict.NOT_VISIBLE]: OPEN,
  [LiveVerdict.ACCESS_ONLY]: GOOD,
  [LiveVerdict.NOT_CHECKED]: NONE,
  [LiveVerdict.AS_DECLARED]: GOOD,
  [LiveVerdict.GONE]: NONE,
};

/** How the mark of what declaration and bill say together looks. */
export const STANDING_STYLES: Record<Standing, string> = {
  alarm: BAD,
  'other-access': OPEN,
  'still-earns': OPEN,
  accepted: OPEN,
  unproven: OPEN,
  confirmed: GOOD,
  'as-declared': NONE,
  'cannot-earn': NONE,
  open: NONE,
};

/** How a customer stands who lost, so that its mark says why. */
const LOSING: readonly Standing[] = ['alarm', 'accepted', 'unproven', 'as-declared'];

/** A verdict in words; its colour and sign come from the style. */
export function verdictMark(verdict: Verdict): string {
  return mark(verdictToken(verdict), VERDICT_NAMES[verdict]);
}

/** What Azure has of something. */
export function liveMark(verdict: LiveVerdict): string {
  return mark(LIVE_STYLES[verdict], LIVE_VERDICT_NAMES[verdict]);
}

/** What is declared, and the first reason against it. */
export function declaredCell({ declared }: JointCustomer): string {
  const findings = sharedFindings(declared);
  const isAcknowledged = findings.some(({ acknowledgement }) => acknowledgement !== undefined);
  const why = findings.map(({ reason }) => sentence(reason));
  return `${verdictMark(declared.verdict)}${firstOf(why)}${isAcknowledged ? '<p class="acknowledged">Acknowledged</p>' : ''}`;
}

/** What Azure has, and what is wrong with it. */
export function liveCell({ live }: JointCustomer): string {
  if (live === undefined) {
    return '';
  }
  const why = live.subscriptions
    .filter(({ verdict }) => NEEDS_A_LOOK.includes(verdict))
    .flatMap(({ findings }) => findings.map(({ reason }) => sentence(reason)));
  return `${liveMark(live.verdict)}${firstOf([...new Set(why)])}`;
}

/** What was paid beside what was declared, and what most of the loss is put down to. */
export function paidCell({ paid }: JointCustomer): string {
  if (paid === undefined) {
    return '';
  }
  const standing = standingOf(paid);
  const losses = mostMoneyFirst<SubscriptionLoss>(
    paid.subscriptions.flatMap(subscription => subscription.losses),
    ({ totals }) => lostOf(totals),
  );
  const isLost = LOSING.includes(standing);
  const why = isLost ? [...new Set(losses.map(({ cause }) => `${LOSS_CAUSES[cause].title}.`))] : [];
  const others = standing === 'other-access' || standing === 'still-earns' ? [`${STANDING_NAMES[standing]}.`] : [];
  return `${mark(STANDING_STYLES[standing], STANDING_MARKS[standing])}${firstOf([...others, ...why])}`;
}

function mark(style: string, name: string): string {
  return `<b class="${style}">${name}</b>`;
}

/** The first sentence, and how many more there are. */
function firstOf(sentences: readonly string[]): string {
  const more = sentences.length - 1;
  return more < 0 ? '' : `<p>${html(sentences[0])}${more > 0 ? ` And ${figure(more)} more.` : ''}</p>`;
}
