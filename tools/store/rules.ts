/** Reads `rules.yaml`: the limits of the stores. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { parse } from 'yaml';

const count = v.pipe(v.number(), v.integer(), v.minValue(1));

const StoreSchema = v.strictObject({
  title: v.string(),
  /** Page that documents the limits. */
  from: v.pipe(v.string(), v.url()),
  name: count,
  summary: count,
  description: count,
  'description-least': v.optional(count),
  'single-purpose': v.optional(count),
  justification: v.optional(count),
  news: v.optional(count),
  'review-notes': v.optional(count),
  'search-terms': v.optional(v.strictObject({ most: count, length: count, words: count })),
  screenshots: v.strictObject({ width: count, height: count, most: count }),
});

const RulesSchema = v.strictObject({
  'known-warnings': v.array(v.strictObject({ code: v.string(), line: v.string(), why: v.string() })),
  package: v.strictObject({ largest: count, 'largest-sources': count }),
  icons: v.array(count),
  stores: v.strictObject({ chrome: StoreSchema, amo: StoreSchema, edge: StoreSchema }),
});

export type Rules = v.InferOutput<typeof RulesSchema>;
export type StoreId = keyof Rules['stores'];
export type StoreRules = Rules['stores'][StoreId];

export const STORE_IDS: readonly StoreId[] = ['chrome', 'amo', 'edge'];

export function readRules(): Rules {
  const file = fileURLToPath(new URL('rules.yaml', import.meta.url));
  return v.parse(RulesSchema, parse(readFileSync(file, 'utf8')));
}
