/** Nobody could be signed in; the message is one line that says what to do, and holds no secret. */
export class SignInError extends Error {
  constructor(
    message: string,
    /** What Microsoft Entra ID calls it, such as `AADSTS7000112`; undefined if it was not asked, or did not say. */
    public readonly code?: string,
  ) {
    super(message);
    this.name = 'SignInError';
  }
}
