/**
 * Hands a post from the page to the report page: kept under a nonce in `storage.session` (memory of the browser, never
 * the disk), so that it survives the worker's death and is gone when the browser closes.
 */
import type { ReportDraft } from '../report/report-draft.ts';
import type { StorageArea } from '../storage/settings.ts';

export interface Drafts {
  /** Keeps a draft; gives the nonce that opens it. */
  save(draft: ReportDraft): Promise<string>;
  /** The draft, which stays until the tab that shows it is done with it; null when it is unknown. */
  get(nonce: string): Promise<ReportDraft | null>;
  /** With every other draft of the same post: a second press on Report made one more. */
  remove(nonce: string): Promise<void>;
  all(): Promise<ReportDraft[]>;
  clear(): Promise<void>;
}

/** Drafts kept at once; the oldest goes first. */
const MAX_DRAFTS = 20;
const STORAGE_KEY = 'drafts';

/** A draft is forgotten after 72 hours, for a browser may stay open for weeks. */
const MAX_AGE_MS = 72 * 3_600_000;

type StoredDraft = [nonce: string, draft: ReportDraft, at: number];

/** @param now milliseconds since 1970 */
export function createDrafts(area: StorageArea, makeNonce: () => string, now: () => number): Drafts {
  const all = async (): Promise<StoredDraft[]> => {
    const kept = ((await area.get(STORAGE_KEY))[STORAGE_KEY] as StoredDraft[] | undefined) ?? [];
    return kept.filter(([, , at]) => Math.abs(now() - at) < MAX_AGE_MS);
  };
  return {
    async save(draft) {
      const nonce = makeNonce();
      await area.set({ [STORAGE_KEY]: [...(await all()), [nonce, draft, now()]].slice(-MAX_DRAFTS) });
      return nonce;
    },
    async get(nonce) {
      return (await all()).find(([known]) => known === nonce)?.[1] ?? null;
    },
    async remove(nonce) {
      const kept = await all();
      const gone = kept.find(([known]) => known === nonce)?.[1];
      const same = JSON.stringify(gone?.post);
      await area.set({
        [STORAGE_KEY]: kept.filter(([known, { post }]) => known !== nonce && JSON.stringify(post) !== same),
      });
    },
    all: async () => (await all()).map(([, draft]) => draft),
    clear: () => area.set({ [STORAGE_KEY]: [] }),
  };
}
