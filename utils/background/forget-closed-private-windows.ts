/** Deletes what the worker remembers of private windows once the last of them is closed. */
import type { Tabs } from 'webextension-polyfill';

export interface PrivateMemory {
  /** Deletes everything that came from private windows. */
  forgetPrivate(): void | Promise<void>;
}

/** Adds its listener at once, because the browser wakes the background for it. */
export function forgetClosedPrivateWindows(
  tabs: Pick<Tabs.Static, 'onRemoved' | 'query'>,
  memories: readonly PrivateMemory[],
): void {
  const forgetUnlessOpen = async (): Promise<void> => {
    const open = await tabs.query({});
    if (open.some(({ incognito }) => incognito)) return;
    await Promise.all(memories.map(async (memory) => memory.forgetPrivate()));
  };
  tabs.onRemoved.addListener(() => void forgetUnlessOpen());
}
