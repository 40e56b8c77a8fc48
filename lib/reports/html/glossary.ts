import { STANDING_MARKS, STANDING_NAMES, STANDINGS } from '../confirmation/standing';
import { ONBOARDINGS } from '../words';
import { definitions } from './escape';
import { folded } from './folded';

const WORDS: [word: string, meaning: string][] = [
  [
    'Partner earned credit',
    'A discount that Microsoft grants a partner on the usage of customers the partner manages.',
  ],
  ['Earns', 'Everything that Microsoft asks for is set up in each of the customer’s subscriptions.'],
  ['Does not earn', 'Something that Microsoft asks for is missing in one subscription or more.'],
  ['Not known', 'What is declared does not tell; the reason says what to look at.'],
  ['Open', 'A condition is not met or not known, and nobody acknowledged that.'],
  ['Offboarded', 'The partner no longer manages the customer; its access is being removed.'],
  ['Acknowledged', 'Somebody accepted, with a reason, that a condition is not met or not known.'],
  ['Declaration', 'What the partner wrote down of a customer: in its file of customers, or in its program.'],
  ['Synth', 'The run that prepares a deployment. It fails as long as a loss of credit is open that has to be decided.'],
  ['Principal', 'The identity of the partner that has access to the customer, usually PEC-Automation.'],
  [
    'Partner ID',
    'The number under which Microsoft knows the partner. Credit goes to the ID that the principal is linked to.',
  ],
  [
    'PEC-Automation',
    'The identity that the partner puts into the access to every customer, so that credit is earned. Nobody works with it.',
  ],
  ['Delegation', 'The access of the partner to a subscription of the customer, as Azure Lighthouse gives it.'],
  ['Offer', 'What the partner proposed to the customer: who gets which access.'],
  ['Ring', 'The wave in which a customer is deployed.'],
  [
    'Onboarding',
    `How the access comes about. ${Object.values(ONBOARDINGS)
      .map(({ name, meaning }) => `${name}: ${meaning}.`)
      .join(' ')}`,
  ],
];

const WORDS_OF_BILLS: typeof WORDS = [
  [
    'Declared, live, paid',
    'What the partner wrote down, what Azure had when it was asked, and what Microsoft paid for.',
  ],
  [
    'Paid',
    `What bill and declaration say together. ${STANDINGS.map(each => `${STANDING_MARKS[each]}: ${STANDING_NAMES[each]}.`).join(' ')}`,
  ],
  ['Not visible', 'When Azure was asked, nobody could read it. It may be there.'],
  ['Lost for certain', 'A resource earned nothing, and earned on another day with the same meter.'],
  ['Likely lost', 'A resource earned nothing, and the same meter earned somewhere else.'],
  ['Unproven', 'Usage earned nothing, and no file shows whether it can. Perhaps it cannot earn at all.'],
  [
    'At risk',
    'What customers earned by access that is not declared to earn, offboarded ones too, or that Azure did not have as declared when it was asked.',
  ],
  [
    'Cannot earn',
    'Usage that Microsoft pays no credit on: reservations, savings plans, Spot, third parties, the marketplace, purchases and refunds.',
  ],
  ['Pending', 'One of the last days, of which some usage was not invoiced when the file was made.'],
  ['Not covered', 'No file holds the day.'],
];

/**
 * The words that the page uses.
 *
 * @param isJoint whether the page is about more than the declaration
 */
export function glossary(isJoint: boolean): string {
  return [
    '<section aria-labelledby="words">',
    '<h2 id="words">Words</h2>',
    folded('What the words of this page mean', definitions(isJoint ? [...WORDS, ...WORDS_OF_BILLS] : WORDS)),
    '</section>',
  ].join('\n');
}
