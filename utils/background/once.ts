/** Keeps one promise until it is forgotten: many askers, one piece of work; a failure is not kept. */
export interface Once<T> {
  get(): Promise<T>;
  forget(): void;
  /** Keeps this instead. */
  put(value: T): void;
}

export function once<T>(make: () => Promise<T>): Once<T> {
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
    put(value) {
      kept = Promise.resolve(value);
    },
  };
}
