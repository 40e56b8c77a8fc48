/**
 * What a column may hold, and the names under which it is found, without regard to case, accents, blanks and signs. Of
 * two columns for the same, the one whose name stands first here is taken. {@link PREFIXES} may stand in front of some.
 *
 * Sources of the names:
 * - Partner Center, "Export customers": learn.microsoft.com/partner-center/customers/see-your-customer-list; its API and
 *   PowerShell say CustomerId: learn.microsoft.com/partner-center/developer/customer-resources
 * - Azure portal and Resource Graph: "Subscription ID", "Subscription name", `subscriptionId`, `tenantId`; the Azure CLI
 *   has the customer's tenant of a delegated subscription in `homeTenantId`: Azure/azure-cli
 *   src/azure-cli-core/azure/cli/core/_profile.py
 * - Microsoft Entra admin centre: "Tenant ID", "Primary domain", "Directory ID"; Microsoft 365 Lighthouse:
 *   learn.microsoft.com/graph/api/resources/managedtenants-tenant (`displayName`, `tenantId`)
 * - CIPP: KelvinTegelaar/CIPP user-documentation/cipp/settings/tenants.md (`customerId`, `defaultDomainName`, "Name")
 * - CRMs: Salesforce and Dynamics 365 "Account Name", "Account Owner"; HubSpot "Company name", "Company Domain Name",
 *   "Company owner"; ConnectWise and Autotask "Company Name", "Account Manager"; HaloPSA "Client", "Account Manager"
 * - the same in German, as Excel lists have them
 */
const NAMES = {
  key: ['key', 'customer key'],
  tenant: [
    'home tenant id',
    'customer tenant id',
    'microsoft id',
    'tenant id',
    'tenant guid',
    'directory id',
    'customer id',
    'mandanten id',
    'mandant id',
    'verzeichnis id',
    'tenant',
    'mandant',
  ],
  name: [
    'customer name',
    'company name',
    'account name',
    'tenant name',
    'tenant display name',
    'client name',
    'organization name',
    'organisation name',
    'display name',
    'kundenname',
    'firmenname',
    'name des unternehmens',
    'unternehmensname',
    'mandantenname',
    'company',
    'customer',
    'client',
    'account',
    'organization',
    'organisation',
    'kunde',
    'firma',
    'unternehmen',
    'name',
  ],
  domain: [
    'primary domain name',
    'primary domain',
    'default domain name',
    'default domain',
    'tenant domain',
    'customer domain',
    'initial domain',
    'company domain name',
    'domain name',
    'domain',
    'primäre domäne',
    'primärer domänenname',
    'domäne',
    'domänenname',
  ],
  subscription: [
    'azure subscription id',
    'subscription id',
    'subscription guid',
    'azure subscription ids',
    'subscription ids',
    'azure abonnement id',
    'abonnement id',
    'abonnements id',
    'abonnement ids',
    'abo id',
    'azure subscription',
    'azure subscriptions',
    'subscription',
    'subscriptions',
    'azure abonnement',
    'abonnement',
    'abonnements',
    'abo',
  ],
  subscriptionName: [
    'azure subscription name',
    'subscription name',
    'subscription display name',
    'abonnementname',
    'abonnementsname',
    'name des abonnements',
  ],
  resourceGroups: ['resource groups', 'resource group', 'resource group name', 'ressourcengruppen', 'ressourcengruppe'],
  offer: ['offer', 'lighthouse offer', 'angebot'],
  status: ['status', 'customer status', 'account status', 'kundenstatus'],
  ring: ['ring', 'wave', 'rollout wave', 'welle'],
  cloud: ['cloud', 'cloud name', 'azure cloud'],
  notes: ['notes', 'note', 'notizen', 'notiz', 'bemerkungen', 'bemerkung'],
  'tag.contact': ['contact', 'primary contact', 'contact name', 'contact email', 'ansprechpartner', 'kontakt'],
  'tag.owner': [
    'account manager',
    'account owner',
    'company owner',
    'owner',
    'kundenbetreuer',
    'betreuer',
    'verantwortlicher',
    'verantwortlich',
  ],
} as const;

const OF_WHOM = '(?:end)?customers?|clients?|kunden?';

/**
 * What people write in front of the name of an id, such as "Azure Tenant ID" or "Kunden-Tenant": whose it is, or of which
 * service. A subscription of Microsoft 365 is none of Azure.
 */
const PREFIXES: Partial<Record<Field, RegExp>> = {
  tenant: new RegExp(`^(?:${OF_WHOM}|microsoft|ms|azure|aad|ad|entra(?:id)?|(?:m|o|office)?365)+$`),
  subscription: new RegExp(`^(?:${OF_WHOM}|(?:microsoft|ms)?azure)+$`),
  subscriptionName: new RegExp(`^(?:${OF_WHOM}|(?:microsoft|ms)?azure)+$`),
};

/** What a column holds: one of these, or `tag.` and the name of a tag. */
export type Field = keyof typeof NAMES | `tag.${string}`;

/** The fields that are not tags, for messages. */
export const FIELDS: readonly string[] = Object.keys(NAMES).filter(field => !field.startsWith('tag.'));

/** Whether a text names a field. */
export function isField(text: string): text is Field {
  return FIELDS.includes(text) || /^tag\../.test(text);
}

/** Which column holds what, by its name as in the file, or its number from 1; the empty name means none. */
export type ColumnMap = ReadonlyMap<Field, string>;

/** The positions of columns by what they hold. */
export type Columns = ReadonlyMap<Field, number>;

/**
 * Finds columns in a row that may be the header.
 *
 * @param accepts whether the column at a position can hold a field, by what stands in it
 */
export function columnsOf(
  header: readonly string[],
  given: ColumnMap,
  accepts: (field: Field, position: number) => boolean,
): Columns {
  const names = header.map(comparable);
  const columns = new Map<Field, number>();
  given.forEach((name, field) => {
    const position = positionOf(header, name);
    if (position !== undefined) {
      columns.set(field, position);
    }
  });
  const used = new Set(columns.values());
  const find = (field: Field, known: readonly string[], nameOf: (name: string) => string) => {
    if (columns.has(field) || given.get(field) === '') {
      return;
    }
    const position = known
      .map(name => names.findIndex((other, i) => nameOf(other) === name && !used.has(i) && accepts(field, i)))
      .find(i => i >= 0);
    if (position !== undefined) {
      columns.set(field, position);
      used.add(position);
    }
  };
  KNOWN.forEach((known, field) => find(field, known, name => name));
  // Afterwards, so that nothing in front of a name takes a column from a field that has its whole name.
  KNOWN.forEach((known, field) => find(field, known, name => bareName(field, name)));
  return columns;
}

/** Where a column is that somebody named, or gave the number of; undefined if there is none. */
export function positionOf(header: readonly string[], name: string): number | undefined {
  const [position = Number(name) - 1] = positionsOf(header, name);
  return name !== '' && Number.isInteger(position) && position in header ? position : undefined;
}

/** Where all columns of a name are, as a reader sees names. */
export function positionsOf(header: readonly string[], name: string): number[] {
  return header.flatMap((other, i) => (comparable(other) === comparable(name) ? [i] : []));
}

/** Where all columns are that a reader cannot tell from one that holds a field: those of its name, whatever stands in front. */
export function positionsAlike(header: readonly string[], field: Field, title: string): number[] {
  const name = comparable(title);
  const isWhole = KNOWN.get(field)?.includes(name) !== false;
  return isWhole
    ? positionsOf(header, title)
    : header.flatMap((other, i) => (bareName(field, comparable(other)) === bareName(field, name) ? [i] : []));
}

/** A name without what may stand in front of it. */
function bareName(field: Field, name: string): string {
  const prefix = PREFIXES[field];
  const isBare = (known: string) => name.endsWith(known) && prefix?.test(name.slice(0, -known.length));
  return KNOWN.get(field)?.find(isBare) ?? name;
}

/** A name of a column as it is compared with others: letters and digits only. */
function comparable(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

const KNOWN: ReadonlyMap<Field, readonly string[]> = new Map(
  Object.entries(NAMES).flatMap(([field, names]) => (isField(field) ? [[field, names.map(comparable)] as const] : [])),
);
