/**
 * Says what fails, each thing at most every ten minutes. A line for each request would tell when somebody reported. It would
 * also let strangers fill the log while the store is away.
 */
const PAUSE_MS = 10 * 60_000;

/** Prints one line on standard error, unless it did so some minutes ago. */
export type FailureLog = (line: string) => void;

/** @param now milliseconds since the epoch */
export function createFailureLog(now: () => number): FailureLog {
  /** There are as many lines as kinds of failure. */
  const printedAt = new Map<string, number>();
  return (line) => {
    // A clock that was set back prints again.
    if (Math.abs(now() - (printedAt.get(line) ?? -Infinity)) < PAUSE_MS) return;
    printedAt.set(line, now());
    console.error(`relay: ${line}`);
  };
}
