/** Encrypts what the desk stores (AES-256-GCM) with a key that only an unlocked desk has. Each row is bound to its place. */
import { fromHex } from '../channel/channel-crypto.ts';

export interface RowCipher {
  /** @param context table and key of the row; a row moved to another place cannot be decrypted */
  encrypt(value: unknown, context: string): Promise<Uint8Array>;
  /** @throws when the row was changed or moved */
  decrypt<T>(encrypted: Uint8Array, context: string): Promise<T>;
}

const NONCE_BYTES = 12;

/** @param dataKey 64 hexadecimal digits */
export async function createRowCipher(dataKey: string): Promise<RowCipher> {
  const raw = Uint8Array.from(fromHex(dataKey));
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
  const gcmParams = (iv: Uint8Array, place: string): AesGcmParams => ({
    name: 'AES-GCM',
    iv: Uint8Array.from(iv),
    additionalData: new TextEncoder().encode(place),
  });
  return {
    async encrypt(value, place) {
      const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
      const plain = new TextEncoder().encode(JSON.stringify(value));
      const sealed = new Uint8Array(await crypto.subtle.encrypt(gcmParams(iv, place), key, plain));
      const box = new Uint8Array(NONCE_BYTES + sealed.length);
      box.set(iv);
      box.set(sealed, NONCE_BYTES);
      return box;
    },
    async decrypt<T>(box: Uint8Array, place: string) {
      const sealed = Uint8Array.from(box.subarray(NONCE_BYTES));
      const plain = await crypto.subtle.decrypt(gcmParams(box.subarray(0, NONCE_BYTES), place), key, sealed);
      return JSON.parse(new TextDecoder().decode(plain)) as T;
    },
  };
}
