/** How the thin sentinel in every page hands over to the reader of posts, which is put into a frame where there are any. */

export interface ReaderState {
  /** Reading is paused on this site. */
  paused: boolean;
  /** The page has had its time to fill. */
  settled: boolean;
  /** Ends the sentinel's own watch: called by the reader when it takes over. */
  handOff(): void;
  /** Set by the reader: ends it, for instance when the extension was reloaded. */
  stop: (() => void) | null;
}

const KEY = Symbol.for('joblantern.reading');

export function setReaderState(state: ReaderState): void {
  (globalThis as Record<symbol, unknown>)[KEY] = state;
}

export function getReaderState(): ReaderState | null {
  return ((globalThis as Record<symbol, unknown>)[KEY] as ReaderState | undefined) ?? null;
}
