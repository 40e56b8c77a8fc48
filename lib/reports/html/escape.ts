import { readable } from '../../terraform';
import { visibleLines } from '../../text';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/**
 * Any text as HTML, for elements and quoted attributes. Line breaks stay, because notes have some; what else has no place
 * in a line is shown as what it is.
 */
export function html(text: string): string {
  return visibleLines(readable(text)).replace(/[&<>"']/g, character => ENTITIES[character]);
}

/** A text of a rule, in which backticks mark code. */
export function htmlWithCode(text: string): string {
  return html(text).replace(/`([^`]+)`/g, '<code>$1</code>');
}

/** Terms and what they mean, both of them HTML. */
export function definitions(entries: readonly (readonly [term: string, meaning: string])[]): string {
  return `<dl>${entries.map(([term, meaning]) => `<div><dt>${term}</dt><dd>${meaning}</dd></div>`).join('')}</dl>`;
}
