/**
 * Brings what we draw back when a page takes it away, and knows when to stop: a page that removes it each time would
 * otherwise keep both busy for ever. After the last try the toolbar and the popup carry the warning alone.
 */
export interface OverlaySurface {
  isShown(): boolean;
  /** May throw, e.g. while the document is being replaced. */
  show(): void;
}

export interface OverlayWatchdog {
  /** Looks now; call it whenever something may have changed. */
  check(): void;
  /** False while it is away, and for good once the last try failed. */
  isShown(): boolean;
  stop(): void;
}

/** Waits before each try, milliseconds; as many tries as there are waits. */
export const RETRY_DELAYS_MS = [0, 50, 100, 200, 400, 800, 1600, 3200, 5000, 5000] as const;
/** Shown for this long, it counts as healed and the tries begin anew. */
export const STABLE_AFTER_MS = 30_000;

/** @param changed called when it went, came back, or was given up */
export function createOverlayWatchdog(
  surface: OverlaySurface,
  changed: () => void,
  now: () => number,
): OverlayWatchdog {
  let attempts = 0;
  let shownAt = now();
  let reportedShown = surface.isShown();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  const report = (shown: boolean): void => {
    if (shown === reportedShown) return;
    reportedShown = shown;
    if (shown) shownAt = now();
    changed();
  };
  const retry = (): void => {
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
      report(true);
      if (attempts > 0 && now() - shownAt >= STABLE_AFTER_MS) attempts = 0;
      return;
    }
    const delay = RETRY_DELAYS_MS[attempts];
    if (delay === undefined) return report(false);
    attempts++;
    // A page that takes it away once is healed before anybody hears of it.
    if (attempts > 2) report(false);
    timer = setTimeout(retry, delay);
  };
  return {
    check,
    isShown: () => reportedShown && surface.isShown(),
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
