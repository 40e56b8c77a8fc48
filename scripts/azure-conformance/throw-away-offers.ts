import { randomUUID } from 'node:crypto';
import { AzureBuiltInRole } from '../../lib/azure';
import type { AzureAnswer } from '../../emulator';
import { type Context, until } from './context';
import { stateOf } from './findings';
import { API_VERSION } from './session';

const VERSION = API_VERSION.managedServices;
const ENDED = ['Succeeded', 'Failed', 'Canceled'];
const PROVIDER = '/providers/Microsoft.ManagedServices';

/** Offers and their assignments that exist for the time of the questions. The managing application becomes a Reader. */
export class ThrowAwayOffers {
  constructor(
    private readonly context: Context,
    private readonly principalId: string,
  ) {}

  /** The subscription. */
  public get subscription(): string {
    return `/subscriptions/${this.context.settings.subscriptionId}`;
  }

  /** The id of a definition that does not exist yet. */
  public newDefinition(): string {
    return `${this.subscription}${PROVIDER}/registrationDefinitions/${randomUUID()}`;
  }

  /** The list of assignments at a scope. */
  public assignments(scope: string): string {
    return `${scope}${PROVIDER}/registrationAssignments`;
  }

  /** Writes a definition; the name is as unique as its id, since no scope takes two offers of one name. */
  public async define(id: string, change: object = {}, plan?: object): Promise<AzureAnswer> {
    this.context.cleanUp.add(`definition ${id}`, () => this.removeDefinition(id));
    return this.context.customer.arm('PUT', id, VERSION, this.body(id, change, plan));
  }

  /** What `define` sends. */
  public body(id: string, change: object = {}, plan?: object): object {
    const properties = {
      registrationDefinitionName: `azure-conformance ${id.slice(-12)}`,
      managedByTenantId: this.context.settings.managing.tenantId,
      authorizations: [this.authorization()],
      ...change,
    };
    return { properties, ...(plan && { plan }) };
  }

  /** The one authorization of an offer. */
  public authorization(change: object = {}): object {
    return { principalId: this.principalId, roleDefinitionId: AzureBuiltInRole.READER.id, ...change };
  }

  /** Assigns a definition. */
  public async assign(id: string, registrationDefinitionId: string): Promise<AzureAnswer> {
    this.context.cleanUp.add(`assignment ${id}`, () => this.removeAssignment(id));
    return this.context.customer.arm('PUT', id, VERSION, { properties: { registrationDefinitionId } });
  }

  /** Reads a definition or an assignment, or a list. */
  public async read(id: string): Promise<AzureAnswer> {
    return this.context.customer.arm('GET', id, VERSION);
  }

  /** Reads one until it has succeeded, or has failed for good. */
  public async settled(id: string): Promise<AzureAnswer> {
    return until(
      this.context.patience,
      () => this.read(id),
      answer => ENDED.includes(stateOf(answer)),
    );
  }

  /** Deletes a definition, once. */
  public async deleteDefinition(id: string): Promise<AzureAnswer> {
    return this.context.customer.arm('DELETE', id, VERSION);
  }

  /** Deletes an assignment if it is there, and waits until it is gone; whether it is. */
  public async removeAssignment(id: string): Promise<boolean> {
    if (isGone(await this.read(id))) {
      return true;
    }
    await this.context.customer.arm('DELETE', id, VERSION);
    return isGone(await until(this.context.patience, () => this.read(id), isGone));
  }

  /** Deletes a definition if it is there, again if it is held; whether it is gone. */
  private async removeDefinition(id: string): Promise<boolean> {
    if (isGone(await this.read(id))) {
      return true;
    }
    await until(this.context.patience, () => this.deleteDefinition(id), isDeleted);
    return isGone(await this.read(id));
  }
}

function isGone({ status }: AzureAnswer): boolean {
  return status === 404;
}

function isDeleted({ status }: AzureAnswer): boolean {
  return status === 200 || status === 204;
}
