/** The verdict on one post. Stored data, pages and command lines rely on this form. */
import type { Listing } from './indicator.ts';
import type { PostField } from './job-post.ts';
import type { LicenceAnswer } from './licence-answer.ts';

export type Level = 'none' | 'caution' | 'danger';
/**
 * `held`: a cry for help of people who are held. `too-little`: nothing can be judged, e.g. a bare link. Both have level
 * `none`.
 */
export type VerdictKind = 'lure' | 'job-scam' | 'listed' | 'held' | 'too-little';

/** `strong`, `moderate` and `weak` increase the score; `mitigating` lowers it; `note` is neutral (a listed name in news). */
export type Severity = 'strong' | 'moderate' | 'weak' | 'mitigating' | 'note';

/** A reason: a message key and the span of the post that gave it, never prose. */
export interface Reason {
  /** Message key, e.g. `travel-paid`; the interface finds its words under `reason.<id>`. */
  id: string;
  severity: Severity;
  field: PostField;
  /** The words of the post, or null for an absence or a combination. */
  quote: string | null;
  /** UTF-16 offsets into the original field, end exclusive. */
  start: number | null;
  end: number | null;
  /** Page that documents this signal (URL), or publisher of the listing. */
  source?: string;
}

export interface Verdict {
  level: Level;
  kind: VerdictKind | null;
  /** Probability that the post harms, 0 to 1; for ordering and tests, never shown to a reader. */
  score: number;
  /** BCP 47, e.g. `zh-Hans`; `und` when unknown. */
  language: string;
  /** Strongest first: at most five that increase the score, then the mitigating ones. */
  reasons: Reason[];
  listing?: Listing;
  /** Under how many names the reader saw this text, where that is kept and they are more than one. */
  seenNames?: number;
  /** Answers of registers on licence numbers and agencies in the post; absent without a register or a number. */
  licences?: readonly LicenceAnswer[];
}
