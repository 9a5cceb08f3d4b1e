/**
 * Texts of the help contacts by language. The web page loads the contacts with English texts, and those of one other
 * language from a file beside them.
 */
import * as v from 'valibot';
import type { Help } from './help.ts';

/** By English text, so that a file of another version puts no text beside another contact. */
export const HelpTextsSchema = v.record(v.string(), v.string());
export type HelpTexts = v.InferOutput<typeof HelpTextsSchema>;

/** All texts of the contacts: each an object with a text for each language. */
function localTexts({ countries, international }: Help): (Record<string, string> & { en: string })[] {
  const parts = [
    ...countries.flatMap(({ entries, registries }) => [...entries, ...registries]),
    ...international.entries,
  ];
  return [
    ...parts.flatMap(({ name, note }) => [name, note].filter((text) => text !== undefined)),
    ...countries.flatMap(({ selfReport }) => selfReport?.steps ?? []),
  ];
}

const copyOf = (help: Help): Help => JSON.parse(JSON.stringify(help)) as Help;

/**
 * The contacts with English texts alone, and the texts of each of these languages.
 *
 * @throws Error where one English text has two different texts in a language
 */
export function splitHelpTexts(
  help: Help,
  languages: readonly string[],
): { english: Help; texts: Record<string, HelpTexts> } {
  const english = copyOf(help);
  for (const text of localTexts(english)) for (const tag of Object.keys(text)) if (tag !== 'en') delete text[tag];
  return { english, texts: Object.fromEntries(languages.map((tag) => [tag, textsIn(help, tag)])) };
}

function textsIn(help: Help, language: string): HelpTexts {
  const texts = new Map<string, string>();
  for (const { en, [language]: text } of localTexts(help)) {
    if (text === undefined) continue;
    if ((texts.get(en) ?? text) !== text)
      throw new Error(
        `Help contacts: "${en}" has two different texts in ${language}. Make the English texts differ, too.`,
      );
    texts.set(en, text);
  }
  return Object.fromEntries(texts);
}

/** A copy of the contacts with these texts, too. A text whose English differs is left out. */
export function addHelpTexts(help: Help, language: string, texts: HelpTexts): Help {
  const added = copyOf(help);
  for (const text of localTexts(added)) {
    const own = Object.hasOwn(texts, text.en) ? texts[text.en] : undefined;
    if (own !== undefined) text[language] = own;
  }
  return added;
}
