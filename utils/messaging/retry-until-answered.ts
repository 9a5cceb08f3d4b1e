/** Repeats an essential request when the worker fails to start or is being updated. */

/** Milliseconds before each repetition. */
const RETRY_DELAYS_MS = [2_000, 8_000, 30_000];

export interface RetryDeps {
  /** False after the extension was reloaded. */
  isAlive(): boolean;
  wait(milliseconds: number): Promise<void>;
}

/** @returns null when every attempt failed */
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
