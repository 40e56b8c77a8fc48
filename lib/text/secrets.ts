/**
 * The marks of secrets that people paste into the wrong place: PEM, a client secret of Entra ID (`Q~` after a digit), the
 * signature of a SAS, the key of a connection string, a password in an address.
 *
 * @see gitleaks/gitleaks, cmd/generate/config/rules/azure.go
 */
const MARKS = /-----BEGIN|\dQ~|\bsig=|(?:Account|Access)Key=|\/\/[^/\s]{0,200}@/i;

/** The alphabet of base64 without a break, longer than the numbers in ids and names. */
const RUN = /[A-Za-z0-9+/=_~]{24,}/g;

/**
 * Whether a text may be a secret, so that no message shows it.
 *
 * Beside the marks: what a machine made. A GUID has breaks and is none.
 */
export function looksSecret(text: string): boolean {
  return MARKS.test(text) || (text.match(RUN) ?? []).some(isMachineMade);
}

/** A text in which `…` stands for what may be a secret. */
export function withoutSecrets(text: string): string {
  return text.replace(RUN, run => (isMachineMade(run) ? '…' : run));
}

/** Whether capitals, small letters and digits alternate far more often than in words; of digits of 16 there are more. */
function isMachineMade(run: string): boolean {
  const pieces = run.match(/[a-z]+|[A-Z]+|[0-9]+/g) ?? [];
  return pieces.length >= run.length / (/^[0-9a-f]+$/i.test(run) ? 5 : 3);
}
