/** Keeps what each frame of each tab said and shows it on the toolbar. */
import type { Browser } from 'webextension-polyfill';
import type { PageSummary } from '../messaging/protocol.ts';
import { badgeOf } from './badge.ts';

export interface Toolbar {
  show(tabId: number, frameId: number, summary: PageSummary, paused: boolean): Promise<void>;
  /** A tab left its page, or was closed. */
  forget(tabId: number): void;
}

/** @param words gives the title for a message key and its counts */
export function createToolbar(
  action: Browser['action'],
  words: (key: string, values: Record<string, number>) => Promise<string>,
): Toolbar {
  const tabs = new Map<number, Map<number, PageSummary>>();
  return {
    async show(tabId, frameId, summary, paused) {
      const frames = tabs.get(tabId) ?? new Map<number, PageSummary>();
      if (frameId === 0) frames.clear();
      tabs.set(tabId, frames.set(frameId, summary));
      const badge = badgeOf([...frames.values()], paused);
      await Promise.all([
        action.setBadgeText({ tabId, text: badge.text }),
        action.setBadgeBackgroundColor({ tabId, color: badge.color }),
        action.setBadgeTextColor({ tabId, color: '#ffffff' }),
        action.setTitle({ tabId, title: await words(badge.title.key, badge.title.values) }),
      ]);
    },
    forget: (tabId) => void tabs.delete(tabId),
  };
}
