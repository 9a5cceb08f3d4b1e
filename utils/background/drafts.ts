/**
 * Drafts of reports, stored under a nonce in `storage.session`. That area is never written to disk: a draft outlives the
 * worker and a reload of its form, and is deleted when the browser closes.
 */
import type { EnteredReport } from '../report/entered-report.ts';
import type { ReportDraft } from '../report/report-draft.ts';
import type { StorageArea } from '../storage/settings.ts';

export interface Drafts {
  /** @returns the nonce of the stored draft */
  save(draft: ReportDraft): Promise<string>;
  /** Keeps what the reader has entered for a draft; nothing for an unknown one, or one from a private window. */
  enter(nonce: string, entered: EnteredReport): Promise<void>;
  /** The draft with what was entered for it. It stays stored; null when the nonce is unknown. */
  get(nonce: string): Promise<ReportDraft | null>;
  /** Deletes the draft and every other draft of the same post, which a second press on Report makes. */
  remove(nonce: string): Promise<void>;
  /** Deletes the drafts of posts in private windows. */
  forgetPrivate(): Promise<void>;
  /** Deletes the drafts that are older than 72 hours. */
  removeOld(): Promise<void>;
  all(): Promise<ReportDraft[]>;
  clear(): Promise<void>;
}

/** The oldest draft is deleted first. */
const MAX_DRAFTS = 20;
const STORAGE_KEY = 'drafts';
/** Apart from the drafts, whose pictures would be written again at each press of a key. */
const ENTERED_KEY = 'entered';

/** 72 hours: a browser may stay open for weeks. */
const MAX_AGE_MS = 72 * 3_600_000;

type StoredDraft = [nonce: string, draft: ReportDraft, at: number];
type StoredEntry = [nonce: string, entered: EnteredReport];

/** @param now milliseconds since 1970 */
export function createDrafts(area: StorageArea, makeNonce: () => string, now: () => number): Drafts {
  const isYoung = ([, , at]: StoredDraft): boolean => Math.abs(now() - at) < MAX_AGE_MS;
  const readAll = async (): Promise<StoredDraft[]> =>
    ((await area.get(STORAGE_KEY))[STORAGE_KEY] as StoredDraft[] | undefined) ?? [];
  const readEntries = async (): Promise<StoredEntry[]> =>
    ((await area.get(ENTERED_KEY))[ENTERED_KEY] as StoredEntry[] | undefined) ?? [];
  const young = async (): Promise<StoredDraft[]> => (await readAll()).filter(isYoung);

  let last: Promise<unknown> = Promise.resolve();
  /** Changes run one after another, so that none is lost. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const run = last.then(work);
    last = run.catch(() => undefined);
    return run;
  }
  /** Old drafts are deleted with each change. */
  const change = (edit: (drafts: StoredDraft[]) => StoredDraft[]): Promise<void> =>
    inTurn(async () => {
      const kept = await readAll();
      const changed = edit(kept.filter(isYoung));
      if (changed.length === kept.length && changed.at(-1) === kept.at(-1)) return;
      await setNewest(changed);
      await deleteEntriesWithoutDraft();
    });
  async function deleteEntriesWithoutDraft(): Promise<void> {
    const [entries, drafts] = [await readEntries(), await readAll()];
    const nonces = new Set(drafts.map(([nonce]) => nonce));
    const kept = entries.filter(([nonce]) => nonces.has(nonce));
    if (kept.length < entries.length) await area.set({ [ENTERED_KEY]: kept });
  }
  /** The area has ten megabytes in Chromium. An older draft, whose form was opened long ago, makes room for a new one. */
  async function setNewest(drafts: readonly StoredDraft[]): Promise<void> {
    try {
      await area.set({ [STORAGE_KEY]: drafts });
    } catch (error) {
      if (drafts.length < 2) throw error;
      await setNewest(drafts.slice(Math.ceil(drafts.length / 2)));
    }
  }

  /** The young drafts by nonce, with what was entered for them. */
  async function readDrafts(): Promise<[nonce: string, draft: ReportDraft][]> {
    const entries = new Map(await readEntries());
    return (await young()).map(([nonce, draft]) => {
      const entered = entries.get(nonce);
      return [nonce, entered === undefined ? draft : { ...draft, entered }];
    });
  }

  return {
    async save(draft) {
      const nonce = makeNonce();
      await change((kept) => [...kept, [nonce, draft, now()] satisfies StoredDraft].slice(-MAX_DRAFTS));
      return nonce;
    },
    enter: (nonce, entered) =>
      inTurn(async () => {
        const draft = (await young()).find(([known]) => known === nonce)?.[1];
        if (draft === undefined || draft.private) return;
        const others = (await readEntries()).filter(([known]) => known !== nonce);
        await area.set({ [ENTERED_KEY]: [...others, [nonce, entered] satisfies StoredEntry] });
      }),
    get: async (nonce) => (await readDrafts()).find(([known]) => known === nonce)?.[1] ?? null,
    remove: (nonce) =>
      change((kept) => {
        const same = JSON.stringify(kept.find(([known]) => known === nonce)?.[1].post);
        return kept.filter(([known, { post }]) => known !== nonce && JSON.stringify(post) !== same);
      }),
    forgetPrivate: () => change((kept) => kept.filter(([, draft]) => !draft.private)),
    removeOld: () => change((kept) => kept),
    all: async () => (await readDrafts()).map(([, draft]) => draft),
    clear: () => change(() => []),
  };
}
