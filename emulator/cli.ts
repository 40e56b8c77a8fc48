import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { AzureEmulator } from './azure-emulator';
import { EXAMPLE_WORLD } from './example-world';
import { lineOf } from './server/request-log';
import type { World } from './world';

const USAGE = `Runs an emulated Azure until Ctrl-C.

  npx tsx emulator/cli.ts [--world world.json] [--port 8443] [--quiet]

Without --world it is the example world: the partner Fabrikam with the customers Contoso and Northwind.`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      world: { type: 'string' },
      port: { type: 'string' },
      quiet: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    print(USAGE);
    return;
  }
  const world = values.world ? (JSON.parse(await readFile(values.world, 'utf8')) as World) : EXAMPLE_WORLD;
  const emulator = await AzureEmulator.start({ world, port: Number(values.port ?? 0) });
  print(introduction(emulator, world));

  let shown = 0;
  const timer = setInterval(() => {
    const news = emulator.requests.all().slice(shown);
    shown += news.length;
    if (!values.quiet) {
      news.forEach(entry => print(lineOf(entry)));
    }
  }, 500);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      clearInterval(timer);
      void emulator.stop();
    });
  }
}

/** Everything to paste into another shell. The secrets are worth nothing outside this process. */
function introduction(emulator: AzureEmulator, world: World): string {
  const signIns = world.tenants.flatMap(tenant =>
    (tenant.applications ?? [])
      .filter(({ secrets, federatedCredentials }) => secrets?.length || federatedCredentials?.length)
      .map(({ displayName }) => [
        '',
        `# to sign in as "${displayName}" of ${tenant.displayName}`,
        ...exportsOf(emulator.signIn(displayName)),
      ]),
  );
  return [
    `An emulated Azure answers at ${emulator.baseUrl}. Point Terraform at it:`,
    '',
    ...exportsOf(emulator.environment()),
    ...signIns.flat(),
    '',
    'azurerm also needs `features {}`, a subscription_id and `resource_provider_registrations = "none"`.',
    'Ctrl-C stops it, and everything in it is gone.',
    '',
  ].join('\n');
}

function exportsOf(variables: Record<string, string>): string[] {
  return Object.entries(variables).map(([name, value]) => `export ${name}='${value}'`);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
