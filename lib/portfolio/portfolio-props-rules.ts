import { existsSync, readFileSync } from 'node:fs';
import type { Construct } from 'constructs';
import { BUILT_IN_ROLE } from '../azure';
import { STATE_BACKEND } from '../stacks';
import {
  confidential,
  DeclarationError,
  type Fault,
  Faults,
  flag,
  mapOf,
  objectOf,
  ofKind,
  required,
  text,
} from '../declaration';
import { inspectPartnerPrincipal, partnerPrincipal, SIGN_IN } from '../principals';
import {
  inspectArmTemplate,
  inspectAutomationRole,
  inspectDelegatedAccess,
  type LighthouseOffer,
  OFFER,
  Onboarding,
} from '../lighthouse';
import { AppOutput, changesSince, manifestFromJson, type PortfolioManifest, textOf } from '../manifest';
import type { CustomerPortfolioProps } from './customer-portfolio';
import { manifestEntryOf, offerOf, onboardingOf, type PortfolioEntry } from './portfolio-entry';

const OFFERS = 'the offers by the names that entries give them';

const PROPS = required(
  objectOf<CustomerPortfolioProps>('a portfolio', '{ offers, automation }', {
    offers: mapOf(ofKind(OFFER), OFFERS),
    automation: partnerPrincipal,
    automationRole: ofKind(BUILT_IN_ROLE),
    linkedAccount: partnerPrincipal,
    state: confidential(ofKind(STATE_BACKEND)),
    signIn: confidential(ofKind(SIGN_IN)),
    deletionProtection: flag,
    registerResourceProvider: flag,
    previousManifest: text,
  }),
  'the properties of the construct',
);

/**
 * Takes what the program gives to a portfolio, and finds its faults.
 *
 * @throws DeclarationError if there are no properties at all
 */
export function takePortfolioProps(
  given: CustomerPortfolioProps,
  entries: PortfolioEntry[],
  subject: string,
): { props: CustomerPortfolioProps; faults: Fault[] } {
  const faults = new Faults();
  const props = PROPS(given, faults);
  if (props === undefined) {
    throw new DeclarationError(
      subject,
      faults.found.map(({ message }) => ({ path: 'props', message })),
    );
  }
  inspectOffers(props, entries, faults);
  if (props.automationRole !== undefined) {
    inspectAutomationRole(props.automationRole, faults.at('automationRole'));
  }
  if (props.linkedAccount !== undefined) {
    inspectPartnerPrincipal(props.linkedAccount, faults.at('linkedAccount'));
  }
  props.signIn?._inspect(faults.at('signIn').confidential);
  props.state?._inspect(faults.at('state').confidential);
  return { props, faults: faults.found };
}

/** Every offer together with PEC-Automation, whose faults are reported once. */
function inspectOffers(
  { offers = {}, automation }: CustomerPortfolioProps,
  entries: PortfolioEntry[],
  faults: Faults,
): void {
  if (Object.keys(offers).length === 0 && !faults.at('offers').isRefused) {
    faults.at('offers').report(`is missing or empty; expected ${OFFERS}`);
  }
  const inTemplates = offersInTemplates(entries, offers);
  const reported = new Set<string>();
  for (const [name, offer] of Object.entries(offers)) {
    const found = new Faults();
    if (inTemplates.has(offer)) {
      inspectArmTemplate(offer, { automation }, found);
    } else if (offer) {
      inspectDelegatedAccess({ offer, automation }, found);
    }
    for (const { path, message } of found.found) {
      const full = path.replace(/^offer\b/, `offers.${name}`);
      if (!reported.has(`${full} ${message}`)) {
        reported.add(`${full} ${message}`);
        faults.at(full).report(message);
      }
    }
  }
}

/** The offers that customers deploy as templates, in which nothing may be known to Terraform only. */
function offersInTemplates(
  entries: PortfolioEntry[],
  offers: Record<string, LighthouseOffer>,
): Set<LighthouseOffer | undefined> {
  const deploying = entries.filter(entry => onboardingOf(entry) === Onboarding.ARM_TEMPLATE);
  return new Set(deploying.map(entry => offerOf(entry, { offers })));
}

/** Active customers of the last deployment that are gone. */
export function inspectOrphans(
  scope: Construct,
  entries: PortfolioEntry[],
  previousManifest: string | undefined,
): Fault[] {
  if (previousManifest !== undefined && AppOutput.of(scope).isManifest(previousManifest)) {
    const message = 'is what synth itself writes; keep the portfolio.json of the last deployment elsewhere';
    return [{ path: 'previousManifest', message: `${previousManifest} ${message}` }];
  }
  if (previousManifest === undefined || !existsSync(previousManifest)) {
    return [];
  }
  let previous: PortfolioManifest;
  try {
    previous = manifestFromJson(textOf(readFileSync(previousManifest)));
  } catch (error) {
    return [{ path: 'previousManifest', message: `${previousManifest}: ${(error as Error).message}` }];
  }
  const current: PortfolioManifest = {
    version: previous.version,
    customers: Object.fromEntries(entries.map(entry => [entry.key, manifestEntryOf(entry)])),
  };
  return changesSince(current, previous).orphaned.map(({ key, stack }) => ({
    path: key,
    message:
      `was active in ${previousManifest} and is gone; the state ${stack} would be orphaned and the delegation stay, ` +
      'so put it back with status: offboarded, apply, and remove it after that',
  }));
}
