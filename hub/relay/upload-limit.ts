/**
 * Bounds the sealed reports in memory, of all networks together. When there is no room, the one that has been on its way for
 * longest is cut off: honest reports take seconds, stalled ones would stay for a minute. Its sender tries again.
 */
export interface UploadLimit {
  /**
   * Takes room for one report. Null when all of it is taken by reports that are read already and wait for the store.
   * @param cutOff ends the connection of this report
   */
  open(cutOff: () => void): Upload | null;
}

export interface Upload {
  /** The report was read: it is no longer cut off. */
  finishReading(): void;
  close(): void;
}

/** @param max reports in memory at the same time */
export function createUploadLimit(max: number): UploadLimit {
  let count = 0;
  /** In the order of their beginning. */
  const reading = new Set<() => void>();
  return {
    open(cutOff) {
      if (count >= max) {
        const [oldest] = reading;
        if (oldest === undefined) return null;
        reading.delete(oldest);
        oldest();
      }
      count += 1;
      reading.add(cutOff);
      return {
        finishReading: () => void reading.delete(cutOff),
        close: () => {
          reading.delete(cutOff);
          count -= 1;
        },
      };
    },
  };
}
