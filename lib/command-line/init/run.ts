import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { placeholderIn, visible } from '../../text';
import { type CommandResult, ExitCode, UsageError } from '../result';
import type { Terminal } from '../terminal';
import { writeNewFiles } from './new-files';
import { askFor, type InitOptions } from './options';
import { projectFiles } from './project';

/**
 * Does what `pec init` is asked for.
 *
 * @param isGiven whether a flag says an option
 */
export async function runInit(
  folder: string,
  given: InitOptions,
  isGiven: (name: string) => boolean,
  terminal: Terminal,
): Promise<CommandResult> {
  const options = terminal.converse ? await terminal.converse(ask => askFor(given, isGiven, ask)) : given;
  if (options.repository !== undefined && options.pipeline === 'azure-devops') {
    throw new UsageError('--repository is of GitHub; Azure DevOps signs in by its service connection, in partner.ts');
  }
  if (options.package !== undefined && !(options.package.endsWith('.tgz') && existsSync(options.package))) {
    throw new UsageError(`${options.package} is no tarball that exists; make one in a checkout with npm run package`);
  }
  const files = projectFiles(folder, options);
  await writeNewFiles(folder, files);
  return { output: nextSteps(folder, files), messages: [], exitCode: ExitCode.FINE };
}

function nextSteps(folder: string, files: ReadonlyMap<string, string | Buffer>): string {
  const place = visible(relative('.', folder));
  const open = ['partner.ts', 'offers.ts', 'customers.yaml'].filter(name =>
    files.get(name)?.includes(placeholderIn(name)),
  );
  const written = [...files.keys()].map(file => `  ${file}\n`).join('');
  return `Written into ${place || 'this folder'}:
${written}
Next:
${place && `  cd ${/^[\w./-]+$/.test(place) ? place : `"${place}"`}\n`}  npm install
  npm test
  npm run synth

Replace what is marked "<replace in …>": ${open.join(', ')}. Synth refuses it until then.
`;
}
