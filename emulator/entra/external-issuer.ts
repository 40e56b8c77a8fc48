import { TokenSigner } from './json-web-token';

let signer: TokenSigner | undefined;

/**
 * Signs for every issuer outside: GitHub, Azure DevOps, GitLab and whoever else a test names.
 *
 * The real Microsoft Entra ID fetches each issuer's keys, and takes RS256 only; the emulated one holds a single key for all.
 * It takes long to make, so a process that starts many emulators makes it once, and only if somebody asks.
 */
export function externalIssuer(): TokenSigner {
  signer ??= new TokenSigner('RS256');
  return signer;
}
