import type { KeyObject } from 'node:crypto';
import { constants, createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import type { JsonObject } from '../server/json';
import { isObject } from '../server/json';

/** A token taken apart; nothing about it is verified. */
export interface DecodedToken {
  readonly header: JsonObject;
  readonly claims: JsonObject;
}

/** How each algorithm signs: RFC 7518, sections 3.3 to 3.5. `none` and the symmetric ones are missing on purpose. */
const ALGORITHMS = {
  RS256: { padding: constants.RSA_PKCS1_PADDING },
  PS256: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST },
  ES256: { dsaEncoding: 'ieee-p1363' },
} as const;

/** An algorithm that signs tokens. */
export type TokenAlgorithm = keyof typeof ALGORITHMS;

/** The algorithms that Microsoft Entra ID accepts from clients and from other issuers. */
const ACCEPTED: readonly TokenAlgorithm[] = ['RS256', 'PS256'];

/** A key pair that signs JSON Web Tokens. It lives as long as the process. */
export class TokenSigner {
  /** The key for those who verify. */
  public readonly publicKey: KeyObject;
  /** Names the key. */
  public readonly keyId: string;

  private readonly privateKey: KeyObject;

  /** Makes a new key pair; one for RS256 takes a quarter of a second. */
  constructor(private readonly algorithm: 'RS256' | 'ES256' = 'RS256') {
    const { privateKey, publicKey } =
      algorithm === 'RS256'
        ? generateKeyPairSync('rsa', { modulusLength: 2048 })
        : generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.privateKey = privateKey;
    this.publicKey = publicKey;
    this.keyId = createHash('sha256')
      .update(publicKey.export({ type: 'spki', format: 'der' }))
      .digest('base64url');
  }

  /** A signed token with these claims. */
  public sign(claims: JsonObject): string {
    return signToken(this.privateKey, claims, { kid: this.keyId }, this.algorithm);
  }

  /** Whether this key signed a token. */
  public hasSigned(token: string): boolean {
    return isSignedWith(this.publicKey, token, [this.algorithm]);
  }

  /** The public key as a member of a JSON Web Key Set. */
  public get jsonWebKey(): JsonObject {
    return { ...this.publicKey.export({ format: 'jwk' }), use: 'sig', alg: this.algorithm, kid: this.keyId };
  }
}

/** Signs a token. */
export function signToken(
  privateKey: KeyObject,
  claims: JsonObject,
  header: JsonObject = {},
  algorithm: TokenAlgorithm = 'RS256',
): string {
  const content = [{ alg: algorithm, typ: 'JWT', ...header }, claims]
    .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const signature = sign('sha256', Buffer.from(content), { key: privateKey, ...ALGORITHMS[algorithm] });
  return `${content}.${signature.toString('base64url')}`;
}

/** Takes a token apart without verifying it; undefined if it is none. */
export function decodeToken(token: string): DecodedToken | undefined {
  const parts = token.split('.');
  if (parts.length !== 3) {
    return undefined;
  }
  try {
    const [header, claims] = parts
      .slice(0, 2)
      .map(part => JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as unknown);
    return isObject(header) && isObject(claims) ? { header, claims } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a token carries a good signature by the owner of a public key. */
export function isSignedWith(
  publicKey: KeyObject,
  token: string,
  accepted: readonly TokenAlgorithm[] = ACCEPTED,
): boolean {
  const algorithm = accepted.find(candidate => candidate === decodeToken(token)?.header.alg);
  if (!algorithm) {
    return false;
  }
  const end = token.lastIndexOf('.');
  const content = Buffer.from(token.slice(0, end));
  const signature = Buffer.from(token.slice(end + 1), 'base64url');
  return verify('sha256', content, { key: publicKey, ...ALGORITHMS[algorithm] }, signature);
}

/** Whether now is between `nbf` and `exp`, with the five minutes that Microsoft Entra ID allows clocks to differ. */
export function isInTime(claims: JsonObject): boolean {
  const now = Date.now() / 1000;
  const tolerance = 300;
  const notBefore = typeof claims.nbf === 'number' ? claims.nbf : 0;
  return typeof claims.exp === 'number' && claims.exp > now - tolerance && notBefore < now + tolerance;
}

/** Whether a token is meant for one of these audiences. */
export function isMeantFor(claims: JsonObject, audiences: readonly string[]): boolean {
  const meant = Array.isArray(claims.aud) ? claims.aud : [claims.aud];
  return meant.some(audience => typeof audience === 'string' && audiences.includes(audience));
}
