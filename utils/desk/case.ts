/** A case: reports of one recruiter, or of one text or picture that many repeat. */
import type { Indicator } from '../model/indicator.ts';

/** What grouping needs of a report. */
export interface Groupable {
  id: string;
  indicators: readonly Indicator[];
  /** Fingerprints of the text. */
  prints: readonly string[];
  /** Perceptual hash of the picture; null or absent without one. */
  picturePrint?: string | null;
}

export interface Case {
  /** Stable while the case's first key stays: `telegram:name`, `copy:<report id>`, `picture:<report id>` or `report:<report id>`. */
  id: string;
  /** Ids of the reports of this case, in the given order. */
  reports: string[];
  /** The indicators they share, those with most reports first; empty for copies of one text without an indicator. */
  indicators: Indicator[];
}
