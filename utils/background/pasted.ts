/** Hands a text that the reader pasted to the check page: in the browser's memory only, and given out once. */
import type { Area } from '../storage/settings.ts';

export interface Pasted {
  /** Keeps a text; gives the nonce that opens it. */
  keep(text: string): Promise<string>;
  /** The text, which is then forgotten; null when the nonce is unknown. */
  take(nonce: string): Promise<string | null>;
  clear(): Promise<void>;
}

/** Texts on their way at once; the oldest goes first. */
const MOST = 5;
const KEY = 'pasted';

/** @param area `storage.session`, which never reaches the disk */
export function createPasted(area: Area, makeNonce: () => string): Pasted {
  const all = async (): Promise<[nonce: string, text: string][]> =>
    ((await area.get(KEY))[KEY] as [string, string][] | undefined) ?? [];
  return {
    async keep(text) {
      const nonce = makeNonce();
      await area.set({ [KEY]: [...(await all()), [nonce, text]].slice(-MOST) });
      return nonce;
    },
    async take(nonce) {
      const kept = await all();
      await area.set({ [KEY]: kept.filter(([known]) => known !== nonce) });
      return kept.find(([known]) => known === nonce)?.[1] ?? null;
    },
    clear: () => area.set({ [KEY]: [] }),
  };
}
