/** The two cryptographic operations of channels, by WebCrypto (Ed25519: Chromium 137, Firefox 129, Node 24). */
import type { ChannelCrypto } from '../channel/channel-crypto.ts';

export const webCrypto: ChannelCrypto = {
  async verify(publicKey, signature, data) {
    try {
      const key = await crypto.subtle.importKey('raw', publicKey as BufferSource, 'Ed25519', false, ['verify']);
      return await crypto.subtle.verify('Ed25519', key, signature as BufferSource, data as BufferSource);
    } catch {
      return false; // malformed key or signature
    }
  },
  sha256: async (data) => new Uint8Array(await crypto.subtle.digest('SHA-256', data as BufferSource)),
};
