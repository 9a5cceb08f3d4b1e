/**
 * What a publisher reports about received reports: one file of its channel. A reporter with a code finds their own report
 * in it.
 */
import * as v from 'valibot';

export const OUTCOMES_TARGET = 'outcomes.json';

/** What became of a report. The interface has a message `outcome.<id>` for each. */
export const OUTCOMES = [
  'read',
  'more-needed',
  'watched',
  'not-listed',
  'listed',
  'under-review',
  'dispute-accepted',
  'dispute-upheld',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

const day = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/u));
const PublishedOutcomeSchema = v.strictObject({ outcome: v.picklist(OUTCOMES), on: day });
export type PublishedOutcome = v.InferOutput<typeof PublishedOutcomeSchema>;

/** Keyed by the outcome hash of the report. */
export const OutcomesSchema = v.strictObject({
  format: v.literal(1),
  outcomes: v.record(v.pipe(v.string(), v.regex(/^[\da-f]{64}$/u)), PublishedOutcomeSchema),
});
export type Outcomes = v.InferOutput<typeof OutcomesSchema>;

/** @param hash the report's outcome hash, see report-code.ts */
export function findOutcome(file: Uint8Array | null, hash: string): PublishedOutcome | null {
  if (file === null) return null;
  try {
    const { outcomes } = v.parse(OutcomesSchema, JSON.parse(new TextDecoder().decode(file)));
    return Object.hasOwn(outcomes, hash) ? (outcomes[hash] ?? null) : null;
  } catch {
    return null; // a later version's form
  }
}
