/** A question on which everything hangs, asked again when the worker fails to start or is just being updated. */

/** Milliseconds from an answer that did not come to the next question. */
const RETRY_DELAYS_MS = [2_000, 8_000, 30_000];

export interface RetryDeps {
  /** False once the extension that asks is gone. */
  isAlive(): boolean;
  wait(milliseconds: number): Promise<void>;
}

/** Null when nobody answers in the end. */
export async function retryUntilAnswered<T>(
  ask: () => Promise<T | null>,
  { isAlive, wait }: RetryDeps,
): Promise<T | null> {
  for (const pause of RETRY_DELAYS_MS) {
    const answer = await ask();
    if (answer !== null || !isAlive()) return answer;
    await wait(pause);
  }
  return ask();
}
