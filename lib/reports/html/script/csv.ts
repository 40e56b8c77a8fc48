import { SEPARATORS } from '../../csv';

/** The customers who match as a file for a spreadsheet. The cells are harmless already; here they are only quoted. */
export const CSV_SCRIPT = String.raw`
  const download = () => {
    const template = document.querySelector('#rows');
    if (!(template instanceof HTMLTemplateElement)) {
      return;
    }
    const [titles, ...rows] = JSON.parse(template.content.textContent ?? '');
    const chosen = ordered.filter(({ body }) => !body.hidden).flatMap(({ index }) => rows[index]);
    // Excel expects the separator of the language: a semicolon where numbers have a decimal comma.
    const separator = new Intl.NumberFormat().format(1.5).includes(',') ? '${SEPARATORS.semicolon}' : '${SEPARATORS.comma}';
    /** @type {(row: string[]) => string} */
    const line = row => row.map(cell => '"' + cell.replaceAll('"', '""') + '"').join(separator) + '\r\n';
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(['\ufeff', ...[titles, ...chosen].map(line)], { type: 'text/csv' }));
    link.download = 'readiness.csv';
    link.click();
    URL.revokeObjectURL(link.href);
  };
`;
