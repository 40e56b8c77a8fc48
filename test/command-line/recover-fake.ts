import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import {
  Authorization,
  AzureBuiltInRole,
  CustomerStack,
  FederatedCredential,
  LighthouseOffer,
  PartnerLinkStack,
  PecAutomation,
  PecIdentityStack,
  Principal,
  SignIn,
} from 'cdktf-partner-earned-credit';
import { recover, type RecoverOptions } from '../../lib/command-line/recover/run';
import type { StackTerraform, TerraformRun } from '../../lib/command-line/recover/terraform';

const TENANT = 'f0000000-0000-4000-8000-000000000001';
const automation = PecAutomation.fromAttributes({
  principalId: 'f0000000-0000-4000-8000-000000000002',
  clientId: 'f0000000-0000-4000-8000-000000000003',
  tenantId: TENANT,
  linkedPartnerId: '1234567',
});

/** The stacks that the tests recover, as synth writes them. */
export function synthesizeStacks(): { readonly outdir: string } {
  const written = { outdir: '' };
  beforeAll(() => {
    written.outdir = mkdtempSync(join(tmpdir(), 'pec-recover-'));
    const app = new App({ outdir: written.outdir });
    new PecIdentityStack(app, 'pec-identity', {
      managingTenantId: TENANT,
      credentials: {
        federated: [FederatedCredential.githubActions({ repository: 'fabrikam/azure', environment: 'production' })],
        clientSecrets: [{ name: '2026-11' }],
        certificates: [{ name: 'pipeline', value: '-----BEGIN CERTIFICATE-----' }],
      },
    });
    new PartnerLinkStack(app, 'partner-link', {
      partnerId: '1234567',
      principal: automation,
      signIn: SignIn.oidc(),
    });
    new CustomerStack(app, 'customer-contoso', {
      customer: {
        name: 'Contoso',
        tenantId: 'c0000000-0000-4000-8000-000000000001',
        subscriptions: [{ id: 'c0000000-0000-4000-8000-000000000011' }],
      },
      offer: new LighthouseOffer({
        name: 'Fabrikam Managed Services',
        managingTenantId: TENANT,
        authorizations: [
          Authorization.permanent(
            Principal.group('f0000000-0000-4000-8000-000000000021', 'Operators'),
            AzureBuiltInRole.CONTRIBUTOR,
          ),
        ],
      }),
      automation,
    });
    app.synth();
  });
  afterAll(() => rmSync(written.outdir, { recursive: true, force: true }));
  return written;
}

/** A resource as `terraform show -json` lists it. */
export interface ShownResource {
  readonly address: string;
  readonly values: Record<string, unknown>;
  readonly mode?: string;
  tainted?: boolean;
  readonly depends_on?: string[];
  readonly deposed_key?: string;
}

/** Terraform that knows a state, and what Azure holds by the id of an import; it notes what it was asked. */
export class FakeTerraform implements StackTerraform {
  /** Everything but reading. */
  public readonly changes: string[] = [];
  public readonly calls: string[][] = [];
  public state: ShownResource[] = [];
  /** What a plan prints. */
  public plan = '';
  /** The attributes of objects by their import id. */
  public azure: Record<string, Record<string, unknown>> = {};
  /** How commands end, by their first word, if not well. */
  public failures: Record<string, Partial<TerraformRun>> = {};

  /** What happens once a command has changed something. */
  public afterChange: (args: string[]) => void = () => undefined;

  constructor(public readonly folder: string) {}

  public run(args: string[]): Promise<TerraformRun> {
    this.calls.push(args);
    return Promise.resolve({ exitCode: 0, stdout: '', stderr: '', ...this.answer(args) });
  }

  private answer(args: string[]): Partial<TerraformRun> {
    const failure = this.failures[args[0]];
    if (failure) {
      return { exitCode: 1, ...failure };
    }
    switch (args[0]) {
      case 'show':
        return {
          stdout: JSON.stringify({ format_version: '1.0', values: { root_module: { resources: this.shown() } } }),
        };
      case 'plan':
        return { exitCode: this.plan === '' ? 0 : 1, stderr: this.plan };
      default:
        this.changes.push(args.join(' '));
        this.change(args);
        this.afterChange(args);
        return {};
    }
  }

  private change([command, ...args]: string[]): void {
    if (command === 'untaint') {
      this.state.filter(({ address }) => address === args[0]).forEach(resource => (resource.tainted = undefined));
    } else if (command === 'import') {
      this.state.push({ address: args[0], values: this.azure[args[1]] ?? {} });
    } else {
      this.state = this.state.filter(({ address }) => address !== args[1]);
    }
  }

  private shown(): object[] {
    return this.state.map(resource => ({ mode: 'managed', type: resource.address.split('.')[0], ...resource }));
  }
}

/** Puts a stack into a folder, its declaration edited if need be, and recovers it with fake Terraform. */
export function stackIn(folder: string, outdir: string, stack: string, edit = (text: string) => text) {
  writeFileSync(join(folder, 'cdk.tf.json'), edit(readFileSync(join(outdir, 'stacks', stack, 'cdk.tf.json'), 'utf8')));
  const terraform = new FakeTerraform(folder);
  return {
    terraform,
    /** Recovers; the folder is called FOLDER in what is printed. */
    recover: async (options: RecoverOptions = {}) => {
      const { output, messages, exitCode } = await recover(stack, terraform, options);
      const named = (text: string) => text.replaceAll(folder, 'FOLDER');
      return { output: named(output), messages: messages.map(named), exitCode };
    },
  };
}
