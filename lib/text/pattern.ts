/**
 * What says whether a text has the form of a pattern, in which `*` stands for anything and all else for itself.
 *
 * The first place that fits is as good as any later one, so nothing is tried twice: a regular expression would try every
 * combination of places before it gave up.
 */
export function matcherOf(pattern: string): (text: string) => boolean {
  const [first, ...inner] = pattern.split('*');
  const last = inner.pop();
  if (last === undefined) {
    return text => text === pattern;
  }
  const shortest = pattern.length - inner.length - 1;
  return text => {
    if (text.length < shortest || !text.startsWith(first) || !text.endsWith(last)) {
      return false;
    }
    const between = text.slice(first.length, text.length - last.length);
    let position = 0;
    return inner.every(part => {
      const found = between.indexOf(part, position);
      position = found + part.length;
      return found >= 0;
    });
  };
}
