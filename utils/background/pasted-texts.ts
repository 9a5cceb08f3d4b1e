/** Texts that the reader pasted, on their way to the check page. Each is given out once and never written to disk. */
import type { StorageArea } from '../storage/settings.ts';

export interface PastedTexts {
  /** @returns the nonce of the stored text */
  save(text: string): Promise<string>;
  /** The text, which is deleted; null when the nonce is unknown. */
  take(nonce: string): Promise<string | null>;
  clear(): Promise<void>;
}

/** The oldest text is deleted first. */
const MAX_TEXTS = 5;
const STORAGE_KEY = 'pasted';

/** @param area `storage.session`, which is never written to disk */
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
