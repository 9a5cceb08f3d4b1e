/** Texts that the reader pasted, on their way to the check page. Each is given out once and never written to disk. */
import type { StorageArea } from '../storage/settings.ts';

export interface PastedText {
  text: string;
  /** From a private window: a report of it may not be stored. */
  private: boolean;
}

export interface PastedTexts {
  /** @returns the nonce of the stored text */
  save(text: PastedText): Promise<string>;
  /** The text, which is deleted; null when the nonce is unknown. */
  take(nonce: string): Promise<PastedText | null>;
  /** Deletes the texts from private windows. */
  forgetPrivate(): Promise<void>;
  clear(): Promise<void>;
}

/** The oldest text is deleted first. */
const MAX_TEXTS = 5;
const STORAGE_KEY = 'pasted';

type StoredText = [nonce: string, text: PastedText];

/** @param area `storage.session`, which is never written to disk */
export function createPastedTexts(area: StorageArea, makeNonce: () => string): PastedTexts {
  const all = async (): Promise<StoredText[]> =>
    ((await area.get(STORAGE_KEY))[STORAGE_KEY] as StoredText[] | undefined) ?? [];
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
    async forgetPrivate() {
      const kept = await all();
      const others = kept.filter(([, text]) => !text.private);
      if (others.length < kept.length) await area.set({ [STORAGE_KEY]: others });
    },
    clear: () => area.set({ [STORAGE_KEY]: [] }),
  };
}
