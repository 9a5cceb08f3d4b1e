/** Fetches a release again that cannot be read, seldom enough that a disk which damages every write downloads little. */
import type { ChannelProblems } from './channel-problems.ts';

/** Least time between two attempts of workers, in milliseconds. */
const REFETCH_COOLDOWN_MS = 10 * 60_000;

export interface ReleaseRefetchDeps {
  /** Key of the channel. */
  id: string;
  problems: Pick<ChannelProblems, 'lastRefetch' | 'recordRefetch'>;
  /** Milliseconds since 1970. */
  now(): number;
  /** Aborted when the channel is closed. */
  closed: AbortSignal;
  sync(): Promise<unknown>;
}

/** @returns a function that syncs at most once in a worker's life, and at most once in `REFETCH_COOLDOWN_MS` */
export function createReleaseRefetch({ id, problems, now, closed, sync }: ReleaseRefetchDeps): () => Promise<void> {
  let hasRefetched = false;
  return async () => {
    if (hasRefetched || closed.aborted) return;
    hasRefetched = true;
    const last = await problems.lastRefetch(id).catch(() => 0);
    if (Math.abs(now() - last) < REFETCH_COOLDOWN_MS) return;
    await problems.recordRefetch(id, now()).catch(() => undefined);
    await sync();
  };
}
