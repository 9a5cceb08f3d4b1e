/** Counts the bytes of a sync and reports its progress. */

export interface Progress {
  /** Bytes received so far. */
  received: number;
  /** Bytes that the sync will receive in all; null until the new list is known. */
  expected: number | null;
}

export interface ByteCounter {
  received(bytes: number): void;
  /** Announces bytes that are about to be fetched. */
  expect(bytes: number): void;
}

export function createByteCounter(onProgress: ((progress: Progress) => void) | undefined): ByteCounter {
  let received = 0;
  let expected: number | null = null;
  return {
    received(bytes) {
      received += bytes;
      onProgress?.({ received, expected });
    },
    expect(bytes) {
      expected = Math.max(expected ?? 0, received + bytes);
      onProgress?.({ received, expected });
    },
  };
}
