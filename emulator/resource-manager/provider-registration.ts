import type { Delay } from '../server/progress';
import { Progress } from '../server/progress';

/** What a subscription says about a resource provider. */
export enum RegistrationState {
  NOT_REGISTERED = 'NotRegistered',
  REGISTERING = 'Registering',
  REGISTERED = 'Registered',
}

/** How long the two steps of a registration take; each is done at once if nothing is said. */
export interface RegistrationDelays {
  /** Until the state reads `Registered`. */
  readonly registration?: Delay;
  /** From then on, until writes are let in. */
  readonly writable?: Delay;
}

/**
 * The registration of one resource provider in one subscription.
 *
 * The state comes first. A provider that acts in the subscription, as Microsoft.ManagedServices does, then still waits for
 * its own application's role there, and refuses writes meanwhile: alchemy-run/alchemy,
 * packages/alchemy/src/Azure/Lighthouse/RegistrationDefinition.ts, repeats its PUT for five minutes after `Registered`.
 */
export class ProviderRegistration {
  private readonly registration: Progress;
  private writability: Progress | undefined;

  constructor(private readonly delays: RegistrationDelays) {
    this.registration = new Progress(delays.registration);
  }

  /** The state; asking does not count as looking. */
  public get state(): RegistrationState {
    return this.registration.isDone ? RegistrationState.REGISTERED : RegistrationState.REGISTERING;
  }

  /** Looks at the state. */
  public look(): void {
    this.registration.look();
  }

  /** Whether a write is let in. To be refused counts as a look at the step that is under way. */
  public tryToWrite(): boolean {
    const { doneAt } = this.registration;
    if (doneAt === undefined) {
      this.registration.look();
      return false;
    }
    this.writability ??= new Progress(this.delays.writable, doneAt);
    return this.writability.look();
  }
}
