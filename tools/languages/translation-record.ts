/** Records that texts were translated from the current English, or reviewed by a native speaker. */
import { digestOf, digestOfGroup, groupsOf, type LanguageRecord, type Texts, type TranslationRecord } from './texts.ts';
import { languageStatus, translatedFrom } from './language-status.ts';

/**
 * The record with the keys marked as translated from the current English. A digest that all languages share is stored once.
 * @param keys an empty array marks every changed key
 */
export function markTranslated(texts: Texts, languages: readonly string[], keys: readonly string[]): TranslationRecord {
  for (const key of keys) {
    if (!Object.hasOwn(texts.english, key)) throw new Error(`English has no key "${key}"`);
  }
  const record = structuredClone(texts.record);
  for (const language of languages) {
    const { changed, missing } = languageStatus(texts, language);
    const lacking = keys.find((key) => missing.includes(key));
    if (lacking !== undefined) throw new Error(`${language} has no text for "${lacking}"`);
    for (const key of keys.length > 0 ? keys : changed) {
      languageRecord(record, language).translated[key] = digestOf(texts.english[key]);
    }
  }
  return compactRecord({ ...texts, record });
}

function compactRecord(texts: Texts): TranslationRecord {
  const { english, languages, record } = texts;
  const common: Record<string, string> = {};
  for (const key of Object.keys(english)) {
    const from = new Set([...languages.keys()].map((language) => translatedFrom(texts, language, key)));
    const [only] = from;
    const shared = from.size === 1 ? only : record.english[key];
    if (shared !== undefined) common[key] = shared;
  }
  for (const own of Object.values(record.languages)) {
    own.translated = Object.fromEntries(
      Object.entries(own.translated).filter(([key, from]) => Object.hasOwn(english, key) && from !== common[key]),
    );
  }
  const recorded = Object.entries(record.languages).filter(
    ([, { translated, reviews }]) => Object.keys(translated).length + reviews.length > 0,
  );
  return { english: common, languages: Object.fromEntries(recorded) };
}

export interface Reviewer {
  by: string;
  /** `2026-11-25` */
  on: string;
}

/** The record with groups marked as reviewed in their current state. @param groups an empty array marks all groups */
export function markReviewed(
  texts: Texts,
  language: string,
  reviewer: Reviewer,
  groups: readonly string[],
): TranslationRecord {
  const all = groupsOf(texts.english);
  const messages = texts.languages.get(language) ?? {};
  const read = groups.length > 0 ? groups : [...all.keys()];
  const digests = read.map((group): [string, string] => {
    const keys = all.get(group);
    if (keys === undefined) throw new Error(`No group "${group}"; there are ${[...all.keys()].join(' ')}`);
    return [group, digestOfGroup(keys, texts.english, messages)];
  });
  const record = structuredClone(texts.record);
  languageRecord(record, language).reviews.push({ ...reviewer, groups: Object.fromEntries(digests) });
  return record;
}

function languageRecord(record: TranslationRecord, language: string): LanguageRecord {
  return (record.languages[language] ??= { translated: {}, reviews: [] });
}
