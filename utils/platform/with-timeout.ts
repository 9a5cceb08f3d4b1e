/**
 * What is stored, without waiting for it for ever: a browser's database can hang as well as fail, and a post must then be
 * judged by its text alone rather than not at all.
 */
export interface TimeoutDeps {
  wait(milliseconds: number): Promise<void>;
  /** What had been given up came after all: answers made without it are old. */
  onLate(): void;
}

export type WithTimeout = <T>(ask: () => Promise<T>, without: T) => Promise<T>;

/** A list of a million entries is read in a tenth of this. */
const TIMEOUT_MS = 4_000;

/** While something is waited for in vain, nothing else waits: `without` is the answer at once. */
export function createWithTimeout({ wait, onLate: late }: TimeoutDeps): WithTimeout {
  let hanging: Promise<unknown> | null = null;

  async function followUp(pending: Promise<unknown>): Promise<void> {
    await pending.catch(() => undefined);
    hanging = null;
    late();
  }

  return async (ask, without) => {
    if (hanging !== null) return without;
    const asked = ask();
    const answer = await Promise.race([asked.then((value) => ({ value })), wait(TIMEOUT_MS).then(() => null)]);
    if (answer !== null) return answer.value;
    if (hanging === null) {
      hanging = asked;
      void followUp(asked);
    }
    return without;
  };
}
