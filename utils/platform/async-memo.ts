/** A memoized asynchronous value: concurrent callers share one computation; a failure is not kept. */
export interface AsyncMemo<T> {
  get(): Promise<T>;
  forget(): void;
  /** Replaces the value. */
  set(value: T): void;
}

export function asyncMemo<T>(make: () => Promise<T>): AsyncMemo<T> {
  let kept: Promise<T> | null = null;
  return {
    get() {
      if (kept !== null) return kept;
      const made = make();
      kept = made;
      made.catch(() => {
        if (kept === made) kept = null;
      });
      return made;
    },
    forget() {
      kept = null;
    },
    set(value) {
      kept = Promise.resolve(value);
    },
  };
}
