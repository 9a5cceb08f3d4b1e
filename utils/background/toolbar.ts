/** Keeps the summary of each frame of each tab, and shows the sum of a tab on the toolbar. */
import type { Browser } from 'webextension-polyfill';
import type { PageSummary } from '../contracts/page-summary.ts';
import type { StorageArea } from '../storage/settings.ts';
import { badgeFor } from './badge.ts';
import type { IconDetails } from './coloured-icon.ts';

export interface Toolbar {
  /** Shows the coloured icon: the tab's page is read. */
  markRead(tabId: number): Promise<void>;
  show(tabId: number, frameId: number, summary: PageSummary, paused: boolean): Promise<void>;
  /** Call when a tab leaves its page or closes. */
  forget(tabId: number): Promise<void>;
}

type Frames = [frameId: number, summary: PageSummary][];
const STORAGE_KEY = 'frames';
/** Number of frames whose summaries are kept for a tab. A page may add and remove frames without limit. */
const MAX_FRAMES = 100;

/**
 * @param area `storage.session`: the worker may end between the messages of two frames
 * @param colouredIcon see `coloured-icon.ts`
 * @param titleFor gives the title for a message key and its counts
 */
export function createToolbar(
  action: Browser['action'],
  area: StorageArea,
  colouredIcon: () => Promise<IconDetails>,
  titleFor: (key: string, values: Record<string, number>) => Promise<string>,
): Toolbar {
  let tabs: Promise<Map<number, Map<number, PageSummary>>> | null = null;
  const load = async (): Promise<Map<number, Map<number, PageSummary>>> => {
    const kept = (await area.get(STORAGE_KEY).catch(() => ({})))[STORAGE_KEY as never] as
      | [number, Frames][]
      | undefined;
    return new Map((kept ?? []).map(([tabId, frames]) => [tabId, new Map(frames)]));
  };
  const save = async (all: Map<number, Map<number, PageSummary>>): Promise<void> => {
    await area.set({ [STORAGE_KEY]: [...all].map(([tabId, frames]) => [tabId, [...frames]]) }).catch(() => undefined);
  };
  const icon = async (tabId: number): Promise<void> => action.setIcon({ tabId, ...(await colouredIcon()) });
  return {
    async markRead(tabId) {
      await Promise.all([icon(tabId), action.setTitle({ tabId, title: await titleFor('badge.nothing-here', {}) })]);
    },
    async show(tabId, frameId, summary, paused) {
      const all = await (tabs ??= load());
      const frames = all.get(tabId) ?? new Map<number, PageSummary>();
      storeSummary(frames, frameId, summary);
      all.set(tabId, frames);
      const badge = badgeFor([...frames.values()], paused);
      await Promise.all([
        icon(tabId),
        action.setBadgeText({ tabId, text: badge.text }),
        action.setBadgeBackgroundColor({ tabId, color: badge.color }),
        action.setBadgeTextColor({ tabId, color: '#ffffff' }),
        action.setTitle({ tabId, title: await titleFor(badge.title.key, badge.title.values) }),
        save(all),
      ]);
    },
    async forget(tabId) {
      const all = await (tabs ??= load());
      if (all.delete(tabId)) await save(all);
    },
  };
}

/** Stores the summary of a frame. Frames that show nothing are not kept; above the limit the oldest without warnings go. */
function storeSummary(frames: Map<number, PageSummary>, frameId: number, summary: PageSummary): void {
  frames.delete(frameId);
  const { status, posts, copied } = summary;
  if (frameId !== 0 && status === 'nothing-here' && posts === 0 && copied !== true) return;
  frames.set(frameId, summary);
  if (frames.size <= MAX_FRAMES) return;
  const others = [...frames].filter(([id]) => id !== 0 && id !== frameId);
  const [dropped] = others.find(([, { danger, caution }]) => danger + caution === 0) ?? others[0]!;
  frames.delete(dropped);
}
