/** From how many days on a page is called old: who acts on it does what others may have done meanwhile. */
const OLD = 7;

/** How old the page is, by the clock of whoever reads it. */
export const AGE_SCRIPT = String.raw`
  const made = document.querySelector('#made');
  if (made instanceof HTMLTimeElement) {
    const days = Math.floor((Date.now() - Date.parse(made.dateTime)) / 86_400_000);
    if (days > 0) {
      say('#age', ', ' + numbers.format(days) + (days === 1 ? ' day ago' : ' days ago'));
    }
    reveal('#stale', days > ${OLD});
  }
`;
