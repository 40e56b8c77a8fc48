import { createInterface } from 'node:readline/promises';
import { UsageError } from './result';

/** Asks a question, and gives the line that was answered. */
export type Ask = (question: string) => Promise<string>;

/**
 * Asks a person one question after the other. Lines that come before their question are kept for it.
 *
 * @throws UsageError from a question that is not answered any more, as after Ctrl-C
 */
export async function converse<T>(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  talk: (ask: Ask) => Promise<T>,
): Promise<T> {
  const reader = createInterface({ input, output });
  const lines = reader[Symbol.asyncIterator]();
  let isOpen = true;
  reader.once('close', () => (isOpen = false));
  try {
    return await talk(async question => {
      reader.setPrompt(question);
      // Lines may be left of an input that has ended, and Node 24 refuses to prompt then.
      if (isOpen) {
        reader.prompt();
      } else {
        output.write(question);
      }
      const line = await lines.next();
      if (line.done) {
        output.write('\n'); // What comes next is no answer.
        throw new UsageError('stopped before the last answer; nothing was written');
      }
      return line.value;
    });
  } finally {
    reader.close();
  }
}
