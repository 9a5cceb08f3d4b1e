/**
 * Hands a post from the page to the report page: kept under a nonce in `storage.session` (memory of the browser, never
 * the disk), so that it survives the worker's death and is gone when the browser closes.
 */
import type { ReportDraft } from '../report/report-draft.ts';
import type { Area } from '../storage/settings.ts';

export interface Drafts {
  /** Keeps a draft; gives the nonce that opens it. */
  keep(draft: ReportDraft): Promise<string>;
  /** The draft, which stays until the tab that shows it is done with it; null when it is unknown. */
  take(nonce: string): Promise<ReportDraft | null>;
  /** With every other draft of the same post: a second press on Report made one more. */
  drop(nonce: string): Promise<void>;
  all(): Promise<ReportDraft[]>;
  clear(): Promise<void>;
}

/** Drafts kept at once; the oldest goes first. */
const MOST = 20;
const KEY = 'drafts';

/** A draft is forgotten after 72 hours, for a browser may stay open for weeks. */
const LIFETIME = 72 * 3_600_000;

type Kept = [nonce: string, draft: ReportDraft, at: number];

/** @param now milliseconds since 1970 */
export function createDrafts(area: Area, makeNonce: () => string, now: () => number): Drafts {
  const all = async (): Promise<Kept[]> => {
    const kept = ((await area.get(KEY))[KEY] as Kept[] | undefined) ?? [];
    return kept.filter(([, , at]) => Math.abs(now() - at) < LIFETIME);
  };
  return {
    async keep(draft) {
      const nonce = makeNonce();
      await area.set({ [KEY]: [...(await all()), [nonce, draft, now()]].slice(-MOST) });
      return nonce;
    },
    async take(nonce) {
      return (await all()).find(([known]) => known === nonce)?.[1] ?? null;
    },
    async drop(nonce) {
      const kept = await all();
      const gone = kept.find(([known]) => known === nonce)?.[1];
      const same = JSON.stringify(gone?.post);
      await area.set({ [KEY]: kept.filter(([known, { post }]) => known !== nonce && JSON.stringify(post) !== same) });
    },
    all: async () => (await all()).map(([, draft]) => draft),
    clear: () => area.set({ [KEY]: [] }),
  };
}
