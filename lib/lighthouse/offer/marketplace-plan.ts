import { asGiven, type Faults, objectOf } from '../../declaration';
import { isUnresolved } from '../../terraform';

/**
 * A plan of a Managed Service offer that the partner has published in Azure Marketplace.
 *
 * For customers who accepted the offer, which takes a person in the portal: neither Terraform nor a template does it.
 * All four values have to be those of Partner Center. Private plans do not work with subscriptions of a CSP reseller,
 * and national clouds may have no such offers.
 *
 * @see https://learn.microsoft.com/azure/lighthouse/how-to/publish-managed-services-offers
 * @see https://learn.microsoft.com/azure/lighthouse/how-to/onboard-customer
 */
export interface MarketplacePlan {
  /** The plan ID: at most 50 lower-case letters, digits, `-` and `_`. */
  readonly name: string;
  /** The publisher ID: letters, digits, `-` and `_`. */
  readonly publisher: string;
  /** The offer ID: at most 50 lower-case letters, digits, `-` and `_`. */
  readonly product: string;
  /** The version of the plan's manifest, such as `1.2.5`. */
  readonly version: string;
}

/**
 * https://learn.microsoft.com/azure/marketplace/create-managed-service-offer
 * https://learn.microsoft.com/azure/marketplace/create-managed-service-offer-plans
 */
const ID = /^[a-z0-9_-]{1,50}$/;
const ID_IN_WORDS = 'at most 50 lower-case letters, digits, "-" and "_"';

/**
 * Partner Center allows no upper case in a new ID, but older publishers have it, such as Canonical.
 *
 * https://learn.microsoft.com/azure/marketplace/add-publishers
 */
const PUBLISHER = /^[A-Za-z0-9_-]+$/;

/** https://learn.microsoft.com/azure/marketplace/create-managed-service-offer-plans */
const VERSION = /^\d+\.\d+\.\d+$/;

/** The properties of a plan. */
export const MARKETPLACE_PLAN = objectOf<MarketplacePlan>(
  'a plan',
  '{ name, publisher, product, version } as in Partner Center',
  { name: asGiven, publisher: asGiven, product: asGiven, version: asGiven },
);

/** Finds the faults of a plan. */
export function inspectMarketplacePlan(plan: MarketplacePlan, faults: Faults): void {
  inspectText(plan.name, ID, `the plan ID: ${ID_IN_WORDS}`, faults.at('name'));
  inspectText(plan.publisher, PUBLISHER, 'the publisher ID: letters, digits, "-" and "_"', faults.at('publisher'));
  inspectText(plan.product, ID, `the offer ID: ${ID_IN_WORDS}`, faults.at('product'));
  inspectText(plan.version, VERSION, "the version of the plan's manifest, n.n.n", faults.at('version'));
}

function inspectText(value: string, form: RegExp, what: string, faults: Faults): void {
  if (faults.text(value, what) && !isUnresolved(value) && !form.test(value)) {
    faults.reject(value, 'is not accepted', `expected ${what}`);
  }
}
