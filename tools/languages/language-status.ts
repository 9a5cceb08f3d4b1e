/** How a language stands: what is missing, what changed in English since, what reads as English, and what nobody read. */
import type { Messages } from '../../utils/i18n/messages.ts';
import { INTL_PREFIX } from './intl-names.ts';
import { digestOf, digestOfGroup, groupsOf, type Texts } from './texts.ts';

export interface LanguageStatus {
  language: string;
  keys: number;
  missing: string[];
  /** Keys that English no longer has. */
  unknown: string[];
  /** Keys whose English was changed or added since they were translated. */
  changed: string[];
  /** Keys whose text is the English one: perhaps rightly. */
  asEnglish: string[];
  /** Groups that a native speaker read as they now stand. */
  reviewed: string[];
  /** Groups that were read, and have changed since. */
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

/** Digest of the English that a text was made from; undefined when nobody recorded it. */
export function translatedFrom({ record }: Texts, language: string, key: string): string | undefined {
  return record.languages[language]?.translated[key] ?? record.english[key];
}

/** Whether each form of a text is one of English, and there is more in it than the names of values. */
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
