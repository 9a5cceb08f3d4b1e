/**
 * Reads stored data with a time limit. A browser's database can hang as well as fail; a post must then be judged by its
 * text alone.
 */
export interface TimeoutDeps {
  wait(milliseconds: number): Promise<void>;
  /** Called when a read that timed out completes: answers made without it are outdated. */
  onLate(): void;
}

export interface TimedReads {
  /** While one read hangs, every other call resolves at once with its fallback. */
  read<T>(ask: () => Promise<T>, without: T): Promise<T>;
  /** Whether a read hangs now: what is answered meanwhile may lack what is stored. */
  isHanging(): boolean;
}

/** A list of a million entries is read in a tenth of this time. */
const TIMEOUT_MS = 4_000;

export function createTimedReads({ wait, onLate }: TimeoutDeps): TimedReads {
  let hanging: Promise<unknown> | null = null;

  async function followUp(pending: Promise<unknown>): Promise<void> {
    await pending.catch(() => undefined);
    hanging = null;
    onLate();
  }

  return {
    async read(ask, without) {
      if (hanging !== null) return without;
      const pending = ask();
      const answer = await Promise.race([pending.then((value) => ({ value })), wait(TIMEOUT_MS).then(() => null)]);
      if (answer !== null) return answer.value;
      if (hanging === null) {
        hanging = pending;
        void followUp(pending);
      }
      return without;
    },
    isHanging: () => hanging !== null,
  };
}
