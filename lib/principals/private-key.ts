/** Tags of DER (ITU-T X.690). */
const INTEGER = 0x02;
const OBJECT_IDENTIFIER = 0x06;
const SEQUENCE = 0x30;

/**
 * Whether a text holds a private key: PEM, or base64 or hexadecimal digits of PEM or DER.
 *
 * In DER a certificate begins with the sequence of what is signed. A key begins with the number of its version (PKCS #1,
 * RFC 8017; PKCS #8, RFC 5958; elliptic curves, RFC 5915; so does PKCS #12, RFC 7292, which holds one), or, encrypted,
 * with the identifier of the algorithm (RFC 5958).
 */
export function holdsPrivateKey(text: string): boolean {
  const body = text.replace(/-----[^-]*-----/g, '').replace(/\s/g, '');
  return [Buffer.from(text), Buffer.from(body, 'base64'), Buffer.from(body, 'hex')].some(
    bytes => bytes.includes('PRIVATE KEY') || isKeyInDer(bytes),
  );
}

function isKeyInDer(bytes: Buffer): boolean {
  const first = bytes[0] === SEQUENCE ? contentOf(bytes) : undefined;
  return first?.[0] === INTEGER || (first?.[0] === SEQUENCE && contentOf(first)[0] === OBJECT_IDENTIFIER);
}

/** What stands behind the tag and the length of an element; a length of 128 or more is written in bytes of its own. */
function contentOf(element: Buffer): Buffer {
  const length = element[1] ?? 0;
  return element.subarray(length < 0x80 ? 2 : 2 + length - 0x80);
}
