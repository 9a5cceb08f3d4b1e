/** The answer of a register on a licence number or an agency's name in a post. */
import type { PostField } from './job-post.ts';

export const ANSWER_STATUSES = [
  'valid',
  'expired',
  'suspended',
  'cancelled',
  'not-in-register',
  /** The number belongs to an agency with another name. */
  'other-name',
  /** The name of the number's agency is written nearly the same. */
  'similar-name',
  /** The number is in the register, and the post names no agency. */
  'name-missing',
  /** The agency is in the register, and the post gives no number. */
  'number-missing',
  /** The register on this device is too old to say "valid". */
  'outdated',
] as const;
export type AnswerStatus = (typeof ANSWER_STATUSES)[number];

/** One answer, with the span of the post that it is about. */
export interface LicenceAnswer {
  status: AnswerStatus;
  /** ISO 3166. */
  country: string;
  /** Short name of the register. */
  register: string;
  /** Day of the register, `YYYY-MM-DD`. */
  asOf: string;
  /** The number or name as the post writes it. */
  quote: string;
  field: PostField;
  /** UTF-16 offsets into the field, end exclusive. */
  start: number;
  end: number;
  /** The agency in the register; absent for `not-in-register`. */
  agency?: { name: string; number: string; validUntil: string | null; address: string };
  /**
   * Whether every contact of the post is one of the agency's in the register. Null when it lists none or the post has
   * none.
   */
  contactAgrees: boolean | null;
  /** The register comes from a channel that the reader subscribed to. */
  added?: boolean;
}
