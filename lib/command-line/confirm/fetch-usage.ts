import { AzureCloud } from '../../azure';
import {
  type AzureTransport,
  beginExport,
  type BlobReader,
  blobReader,
  CutOffError,
  endpointsOf,
  type Environment,
  type ExportedUsage,
  exportedManifest,
  type Pause,
  type SignedIn,
  signIn,
  signInMethodOf,
  type UsageManifest,
} from '../../azure-live';
import { manifestOf } from '../../billing';
import { verifiableCustomers } from '../../reports';
import { messageOf } from '../../text';
import { readReport } from '../readiness/file';
import { readingOf, UsageError } from '../result';
import { withCleanUp } from '../signals';
import { type Terminal, withProgress } from '../terminal';
import { managingTenantsOf } from '../verify/declaration';
import { declaredIdentities, isIdentity } from '../verify/identities';
import { managingTenantOf } from '../verify/look';
import { type Download, FetchFolder } from './fetch-folder';
import { nameOf } from './fetch-options';

/** What is around the program; a test puts its own in place. */
export interface FetchSurroundings {
  readonly env: Environment;
  readonly transport: AzureTransport;
  readonly pause: Pause;
}

/** What is fetched, and where to. */
export interface FetchRequest {
  readonly usages: readonly ExportedUsage[];
  /** The readiness report, which says whose usage it is, and who must not ask for it. */
  readonly readiness: string;
  /** The folder in which what was fetched stays. @default - nothing stays */
  readonly keep?: string;
}

/** How often a download is begun anew: the signature had ended, or Microsoft had newer data in the middle of it. */
const MOST_DOWNLOADS = 3;

/** How often a part is tried whose connection breaks. */
const MOST_TRIES = 4;

const MEGABYTE = 1_000_000;

/**
 * Fetches usage from Microsoft Graph, and hands over the folders that hold it.
 *
 * @throws UsageError or SignInError: one line, without a token or an address that holds a signature
 */
export async function withFetchedUsage<T>(
  { usages, readiness, keep }: FetchRequest,
  terminal: Terminal,
  surroundings: FetchSurroundings,
  use: (folders: string[]) => Promise<T>,
): Promise<T> {
  const folder = new FetchFolder(keep);
  let progress = 'Fetching usage';
  const fetchAll = async () => {
    const signedIn = await signInForBilling(readiness, surroundings);
    const blobs = await blobReader(surroundings.transport);
    const folders: string[] = [];
    for (const usage of usages) {
      const name = nameOf(usage);
      const say = (what: string) => void (progress = `Fetching ${name}, ${what}`);
      try {
        folders.push(await new Fetching(signedIn, blobs, surroundings.pause, say).into(folder, usage));
      } catch (error) {
        throw new UsageError(`--fetch ${name}: ${messageOf(error)}`);
      }
    }
    return folders;
  };
  return withCleanUp(
    () => folder.cleanUp(),
    async () => use(await withProgress(terminal, () => progress, fetchAll())),
  );
}

/**
 * Signs in as whoever may read the bills. That is an application of its own: with the rights of PEC-Automation or of
 * anybody else in an offer it would hold bills and access to customers in one hand.
 */
async function signInForBilling(file: string, { env, transport }: FetchSurroundings): Promise<SignedIn> {
  const customers = readingOf(`${file}: `, () => verifiableCustomers(readReport(file)));
  // Microsoft Graph exports bills in the global cloud only, whatever clouds the customers are in.
  const endpoints = await endpointsOf(AzureCloud.PUBLIC, env, transport);
  const tenantId = managingTenantOf({ managingTenants: managingTenantsOf(file, customers) }, env);
  const signedIn = await signIn(signInMethodOf(env, tenantId), endpoints, transport);
  if (signedIn.tenantId !== tenantId) {
    throw new UsageError(`signed in to tenant ${signedIn.tenantId}, but the customers are delegated to ${tenantId}`);
  }
  const delegations = customers.flatMap(customer => customer.delegations);
  const isDeclared =
    declaredIdentities(delegations).some(identity => isIdentity(signedIn, identity)) ||
    delegations
      .flatMap(({ authorizations }) => authorizations)
      .some(({ principalId }) => principalId.toLowerCase() === signedIn.objectId);
  if (isDeclared) {
    throw new UsageError(
      `--fetch: signed in as ${signedIn.objectId}, whom ${file} declares; read bills with an application of its own, ` +
        'which has access to no customer',
    );
  }
  return signedIn;
}

/** One export on its way. */
class Fetching {
  constructor(
    private readonly signedIn: SignedIn,
    private readonly blobs: BlobReader,
    private readonly pause: Pause,
    private readonly say: (what: string) => void,
  ) {}

  public async into(folder: FetchFolder, usage: ExportedUsage): Promise<string> {
    let refused: string | undefined;
    for (let time = 1; time <= MOST_DOWNLOADS; time++) {
      this.say('Microsoft prepares it');
      const operation = await beginExport(this.signedIn, usage);
      const manifest = await exportedManifest(this.signedIn, operation, this.pause);
      const parts = partsOf(manifest);
      const download = folder.begin();
      refused = await this.write(download, parts, manifest);
      if (refused === undefined) {
        const { version } = await exportedManifest(this.signedIn, operation, this.pause);
        if (version === manifest.version) {
          return download.end(nameOf(usage), keptManifest(manifest, parts));
        }
      }
    }
    throw new Error(
      `its parts could not be downloaded (${refused ?? 'Microsoft had newer data each time'}); try again later`,
    );
  }

  /** Writes all parts. What it returns is why one was refused: its signature has ended, or it is not there any more. */
  private async write(
    download: Download,
    parts: ReadonlyMap<string, string>,
    { addressOf }: UsageManifest,
  ): Promise<string | undefined> {
    const progress = { part: 0, received: 0 };
    const say = () =>
      this.say(`part ${progress.part} of ${parts.size}, ${Math.floor(progress.received / MEGABYTE)} MB`);
    async function* counted(bytes: AsyncIterable<Uint8Array>) {
      for await (const some of bytes) {
        progress.received += some.length;
        say();
        yield some;
      }
    }
    for (const [name, blob] of parts) {
      progress.part++;
      const refused = await this.patiently(async () => {
        const answer = await this.blobs(addressOf(blob));
        return 'refused' in answer ? answer.refused : download.write(name, counted(answer.bytes));
      });
      if (refused !== undefined) {
        return refused;
      }
    }
    return undefined;
  }

  /** Tries again where a connection broke: after 1, 2 and 4 seconds. */
  private async patiently<T>(work: () => Promise<T>): Promise<T> {
    for (let time = 1; ; time++) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof CutOffError) || time === MOST_TRIES) {
          throw error;
        }
        await this.pause(2 ** (time - 1));
      }
    }
  }
}

/** What the parts are called here, and in the storage. They get names of ours, because a name may be a path. */
function partsOf({ document }: UsageManifest): Map<string, string> {
  const { parts } = manifestOf('the manifest', document);
  return new Map(parts.map((part, i) => [`part-${String(i).padStart(5, '0')}.json.gz`, part]));
}

/** The manifest as it is kept: what is known to be harmless, with the names that the parts have here. */
function keptManifest({ document, version }: UsageManifest, parts: ReadonlyMap<string, string>): object {
  const { id, schemaVersion, dataFormat, createdDateTime, partnerTenantId, blobCount } = document;
  const blobs = [...parts.keys()].map(name => ({ name }));
  return { id, schemaVersion, dataFormat, createdDateTime, eTag: version, partnerTenantId, blobCount, blobs };
}
