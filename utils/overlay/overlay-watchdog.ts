/**
 * Restores the overlay when a page removes it, with a limit. Otherwise the page and the extension would work against each
 * other forever. After the last attempt only the badge and the popup show the warning.
 */
export interface OverlaySurface {
  isShown(): boolean;
  /** May throw, e.g. while the document is being replaced. */
  show(): void;
}

export interface OverlayWatchdog {
  /** Checks now. Call it whenever something may have changed. */
  check(): void;
  /** False while the overlay is missing, and permanently after the last attempt failed. */
  isShown(): boolean;
  stop(): void;
}

/** Milliseconds before each attempt; the length is the number of attempts. */
export const RETRY_DELAYS_MS = [0, 50, 100, 200, 400, 800, 1600, 3200, 5000, 5000] as const;
/** After the overlay was shown for this many milliseconds, the count of attempts starts again at zero. */
export const STABLE_AFTER_MS = 30_000;

/** @param onChange called when the overlay disappeared, was restored, or was given up */
export function createOverlayWatchdog(
  surface: OverlaySurface,
  onChange: () => void,
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
    onChange();
  };
  const retry = (): void => {
    timer = undefined;
    if (stopped) return;
    try {
      surface.show();
    } catch {
      // Counts as a failed attempt.
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
    // The first two removals are repaired without a report.
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
