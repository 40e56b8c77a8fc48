import { existsSync, readFileSync } from 'node:fs';
import type { Construct } from 'constructs';
import { DeclarationError, type Fault, Faults } from '../declaration';
import { inspectLinkedAccount } from '../principals';
import {
  DelegatedAccess,
  inspectAutomationRole,
  inspectForPolicy,
  inspectPinnedAccess,
  type LighthouseOffer,
  Onboarding,
} from '../lighthouse';
import { AppOutput, changesSince, manifestFromJson, type PortfolioManifest, jsonTextOf } from '../manifest';
import { messageOf } from '../text';
import { type CustomerPortfolioProps, OFFERS, PROPS } from './portfolio-props';
import { offersOfEntry } from './offers-of-entry';
import { manifestEntryOf, onboardingOf, type PortfolioEntry } from './portfolio-entry';

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
  const faults = Faults.none();
  const props = PROPS(given, faults);
  if (props === undefined) {
    throw new DeclarationError(
      subject,
      faults.found.map(({ message }) => ({ path: ['props'], message })),
    );
  }
  inspectOffers(props, entries, faults);
  if (props.automationRole !== undefined) {
    inspectAutomationRole(props.automationRole, faults.at('automationRole'));
  }
  if (props.linkedAccount !== undefined) {
    inspectLinkedAccount(props.linkedAccount, faults.at('linkedAccount'));
  }
  props.signIn?._inspect(faults.at('signIn').confidential);
  props.backend?._inspect(faults.at('backend').confidential);
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
  // In a template nothing may be known to Terraform only, and Azure Policy has rules of its own.
  const [inTemplates, inPolicies] = [Onboarding.ARM_TEMPLATE, Onboarding.POLICY].map(onboarding =>
    offersWith(onboarding, entries, offers),
  );
  const reported = new Set<string>();
  for (const [name, offer] of Object.entries(offers)) {
    const access = DelegatedAccess.of({ offer, automation });
    const found = Faults.none();
    if (offer) {
      access.inspect(found);
    }
    if (inTemplates.has(offer)) {
      inspectPinnedAccess(access, found);
    }
    if (inPolicies.has(offer) && offer) {
      inspectForPolicy(access, found.at('offer'));
    }
    for (const fault of found.found) {
      const [property, ...rest] = fault.path;
      const path = property === 'offer' ? ['offers', name, ...rest] : fault.path;
      const text = JSON.stringify([path, fault.message]);
      if (!reported.has(text)) {
        reported.add(text);
        faults.include([{ ...fault, path }]);
      }
    }
  }
}

/** The offers of the customers whose delegations come about in that way. */
function offersWith(
  onboarding: Onboarding,
  entries: PortfolioEntry[],
  offers: Record<string, LighthouseOffer>,
): Set<LighthouseOffer | undefined> {
  const those = entries.filter(entry => onboardingOf(entry) === onboarding);
  return new Set(those.flatMap(entry => offersOfEntry(entry, { offers })).map(({ offer }) => offer));
}

/** Active customers of the last deployment that are gone. */
export function inspectOrphans(
  scope: Construct,
  entries: PortfolioEntry[],
  previousManifest: string | undefined,
): Fault[] {
  if (previousManifest !== undefined && AppOutput.of(scope).isManifest(previousManifest)) {
    const message = 'is what synth itself writes; keep the portfolio.json of the last deployment elsewhere';
    return [{ path: ['previousManifest'], message: `${previousManifest} ${message}` }];
  }
  if (previousManifest === undefined || !existsSync(previousManifest)) {
    return [];
  }
  let previous: PortfolioManifest;
  try {
    previous = manifestFromJson(jsonTextOf(readFileSync(previousManifest)));
  } catch (error) {
    return [{ path: ['previousManifest'], message: `${previousManifest}: ${messageOf(error)}` }];
  }
  const current: PortfolioManifest = {
    version: previous.version,
    customers: Object.fromEntries(entries.map(entry => [entry.key, manifestEntryOf(entry)])),
  };
  return changesSince(current, previous).orphaned.map(({ key, stack }) => ({
    path: [key],
    message:
      `was active in ${previousManifest} and is gone; the state ${stack} would be orphaned and the delegation stay, ` +
      'so put it back with status: offboarded, apply, and remove it after that',
  }));
}
