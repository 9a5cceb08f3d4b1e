/**
 * What is stored, without waiting for it for ever: a browser's database can hang as well as fail, and a post must then be
 * judged by its text alone rather than not at all.
 */
export interface PatienceWorld {
  wait(milliseconds: number): Promise<void>;
  /** What had been given up came after all: answers made without it are old. */
  late(): void;
}

export type Patience = <T>(ask: () => Promise<T>, without: T) => Promise<T>;

/** A list of a million entries is read in a tenth of this. */
const LONGEST = 4_000;

/** While something is waited for in vain, nothing else waits: `without` is the answer at once. */
export function createPatience({ wait, late }: PatienceWorld): Patience {
  let stuck: Promise<unknown> | null = null;

  async function followUp(asked: Promise<unknown>): Promise<void> {
    await asked.catch(() => undefined);
    stuck = null;
    late();
  }

  return async (ask, without) => {
    if (stuck !== null) return without;
    const asked = ask();
    const answer = await Promise.race([asked.then((value) => ({ value })), wait(LONGEST).then(() => null)]);
    if (answer !== null) return answer.value;
    if (stuck === null) {
      stuck = asked;
      void followUp(asked);
    }
    return without;
  };
}
