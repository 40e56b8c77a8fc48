import { resolve } from 'node:path';
import type { App, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { AppStore } from '../app';
import { OutputFolder } from './output-folder';
import { MANIFEST_FILE, type ManifestEntry, manifestToJson } from './portfolio-manifest';
import { removeStaleFiles } from './stale-files';

/** What `AnnotationMetadataEntryType.ERROR` of cdktf is. With such an annotation cdktf-cli ends synth as failed. */
const ERROR = '@cdktf/error';

/** What an app writes into its output folder beside Terraform, and the manifest that vouches for all of it. */
export class AppOutput {
  /** The output of the app that a construct belongs to. */
  public static of(scope: IConstruct): AppOutput {
    return outputs.of(scope);
  }

  /** Which customers the app was told to declare; undefined if all. */
  public selection?: string;
  /** Undefined where the root is no app, and nothing is written. */
  private readonly folder?: OutputFolder;
  private readonly customers = new Map<string, () => ManifestEntry>();
  private readonly texts = new Map<string, () => string>();
  private readonly watched = new WeakSet<TerraformStack>();
  private hashes = new Map<string, string>();
  private isDeclared = false;
  private isBegun = false;

  constructor(private readonly app: Partial<App>) {
    const { outdir, manifest } = app;
    if (outdir === undefined || manifest === undefined) {
      return;
    }
    this.folder = new OutputFolder(outdir);
    // What cdktf does last. A validation of the app is too early: another one after it may still fail synth.
    const writeToFile = manifest.writeToFile.bind(manifest);
    manifest.writeToFile = () => {
      writeToFile();
      this.end();
    };
  }

  /** Whether a synth that was found sound is being written. */
  public get isUnderway(): boolean {
    return this.isBegun;
  }

  /** The name of the manifest, if there will be one. */
  public get manifest(): string | undefined {
    return this.customers.size > 0 ? MANIFEST_FILE : undefined;
  }

  /**
   * Says that constructs are being declared: what an earlier run wrote is not to be trusted any more, also if this
   * declaration turns out to be wrong. Does something the first time only.
   */
  public declare(): void {
    if (!this.isDeclared) {
      this.isDeclared = true;
      this.invalidate();
    }
  }

  /** Takes manifest and reports away: nothing in the folder is to be trusted until synth has ended. */
  public invalidate(): void {
    this.folder?.invalidate();
  }

  /** Adds a customer to the manifest, and with the first one a manifest to the output. */
  public addCustomer(key: string, entry: () => ManifestEntry): void {
    this.customers.set(key, entry);
  }

  /** Whether the manifest has a customer of that key already. */
  public hasCustomer(key: string): boolean {
    return this.customers.has(key);
  }

  /** Whether a file is the manifest that this app writes. */
  public isManifest(file: string): boolean {
    return this.folder !== undefined && resolve(file) === resolve(this.folder.path, MANIFEST_FILE);
  }

  /**
   * Adds a file that is written once every stack has been.
   *
   * @param name its path in the output folder
   */
  public addText(name: string, text: () => string): void {
    this.texts.set(name, text);
  }

  /** Begins to write, before the first stack is written. */
  public begin(stacks: TerraformStack[]): void {
    this.folder?.begin();
    this.hashes = new Map();
    this.isBegun = true;
    stacks.forEach(stack => this.watch(stack));
  }

  /** Hashes what a stack writes as soon as it has: what another synth writes there must not pass for it. */
  public watch(stack: TerraformStack): void {
    if (this.watched.has(stack)) {
      return;
    }
    this.watched.add(stack);
    const { synthesizer } = stack;
    stack.synthesizer = {
      synthesize: session => {
        synthesizer.synthesize(session);
        this.hash(session.manifest.forStack(stack).synthesizedStackPath);
      },
    };
  }

  /** Writes texts at once, by their path in the output folder: what a synth leaves that fails. */
  public leave(texts: Record<string, () => string>): void {
    Object.entries(texts).forEach(([name, text]) => this.folder?.write(name, text()));
  }

  /** The path of a stack's file in the output folder, and the SHA-256 of what was written; none if nothing was. */
  public fileOf(stack: TerraformStack): Pick<ManifestEntry, 'file' | 'sha256'> {
    const file = this.app.manifest?.forStack(stack).synthesizedStackPath.replaceAll('\\', '/');
    return file === undefined ? {} : { file, sha256: this.hashes.get(file) };
  }

  private hash(path: string): void {
    const name = path.replaceAll('\\', '/');
    const sha256 = this.hashes.get(name) ?? this.folder?.sha256(name);
    if (sha256 !== undefined) {
      this.hashes.set(name, sha256);
    }
  }

  private end(): void {
    const stacks = Object.values(this.app.manifest?.stacks ?? {});
    if (!this.folder || !this.isBegun) {
      return;
    }
    this.isBegun = false;
    if (stacks.some(({ annotations }) => annotations.some(({ level }) => String(level) === ERROR))) {
      this.folder.giveUp();
      return;
    }
    this.folder.assertNotOvertaken();
    // Stacks that nobody watched, because they were declared late.
    stacks.forEach(({ synthesizedStackPath }) => this.hash(synthesizedStackPath));
    for (const [name, text] of this.texts) {
      this.hashes.set(name, this.folder.write(name, text()));
    }
    if (this.customers.size === 0) {
      this.folder.giveUp();
      return;
    }
    if (this.selection === undefined) {
      warnOf(this.folder.path, removeStaleFiles(this.folder, new Set(this.hashes.keys())));
    }
    const customers = Object.fromEntries([...this.customers].map(([key, entry]) => [key, entry()]));
    this.folder.end(manifestToJson(customers, this.selection, Object.fromEntries(this.hashes)));
  }
}

const outputs = new AppStore('output', app => new AppOutput(app));

/** The most names in one line. */
const MOST_NAMES = 10;

function warnOf(folder: string, stale: string[]): void {
  if (stale.length > 0) {
    const more = stale.length > MOST_NAMES ? ` and ${stale.length - MOST_NAMES} more` : '';
    console.warn(
      `${folder} holds what this synth did not write: ${stale.slice(0, MOST_NAMES).join(', ')}${more}; ` +
        'delete what nobody needs',
    );
  }
}
