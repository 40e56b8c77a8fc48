/**
 * Whether a text has the form of a pattern in which `*` stands for anything, and all else for itself.
 *
 * The first place that fits is as good as any later one, so nothing is tried twice: a regular expression would try every
 * combination of places before it gave up.
 */
export function matchesPattern(pattern: string, text: string): boolean {
  const [first, ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) {
    return text === first;
  }
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) {
    return false;
  }
  const inner = text.slice(first.length, text.length - last.length);
  let position = 0;
  for (const part of rest) {
    const found = inner.indexOf(part, position);
    if (found < 0) {
      return false;
    }
    position = found + part.length;
  }
  return true;
}
