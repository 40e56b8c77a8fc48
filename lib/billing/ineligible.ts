import type { BillingFormat, Field } from './format';
import type { Units } from './money';

/** Why a row cannot earn, whoever has access. */
export type Ineligible =
  'nothing-billed' | 'benefit' | 'pricing-model' | 'spot' | 'third-party' | 'marketplace' | 'no-usage' | 'correction';

/** The texts of a row. */
export interface RowTexts {
  /** The text of a field; empty if the row has none. */
  text(field: Field): string;
  /** Every filled column of a field. */
  texts(field: Field): string[];
}

/** The word, and not a part of one such as in "Hotspot". */
const SPOT = /(?<![a-z])spot(?![a-z])/i;

/** Members of JSON that hold a name, which may have any word in it. */
const NAMES_IN_DETAILS = /"\w*name" ?: ?"[^"]*"/gi;

/** `On Demand`, `OnDemand`; of FOCUS `Standard`. */
const USUAL_PRICING = /^(?:on ?demand|standard)?$/i;

/**
 * Why a row that earned nothing cannot earn; undefined if it could have.
 *
 * No column says this (cost analysis: "applied = False" means either), so each kind of evidence counts. A price below the
 * list, Azure credit and `isAzureCreditEligible` say nothing about partner earned credit.
 *
 * @see https://learn.microsoft.com/partner-center/billing/partner-earned-credit-faq
 */
export function whyIneligible(row: RowTexts, net: Units, { usage }: BillingFormat): Ineligible | undefined {
  if (/^correction$/i.test(row.text('chargeClass'))) {
    return 'correction';
  }
  if (!usage.test(row.text('chargeType'))) {
    return 'no-usage';
  }
  if (row.texts('benefits').length > 0 || row.text('commitment') !== '') {
    return 'benefit';
  }
  const details = row.texts('details').map(text => text.replace(NAMES_IN_DETAILS, ''));
  if ([...row.texts('names'), ...details].some(text => SPOT.test(text))) {
    return 'spot';
  }
  if (!USUAL_PRICING.test(row.text('pricingModel'))) {
    // FOCUS calls Spot dynamic.
    return /^(?:spot|dynamic)$/i.test(row.text('pricingModel')) ? 'spot' : 'pricing-model';
  }
  if (/^(?:marketplace|vendor)$/i.test(row.text('publisherType'))) {
    return 'marketplace';
  }
  if (!/^(?:microsoft|$)/i.test(row.text('publisher'))) {
    return 'third-party';
  }
  return net <= 0n ? 'nothing-billed' : undefined;
}
