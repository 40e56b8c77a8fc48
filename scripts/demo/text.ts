/** How wide the terminal is; what is wider gets wrapped. */
export const COLUMNS = Math.min(process.stdout.columns ?? 120, 120);

/** Breaks text into lines between words. */
export function wrap(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines[lines.length - 1];
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(word);
    } else {
      lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
    }
  }
  return lines;
}

/** Puts the last column of a table on lines of its own, below its row, if the table is wider than the terminal. */
export function fitTable(table: string): string {
  const rows = table.split('\n');
  if (rows.every(row => row.length <= COLUMNS)) {
    return table;
  }
  const last = /\S+\s*$/.exec(rows[0])?.index ?? 0;
  const indent = '    ';
  return rows
    .flatMap(row => {
      if (row.length <= last || !/\s\s$/.test(row.slice(0, last))) {
        return [row];
      }
      const cells = row.slice(0, last).trimEnd();
      const reasons = wrap(row.slice(last), COLUMNS - indent.length).map(line => indent + line);
      return row === rows[0] ? [cells] : [...(cells === '' ? [] : [cells]), ...reasons];
    })
    .join('\n');
}

/** Names joined as in a sentence. */
export function sentenceOf(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}
