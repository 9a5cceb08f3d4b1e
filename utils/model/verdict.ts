/** What the engine says of one post. The form is a contract with stored data, the pages and the command lines. */
import type { Listing } from './indicator.ts';
import type { PostField } from './job-post.ts';

export type Level = 'none' | 'caution' | 'danger';
export type VerdictKind = 'lure' | 'job-scam' | 'listed';

/** `strong`, `sign` and `weak` raise the worry; `createByteCounter` lowers it; `note` is neutral (a listed name in a news text). */
export type Severity = 'strong' | 'sign' | 'weak' | 'counter' | 'note';

/** Why: a message key and the span of the original post that showed it, never prose. */
export interface Reason {
  /** Message key, e.g. `travel-paid`; the interface finds its words under `reason.<id>`. */
  id: string;
  severity: Severity;
  field: PostField;
  /** The post's own words, or null when the sign is an absence or a combination. */
  quote: string | null;
  /** UTF-16 offsets into the original field, end exclusive. */
  start: number | null;
  end: number | null;
  /** Where this sign is documented (URL), or whose list it stands on. */
  source?: string;
}

export interface Verdict {
  level: Level;
  kind: VerdictKind | null;
  /** 0..1; orders posts and serves tests, never shown to a reader. */
  score: number;
  /** BCP 47, e.g. `zh-Hans`; `und` when unknown. */
  language: string;
  /** Strongest first, five at most that raise and what lowers beside them. */
  reasons: Reason[];
  listing?: Listing;
}
