import { existsSync, readFileSync } from 'node:fs';
import type { Construct } from 'constructs';
import { type Fault, Faults } from '../declaration';
import { inspectPartnerPrincipal } from '../identity';
import {
  inspectArmTemplate,
  inspectAutomationRole,
  inspectDelegatedAccess,
  type LighthouseOffer,
  Onboarding,
} from '../lighthouse';
import { AppOutput, changesSince, manifestFromJson, type PortfolioManifest, textOf } from '../manifest';
import type { CustomerPortfolioProps } from './customer-portfolio';
import { manifestEntryOf, offerOf, onboardingOf, type PortfolioEntry } from './portfolio-entry';

/**
 * Finds the faults of what the program gives to a portfolio.
 *
 * @param document the customers, which may be malformed
 * @throws DeclarationError if there are no properties at all
 */
export function inspectPortfolioProps(props: CustomerPortfolioProps, document: unknown, subject: string): Fault[] {
  const faults = Faults.of(props, subject);
  inspectOffers(props, document, faults);
  if (props.automationRole !== undefined) {
    inspectAutomationRole(props.automationRole, faults.at('automationRole'));
  }
  if (props.linkedAccount !== undefined) {
    inspectPartnerPrincipal(props.linkedAccount, faults.at('linkedAccount'));
  }
  if (props.signIn !== undefined) {
    faults.at('signIn').confidential.part(props.signIn, 'a SignIn', 'make it with SignIn, such as SignIn.oidc()');
  }
  if (props.state !== undefined) {
    const cure = 'make it with StateBackend, such as StateBackend.azurerm({ … })';
    faults.at('state').confidential.part(props.state, 'a StateBackend', cure);
  }
  return faults.found;
}

/** Every offer together with PEC-Automation, whose faults are reported once. */
function inspectOffers(props: CustomerPortfolioProps, document: unknown, faults: Faults): void {
  const { offers, automation } = props;
  if (offers === null || typeof offers !== 'object' || Object.keys(offers).length === 0) {
    faults.at('offers').report('is missing or empty; expected the offers by the names that entries give them');
    return;
  }
  const inTemplates = offersInTemplates(document, offers);
  const reported = new Set<string>();
  for (const [name, offer] of Object.entries(offers)) {
    const found = new Faults();
    if (inTemplates.has(offer) && typeof offer?._inspect === 'function') {
      inspectArmTemplate(offer, { automation }, found);
    } else {
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
  document: unknown,
  offers: Record<string, LighthouseOffer>,
): Set<LighthouseOffer | undefined> {
  const deploying = entriesOf(document).filter(entry => onboardingOf(entry) === Onboarding.ARM_TEMPLATE);
  return new Set(deploying.map(entry => offerOf(entry, { offers })));
}

/** The entries that are objects at least. */
function entriesOf(document: unknown): PortfolioEntry[] {
  const { customers } = (document ?? {}) as { customers?: PortfolioEntry[] };
  const entries = Array.isArray(customers) ? customers : [];
  return entries.filter(entry => typeof entry === 'object' && entry !== null);
}

/** Active customers of the last deployment that are gone. */
export function inspectOrphans(scope: Construct, document: unknown, previousManifest: string | undefined): Fault[] {
  if (typeof previousManifest === 'string' && AppOutput.of(scope).isManifest(previousManifest)) {
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
    customers: Object.fromEntries(entriesOf(document).map(entry => [entry.key, manifestEntryOf(entry)])),
  };
  return changesSince(current, previous).orphaned.map(({ key, stack }) => ({
    path: key,
    message:
      `was active in ${previousManifest} and is gone; the state ${stack} would be orphaned and the delegation stay, ` +
      'so put it back with status: offboarded, apply, and remove it after that',
  }));
}
