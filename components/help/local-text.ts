/** Picks a text in the reader's language, or in English where there is none. */
export function localText(
  texts: Readonly<Record<string, string>>,
  language: string,
): { text: string; language: string } {
  const own = texts[language];
  return own === undefined ? { text: texts['en'] ?? '', language: 'en' } : { text: own, language };
}
