import { stripVTControlCharacters } from 'node:util';

/**
 * What cdktf-cli prints before the output of a stack; further lines of that output stand below it, indented as far.
 *
 * @see https://github.com/hashicorp/terraform-cdk/blob/v0.21.0/packages/cdktf-cli/src/bin/cmds/ui/components/stream-view.tsx
 */
const STACK = /^([a-z][a-z0-9-]*) {2,}/;

/**
 * The lines that Terraform printed for one stack: addresses are the same in every stack of a kind. Without colours, without
 * the box around errors and without what a pipeline or cdktf-cli writes before them.
 */
export function linesOf(text: string, stack: string): string[] {
  const lines: string[] = [];
  let indent = '';
  let isOfAnother = false;
  for (const printed of stripVTControlCharacters(text).split(/\r?\n/)) {
    const line = printed.replace(/^\d{4}-\d\d-\d\dT[\d:.]+Z /, '');
    const [prefix = '', name] = STACK.exec(line) ?? [];
    if (name !== undefined) {
      indent = ' '.repeat(name.length + 2);
      isOfAnother = name !== stack;
    } else if (line.trim() !== '' && !line.startsWith(indent)) {
      isOfAnother = false;
    }
    if (!isOfAnother) {
      lines.push(line.slice(prefix.length).replace(/^.*?(?=[│╷╵])│?/, ''));
    }
  }
  return lines;
}
