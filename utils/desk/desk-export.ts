/** What the desk hands to the publisher's tool: one JSON file, read by `hub -- channel add` and `channel withdraw`. */
import * as v from 'valibot';
import { CATEGORIES, INDICATOR_KINDS } from '../model/indicator.ts';
import { OutcomesSchema } from '../report/outcomes.ts';

/** Where an indicator was seen. `private` must not be published; `confirmed` was private and waits until `not_before`. */
export const SOURCES = ['public', 'private', 'confirmed'] as const;

const day = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/u));
const kind = v.picklist(INDICATOR_KINDS);
const value = v.pipe(v.string(), v.maxLength(2_000));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Published beside the outcomes, so that anybody can see how a publisher works. */
export const StatisticsSchema = v.strictObject({
  /** Indicators that are listed, and those withdrawn since the desk began. */
  listed: count,
  withdrawn: count,
  /** Indicators that two people listed and that still wait or are held. */
  waiting: count,
  reports: v.strictObject({ decided: count, listed: count, notListed: count, watched: count, moreNeeded: count }),
  disputes: v.strictObject({ underReview: count, accepted: count, upheld: count }),
  /** Days from a report's arrival to the first decision on it; null while there is none. */
  daysToDecide: v.nullable(v.strictObject({ median: v.number(), ninthTenth: v.number() })),
});
export type Statistics = v.InferOutput<typeof StatisticsSchema>;

export const DeskExportSchema = v.strictObject({
  format: v.literal(1),
  madeOn: day,
  listings: v.array(
    v.strictObject({
      kind,
      value,
      category: v.picklist(CATEGORIES),
      evidence: v.string(),
      listed_on: day,
      disputed_since: v.optional(day),
      source: v.picklist(SOURCES),
      not_before: v.optional(day),
      /** Public keys of the moderators who listed it. */
      approved_by: v.array(v.string()),
    }),
  ),
  withdrawals: v.array(v.strictObject({ kind, value, on: day })),
  /** Indicators under review since a day: still listed, and marked. */
  disputed: v.array(v.strictObject({ kind, value, on: day })),
  outcomes: OutcomesSchema,
  statistics: StatisticsSchema,
});
export type DeskExport = v.InferOutput<typeof DeskExportSchema>;

/** Target of the channel (TUF). */
export const STATISTICS_TARGET = 'statistics.json';
