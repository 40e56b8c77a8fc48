import { readable } from '../../../terraform';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/**
 * Any text as HTML, for elements and quoted attributes. Line breaks stay, because notes have some; other control
 * characters are none of HTML's, and those that turn the direction of a text would turn what follows it.
 */
export function html(text: string): string {
  return readable(text)
    .replace(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replace(/[&<>"']/g, character => ENTITIES[character]);
}

/** A text of a rule, in which backticks mark code. */
export function htmlWithCode(text: string): string {
  return html(text).replace(/`([^`]+)`/g, '<code>$1</code>');
}

/** Terms and what they mean, both of them HTML. */
export function definitions(entries: readonly (readonly [term: string, meaning: string])[]): string {
  return `<dl>${entries.map(([term, meaning]) => `<div><dt>${term}</dt><dd>${meaning}</dd></div>`).join('')}</dl>`;
}
