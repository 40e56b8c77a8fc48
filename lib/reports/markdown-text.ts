import { clipped } from '../text';
import { plain } from './words';

/**
 * Bytes of a report. GitHub refuses a comment of more than 65,536 characters, Azure DevOps takes more; the rest is left
 * to what a pipeline adds, and counting bytes is safe however the characters are counted.
 */
export const LIMIT = 60_000;

/** The longest text of a cell, in characters: nobody's note may push everybody else out of the report. */
const LONGEST_TEXT = 500;

/** The first lines that have room, each with its line break. */
export function fit(lines: string[], room: number): { text: string; size: number; leftOut: number } {
  let size = 0;
  let fitting = 0;
  while (fitting < lines.length && size + bytes(lines[fitting]) + 1 <= room) {
    size += bytes(lines[fitting++]) + 1;
  }
  return { text: lines.slice(0, fitting).join('\n'), size, leftOut: lines.length - fitting };
}

/** The size of lines, each with its line break. */
export function sum(lines: string[]): number {
  return lines.reduce((size, line) => size + bytes(line) + 1, 0);
}

/** The size of a text. */
export function bytes(text: string): number {
  return Buffer.byteLength(text);
}

function clip(text: string): string {
  return clipped(plain(text), LONGEST_TEXT);
}

/**
 * A text that stays a text: no markup, no table cell, no HTML, and nothing that GitHub or Azure DevOps makes a link, a
 * mention or a reference of. Against the latter only a character in between helps, here the zero width space: they look
 * at the text after escapes are gone.
 */
export function escaped(text: string): string {
  return clip(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_~[\]|$]/g, '\\$&')
    .replace(/@|[#!](?=\w)|:(?=\/\/)|www(?=\.)|(?<=\bGH-)(?=\d)/gi, '$&\u200b');
}

/** A text as code, where it is short and tame; GitHub and Azure DevOps look for no links there. */
export function code(text: string): string {
  return /[`|]/.test(text) || text.trim() === '' ? escaped(text) : `\`${clip(text)}\``;
}
