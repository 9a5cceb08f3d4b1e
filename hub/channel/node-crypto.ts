/** `ChannelCrypto` by Node's WebCrypto. */
import { webcrypto } from 'node:crypto';
import type { ChannelCrypto } from '../../utils/channel/channel-crypto.ts';

const { subtle } = webcrypto;

export const nodeCrypto: ChannelCrypto = {
  async verify(publicKey, signature, data) {
    try {
      const key = await subtle.importKey('raw', Buffer.from(publicKey), 'Ed25519', false, ['verify']);
      return await subtle.verify('Ed25519', key, Buffer.from(signature), Buffer.from(data));
    } catch {
      return false;
    }
  },
  async sha256(data) {
    return new Uint8Array(await subtle.digest('SHA-256', Buffer.from(data)));
  },
};
