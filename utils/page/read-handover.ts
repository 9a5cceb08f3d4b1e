/** How the thin sentinel in every page hands over to the reader of posts, which is put into a frame where there are any. */

export interface Reading {
  /** Reading is paused on this site. */
  paused: boolean;
  /** The page has had its time to fill. */
  settled: boolean;
  /** Ends the sentinel's own watch: called by the reader when it takes over. */
  takeOver(): void;
  /** Set by the reader: ends it, for instance when the extension was reloaded. */
  stop: (() => void) | null;
}

const KEY = Symbol.for('joblantern.reading');

export function setReading(reading: Reading): void {
  (globalThis as Record<symbol, unknown>)[KEY] = reading;
}

export function getReading(): Reading | null {
  return ((globalThis as Record<symbol, unknown>)[KEY] as Reading | undefined) ?? null;
}
