/** Help contacts apart from their texts in languages that a reader does not need: the web page loads one beside English. */
import * as v from 'valibot';
import type { Help } from './help.ts';

/** The texts of one language, in the order of `localTexts`; null where there is none. */
export const HelpTextsSchema = v.array(v.nullable(v.string()));
export type HelpTexts = v.InferOutput<typeof HelpTextsSchema>;

/** All texts of the contacts by language, always in the same order. */
function localTexts({ countries, international }: Help): Record<string, string>[] {
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

/** The contacts with English texts alone, and the texts of each of these languages. */
export function splitHelpTexts(
  help: Help,
  languages: readonly string[],
): { base: Help; texts: Record<string, HelpTexts> } {
  const all = localTexts(help);
  const base = copyOf(help);
  for (const text of localTexts(base)) for (const tag of Object.keys(text)) if (tag !== 'en') delete text[tag];
  return {
    base,
    texts: Object.fromEntries(languages.map((tag) => [tag, all.map((text) => text[tag] ?? null)])),
  };
}

/** The contacts with these texts, too. Unchanged where the texts belong to other contacts, by their number. */
export function addHelpTexts(help: Help, language: string, texts: HelpTexts): Help {
  const added = copyOf(help);
  const all = localTexts(added);
  if (all.length !== texts.length) return help;
  for (const [index, text] of texts.entries()) if (text !== null) all[index]![language] = text;
  return added;
}
