/** Indicators: the things by which a recruiter can be known again, and what a list says of one. */
import type { PostField } from './job-post.ts';

export const INDICATOR_KINDS = [
  'domain',
  'email',
  'phone',
  'telegram',
  'whatsapp',
  'line',
  'wechat',
  'zalo',
  'qq',
  'facebook',
  'instagram',
  'company',
  'wallet',
  'text',
] as const;
export type IndicatorKind = (typeof INDICATOR_KINDS)[number];

/** Why an indicator is listed. */
export const CATEGORIES = ['trafficking', 'job-scam', 'impersonation', 'illegal-agency'] as const;
export type Category = (typeof CATEGORIES)[number];

/** Category of an allow entry: an employer or agency that the publisher has verified. It accuses nobody. */
export const VERIFIED = 'verified';
/** All that may stand on a list. */
export const LIST_CATEGORIES = [...CATEGORIES, VERIFIED] as const;
export type ListCategory = (typeof LIST_CATEGORIES)[number];

/** One canonical indicator, e.g. `{kind: 'telegram', value: 'hr_example'}`. */
export interface Indicator {
  kind: IndicatorKind;
  value: string;
}

/** An indicator and where the post names it; UTF-16 offsets into the original field. */
export interface Mention extends Indicator {
  field: PostField;
  start: number;
  end: number;
}

/** What one publisher's list says of an indicator. Days are `YYYY-MM-DD`. */
export interface Listing {
  publisher: string;
  category: string;
  listedOn: string;
  expiresOn?: string;
  disputedSince?: string;
  /** The publisher's own evidence reference, never the evidence itself. */
  evidence: string;
}

/** A mention that stands on a list. */
export interface ListingMatch {
  mention: Mention;
  listing: Listing;
}
