/** Tags of the languages whose messages lie in `public/messages`, for the build. */
import { readdirSync } from 'node:fs';

export function builtLanguages(): string[] {
  return readdirSync('public/messages')
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.replace('.json', ''))
    .sort();
}
