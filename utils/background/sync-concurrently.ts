/** Syncs channels at the same time, so that a slow host does not delay the withdrawals of other lists for long. */

/** Channels that sync at the same time: more would slow each other on a slow connection. */
const MAX_AT_ONCE = 3;
/** How long the others wait for one channel, milliseconds. Its own sync goes on. */
export const MAX_SYNC_WAIT_MS = 60_000;

interface Syncable<T> {
  sync(): Promise<T>;
}

/** The result of a sync; null when it takes longer than MAX_SYNC_WAIT_MS. @throws what the sync throws */
export async function syncWithTimeout<T>(channel: Syncable<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), MAX_SYNC_WAIT_MS);
  });
  try {
    return await Promise.race([channel.sync(), tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

/** Syncs all channels, at most MAX_AT_ONCE of them at a time, and starts them in their order. A failed sync is ignored. */
export async function syncConcurrently(channels: readonly Syncable<unknown>[]): Promise<void> {
  const waiting = [...channels];
  const runNext = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      // A channel records its own problems.
      await syncWithTimeout(next).catch(() => null);
    }
  };
  await Promise.all(Array.from({ length: MAX_AT_ONCE }, runNext));
}
