import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type AnySchema } from 'ajv/dist/2020';
import {
  type Customer,
  Onboarding,
  PecReadiness,
  ReadinessReport,
  UnmanagedCustomer,
} from 'cdktf-partner-earned-credit';
import {
  automation,
  CUSTOMER_TENANT,
  newApp,
  newCustomer,
  newDelegation,
  newOffer,
  newStack,
  OTHER_SUBSCRIPTION,
  SUBSCRIPTION,
  token,
  PLAN,
} from '../fabrikam';
import { largeReport, smallReport } from './sample-reports';

const schema = JSON.parse(
  readFileSync(join(__dirname, '..', '..', 'lib', 'reports', 'readiness.schema.json'), 'utf8'),
) as AnySchema;
const validate = new Ajv2020({ allErrors: true, strict: true }).compile(schema);

/** What is wrong with a document, by its place. */
function faultsOf(document: unknown): string[] {
  return validate(document)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function parsed(report: ReadinessReport): Record<string, unknown> {
  return JSON.parse(report.toJson()) as Record<string, unknown>;
}

/** Customers of every kind, judged by the rules. */
function judged(): ReadinessReport {
  const app = newApp();
  newCustomer(app, 'contoso');
  newCustomer(app, 'northwind', { automation: undefined }, { subscriptions: [{ id: OTHER_SUBSCRIPTION }] });
  const stack = newStack('landing-zone', app);
  newDelegation(stack, { subscriptionId: token(stack, 'subscription'), automation });
  const customer: Customer = {
    name: 'Woodgrove',
    tenantId: CUSTOMER_TENANT,
    subscriptions: [{ id: SUBSCRIPTION, resourceGroups: ['rg-web'] }],
    ring: 'canary',
    tags: { region: 'EMEA' },
    notes: 'Renewal in May.',
    acknowledgements: [{ rule: 'marketplace-plan', reason: 'Version 1.2 of the plan was checked.' }],
  };
  const offer = newOffer({ plan: PLAN });
  new UnmanagedCustomer(app, 'woodgrove', { customer, onboarding: Onboarding.MARKETPLACE, offer, automation });
  return PecReadiness.check(app);
}

describe('readiness.schema.json', () => {
  it.each([
    ['nobody', new ReadinessReport([])],
    ['every verdict, and an exception', smallReport()],
    ['a selection', smallReport('PEC_RINGS=canary')],
    ['many', largeReport(200, 60)],
    ['what the rules judged', judged()],
  ])('describes a report of %s', (_case, report) => {
    expect(faultsOf(parsed(report))).toEqual([]);
  });

  it('allows members that are not there yet', () => {
    const { customers, ...document } = parsed(smallReport());
    const more = (customers as object[]).map(customer => ({ ...customer, revenue: 12 }));
    expect(faultsOf({ ...document, customers: more, currency: 'CHF' })).toEqual([]);
  });

  it('finds what is missing or something else', () => {
    const { rules: _rules, ...document } = parsed(smallReport());
    const [customer] = document.customers as object[];
    expect(faultsOf({ ...document, version: 2, customers: [{ ...customer, verdict: 'perhaps' }] })).toEqual([
      " must have required property 'rules'",
      '/version must be equal to constant',
      '/customers/0/verdict must be equal to one of the allowed values',
    ]);
  });

  it('describes every member that reports have', () => {
    const closed = JSON.parse(JSON.stringify(schema), (_key, value: Record<string, unknown> | null) =>
      value?.type === 'object' && value.properties ? { ...value, additionalProperties: false } : value,
    ) as AnySchema;
    const validateClosed = new Ajv2020().compile(closed);
    for (const report of [judged(), smallReport('PEC_RINGS=canary')]) {
      expect([validateClosed(parsed(report)), validateClosed.errors]).toEqual([true, null]);
    }
    expect(validateClosed({ ...parsed(smallReport()), currency: 'CHF' })).toBe(false);
  });
});

describe('ReadinessReport.fromJson', () => {
  it('gives the report that was written', () => {
    const report = judged();
    expect(ReadinessReport.fromJson(report.toJson()).toJson()).toBe(report.toJson());
  });

  it.each([
    ['no report', '{"customers": {}}', 'this is no readiness report; expected the readiness.json that synth writes'],
    ['nothing', 'null', 'this is no readiness report; expected the readiness.json that synth writes'],
    [
      'a report of a newer version',
      '{"version": 4, "customers": []}',
      'this readiness report has version 4, which a newer cdktf-partner-earned-credit wrote; update the package',
    ],
    [
      'a report of an older version',
      '{"version": 2, "customers": []}',
      'this readiness report has version 2, which an older cdktf-partner-earned-credit wrote; synth again',
    ],
  ])('refuses %s', (_what, json, message) => {
    expect(() => ReadinessReport.fromJson(json)).toThrow(message);
  });
});
