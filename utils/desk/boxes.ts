/** What the desk stores, sealed with a key that only an unlocked desk has (AES-256-GCM), each piece bound to its place. */
import { fromHex } from '../channel/channel-crypto.ts';

export interface Boxes {
  /** @param place table and key of the row: a piece does not open in another's place */
  seal(value: unknown, place: string): Promise<Uint8Array>;
  /** @throws when it was changed, or lies in another place */
  open<T>(box: Uint8Array, place: string): Promise<T>;
}

const NONCE = 12;

/** @param dataKey 64 hexadecimal digits */
export async function createBoxes(dataKey: string): Promise<Boxes> {
  const raw = Uint8Array.from(fromHex(dataKey));
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
  const cipher = (iv: Uint8Array, place: string): AesGcmParams => ({
    name: 'AES-GCM',
    iv: Uint8Array.from(iv),
    additionalData: new TextEncoder().encode(place),
  });
  return {
    async seal(value, place) {
      const iv = crypto.getRandomValues(new Uint8Array(NONCE));
      const plain = new TextEncoder().encode(JSON.stringify(value));
      const sealed = new Uint8Array(await crypto.subtle.encrypt(cipher(iv, place), key, plain));
      const box = new Uint8Array(NONCE + sealed.length);
      box.set(iv);
      box.set(sealed, NONCE);
      return box;
    },
    async open<T>(box: Uint8Array, place: string) {
      const sealed = Uint8Array.from(box.subarray(NONCE));
      const plain = await crypto.subtle.decrypt(cipher(box.subarray(0, NONCE), place), key, sealed);
      return JSON.parse(new TextDecoder().decode(plain)) as T;
    },
  };
}
