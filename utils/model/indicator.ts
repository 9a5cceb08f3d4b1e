/** Indicators: contacts, domains, accounts, names and texts that identify a recruiter, and their listings. */
import type { PostField } from './job-post.ts';
import type { Span } from './span.ts';

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

/** Category of an allow entry: an employer or agency that the publisher has verified. */
export const VERIFIED = 'verified';
/** All categories of a list. */
export const LIST_CATEGORIES = [...CATEGORIES, VERIFIED] as const;
export type ListCategory = (typeof LIST_CATEGORIES)[number];

/** One canonical indicator, e.g. `{kind: 'telegram', value: 'hr_example'}`. */
export interface Indicator {
  kind: IndicatorKind;
  value: string;
}

/** An indicator and its span in a field of the post. */
export interface Mention extends Indicator, Span {
  field: PostField;
}

/** One publisher's entry about an indicator. Days are `YYYY-MM-DD`. */
export interface Listing {
  publisher: string;
  /** The listing comes from a channel that the reader subscribed to. */
  added?: boolean;
  category: string;
  listedOn: string;
  expiresOn?: string;
  disputedSince?: string;
  /** The publisher's own evidence reference, never the evidence itself. */
  evidence: string;
}

/** A mention and the listing of its indicator. */
export interface ListingMatch {
  mention: Mention;
  listing: Listing;
}
