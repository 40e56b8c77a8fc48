/**
 * What the GUID of a definition is made from that `ResourceProviderRegistration` writes and deletes at once, with the
 * name of the offer behind it. Nobody's delegation has it.
 */
export const REGISTRATION_PROBE = 'cdktf-partner-earned-credit/registration/';
