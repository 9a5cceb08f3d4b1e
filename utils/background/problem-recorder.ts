/** Records the problems of one channel for its status. A closed channel records nothing more. */
import { ChannelError } from '../channel/channel-error.ts';
import type { ChannelProblems } from './channel-problems.ts';

export interface ProblemRecorderDeps {
  /** Key of the channel. */
  id: string;
  problems: ChannelProblems;
  /** Milliseconds since 1970. */
  now(): number;
  /** Aborted when the channel is closed. */
  closed: AbortSignal;
}

/** Neither call fails: the problem may be a full disk, which also refuses this write. */
export interface ProblemRecorder {
  record(error: unknown): Promise<void>;
  /** After a sync without a problem. */
  clear(): Promise<void>;
}

export function createProblemRecorder({ id, problems, now, closed }: ProblemRecorderDeps): ProblemRecorder {
  return {
    async record(error) {
      if (closed.aborted) return;
      const problem = { ...describe(error), at: new Date(now()).toISOString() };
      await problems.set(id, problem).catch(() => undefined);
    },
    async clear() {
      if (!closed.aborted) await problems.set(id, null).catch(() => undefined);
    },
  };
}

/** What is no fault of the channel is one of the storage. */
function describe(error: unknown): { key: string; detail: string } {
  if (error instanceof ChannelError) return { key: error.fault, detail: error.detail };
  return { key: 'storage', detail: error instanceof Error ? error.message : String(error) };
}
