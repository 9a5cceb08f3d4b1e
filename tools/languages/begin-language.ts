/** Creates the files of a new language: the English text under every key, in the plural forms of the language. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGES } from '../../utils/i18n/languages.ts';
import type { Messages } from '../../utils/i18n/message-types.ts';
import { writeJson } from './texts.ts';

const LOCALES = 'public/_locales';

/** @returns the written files  @throws Error when `languages.ts` lacks the language, or its file exists */
export function beginLanguage(tag: string, english: Messages, folder: string, locales = LOCALES): string[] {
  const language = LANGUAGES.find((known) => known.tag === tag);
  if (language === undefined) {
    throw new Error(`utils/i18n/languages.ts names no language "${tag}". Add a line there first.`);
  }
  const file = join(folder, `${tag}.json`);
  if (existsSync(file)) throw new Error(`${file} is there already`);
  const forms = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
  const texts = Object.entries(english).map(([key, message]) => [
    key,
    typeof message === 'string'
      ? message
      : Object.fromEntries(forms.map((form) => [form, message[form] ?? message.other])),
  ]);
  writeJson(file, Object.fromEntries(texts));
  const description = join(locales, language.folder, 'messages.json');
  if (existsSync(description)) return [file];
  mkdirSync(join(locales, language.folder), { recursive: true });
  writeJson(description, {
    extDescription: { message: 'Warns of job offers that trap people, before you send the first message.' },
    nextWarning: { message: 'Open the next warning on the page' },
  });
  return [file, description];
}
