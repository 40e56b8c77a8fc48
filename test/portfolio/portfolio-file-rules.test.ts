import { join } from 'node:path';
import { faultText } from '../../lib/declaration';
import { inspectFile, type KnownProgram, PortfolioFile, supposedAutomation } from '../../lib/portfolio';
import { MANAGING_TENANT, newOffer } from '../fabrikam';
import { entry, faultsOfFile, guid, offers } from './fixtures';

const EXAMPLE = join(__dirname, '..', '..', 'examples', 'portfolio', 'customers.yaml');

const textOf = (...customers: object[]) => JSON.stringify({ customers });
const inspect = (text: string, program?: KnownProgram) =>
  inspectFile(PortfolioFile.of(text, 'customers.yaml'), program).map(faultText);

/** The faults of synth without place, and with the position of the entry in place of its key. */
const bySynth = (text: string) =>
  faultsOfFile(text)
    .map(fault => fault.replace(/^customers\.yaml:\d+:\d+ /, ''))
    .map(fault => fault.replace(/^customer-(\d+)/, (_, number) => `customers[${Number(number) - 1}]`));

const several = (...listed: object[]) => ({ offer: undefined, subscriptions: undefined, offers: listed });

describe('a file without its program', () => {
  it('is right if synth takes it', () => {
    expect(inspectFile(PortfolioFile.read(EXAMPLE))).toEqual([]);
  });

  it.each([
    ['an id', entry(1, { tenant: 'abc' })],
    ['the managing tenant', entry(1, { tenant: MANAGING_TENANT })],
    ['the id of nobody', entry(1, { tenant: '00000000-0000-0000-0000-000000000000' })],
    ['no id', entry(1, { subscriptions: [{ id: guid(1, 1), definitionId: '' }] })],
    ['a misspelt property', entry(1, { tennant: guid(1) })],
    [
      'what does not go with the onboarding',
      entry(1, { onboarding: 'arm-template', subscriptions: [{ id: guid(1, 1), adopt: true }] }),
    ],
    ['a role that cannot be delegated', entry(1, { automationRole: 'Owner' })],
    [
      'PEC-Automation twice',
      entry(
        1,
        several(
          { offer: 'managed-services', automation: true, subscriptions: [{ id: guid(1, 1) }] },
          { offer: 'on-demand', automation: true, subscriptions: [{ id: guid(1, 1), key: 'again' }] },
        ),
      ),
    ],
  ])('has the fault that synth finds: %s', (_, customer) => {
    const text = textOf(customer, entry(2));
    const program = { managingTenantId: MANAGING_TENANT, offers };
    expect(inspect(text, program).length).toBeGreaterThan(0);
    expect(inspect(text, program)).toEqual(bySynth(text));
  });

  it('has the faults of synth between entries', () => {
    const text = textOf(entry(1), { ...entry(2), key: 'customer-1' }, entry(3, { tenant: guid(1) }));
    expect(inspect(text).filter(fault => fault.includes('key'))).toEqual([
      'customers[1].key: "customer-1" is the key of another customer; give each customer a key of its own',
    ]);
    expect(inspect(text)).toHaveLength(2);
  });

  it('has no fault of which nobody can know: what the program gives is supposed to be right', () => {
    expect(inspect(textOf(entry(1, { tenant: MANAGING_TENANT, offer: 'whatever' })))).toEqual([]);
    expect(inspect(textOf(entry(1, { offer: undefined })))).toEqual([]);
    expect(inspect(textOf(entry(1, { offer: undefined }), entry(2)))).toEqual([]);
    expect(inspect(textOf(entry(1, { offer: undefined }), entry(2), entry(3, { offer: 'gold' })))).toEqual([
      'customers[0].offer: is missing; expected one of managed-services, gold',
    ]);
  });

  it.each([
    ['that offer', 'managed-services'],
    ['the only offer', undefined],
  ])('supposes that one accepted in the marketplace has a plan: %s', (_, offer) => {
    expect(inspect(textOf(entry(1, { offer, onboarding: 'marketplace' })))).toEqual([]);
    expect(inspect(textOf(entry(1, { offer: 'gold' }), entry(2, { offer, onboarding: 'marketplace' })))).toEqual([]);
  });

  it('supposes that one of a policy has none', () => {
    const byPolicy = { onboarding: 'policy', managementGroup: { id: 'one', location: 'westeurope' } };
    expect(inspect(textOf(entry(1, byPolicy)))).toEqual([]);
    expect(inspect(textOf(entry(1, byPolicy), entry(2, { onboarding: 'marketplace', offer: 'gold' })))).toEqual([]);
  });

  it('is judged by offers that are known', () => {
    const listed = several(
      { offer: 'a', subscriptions: [{ id: guid(1, 1) }] },
      { offer: 'b', subscriptions: [{ id: guid(1, 1), key: 'again' }] },
    );
    const known = { a: newOffer(), b: newOffer() };
    expect(inspect(textOf(entry(1, listed)))).toEqual([]);
    expect(inspect(textOf(entry(1, listed)), { managingTenantId: MANAGING_TENANT, offers: known })).toEqual([
      expect.stringContaining('is delegated at this subscription by the same customer already'),
    ]);
  });

  it('has the faults of YAML, and those of no list', () => {
    expect(inspect('customers: []\ncustomers: []\n')).toEqual([
      'customers.yaml:2:1: is written twice in one object; keep one of the two',
      expect.stringContaining('customers: is empty'),
    ]);
    expect(inspect('customers:\n')).toEqual([expect.stringContaining('customers: ')]);
  });

  it('has a PEC-Automation, as far as that is known', () => {
    const known = supposedAutomation({ managingTenantId: MANAGING_TENANT, automation: guid(1) });
    expect([known.principalId, known.tenantId]).toEqual([guid(1), MANAGING_TENANT]);
    expect(supposedAutomation({}).principalId).toMatch(/^[0-9a-f-]{36}$/);
  });
});
