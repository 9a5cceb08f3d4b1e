/** The message files of the interface, and the record of translations and reviews. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import { LANGUAGES } from '../../utils/i18n/languages.ts';
import type { Messages, PluralMessage } from '../../utils/i18n/message-types.ts';

export interface TextFiles {
  /** Folder of `<tag>.json`. */
  messages: string;
  /** File of the record. */
  record: string;
}
export const TEXT_FILES: TextFiles = { messages: 'public/messages', record: 'knowledge/interface-languages.json' };

const Digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{8}$/u));
const Digests = v.record(v.string(), Digest);
const Review = v.object({
  by: v.pipe(v.string(), v.minLength(1)),
  on: v.pipe(v.string(), v.isoDate()),
  /** Groups that were read, with a digest of English and translation at that time. */
  groups: Digests,
});
const RecordSchema = v.object({
  /** For each key, a digest of the English text that it was translated from; a language may override it. */
  english: Digests,
  languages: v.record(v.string(), v.object({ translated: v.optional(Digests, {}), reviews: v.array(Review) })),
});
export type TranslationRecord = v.InferOutput<typeof RecordSchema>;
export type LanguageRecord = TranslationRecord['languages'][string];

export interface Texts {
  english: Messages;
  /** By tag, in the order of the languages; English is not among them. */
  languages: ReadonlyMap<string, Messages>;
  record: TranslationRecord;
}

/** Throws an Error that names the file and what is wrong with it. */
export function readTexts({ messages, record }: TextFiles): Texts {
  const tags = readdirSync(messages)
    .filter((name) => name.endsWith('.json'))
    .map((name) => basename(name, '.json'));
  const unknown = tags.find((tag) => !LANGUAGES.some((known) => known.tag === tag));
  if (unknown !== undefined) {
    throw new Error(`${join(messages, unknown)}.json: utils/i18n/languages.ts names no language "${unknown}". Add it.`);
  }
  if (!tags.includes('en')) throw new Error(`${messages}: en.json is missing`);
  const read = (tag: string): Messages => readJson(join(messages, `${tag}.json`)) as Messages;
  const others = LANGUAGES.filter(({ tag }) => tag !== 'en' && tags.includes(tag));
  const parsed = v.safeParse(RecordSchema, readJson(record));
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new Error(`${record}: ${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`);
  }
  return { english: read('en'), languages: new Map(others.map(({ tag }) => [tag, read(tag)])), record: parsed.output };
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

export function writeJson(file: string, data: unknown): void {
  writeFileSync(file, `${JSON.stringify(data, null, 2)}\n`);
}

export function digestOf(...parts: readonly (string | PluralMessage | undefined)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 8);
}

/** The group of a key, which is reviewed as a whole: `help` of `help.step.going.1`. */
export function groupOf(key: string): string {
  return key.split('.')[0] ?? key;
}

/** The English keys of each group. */
export function groupsOf(english: Messages): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const key of Object.keys(english)) groups.set(groupOf(key), [...(groups.get(groupOf(key)) ?? []), key]);
  return groups;
}

/** A digest that changes with any text of the group, in English or in the translation. */
export function digestOfGroup(keys: readonly string[], english: Messages, messages: Messages): string {
  return digestOf(...keys.flatMap((key) => [key, english[key], messages[key]]));
}
