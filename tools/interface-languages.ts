/** Tags of the languages that have messages in `public/messages`. @param wanted tags that a brand names; undefined: all */
import { readdirSync } from 'node:fs';

export function builtLanguages(wanted?: readonly string[]): string[] {
  return readdirSync('public/messages')
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.replace('.json', ''))
    .filter((tag) => wanted?.includes(tag) ?? true)
    .sort();
}
