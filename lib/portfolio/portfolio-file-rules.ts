import { RootConstruct } from 'constructs';
import { armGuid } from '../azure';
import type { Fault } from '../declaration';
import { LighthouseOffer, Onboarding } from '../lighthouse';
import { type IPecAutomation, PecAutomation } from '../principals';
import { onboardingOf, type PortfolioContext, type PortfolioEntry } from './portfolio-entry';
import { entriesOf } from './portfolio-entry-shape';
import type { PortfolioFile } from './portfolio-file';
import { inspectPortfolio } from './portfolio-rules';

/** What is known of the program that reads a file of customers. */
export interface KnownProgram {
  /**
   * The partner's tenant: a GUID.
   *
   * @default - not known, and no customer is told from it
   */
  readonly managingTenantId?: string;
  /**
   * The object id of PEC-Automation: a GUID.
   *
   * @default - not known; there is one
   */
  readonly automation?: string;
  /**
   * The offers of which is known what they give, by the names that entries have for them: of that tenant.
   *
   * @default - none; there is one of each name
   */
  readonly offers?: Readonly<Record<string, LighthouseOffer>>;
}

/**
 * Finds what {@link CustomerPortfolio.fromFile} would refuse of a file, by its rules, as far as that can be told without
 * the program: what nobody knows of that is supposed to be sound, and to give each offer that the file names.
 *
 * @returns the faults with their ways in the document, such as `['customers', 0, 'tenant']`
 */
export function inspectFile(file: PortfolioFile, program: KnownProgram = {}): Fault[] {
  const entries = entriesOf(file.content);
  const places = { sourceOf: file.sourceOf.bind(file), placeOf: () => undefined };
  const inspected = inspectPortfolio(
    new RootConstruct(),
    file.content,
    entries,
    { offers: supposedOffers(entries, program), automation: supposedAutomation(program) },
    places,
  );
  const ofEntries = inspected.entries.flatMap((faults, i) =>
    faults.map(fault => ({ ...fault, path: ['customers', i, ...fault.path] })),
  );
  return [...file.faults, ...inspected.general, ...ofEntries];
}

/** Ids that no tenant and no principal has. */
const [SOMEBODY, SOME_CLIENT, SOME_TENANT] = ['principal', 'client', 'tenant'].map(what => armGuid('supposed', what));

/** A PEC-Automation of which only the rest is known. */
export function supposedAutomation({ managingTenantId, automation }: KnownProgram): IPecAutomation {
  return PecAutomation.fromAttributes({
    principalId: automation ?? SOMEBODY,
    clientId: SOME_CLIENT,
    tenantId: managingTenantId ?? SOME_TENANT,
  });
}

/** An offer of each name that entries have; if none has one, the only offer that the program may have. */
function supposedOffers(
  given: readonly (PortfolioEntry | undefined)[],
  { offers = {}, managingTenantId = SOME_TENANT }: KnownProgram,
): PortfolioContext['offers'] {
  const entries = given.filter(entry => entry !== undefined);
  const names = new Set(entries.flatMap(namesIn));
  const accepted = entries.filter(entry => onboardingOf(entry) === Onboarding.MARKETPLACE).map(namesIn);
  const supposed = (name: string) => {
    const isAccepted = accepted.some(named => named.length === 0 || named.includes(name));
    return new LighthouseOffer({ name, managingTenantId, plan: isAccepted ? PLAN : undefined });
  };
  return Object.fromEntries(
    [...(names.size === 0 ? [ONLY] : names)].map(name => [
      name,
      Object.hasOwn(offers, name) ? offers[name] : supposed(name),
    ]),
  );
}

const ONLY = 'the only offer';

/** What an offer needs that is accepted in the marketplace. */
const PLAN = { name: 'plan', publisher: 'publisher', product: 'product', version: '1.0.0' };

function namesIn({ offer, offers }: PortfolioEntry): string[] {
  return [offer, ...(offers ?? []).map(listed => listed?.offer)].filter(name => name !== undefined);
}
