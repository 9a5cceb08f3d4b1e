/** What went wrong last with each channel, kept until a sync ends well. */
import type { ListProblem } from './list-state.ts';

export interface Problems {
  get(channel: string): Promise<ListProblem | null>;
  /** null: all is well, and nothing is kept. */
  set(channel: string, problem: ListProblem | null): Promise<void>;
}

/** The part of `browser.storage.local` that is used. */
export interface ProblemArea {
  get(key: string): Promise<Record<string, unknown>>;
  set(values: Record<string, unknown>): Promise<void>;
  remove(key: string): Promise<void>;
}

export function createProblems(area: ProblemArea): Problems {
  const keyOf = (channel: string): string => `list-problem:${channel}`;
  return {
    get: async (channel) => ((await area.get(keyOf(channel)))[keyOf(channel)] as ListProblem | undefined) ?? null,
    set: (channel, problem) =>
      problem === null ? area.remove(keyOf(channel)) : area.set({ [keyOf(channel)]: problem }),
  };
}
