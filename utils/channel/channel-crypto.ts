/** The two cryptographic operations of a TUF client, injected: WebCrypto in browsers and in Node. */
export interface ChannelCrypto {
  /** Ed25519. Returns false, and never throws, for a malformed key or signature. */
  verify(publicKey: Uint8Array, signature: Uint8Array, data: Uint8Array): Promise<boolean>;
  sha256(data: Uint8Array): Promise<Uint8Array>;
}

/** Reads pairs of hexadecimal digits. The caller has checked the form. */
export function fromHex(text: string): Uint8Array {
  return Uint8Array.from({ length: text.length / 2 }, (_, at) => Number.parseInt(text.slice(2 * at, 2 * at + 2), 16));
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
