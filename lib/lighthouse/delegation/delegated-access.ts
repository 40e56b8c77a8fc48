import { type AzureBuiltInRole, BUILT_IN_ROLE, isGuid, LighthouseSupport } from '../../azure';
import { type Fault, type FaultKey, Faults, ofKind, type Properties } from '../../declaration';
import { inspectLinkedAccount, type IPecAutomation, linkedAccount } from '../../principals';
import { knownToDiffer } from '../../terraform';
import { type Authorization, isWellFormed } from '../offer/authorization';
import { inspectDelegableRole, isSameRole } from '../offer/delegable-role';
import { type LighthouseOffer, OFFER } from '../offer/lighthouse-offer';
import { DELETE_ROLE, inspectAutomationBeside } from '../offer/offer-rules';

/** What is delegated and who earns by it: the same for many subscriptions. */
export interface DelegatedAccessProps {
  /** What is delegated to whom. */
  readonly offer: LighthouseOffer;
  /**
   * The principal that earns. It is added to the offer's authorizations, permanently.
   *
   * @default - nobody: what is delegated earns only through another delegation of the same subscription
   */
  readonly automation?: IPecAutomation;
  /**
   * The role that PEC-Automation holds.
   *
   * @default AzureBuiltInRole.SUPPORT_REQUEST_CONTRIBUTOR - earns, and allows next to nothing
   */
  readonly automationRole?: AzureBuiltInRole;
}

/** How to take what is delegated to whom. */
export const DELEGATED_ACCESS: Properties<DelegatedAccessProps> = {
  offer: ofKind(OFFER),
  automation: linkedAccount<IPecAutomation>,
  automationRole: ofKind(BUILT_IN_ROLE),
};

/** An offer with the PEC-Automation that a delegation adds to it: what a registration definition gives. A value. */
export class DelegatedAccess {
  /** The access of these three, made and inspected once: thousands of customers have the same few. */
  public static of({ automation, automationRole, ...given }: Partial<DelegatedAccessProps>): DelegatedAccess {
    // Where it is missing, that is a fault, and nothing else is asked of it.
    const offer = given.offer as LighthouseOffer;
    if (!OFFER.includes(offer)) {
      return new DelegatedAccess(offer, automation, automationRole);
    }
    const ofOffer = made.get(offer) ?? new Map<unknown, Map<unknown, DelegatedAccess>>();
    const ofAutomation = ofOffer.get(automation) ?? new Map<unknown, DelegatedAccess>();
    const access = ofAutomation.get(automationRole) ?? new DelegatedAccess(offer, automation, automationRole);
    made.set(offer, ofOffer.set(automation, ofAutomation.set(automationRole, access)));
    return access;
  }

  /** What is wrong with the three, by the names that they have in {@link DelegatedAccessProps}. */
  private readonly faults: readonly Fault[];
  /** What is wrong with the offer if nobody is added to it. */
  private readonly faultsAlone: readonly Fault[];
  /** Every authorization of the definition, PEC-Automation's included; none as long as there are faults. */
  public readonly authorizations: readonly Authorization[];

  private constructor(
    public readonly offer: LighthouseOffer,
    public readonly automation: IPecAutomation | undefined,
    public readonly automationRole: AzureBuiltInRole | undefined,
  ) {
    const [faults, alone] = [Faults.none(), Faults.none()];
    inspectAccess({ offer, automation, automationRole }, faults);
    if (OFFER.includes(offer) && automation === undefined) {
      inspectOfferAlone(offer, alone.at('offer', 'authorizations'));
    }
    this.faults = faults.found;
    this.faultsAlone = alone.found;
    this.authorizations = this.isSound ? Object.freeze(offer.authorizationsWith(automation, automationRole)) : [];
    Object.freeze(this);
  }

  /** Whether nothing is wrong with it. */
  public get isSound(): boolean {
    return this.faults.length + this.faultsAlone.length === 0;
  }

  /**
   * Tells what is wrong with the three, unless it was told of what could not be taken.
   *
   * @param atOffer where the declaration has the offer
   */
  public inspect(faults: Faults, atOffer: FaultKey[] = ['offer']): void {
    const automationIsRefused = faults.at('automation').isRefused;
    const located = ({ path: [property, ...rest], message }: Fault): Fault => ({
      path: property === 'offer' ? [...atOffer, ...rest] : [property, ...rest],
      message,
    });
    faults.includeNews(this.faults.map(located));
    faults.includeNews(automationIsRefused ? [] : this.faultsAlone.map(located));
  }
}

const made = new WeakMap<LighthouseOffer, Map<unknown, Map<unknown, DelegatedAccess>>>();

function inspectAccess({ offer, automation, automationRole }: DelegatedAccessProps, faults: Faults): void {
  if (automation !== undefined) {
    inspectLinkedAccount(automation, faults.at('automation'));
  }
  const automationIsSound = faults.isEmpty;
  if (automationRole !== undefined) {
    inspectAutomationRole(automationRole, faults.at('automationRole'));
  }
  if (!faults.at('offer').part(offer, OFFER)) {
    return;
  }
  const authorizations = faults.at('offer', 'authorizations');
  if (automation) {
    inspectManagingTenant(offer, automation, faults.at('automation', 'tenantId'));
    if (automationIsSound) {
      inspectAutomationBeside(offer.authorizations, automation, authorizations);
    }
  }
}

/** Nobody is added to the authorizations, so the offer has to bring what a delegation needs. */
function inspectOfferAlone({ authorizations }: LighthouseOffer, faults: Faults): void {
  if (authorizations.length === 0) {
    faults.report('is empty and there is no automation; a delegation needs one authorization at least');
  } else if (authorizations.every(a => isWellFormed(a) && !a.isPermanent)) {
    // azurerm insists on one; Azure's own pages ask for Reader beside each eligible role, to see the customer at all.
    faults.report(
      'are eligible only and there is no automation; add Authorization.permanent with AzureBuiltInRole.READER',
    );
  }
}

function inspectManagingTenant({ managingTenantId }: LighthouseOffer, { tenantId }: IPecAutomation, faults: Faults) {
  if (isGuid(managingTenantId) && knownToDiffer(tenantId, managingTenantId)) {
    faults.reject(
      tenantId,
      `is not the managing tenant ${managingTenantId} of the offer`,
      'PEC-Automation has to live in the managing tenant',
    );
  }
}

/** What to choose for PEC-Automation, of which any other role would be the next fault. */
const EARNING = 'choose a role that earns, such as "Support Request Contributor"';

/** Finds the faults of the role that PEC-Automation shall hold. */
export function inspectAutomationRole(role: AzureBuiltInRole, faults: Faults): void {
  if (!faults.is(role, BUILT_IN_ROLE)) {
    return;
  }
  if (role.lighthouseSupport === LighthouseSupport.DELEGATED_ROLES_ONLY) {
    faults.reject(role.name, 'needs delegated roles', EARNING);
  } else if (isSameRole(role, DELETE_ROLE)) {
    faults.reject(role.name, 'must not go to PEC-Automation', EARNING);
  } else {
    inspectDelegableRole(role, faults, EARNING);
  }
}
