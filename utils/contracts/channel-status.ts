/** The status of a channel, as the interface shows it. */

/** Why the last sync failed. */
export interface ChannelProblem {
  /** Message key under `problem.<key>`, e.g. `rollback`, `expired`, `too-large`, `bad-signature`, `offline`. */
  key: string;
  /** Time of the attempt, ISO 8601. */
  at: string;
  /** Technical detail for the publisher; plain text. */
  detail: string;
}

export interface ChannelStatus {
  publisher: string;
  /** SHA-256 of the pinned root, in hexadecimal; null without a channel. */
  fingerprint: string | null;
  /** Version of the release in use; null before the first sync. */
  version: number | null;
  /** Number of listings. */
  entries: number;
  /** Time of the last successful sync, ISO 8601. */
  checkedAt: string | null;
  /** The release in use has expired; it is still used. */
  stale: boolean;
  /** Files of the release in a newer format than this version reads. It skips them and uses the rest. */
  newerFiles: readonly string[];
  syncing: boolean;
  /** Bytes of the running sync; `expected` is null until the size of the new release is known. */
  progress: { received: number; expected: number | null } | null;
  problem: ChannelProblem | null;
}

/** One channel among several. */
export interface ChannelInfo {
  /** Fingerprint of the pinned root: 64 hexadecimal digits. */
  id: string;
  url: string;
  /** `#rrggbb`, or null. */
  colour: string | null;
  /** The brand's own: it cannot be removed. */
  own: boolean;
  state: ChannelStatus;
}

/** A channel that can be added. The reader compares the fingerprint with the one the publisher gives by another way. */
export interface ChannelPreview {
  /** 64 hexadecimal digits. */
  fingerprint: string;
  url: string;
  publisher: string;
  colour: string | null;
}

/**
 * Why a channel was not added, as a message key under `problem.`: `channel-unreadable`, `channel-other-fingerprint` (the
 * root is not the one named or compared), `channel-nameless`, `channel-hidden-signs`, `channel-known`, `channel-name-taken`, `channel-too-many`,
 * or the reason of a refused channel (`ChannelFault`).
 */
export interface ChannelRefusal {
  problem: string;
}
