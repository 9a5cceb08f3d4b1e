/** The last problem of each channel, stored until a sync succeeds. */
import type { ChannelProblem } from '../contracts/channel-status.ts';

export interface ChannelProblems {
  get(channel: string): Promise<ChannelProblem | null>;
  /** @param problem null deletes the stored problem */
  set(channel: string, problem: ChannelProblem | null): Promise<void>;
  /** When a worker last fetched a release because none could be read, in milliseconds since 1970; 0 for never. */
  lastRefetch(channel: string): Promise<number>;
  recordRefetch(channel: string, now: number): Promise<void>;
}

/** The part of `browser.storage.local` that is used. */
export interface RemovableStorageArea {
  get(key: string): Promise<Record<string, unknown>>;
  set(values: Record<string, unknown>): Promise<void>;
  remove(key: string): Promise<void>;
}

export function createChannelProblems(area: RemovableStorageArea): ChannelProblems {
  const problemKey = (channel: string): string => `list-problem:${channel}`;
  const refetchKey = (channel: string): string => `list-fetched:${channel}`;
  return {
    get: async (channel) =>
      ((await area.get(problemKey(channel)))[problemKey(channel)] as ChannelProblem | undefined) ?? null,
    async set(channel, problem) {
      if (problem !== null) return area.set({ [problemKey(channel)]: problem });
      await area.remove(refetchKey(channel));
      return area.remove(problemKey(channel));
    },
    lastRefetch: async (channel) => Number((await area.get(refetchKey(channel)))[refetchKey(channel)] ?? 0),
    recordRefetch: (channel, now) => area.set({ [refetchKey(channel)]: now }),
  };
}
