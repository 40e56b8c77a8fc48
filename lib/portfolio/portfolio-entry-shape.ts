import { Agreement } from '../azure';
import { Faults, flag, listOf, mapOf, objectOf, oneOf, text } from '../declaration';
import { MANAGEMENT_GROUP } from '../customers';
import { Onboarding } from '../lighthouse';
import { CustomerStatus } from '../manifest';
import { type Acknowledgement, ACKNOWLEDGEABLE } from '../readiness';
import { memberOf } from '../text';
import type {
  ExistingDelegation,
  PortfolioAuthorization,
  PortfolioCloud,
  PortfolioEntry,
  PortfolioOffer,
  PortfolioOnboarding,
  PortfolioSubscription,
} from './portfolio-entry';

const CLOUDS: readonly PortfolioCloud[] = ['public', 'us-government', 'china'];

const acknowledgements = listOf(
  objectOf<Acknowledgement>('an acknowledgement', '{ rule, reason }', {
    rule: oneOf(ACKNOWLEDGEABLE),
    reason: text,
    from: text,
    to: text,
    resourceGroups: listOf(text, 'a list'),
  }),
  'a list',
);

const SUBSCRIPTION = objectOf<PortfolioSubscription>('a subscription', '{ id }', {
  id: text,
  name: text,
  key: text,
  resourceGroups: listOf(text, 'a list'),
  automationRole: text,
  definitionId: text,
  assignmentId: text,
  resourceGroupAssignmentIds: mapOf(text, 'an object'),
  adopt: flag,
  deployedTemplateSha256: text,
  since: text,
  acknowledgements,
});

const OFFER = objectOf<PortfolioOffer>('an offer of a customer', '{ offer, subscriptions }', {
  offer: text,
  subscriptions: listOf(SUBSCRIPTION, 'a list'),
  automation: flag,
});

const AUTHORIZATION = objectOf<PortfolioAuthorization>('an authorization', '{ principalId, role }', {
  principalId: text,
  role: text,
  eligible: flag,
});

const ENTRY = objectOf<PortfolioEntry>('a customer', '{ key, name, tenant, subscriptions }', {
  key: text,
  name: text,
  tenant: text,
  domain: text,
  cloud: oneOf(CLOUDS),
  offer: text,
  onboarding: oneOf<PortfolioOnboarding>(Object.values(Onboarding)),
  agreement: oneOf(Object.values(Agreement)),
  adminOnBehalfOf: flag,
  status: oneOf(Object.values(CustomerStatus)),
  ring: text,
  automationRole: text,
  subscriptions: listOf(SUBSCRIPTION, 'a list'),
  offers: listOf(OFFER, 'a list'),
  managementGroup: MANAGEMENT_GROUP,
  existing: objectOf<ExistingDelegation>('an existing delegation', '{ authorizations }', {
    authorizations: listOf(AUTHORIZATION, 'a list'),
  }),
  tags: mapOf(text, 'an object'),
  notes: text,
  acknowledgements,
});

/**
 * The entries of a document without what is not as its type says, for the rules. That it is not so, the schema tells;
 * what is no entry at all is undefined.
 */
export function entriesOf(document: unknown): (PortfolioEntry | undefined)[] {
  const customers = memberOf(document, 'customers');
  return Array.isArray(customers) ? customers.map(entry => ENTRY(entry, Faults.none())) : [];
}
