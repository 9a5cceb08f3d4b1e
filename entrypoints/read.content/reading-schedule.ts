/**
 * Decides when the whole page is read again. Reading it takes time, so the pauses grow while a page keeps changing, and with
 * the time that the last reading took.
 */
export interface ReadingSchedule {
  /**
   * Has the page read after the pause that is due. A request without a calm is not postponed by later ones.
   *
   * @param calmMs reads only after this time without another such request, within a limit; milliseconds
   */
  request(calmMs?: number): void;
  /** A reading of the whole page begins. */
  begin(): void;
  /** The reading has ended, and its duration counts. */
  end(): void;
  /** Begins with the shortest pause again. */
  reset(): void;
  cancel(): void;
}

/** First and longest time between two readings of the whole page, milliseconds; it doubles while the page is busy. */
const FIRST_DELAY_MS = 500;
const MAX_DELAY_MS = 10_000;
/** The time between two readings is at least this multiple of the duration of the last one. */
const MIN_REST_FACTOR = 60;

export function createReadingSchedule(read: () => void): ReadingSchedule {
  let delayMs = FIRST_DELAY_MS;
  let lastReadAt = 0;
  /** Duration of the last reading, milliseconds. */
  let lastReadMs = 0;
  /** Whether the scheduled reading must not be postponed. */
  let isDue = false;
  let requestedAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  return {
    request(calmMs = 0) {
      const now = performance.now();
      if (timer !== undefined && (calmMs === 0 ? isDue : now - requestedAt > MAX_DELAY_MS)) return;
      if (timer === undefined) requestedAt = now;
      isDue = calmMs === 0;
      clearTimeout(timer);
      if (now - lastReadAt > 4 * delayMs) delayMs = FIRST_DELAY_MS;
      timer = setTimeout(read, Math.max(calmMs, lastReadAt + Math.max(delayMs, MIN_REST_FACTOR * lastReadMs) - now));
      delayMs = Math.min(MAX_DELAY_MS, delayMs * 2);
    },
    begin: () => void (lastReadAt = performance.now()),
    end: () => void (lastReadMs = performance.now() - lastReadAt),
    reset: () => void (delayMs = FIRST_DELAY_MS),
    cancel() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
