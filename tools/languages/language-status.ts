/** The status of a language: missing and changed texts, texts equal to English, and reviews. */
import type { Messages } from '../../utils/i18n/message-types.ts';
import { INTL_PREFIX } from './intl-names.ts';
import { digestOf, digestOfGroup, groupsOf, type Texts } from './texts.ts';

export interface LanguageStatus {
  language: string;
  keys: number;
  missing: string[];
  /** Keys that English does not have. */
  unknown: string[];
  /** Keys whose English text changed since the translation. */
  changed: string[];
  /** Keys with the same text as English, which may be correct. */
  asEnglish: string[];
  /** Groups that a native speaker reviewed in their current state. */
  reviewed: string[];
  /** Groups that changed since their review. */
  reviewedBefore: string[];
  unreviewedKeys: number;
  reviewers: { by: string; on: string }[];
}

/** @param language one that has a message file */
export function languageStatus(texts: Texts, language: string): LanguageStatus {
  const { english, record } = texts;
  const messages: Messages = texts.languages.get(language) ?? {};
  const own = record.languages[language];
  const keys = Object.keys(english);
  const there = keys.filter((key) => Object.hasOwn(messages, key));
  const groups = groupsOf(english);
  const read = (group: string, now: boolean): boolean =>
    (own?.reviews ?? []).some(({ groups: read }) =>
      now ? read[group] === digestOfGroup(groups.get(group) ?? [], english, messages) : Object.hasOwn(read, group),
    );
  const reviewed = [...groups.keys()].filter((group) => read(group, true));
  return {
    language,
    keys: keys.length,
    missing: keys.filter((key) => !Object.hasOwn(messages, key)),
    unknown: Object.keys(messages).filter((key) => !Object.hasOwn(english, key) && !key.startsWith(INTL_PREFIX)),
    changed: there.filter((key) => translatedFrom(texts, language, key) !== digestOf(english[key])),
    asEnglish: there.filter((key) => readsAsEnglish(messages[key], english[key])),
    reviewed,
    reviewedBefore: [...groups.keys()].filter((group) => !reviewed.includes(group) && read(group, false)),
    unreviewedKeys: [...groups].reduce((sum, [group, of]) => sum + (reviewed.includes(group) ? 0 : of.length), 0),
    reviewers: (own?.reviews ?? []).map(({ by, on }) => ({ by, on })),
  };
}

/** Digest of the English text that a translation was made from; undefined without a record. */
export function translatedFrom({ record }: Texts, language: string, key: string): string | undefined {
  return record.languages[language]?.translated[key] ?? record.english[key];
}

/** Whether each form of a text equals an English form and contains more than placeholders. */
function readsAsEnglish(message: Messages[string] | undefined, english: Messages[string] | undefined): boolean {
  const ours = formsOf(english);
  const theirs = formsOf(message);
  return theirs.every((text) => ours.includes(text) && /\p{L}/u.test(text.replaceAll(/\{\w+\}/gu, '')));
}

function formsOf(message: Messages[string] = ''): string[] {
  return typeof message === 'string' ? [message] : Object.values(message);
}

export function countFaults({ missing, unknown, changed }: LanguageStatus): number {
  return missing.length + unknown.length + changed.length;
}
