import type { LossCause } from './confirmation-document';

/** What a cause means, for somebody who has to do something about it. */
interface CauseInWords {
  /** What happened, in a few words. */
  readonly title: string;
  /** Who has to act. */
  readonly who: string;
  /** What to do: sentences. */
  readonly what: string;
}

/** The causes of losses, in the order in which a reader needs them where no money decides. */
export const LOSS_CAUSES: Record<LossCause, CauseInWords> = {
  everyone: {
    title: 'Nobody earned that day',
    who: 'You: whoever runs PEC-Automation',
    what: 'Look at the partner admin link and at PEC-Automation: disabled, deleted, or linked to another Partner ID.',
  },
  'no-longer': {
    title: 'Earned before, and not any more',
    who: 'The service manager calls the customer',
    what: 'Ask who removed or changed the delegation; pec verify --activity names who and when. Then apply it again.',
  },
  gap: {
    title: 'Did not earn for some days',
    who: 'The service manager calls the customer',
    what: 'Ask what was changed in these days, and back; pec verify --activity names who and when.',
  },
  never: {
    title: 'Never earned',
    who: 'You: operations, then Partner Center support',
    what: 'See that the delegation is there (pec verify). Then look at the organisation of the Partner ID, the role and the agreement.',
  },
  'by-policy': {
    title: 'Never earned, and only a policy may delegate it',
    who: 'You: operations',
    what: 'See in the customer’s tenant whether the subscription is below the management group. If it is, remediate the policy; if not, declare the subscription.',
  },
  'outside-resource-groups': {
    title: 'Used outside the delegated resource groups',
    who: 'The service manager calls the customer',
    what: 'Agree with the customer to delegate these resource groups as well, or the whole subscription.',
  },
  'lost-in': {
    title: 'A part earned, and a part did not',
    who: 'You: operations',
    what: 'Look at the resource groups that are named: usage that cannot earn, or access that is not there.',
  },
  'azure-credit': {
    title: 'A part did not earn, and has Azure credit',
    who: 'You: operations',
    what: 'Look first at the Azure credit on these rows (CreditType, CreditPercentage). It proves nothing: it may be that they could earn.',
  },
  promotion: {
    title: 'A part did not earn, and was billed below the list',
    who: 'You: operations',
    what: 'Look first at the promotion or other price of these rows. It proves nothing: it may be that they could earn.',
  },
  'not-yet': {
    title: 'Before it began to earn',
    who: 'Nobody, if the customer was onboarded then',
    what: 'Write since and the day at the subscription, in the file of customers: then it is no alarm.',
  },
  'as-declared': {
    title: 'The declaration does not earn',
    who: 'You: whoever keeps the file of customers',
    what: 'Do what readiness says of these customers.',
  },
  'cannot-earn': {
    title: 'Cannot earn, by its agreement',
    who: 'Nobody, unless sales moves the customer',
    what: 'Nothing is to be mended: Microsoft pays credit under the Azure plan of CSP only, and this money was never to be had.',
  },
  acknowledged: {
    title: 'Accepted',
    who: 'Nobody',
    what: 'Somebody decided to live with it, with a reason.',
  },
  undeclared: {
    title: 'Declared by nobody',
    who: 'You: sales or service management',
    what: 'Money that waits for you: onboard these subscriptions.',
  },
};

/** The causes of which nobody has to do anything, as far as a bill tells. */
export const NOBODY_ACTS: readonly LossCause[] = ['acknowledged', 'cannot-earn', 'not-yet'];
