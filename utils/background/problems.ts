/** What went wrong last with each channel, kept until a sync ends well. */
import type { ListProblem } from './list-state.ts';

export interface Problems {
  get(channel: string): Promise<ListProblem | null>;
  /** null: all is well, and nothing is kept. */
  set(channel: string, problem: ListProblem | null): Promise<void>;
  /** When a worker last fetched the list for want of a stored one, milliseconds since 1970; 0 when it did not. */
  lastFetch(channel: string): Promise<number>;
  fetching(channel: string, now: number): Promise<void>;
}

/** The part of `browser.storage.local` that is used. */
export interface ProblemArea {
  get(key: string): Promise<Record<string, unknown>>;
  set(values: Record<string, unknown>): Promise<void>;
  remove(key: string): Promise<void>;
}

export function createProblems(area: ProblemArea): Problems {
  const keyOf = (channel: string): string => `list-problem:${channel}`;
  const fetchKeyOf = (channel: string): string => `list-fetched:${channel}`;
  return {
    get: async (channel) => ((await area.get(keyOf(channel)))[keyOf(channel)] as ListProblem | undefined) ?? null,
    async set(channel, problem) {
      if (problem !== null) return area.set({ [keyOf(channel)]: problem });
      await area.remove(fetchKeyOf(channel));
      return area.remove(keyOf(channel));
    },
    lastFetch: async (channel) => Number((await area.get(fetchKeyOf(channel)))[fetchKeyOf(channel)] ?? 0),
    fetching: (channel, now) => area.set({ [fetchKeyOf(channel)]: now }),
  };
}
