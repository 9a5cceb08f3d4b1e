/** Deletes what the worker's memory holds of private windows once the last of them is closed. */
import type { Tabs } from 'webextension-polyfill';

export interface PrivateMemory {
  /** Deletes everything that came from private windows. */
  forgetPrivate(): void | Promise<void>;
}

/**
 * Adds its listeners at once, because the browser wakes the background for them. Private tabs are counted by events, in
 * their order. A query after the last tab closed would miss that moment when another private window opens soon after.
 */
export function forgetClosedPrivateWindows(
  tabs: Pick<Tabs.Static, 'onCreated' | 'onRemoved' | 'query'>,
  memories: readonly PrivateMemory[],
): void {
  const open = new Set<number>();
  const closedEarly = new Set<number>();
  let isCounted = false;
  const forgetUnlessOpen = (): void => {
    if (open.size === 0) for (const memory of memories) void memory.forgetPrivate();
  };
  tabs.onCreated.addListener(({ id, incognito }) => {
    if (incognito && id !== undefined) open.add(id);
  });
  tabs.onRemoved.addListener((id) => {
    open.delete(id);
    if (isCounted) forgetUnlessOpen();
    else closedEarly.add(id);
  });
  // The tabs that were open before the worker started. Drafts outlive the worker, so a tab may have woken it by closing.
  const countOpen = async (): Promise<void> => {
    for (const { id, incognito } of await tabs.query({}))
      if (incognito && id !== undefined && !closedEarly.has(id)) open.add(id);
    isCounted = true;
    if (closedEarly.size > 0) forgetUnlessOpen();
  };
  void countOpen();
}
