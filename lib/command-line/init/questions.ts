import type { Option } from 'commander';
import { Faults } from '../../declaration';
import type { Ask } from '../conversation';
import { takeOptions } from './option-rules';
import { ASKED, type GivenOptions } from './options';

/**
 * Asks for what no flag says. An empty answer leaves it as it is; a wrong one is asked for again.
 *
 * @param given without a fault
 * @param isGiven whether a flag says it
 */
export async function askFor(given: GivenOptions, isGiven: (name: string) => boolean, ask: Ask): Promise<GivenOptions> {
  let options = given;
  for (const option of ASKED) {
    const name = option.attributeName();
    if (!isGiven(name) && !(name === 'repository' && options.pipeline === 'azure-devops')) {
      options = await withAnswer(options, option, ask);
    }
  }
  return options;
}

async function withAnswer(options: GivenOptions, option: Option, ask: Ask): Promise<GivenOptions> {
  const what = option.description.charAt(0).toUpperCase() + option.description.slice(1);
  const hint = option.argChoices
    ? `${option.argChoices.join(', ')}; empty for ${option.defaultValue}`
    : 'empty for later';
  let refusal = '';
  for (;;) {
    const answer = (await ask(`${refusal}${what} (${hint}): `)).trim();
    if (answer === '') {
      return options;
    }
    const answered = { ...options, [option.attributeName()]: answer };
    const faults = Faults.none();
    takeOptions(answered, faults);
    if (faults.isEmpty) {
      return answered;
    }
    refusal = faults.found.map(({ message }) => `  ${message}\n`).join('');
  }
}
