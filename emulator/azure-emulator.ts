import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AzureClient } from './azure-client';
import { Endpoints } from './endpoints';
import { AccessTokens, claimedCaller } from './entra/access-tokens';
import { ClientAuthentication } from './entra/client-authentication';
import type { Application, Principal } from './entra/directory';
import { Directory } from './entra/directory';
import { EntraId } from './entra/entra-id';
import { externalIssuer } from './entra/external-issuer';
import { TokenSigner } from './entra/json-web-token';
import type { AzureEmulatorOptions, TokenAudience } from './emulator-options';
import { Guesses } from './guesses';
import { addGraphRoutes } from './graph/microsoft-graph';
import { PartnerBilling } from './graph/partner-billing';
import { AzurePolicy } from './policy/azure-policy';
import { AccessControl, admitToResourceManager } from './resource-manager/access-control';
import { ActivityLog } from './resource-manager/activity-log';
import { Delegations } from './resource-manager/delegations';
import { ManagementGroups } from './resource-manager/management-groups';
import { addManagedServicesRoutes } from './resource-manager/managed-services';
import { ManagementPartner } from './resource-manager/management-partner';
import { addMetadataRoutes } from './resource-manager/metadata';
import { addOwnPermissionsRoute } from './resource-manager/own-permissions';
import { ResourceGraph } from './resource-manager/resource-graph';
import { RoleAssignments } from './resource-manager/role-assignments';
import { Operations } from './resource-manager/operations';
import { SubscriptionService } from './resource-manager/subscription-service';
import { Subscriptions } from './resource-manager/subscriptions';
import { principalNamed, seed, seedDelegations } from './seeding';
import { makeServerIdentity } from './server/certificate-authority';
import { Faults } from './server/faults';
import { HttpsServer } from './server/https-server';
import type { Delay } from './server/progress';
import type { RecordedRequest } from './server/request-log';
import { RequestLog } from './server/request-log';
import { Router } from './server/router';
import type { World } from './world';

const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com';
const TOKEN_EXCHANGE_AUDIENCE = 'api://AzureADTokenExchange';
const LIST_PAGE_SIZE = 200;
const RETRY_AFTER_SECONDS = 15;
const DAY_SECONDS = 24 * 60 * 60;

/** What there is once the server listens. */
interface RunningParts {
  readonly server: HttpsServer;
  readonly router: Router;
  readonly faults: Faults;
  readonly requests: RequestLog;
  readonly directory: Directory;
  readonly subscriptions: Subscriptions;
  readonly managementGroups: ManagementGroups;
  readonly endpoints: Endpoints;
  /** The temporary folder. */
  readonly folder: string;
  readonly authorityCertificate: string;
}

/** An Azure on loopback that is as strict as the real one is known to be, and costs nothing. */
export class AzureEmulator {
  /** Starts an emulated Azure. Stop it, or the process does not end. */
  public static async start(options: AzureEmulatorOptions): Promise<AzureEmulator> {
    // A world that does not fit together is found before anything listens.
    const directory = new Directory(options);
    const subscriptions = new Subscriptions();
    const managementGroups = new ManagementGroups();
    seed(options.world, directory, subscriptions, managementGroups);
    const identity = await makeServerIdentity();
    const [router, faults, requests] = [new Router(), new Faults(), new RequestLog()];
    const server = new HttpsServer({ identity, router, faults, log: requests, callerOf: claimedCaller });
    // The documents of the cloud name its addresses, so the routes come after the port.
    const endpoints = new Endpoints(await server.listen(options.port ?? 0));
    const folder = await mkdtemp(join(tmpdir(), 'emulated-azure-'));
    const { authorityCertificate } = identity;
    const emulator = new AzureEmulator(
      {
        server,
        router,
        faults,
        requests,
        directory,
        subscriptions,
        managementGroups,
        endpoints,
        folder,
        authorityCertificate,
      },
      options,
    );
    await writeFile(emulator.caCertificateFile, authorityCertificate);
    return emulator;
  }

  /** The requests received so far. */
  public readonly requests: RequestLog;
  /** What is to go wrong. */
  public readonly faults: Faults;
  /** Where the parts of the cloud answer. */
  public readonly endpoints: Endpoints;
  /** Tenants, applications, principals. */
  public readonly directory: Directory;
  /** Subscriptions with their rights and registered providers. */
  public readonly subscriptions: Subscriptions;
  /** Registration definitions and assignments of Azure Lighthouse. */
  public readonly delegations: Delegations;
  /** What managing tenants can read about delegations that came and went. */
  public readonly activityLog: ActivityLog;
  /** Management groups with their rights. */
  public readonly managementGroups: ManagementGroups;
  /** Policies of management groups. */
  public readonly policy: AzurePolicy;
  /** The partner admin links. */
  public readonly managementPartner: ManagementPartner;
  /** What Microsoft bills partners for. */
  public readonly billing: PartnerBilling;

  /** Nobody but the emulator verifies its access tokens, so they have the key that is quick to make. */
  private readonly signer = new TokenSigner('ES256');
  private readonly tokens: AccessTokens;
  private readonly guesses: Guesses;
  private readonly agent: Agent;

  private constructor(
    private readonly parts: RunningParts,
    options: AzureEmulatorOptions,
  ) {
    this.requests = parts.requests;
    this.faults = parts.faults;
    this.endpoints = parts.endpoints;
    this.directory = parts.directory;
    this.subscriptions = parts.subscriptions;
    this.managementGroups = parts.managementGroups;
    this.guesses = new Guesses(options.guesses);
    this.delegations = new Delegations(options.indexing);
    seedDelegations(options.world, this.subscriptions, this.delegations, this.directory);
    this.activityLog = new ActivityLog(
      this.directory,
      ({ objectId, tenantId }) => this.readsActivityLog(options.world, objectId, tenantId),
      options.listPageSize ?? LIST_PAGE_SIZE,
    );
    this.managementPartner = new ManagementPartner(options.world.partners, this.guesses);
    this.billing = new PartnerBilling({
      world: options.world,
      endpoints: parts.endpoints,
      guesses: this.guesses,
      exporting: options.exporting ?? { looks: 2 },
      retryAfterSeconds: options.retryAfterSeconds ?? RETRY_AFTER_SECONDS,
    });
    this.tokens = new AccessTokens(this.directory, this.signer, parts.endpoints);
    this.agent = new Agent({ keepAlive: true, ca: parts.authorityCertificate });
    this.policy = this.addRoutes(options);
  }

  /** `https://localhost:port`: Microsoft Entra ID and Azure Resource Manager. */
  public get baseUrl(): string {
    return this.endpoints.resourceManager;
  }

  /** `localhost:port`. */
  public get host(): string {
    return this.endpoints.host;
  }

  /** The file with the certificate that clients must trust; removed at the end. */
  public get caCertificateFile(): string {
    return join(this.parts.folder, 'certificate-authority.pem');
  }

  /** Requests for which the emulator has no route. A test of a whole flow asserts that there are none. */
  public get unknownRequests(): readonly RecordedRequest[] {
    return this.requests.unknown();
  }

  /** What Terraform needs in its environment to find this cloud. Nothing in it is secret, and no sign-in is. */
  public environment(): Record<string, string> {
    return {
      ARM_METADATA_HOSTNAME: this.host,
      ARM_ACTIVE_DIRECTORY_AUTHORITY_HOST: this.endpoints.activeDirectoryAuthority,
      ARM_RESOURCE_MANAGER_ENDPOINT: this.endpoints.resourceManager,
      ARM_RESOURCE_MANAGER_AUDIENCE: this.endpoints.resourceManager,
      ARM_DISABLE_INSTANCE_DISCOVERY: 'true',
      SSL_CERT_FILE: this.caCertificateFile,
      CHECKPOINT_DISABLE: '1',
    };
  }

  /**
   * What Terraform needs in its environment to sign in as a seeded application: its newest client secret, or else a token
   * that its first federated credential accepts.
   *
   * @param reference the display name or the object id of the service principal
   */
  public signIn(reference: string): Record<string, string> {
    const { principal, application } = this.applicationNamed(reference);
    const signIn = { ARM_TENANT_ID: principal.tenantId, ARM_CLIENT_ID: principal.appId, ARM_USE_CLI: 'false' };
    const secret = application.secrets.at(-1);
    if (secret) {
      return { ...signIn, ARM_CLIENT_SECRET: secret.value };
    }
    const credential = application.federatedCredentials.at(0);
    if (!credential) {
      throw new Error(`the application "${reference}" has neither a secret nor a federated credential`);
    }
    const { subject, issuer, audiences } = credential;
    const token = this.issueToken(subject, issuer, audiences[0], DAY_SECONDS);
    return { ...signIn, ARM_USE_OIDC: 'true', ARM_OIDC_TOKEN: token };
  }

  /** A token as GitHub, or another issuer outside, gives it to a pipeline. */
  public issueToken(
    subject: string,
    issuer = GITHUB_ISSUER,
    audience = TOKEN_EXCHANGE_AUDIENCE,
    lifetimeSeconds = 600,
  ): string {
    const now = Math.floor(Date.now() / 1000);
    return externalIssuer().sign({
      iss: issuer,
      sub: subject,
      aud: audience,
      iat: now,
      nbf: now,
      exp: now + lifetimeSeconds,
    });
  }

  /**
   * An access token of a seeded or created principal, as if it had signed in; the only way to be a person here.
   *
   * @param reference display name or object id of a user or a service principal
   */
  public accessToken(
    reference: string,
    audience: TokenAudience = 'resource-manager',
    lifetimeSeconds?: number,
  ): string {
    const principal = this.principal(reference);
    if (principal.kind === 'group') {
      throw new Error(`"${reference}" is a group, and groups do not sign in`);
    }
    const { resourceManager, microsoftGraph } = this.endpoints;
    const resource = audience === 'resource-manager' ? resourceManager : microsoftGraph;
    return this.tokens.issue(principal, resource, lifetimeSeconds);
  }

  /** A client that calls as a principal, or as nobody. */
  public client(reference?: string): AzureClient {
    return new AzureClient({
      endpoints: this.endpoints,
      agent: this.agent,
      tokenFor: audience => reference && this.accessToken(reference, audience),
    });
  }

  /** The principal with a display name or an object id; throws unless there is exactly one. */
  public principal(reference: string): Principal {
    return principalNamed(this.directory, reference);
  }

  /** Ends the server and removes the temporary folder. */
  public async stop(): Promise<void> {
    this.agent.destroy();
    await this.parts.server.close();
    await rm(this.parts.folder, { recursive: true, force: true });
  }

  private applicationNamed(reference: string) {
    const principal = this.principal(reference);
    const application: Application | undefined =
      principal.kind === 'servicePrincipal' ? this.directory.application(principal.appId) : undefined;
    if (principal.kind !== 'servicePrincipal' || !application) {
      throw new Error(`"${reference}" is not the service principal of an application`);
    }
    return { principal, application };
  }

  private readsActivityLog({ tenants }: World, objectId: string, tenantId: string): boolean {
    const identities = this.directory.identitiesOf(objectId, tenantId);
    const readers = tenants.find(({ id }) => id === tenantId)?.activityLogReaders ?? [];
    return readers.some(reader => identities.has(principalNamed(this.directory, reader, tenantId).id.toLowerCase()));
  }

  /** Adds the routes of every service; gives back the one that has more to say than answers. */
  private addRoutes(options: AzureEmulatorOptions): AzurePolicy {
    const { directory, endpoints, subscriptions, delegations, tokens, signer, guesses } = this;
    const { router } = this.parts;
    const untilSeen: Delay = { looks: 1 };
    const authentication = new ClientAuthentication(endpoints, directory);
    const access = new AccessControl(directory, delegations, this.managementGroups);

    addMetadataRoutes(router, endpoints);
    new EntraId({ directory, endpoints, tokens, signer, authentication, guesses }).addRoutes(router);
    addGraphRoutes(router, { directory, tokens, endpoints, guesses, billing: this.billing });

    const arm = router.guardedBy(request => admitToResourceManager(tokens, endpoints.resourceManager, request));
    new SubscriptionService({
      subscriptions,
      directory,
      access,
      delegations,
      registrationDelays: {
        registration: options.registration ?? untilSeen,
        writable: options.writable ?? { looks: 2 },
      },
    }).addRoutes(arm);
    this.managementPartner.addRoutes(arm);
    addManagedServicesRoutes(arm, {
      directory,
      subscriptions,
      access,
      delegations,
      operations: new Operations({
        subscriptions,
        access,
        resourceManager: endpoints.resourceManager,
        retryAfterSeconds: options.retryAfterSeconds ?? RETRY_AFTER_SECONDS,
      }),
      provisioning: options.provisioning ?? untilSeen,
      deletion: options.deletion ?? untilSeen,
      guesses,
      activityLog: this.activityLog,
      listPageSize: options.listPageSize ?? LIST_PAGE_SIZE,
    });
    new ResourceGraph({ delegations, access, guesses, quota: options.graphQuota ?? 15 }).addRoutes(arm);
    this.activityLog.addRoutes(arm);
    addOwnPermissionsRoute(arm, { subscriptions, access, guesses });
    new RoleAssignments({ directory, subscriptions, access }).addRoutes(arm);
    const { resourceManager } = endpoints;
    const policy = new AzurePolicy({ router, tokens, resourceManager, delegations, directory, subscriptions, access });
    policy.addRoutes(arm);
    return policy;
  }
}
