/** The moderator's signing key, and the two operations that the log is built on, by WebCrypto. */
import { fromHex, toHex, type ChannelCrypto } from '../channel/channel-crypto.ts';

export const deskCrypto: ChannelCrypto = {
  async verify(publicKey, signature, data) {
    try {
      const key = await crypto.subtle.importKey('raw', Uint8Array.from(publicKey), 'Ed25519', false, ['verify']);
      return await crypto.subtle.verify('Ed25519', key, Uint8Array.from(signature), Uint8Array.from(data));
    } catch {
      return false;
    }
  },
  async sha256(data) {
    return new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(data)));
  },
};

/** A new key pair: public and private key, hexadecimal. */
export async function generateSigningKey(): Promise<{ key: string; signing: string }> {
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  const [key, signing] = await Promise.all([
    crypto.subtle.exportKey('raw', pair.publicKey),
    crypto.subtle.exportKey('pkcs8', pair.privateKey),
  ]);
  return { key: toHex(new Uint8Array(key)), signing: toHex(new Uint8Array(signing)) };
}

export async function createSigner(signing: string): Promise<(data: Uint8Array) => Promise<Uint8Array>> {
  const key = await crypto.subtle.importKey('pkcs8', Uint8Array.from(fromHex(signing)), 'Ed25519', false, ['sign']);
  return async (data) => new Uint8Array(await crypto.subtle.sign('Ed25519', key, Uint8Array.from(data)));
}
