/** A text in the reader's language where knowledge has it, else in English. */
export function localText(
  texts: Readonly<Record<string, string>>,
  language: string,
): { text: string; language: string } {
  const own = texts[language];
  return own === undefined ? { text: texts['en'] ?? '', language: 'en' } : { text: own, language };
}
