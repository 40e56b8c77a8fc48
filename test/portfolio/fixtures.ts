import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { CustomerPortfolio, type CustomerPortfolioProps, type PortfolioEntry } from 'cdktf-partner-earned-credit';
import { automation, faultsOf, newApp, newOffer } from '../fabrikam';

const folder = mkdtempSync(join(tmpdir(), 'pec-portfolio-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

export const offers = {
  'managed-services': newOffer(),
  'on-demand': newOffer({ name: 'Fabrikam on demand' }),
};

export const props: CustomerPortfolioProps = { offers, automation };

/** A made-up GUID of a customer: `0` for its tenant, more for subscriptions. */
export function guid(customer: number, position = 0): string {
  return `c${String(customer).padStart(7, '0')}-0000-4000-8000-${String(position).padStart(12, '0')}`;
}

/** An entry without a fault. */
export function entry(customer: number, changes: object = {}): PortfolioEntry {
  return {
    key: `customer-${customer}`,
    name: `Customer ${customer}`,
    tenant: guid(customer),
    offer: 'managed-services',
    subscriptions: [{ id: guid(customer, 1) }],
    ...changes,
  };
}

/** Writes a file; gives its path relative to the folder of the program. */
export function write(text: string | Buffer, name = 'customers.yaml'): string {
  writeFileSync(join(folder, name), text);
  return relative('.', join(folder, name));
}

/** The sentences of a file's faults, its path shortened to its name. */
export function faultsOfFile(text: string | Buffer, changes: object = {}, name = 'customers.yaml'): string[] {
  const path = write(text, name);
  return faultsOf(() => CustomerPortfolio.fromFile(newApp(), path, { ...props, ...changes })).map(fault =>
    fault.replaceAll(path, name),
  );
}

/** The sentences of a list's faults. */
export function faultsOfList(customers: unknown, changes: object = {}): string[] {
  return faultsOf(() => CustomerPortfolio.fromArray(newApp(), customers as PortfolioEntry[], { ...props, ...changes }));
}
