/**
 * One decision of one moderator, as it is signed and merged. A decision is never changed; a later one replaces it. The JSON
 * text itself is signed, so no canonical form is needed.
 */
import * as v from 'valibot';
import { indicatorOf } from '../indicators/canonical.ts';
import { isDay } from '../indicators/day-number.ts';
import { CATEGORIES, INDICATOR_KINDS } from '../model/indicator.ts';

/**
 * - `list`: list these indicators under the category; needs two people
 * - `withdraw`: withdraw them; one person
 * - `watch`, `reject`, `need-more`: what becomes of the reports
 * - `confirm-public`: the moderator saw the indicators in public; `confirm-sources`: the reports come from different people
 * - `take-up`, `accept`, `uphold`: a dispute is under review, is right, is not right
 */
export const ACTIONS = [
  'list',
  'withdraw',
  'watch',
  'reject',
  'need-more',
  'confirm-public',
  'confirm-sources',
  'take-up',
  'accept',
  'uphold',
] as const;
export type Action = (typeof ACTIONS)[number];

/** Actions that take approvals back. */
export const RETRACTIONS: ReadonlySet<Action> = new Set(['withdraw', 'accept', 'reject', 'watch']);
/** Actions that take indicators off the published list. */
export const WITHDRAWALS: ReadonlySet<Action> = new Set(['withdraw', 'accept']);

/** Where the desk had seen an indicator when this was decided. */
export const SIGHTINGS = ['private', 'public', 'both', 'none'] as const;
export type Sighting = (typeof SIGHTINGS)[number];

/** Days that an indicator from a private message waits before it is published. */
export const DELAY_DAYS = { min: 1, max: 7 } as const;

/** Reports that one decision may answer. */
export const MAX_REPORTS_PER_DECISION = 5_000;

/** A time that exists. One of before 2020 is of a clock that was not set: lists hold no such day, and 2020 stands for it. */
const time = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/u),
  v.check((text) => !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text, 'is no time'),
  v.transform((text) => (text < FIRST_TIME ? FIRST_TIME : text)),
);
const FIRST_TIME = '2020-01-01T00:00:00.000Z';
/** No day where lists hold none such. */
const day = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d{2}-\d{2}$/u),
  v.transform((text) => (isDay(text) ? text : null)),
);
/** Other moderators whose last decisions one decision names. */
export const MAX_AUTHORS = 500;
const hash = v.pipe(v.string(), v.regex(/^[\da-f]{64}$/u));
const sequence = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000_000));
const reportId = v.pipe(v.string(), v.regex(/^[\da-f]{32}$/u));
const IndicatorSchema = v.pipe(
  v.strictObject({
    kind: v.picklist(INDICATOR_KINDS),
    value: v.pipe(v.string(), v.maxLength(2_000)),
    seen: v.picklist(SIGHTINGS),
  }),
  v.check(({ kind, value }) => {
    const read = indicatorOf(kind, value);
    return read !== null && read.kind === kind && read.value === value;
  }, 'is not in canonical form'),
);

/** The content of a decision; the same in all versions. */
const CONTENT = {
  /** The moderator's public key, Ed25519, 64 hexadecimal digits. */
  by: hash,
  /** ISO time; for the days that are published. The order does not depend on it. */
  at: time,
  action: v.picklist(ACTIONS),
  indicators: v.pipe(v.array(IndicatorSchema), v.maxLength(200)),
  /** Ids of the reports that it answers. */
  reports: v.pipe(v.array(reportId), v.maxLength(MAX_REPORTS_PER_DECISION)),
  /** The outcome hashes of those reports whose senders asked for an outcome. */
  outcomes: v.pipe(v.array(v.strictObject({ report: reportId, hash })), v.maxLength(MAX_REPORTS_PER_DECISION)),
  /** For `list`. */
  category: v.nullable(v.picklist(CATEGORIES)),
  /** The publisher's reference to its evidence; published with a listing. */
  evidence: v.pipe(v.string(), v.maxLength(500)),
  /** For moderators only. */
  note: v.pipe(v.string(), v.maxLength(4_000)),
  /** Random days, 1 to 7: how long an indicator from a private message waits, if this decision releases it. */
  delay: v.pipe(v.number(), v.integer(), v.minValue(DELAY_DAYS.min), v.maxValue(DELAY_DAYS.max)),
  /** Day on which the oldest of the reports arrived; null when there is none. */
  arrivedOn: v.nullable(day),
};

/** The version of the decisions that are made now. */
export const DECISION_VERSION = 3;

const LINKED = {
  /** Number of this decision among the moderator's own, from 1. */
  sequence,
  /** Id of the moderator's decision before; null for the first. */
  previous: v.nullable(hash),
  ...CONTENT,
};

const CurrentSchema = v.strictObject({
  version: v.literal(DECISION_VERSION),
  /** The last decision that the moderator had of each other; see causal-order.ts. */
  heads: v.pipe(v.array(v.strictObject({ by: hash, sequence, id: hash })), v.maxLength(MAX_AUTHORS)),
  ...LINKED,
});

/** Version 2 (JobLantern 0.2) named the decisions of others by their numbers only. */
const NumberedSchema = v.pipe(
  v.strictObject({
    version: v.literal(2),
    heads: v.pipe(v.array(v.strictObject({ by: hash, sequence })), v.maxLength(MAX_AUTHORS)),
    ...LINKED,
  }),
  v.transform(({ heads, ...decision }) => ({ ...decision, heads: heads.map((head) => ({ ...head, id: null })) })),
);

/** Version 1 (JobLantern 0.1) had no links. Its decisions come before all others, in the order of their times. */
const UnlinkedSchema = v.pipe(
  v.strictObject({ version: v.literal(1), ...CONTENT }),
  v.transform((decision) => ({ ...decision, sequence: 0, previous: null, heads: [] })),
);

const DecisionSchema = v.union([CurrentSchema, NumberedSchema, UnlinkedSchema]);
export type Decision = Omit<v.InferOutput<typeof CurrentSchema>, 'version' | 'heads'> & {
  version: 1 | 2 | typeof DECISION_VERSION;
  heads: { by: string; sequence: number; id: string | null }[];
};

/** Parses a decision. @throws SyntaxError or valibot's ValiError */
export function parseDecision(text: string): Decision {
  return v.parse(DecisionSchema, JSON.parse(text));
}
