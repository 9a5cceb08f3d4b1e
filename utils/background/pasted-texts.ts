/** Hands a text that the reader pasted to the check page: in the browser's memory only, and given out once. */
import type { StorageArea } from '../storage/settings.ts';

export interface PastedTexts {
  /** Keeps a text; gives the nonce that opens it. */
  save(text: string): Promise<string>;
  /** The text, which is then forgotten; null when the nonce is unknown. */
  take(nonce: string): Promise<string | null>;
  clear(): Promise<void>;
}

/** Texts on their way at once; the oldest goes first. */
const MAX_TEXTS = 5;
const STORAGE_KEY = 'pasted';

/** @param area `storage.session`, which never reaches the disk */
export function createPastedTexts(area: StorageArea, makeNonce: () => string): PastedTexts {
  const all = async (): Promise<[nonce: string, text: string][]> =>
    ((await area.get(STORAGE_KEY))[STORAGE_KEY] as [string, string][] | undefined) ?? [];
  return {
    async save(text) {
      const nonce = makeNonce();
      await area.set({ [STORAGE_KEY]: [...(await all()), [nonce, text]].slice(-MAX_TEXTS) });
      return nonce;
    },
    async take(nonce) {
      const kept = await all();
      await area.set({ [STORAGE_KEY]: kept.filter(([known]) => known !== nonce) });
      return kept.find(([known]) => known === nonce)?.[1] ?? null;
    },
    clear: () => area.set({ [STORAGE_KEY]: [] }),
  };
}
