/** What is read of a row. */
export const FIELDS = [
  // The first column that a file has of these.
  'tenant',
  'customer',
  'subscription',
  'day',
  'net',
  'currency',
  'rate',
  'applied',
  'resource',
  'meter',
  'resourceGroup',
  'invoice',
  'chargeType',
  'chargeClass',
  'pricingModel',
  'commitment',
  'publisher',
  'publisherType',
  // What else is on the row: other credit, and what was charged beside what the list says, in one currency.
  'creditType',
  'otherCredit',
  'charged',
  'listed',
  // All columns that a file has of these: what says that a benefit covers the row; names of meter, product and SKU; JSON
  // with more on the row.
  'benefits',
  'names',
  'details',
] as const;

/** One thing that is read of a row. */
export type Field = (typeof FIELDS)[number];

/** The names of the columns in which a field may stand, in small letters. */
export type Columns = Readonly<Record<Field, readonly string[]>>;

/** What a file of usage can be. */
export type FormatId = 'daily-rated' | 'partner-center-api' | 'graph' | 'cost-details' | 'focus';

/** One of Microsoft's forms of usage by day. */
export interface BillingFormat {
  readonly id: FormatId;
  /** What people call it. */
  readonly title: string;
  /** A file that has these columns is of this form, complete or not. */
  readonly signature: readonly Field[];
  /** What a file must have besides, and what to say where it does not. */
  readonly required: readonly { readonly field: Field; readonly otherwise: string }[];
  /** The charge types of usage; anything else cannot earn. */
  readonly usage: RegExp;
  readonly columns: Columns;
}

/** What Cost Management calls usage; purchases, refunds and roundings have other names. */
const USAGE_ONLY = /^(?:usage)?$/i;

/** Rows of Partner Center, in the order of the documents: daily-rated-usage-recon-files.md of kvamseek/partner-center. */
const PARTNER_CENTER: Columns = {
  tenant: ['customerid'],
  customer: ['customername'],
  // SubscriptionId is the id of the Azure plan in the billing platform, and never an Azure subscription.
  subscription: ['entitlementid'],
  day: ['usagedate'],
  net: ['billingpretaxtotal'],
  currency: ['billingcurrency'],
  rate: ['partnerearnedcreditpercentage', 'rateofpartnerearnedcredit'],
  applied: [],
  resource: ['resourceuri'],
  meter: ['meterid'],
  resourceGroup: ['resourcegroup'],
  invoice: ['invoicenumber'],
  chargeType: ['chargetype'],
  chargeClass: [],
  pricingModel: [],
  commitment: [],
  publisher: ['publishername'],
  publisherType: [],
  creditType: ['credittype'],
  otherCredit: ['creditpercentage', 'rateofcredit'],
  charged: ['effectiveunitprice'],
  listed: ['unitprice'],
  benefits: ['benefittype', 'benefitid', 'benefitorderid'],
  names: ['metername', 'productname', 'skuname'],
  details: ['additionalinfo'],
};

const NO_ENTITLEMENT =
  'it has no column EntitlementId, which holds the Azure subscription; download it again from Partner Center';

function partnerCenter(id: FormatId, title: string, cure: string): BillingFormat {
  return {
    id,
    title,
    signature: ['day', 'net'],
    required: [
      { field: 'rate', otherwise: `it has no column PartnerEarnedCreditPercentage; ${cure}` },
      { field: 'subscription', otherwise: NO_ENTITLEMENT },
      // Without them a loss would look like usage that cannot earn.
      { field: 'meter', otherwise: `it has no column MeterId; ${cure}` },
      { field: 'resource', otherwise: `it has no column ResourceURI; ${cure}` },
    ],
    // "new", "renew", "cycleFee" or nothing; money that goes back has "refund" in its name.
    usage: /^(?!.*refund)/i,
    columns: PARTNER_CENTER,
  };
}

/** The file that the portal of Partner Center offers for an invoice, and the one of usage not yet billed. */
export const DAILY_RATED = partnerCenter(
  'daily-rated',
  'daily-rated usage of Partner Center',
  'download the daily-rated usage with all columns (attribute set "full")',
);

/** What the Partner Center API said until 2026: `provider=onetime&invoicelineitemtype=usagelineitems`. */
export const PARTNER_CENTER_API = partnerCenter(
  'partner-center-api',
  'daily-rated usage of the Partner Center API',
  'ask for invoicelineitemtype=usagelineitems',
);

/** The export of Microsoft Graph: reports/partners/billing/usage, attribute set `full`. */
export const GRAPH = partnerCenter('graph', 'usage export of Microsoft Graph', 'export it with attributeSet "full"');

const NO_CREDIT_COLUMNS =
  'it has no columns of partner earned credit: it is of a retail scope; export it at the billing account, a billing ' +
  'profile or a customer of your partner agreement';

function requiredOfPartner(subscriptionColumn: string): BillingFormat['required'] {
  return [
    { field: 'rate', otherwise: NO_CREDIT_COLUMNS },
    { field: 'applied', otherwise: NO_CREDIT_COLUMNS },
    { field: 'tenant', otherwise: NO_CREDIT_COLUMNS },
    { field: 'subscription', otherwise: `it has no column ${subscriptionColumn}; export it with all columns` },
  ];
}

/** Cost and usage details of a partner agreement, 2019-11-01 to 2023-12-01-preview: cost-usage-details-mca-partner.md. */
export const COST_DETAILS: BillingFormat = {
  id: 'cost-details',
  title: 'cost details of Cost Management',
  signature: ['day', 'net'],
  required: requiredOfPartner('SubscriptionId'),
  usage: USAGE_ONLY,
  columns: {
    tenant: ['customertenantid'],
    customer: ['customername'],
    subscription: ['subscriptionid', 'subscriptionguid'],
    day: ['date', 'usagedate'],
    net: ['costinbillingcurrency'],
    currency: ['billingcurrency', 'billingcurrencycode'],
    rate: ['partnerearnedcreditrate'],
    applied: ['partnerearnedcreditapplied'],
    resource: ['resourceid', 'instancename', 'instanceid'],
    meter: ['meterid'],
    resourceGroup: ['resourcegroupname', 'resourcegroup'],
    invoice: ['invoiceid'],
    chargeType: ['chargetype'],
    chargeClass: [],
    pricingModel: ['pricingmodel'],
    commitment: [],
    publisher: ['publishername'],
    publisherType: ['publishertype'],
    creditType: [],
    otherCredit: [],
    // Prices are in the pricing currency, some of them; the two costs are in one.
    charged: ['costinbillingcurrency'],
    listed: ['paygcostinbillingcurrency'],
    benefits: ['reservationid', 'benefitid'],
    names: ['metername', 'productname', 'product'],
    details: ['additionalinfo'],
  },
};

/** FOCUS as Cost Management exports it, 1.0 to 1.2: focuscost_*.json of microsoft/finops-toolkit. */
export const FOCUS: BillingFormat = {
  id: 'focus',
  title: 'FOCUS export of Cost Management',
  signature: ['day', 'net'],
  required: requiredOfPartner('SubAccountId'),
  usage: USAGE_ONLY,
  columns: {
    tenant: ['x_customerid'],
    customer: ['x_customername'],
    subscription: ['subaccountid'],
    day: ['chargeperiodstart'],
    net: ['billedcost'],
    currency: ['billingcurrency'],
    rate: ['x_partnercreditrate'],
    applied: ['x_partnercreditapplied'],
    resource: ['resourceid'],
    meter: ['x_skumeterid'],
    resourceGroup: ['x_resourcegroupname'],
    invoice: ['invoiceid', 'x_invoiceid'],
    chargeType: ['chargecategory'],
    chargeClass: ['chargeclass'],
    pricingModel: ['pricingcategory'],
    commitment: ['commitmentdiscountstatus'],
    publisher: ['publishername'],
    publisherType: ['x_publishercategory'],
    creditType: [],
    otherCredit: [],
    charged: ['billedcost'],
    listed: ['listcost'],
    benefits: ['commitmentdiscountid'],
    names: ['skumeter', 'x_skumetername', 'x_skudescription'],
    details: ['x_skudetails', 'skupricedetails'],
  },
};
