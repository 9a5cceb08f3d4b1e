/**
 * Drafts of reports, stored under a nonce in `storage.session`. That area is never written to disk: a draft outlives the
 * worker and is deleted when the browser closes.
 */
import type { ReportDraft } from '../report/report-draft.ts';
import type { StorageArea } from '../storage/settings.ts';

export interface Drafts {
  /** @returns the nonce of the stored draft */
  save(draft: ReportDraft): Promise<string>;
  /** The draft, which stays stored; null when the nonce is unknown. */
  get(nonce: string): Promise<ReportDraft | null>;
  /** Deletes the draft and every other draft of the same post, which a second press on Report makes. */
  remove(nonce: string): Promise<void>;
  /** Deletes the drafts of posts in private windows. */
  forgetPrivate(): Promise<void>;
  all(): Promise<ReportDraft[]>;
  clear(): Promise<void>;
}

/** The oldest draft is deleted first. */
const MAX_DRAFTS = 20;
const STORAGE_KEY = 'drafts';

/** 72 hours: a browser may stay open for weeks. */
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
    async forgetPrivate() {
      const kept = await all();
      const others = kept.filter(([, draft]) => !draft.private);
      if (others.length < kept.length) await area.set({ [STORAGE_KEY]: others });
    },
    all: async () => (await all()).map(([, draft]) => draft),
    clear: () => area.set({ [STORAGE_KEY]: [] }),
  };
}
