/** State shared by the post detector (`scan`, in every page) and the page controller (`read`, where there are posts). */

export interface ReaderState {
  /** Reading is paused for this site. */
  paused: boolean;
  /** The page had time to fill. */
  settled: boolean;
  /** The page should show posts and has text, but no adapter matches: the generic finder may run before `settled`. */
  mayUseFinder: boolean;
  /** Ends the detector's observation; called by the page controller when it starts. */
  handOff(): void;
  /** Set by the page controller: stops it, for example after the extension was reloaded. */
  stop: (() => void) | null;
}

const KEY = Symbol.for('joblantern.reading');

export function setReaderState(state: ReaderState): void {
  (globalThis as Record<symbol, unknown>)[KEY] = state;
}

export function getReaderState(): ReaderState | null {
  return ((globalThis as Record<symbol, unknown>)[KEY] as ReaderState | undefined) ?? null;
}
