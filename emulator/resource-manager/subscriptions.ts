import { sameText } from '../server/json';
import { ProviderRegistration, type RegistrationDelays, RegistrationState } from './provider-registration';

/** A right of a principal at a subscription or a resource group. */
export interface RoleAssignment {
  readonly principalId: string;
  readonly roleId: string;
  /** @default - the whole subscription */
  readonly resourceGroup?: string;
}

/** A subscription. */
export class Subscription {
  private readonly registrations = new Map<string, ProviderRegistration>();

  constructor(
    public readonly id: string,
    public readonly tenantId: string,
    public readonly displayName: string,
    public readonly resourceGroups: readonly string[],
    public readonly roleAssignments: readonly RoleAssignment[],
  ) {}

  /** Its resource id. */
  public get resourceId(): string {
    return `/subscriptions/${this.id}`;
  }

  /** The name of a resource group as it was created, whatever case it is asked for in. */
  public resourceGroup(name: string): string | undefined {
    return this.resourceGroups.find(candidate => sameText(candidate, name));
  }

  /** Begins to register a provider; one that is registered or under way stays as it is. */
  public register(namespace: string, delays: RegistrationDelays = {}): void {
    if (!this.registrations.has(namespace.toLowerCase())) {
      this.registrations.set(namespace.toLowerCase(), new ProviderRegistration(delays));
    }
  }

  /** Undoes a registration. */
  public unregister(namespace: string): void {
    this.registrations.delete(namespace.toLowerCase());
  }

  /** Looks at the state of a provider, which moves a registration under way on. */
  public look(namespace: string): RegistrationState {
    this.registrations.get(namespace.toLowerCase())?.look();
    return this.registrationOf(namespace);
  }

  /** The state of a provider. */
  public registrationOf(namespace: string): RegistrationState {
    return this.registrations.get(namespace.toLowerCase())?.state ?? RegistrationState.NOT_REGISTERED;
  }

  /** Whether a write to a provider is let in; trying moves a registration under way on. */
  public tryToWrite(namespace: string): boolean {
    return this.registrations.get(namespace.toLowerCase())?.tryToWrite() ?? false;
  }
}

/** All subscriptions of all tenants. */
export class Subscriptions {
  private readonly subscriptions: Subscription[] = [];

  /** Adds a subscription. */
  public add(subscription: Subscription): void {
    this.subscriptions.push(subscription);
  }

  /** A subscription by its id. */
  public find(id: string): Subscription | undefined {
    return this.subscriptions.find(subscription => sameText(subscription.id, id));
  }

  /** Every subscription. */
  public all(): readonly Subscription[] {
    return [...this.subscriptions];
  }
}
