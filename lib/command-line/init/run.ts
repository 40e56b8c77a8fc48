import { relative } from 'node:path';
import { type Fault, Faults, faultText } from '../../declaration';
import { placeholderIn, visible } from '../../text';
import { flagOf } from '../options';
import { type CommandResult, ExitCode } from '../result';
import type { Terminal } from '../terminal';
import { writeNewFiles } from './new-files';
import { takeOptions } from './option-rules';
import type { GivenOptions } from './options';
import { projectFiles } from './project';
import { askFor } from './questions';

/**
 * Does what `pec init` is asked for.
 *
 * @param isGiven whether a flag says an option
 */
export async function runInit(
  folder: string,
  given: GivenOptions,
  isGiven: (name: string) => boolean,
  terminal: Terminal,
): Promise<CommandResult> {
  const faults = Faults.none();
  let options = takeOptions(given, faults);
  if (options !== undefined && terminal.converse) {
    const answered = await terminal.converse(ask => askFor(given, isGiven, ask));
    options = takeOptions(answered, faults);
  }
  if (options === undefined) {
    return refusal(faults.found);
  }
  const files = projectFiles(folder, options);
  await writeNewFiles(folder, files);
  return { output: nextSteps(folder, files), messages: [], exitCode: ExitCode.FINE };
}

function refusal(faults: readonly Fault[]): CommandResult {
  const lines = faults.map(({ path: [name, ...rest], message }) =>
    faultText({ path: [flagOf(String(name)), ...rest], message }),
  );
  return { output: '', messages: [...lines, 'nothing was written'], exitCode: ExitCode.UNUSABLE };
}

function nextSteps(folder: string, files: ReadonlyMap<string, string | Buffer>): string {
  const place = visible(relative('.', folder));
  const written = [...files.keys()].map(file => `  ${file}\n`).join('');
  const marked = placeholderIn('partner.ts');
  const first = files.get('partner.ts')?.includes(marked)
    ? `Before you test, replace what is marked "${marked}": test and synth refuse it.\n`
    : '';
  return `Written into ${place || 'this folder'}:
${written}
Next:
${place && `  cd ${/^[\w./-]+$/.test(place) ? place : `"${place}"`}\n`}  npm install
  npm test
  npm run synth

${first}Once PEC-Automation is made, replace what is marked in offers.ts and customers.yaml: test and synth then refuse it.
`;
}
