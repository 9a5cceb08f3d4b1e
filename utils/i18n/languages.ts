/**
 * The languages of the interface. A language works once `public/messages/<tag>.json` exists. This table alone defines the
 * browser's folder and the direction of a language.
 */
export interface Language {
  /** BCP 47, as knowledge and corpora use it. */
  tag: string;
  /** The browser's folder under `_locales`. */
  folder: string;
  /** Name in the language itself. */
  name: string;
  rtl?: true;
}

export const LANGUAGES: readonly Language[] = [
  { tag: 'en', folder: 'en', name: 'English' },
  { tag: 'zh-Hans', folder: 'zh_CN', name: '简体中文' },
  { tag: 'zh-Hant', folder: 'zh_TW', name: '繁體中文' },
  { tag: 'th', folder: 'th', name: 'ไทย' },
  { tag: 'vi', folder: 'vi', name: 'Tiếng Việt' },
  { tag: 'id', folder: 'id', name: 'Bahasa Indonesia' },
  { tag: 'ms', folder: 'ms', name: 'Bahasa Melayu' },
  { tag: 'tl', folder: 'fil', name: 'Filipino' },
  { tag: 'ja', folder: 'ja', name: '日本語' },
  { tag: 'ko', folder: 'ko', name: '한국어' },
  { tag: 'my', folder: 'my', name: 'မြန်မာ' },
  { tag: 'km', folder: 'km', name: 'ខ្មែរ' },
  { tag: 'lo', folder: 'lo', name: 'ລາວ' },
  { tag: 'hi', folder: 'hi', name: 'हिन्दी' },
  { tag: 'bn', folder: 'bn', name: 'বাংলা' },
  { tag: 'ur', folder: 'ur', name: 'اردو', rtl: true },
  { tag: 'ne', folder: 'ne', name: 'नेपाली' },
  { tag: 'si', folder: 'si', name: 'සිංහල' },
  { tag: 'ta', folder: 'ta', name: 'தமிழ்' },
  { tag: 'pt', folder: 'pt_BR', name: 'Português' },
  { tag: 'es', folder: 'es', name: 'Español' },
  { tag: 'ru', folder: 'ru', name: 'Русский' },
  { tag: 'sw', folder: 'sw', name: 'Kiswahili' },
  { tag: 'am', folder: 'am', name: 'አማርኛ' },
  { tag: 'fr', folder: 'fr', name: 'Français' },
  { tag: 'ar', folder: 'ar', name: 'العربية', rtl: true },
];

export type Direction = 'ltr' | 'rtl';

export function directionOf(tag: string): Direction {
  return LANGUAGES.find((language) => language.tag === tag)?.rtl === true ? 'rtl' : 'ltr';
}

/**
 * The tag of this table for a browser's locale: `zh-TW` -> `zh-Hant`, `fil_PH` -> `tl`, `pt-BR` -> `pt`. Null for a language
 * that is not in the table.
 */
export function languageOf(locale: string): string | null {
  const parts = locale.replaceAll('_', '-').split('-');
  const primary = (parts[0] ?? '').toLowerCase();
  if (primary === 'zh') return parts.some((part) => /^(?:hant|tw|hk|mo)$/iu.test(part)) ? 'zh-Hant' : 'zh-Hans';
  const known = LANGUAGES.find(({ tag, folder }) => tag === primary || folder === primary);
  return known?.tag ?? null;
}

/** The languages to try, best first, English last. @param wanted browser locales or tags of this table, best first */
export function candidatesFor(wanted: readonly string[]): string[] {
  const known = wanted.map((locale) => languageOf(locale)).filter((tag) => tag !== null);
  return [...new Set([...known, 'en'])];
}
