const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** What people call some days: `October 2026`, if they are all of a month. */
export function periodOf({ from, to }: { readonly from: string; readonly to: string }): string {
  const [year, month, day] = to.split('-').map(Number);
  const isMonth = from === `${to.slice(0, 7)}-01` && day === new Date(Date.UTC(year, month, 0)).getUTCDate();
  return isMonth ? `${MONTHS[month - 1]} ${year}` : `${from} to ${to}`;
}
