/** What the interface may know of the list: whose it is, how old, and what went wrong last. */
export interface ChannelProblem {
  /** Message key under `problem.<key>`, e.g. `rollback`, `expired`, `too-large`, `bad-signature`, `offline`. */
  key: string;
  /** Day and time of the attempt, ISO 8601. */
  at: string;
  /** Technical detail for whoever runs the list; plain text. */
  detail: string;
}

export interface ChannelStatus {
  publisher: string;
  /** SHA-256 of the root that the publisher is trusted by, in hexadecimal; null without a channel. */
  fingerprint: string | null;
  /** null until a list was fetched: the package's own knowledge is in use. */
  version: number | null;
  entries: number;
  /** Last time a sync ended well, ISO 8601. */
  checkedAt: string | null;
  /** The list in use is past its expiry: still used, and said. */
  stale: boolean;
  syncing: boolean;
  /** Bytes of the sync under way; `expected` is null until the new list is known. */
  progress: { received: number; expected: number | null } | null;
  problem: ChannelProblem | null;
}

/** One list among several. */
export interface ChannelInfo {
  /** Fingerprint of the root that it is trusted by: 64 hexadecimal digits. */
  id: string;
  url: string;
  /** `#rrggbb`, or null. */
  colour: string | null;
  /** The brand's own: it cannot be removed. */
  own: boolean;
  state: ChannelStatus;
}

/** What would be added: shown, so that the reader compares the fingerprint with what the publisher says by another way. */
export interface ChannelPreview {
  /** 64 hexadecimal digits. */
  fingerprint: string;
  url: string;
  publisher: string;
  colour: string | null;
}

/**
 * Why a list was not added: a message key under `problem.`: `channel-unreadable`, `channel-other-fingerprint` (the root is not
 * the one named or compared), `channel-nameless`, `channel-known`, `channel-name-taken`, `channel-too-many`, or why the
 * channel was refused (`ChannelFault`).
 */
export interface ChannelRefusal {
  problem: string;
}
