/** Tags of the languages whose messages lie in `public/messages`, for the build. @param wanted of a brand; undefined: all */
import { readdirSync } from 'node:fs';

export function builtLanguages(wanted?: readonly string[]): string[] {
  return readdirSync('public/messages')
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.replace('.json', ''))
    .filter((tag) => wanted?.includes(tag) ?? true)
    .sort();
}
