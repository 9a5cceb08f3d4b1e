/**
 * Brings what we draw back when a page takes it away, and knows when to stop: a page that removes it each time would
 * otherwise keep both busy for ever. After the last try the toolbar and the popup carry the warning alone.
 */
export interface Surface {
  isShown(): boolean;
  /** May throw, e.g. while the document is being replaced. */
  show(): void;
}

export interface Healing {
  /** Looks now; call it whenever something may have changed. */
  check(): void;
  /** False while it is away, and for good once the last try failed. */
  isShown(): boolean;
  stop(): void;
}

/** Waits before each try, milliseconds; as many tries as there are waits. */
export const WAITS = [0, 50, 100, 200, 400, 800, 1600, 3200, 5000, 5000] as const;
/** Shown for this long, it counts as healed and the tries begin anew. */
export const CALM = 30_000;

/** @param changed called when it went, came back, or was given up */
export function keepShown(surface: Surface, changed: () => void, now: () => number): Healing {
  let tries = 0;
  let shownAt = now();
  let said = surface.isShown();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  const say = (shown: boolean): void => {
    if (shown === said) return;
    said = shown;
    if (shown) shownAt = now();
    changed();
  };
  const tryNow = (): void => {
    timer = undefined;
    if (stopped) return;
    try {
      surface.show();
    } catch {
      // Counted as a failed try.
    }
    check();
  };
  const check = (): void => {
    if (stopped || timer !== undefined) return;
    if (surface.isShown()) {
      say(true);
      if (tries > 0 && now() - shownAt >= CALM) tries = 0;
      return;
    }
    const wait = WAITS[tries];
    if (wait === undefined) return say(false);
    tries++;
    // A page that takes it away once is healed before anybody hears of it.
    if (tries > 2) say(false);
    timer = setTimeout(tryNow, wait);
  };
  return {
    check,
    isShown: () => said && surface.isShown(),
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
