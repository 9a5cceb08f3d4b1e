/** Words that people read and a plain search does not find, on sites without an adapter. */
import { LURE_TEXT, page, type Attack } from './attack.ts';

const spelled = (between: string) => (word: string) => Array.from(word).join(between);
const replaced =
  (letters: Readonly<Record<string, string>>) =>
  (word: string): string =>
    Array.from(word, (letter) => letters[letter] ?? letter).join('');

export const DISGUISES: readonly Attack[] = [
  ['writes its words with accents', replaced({ a: 'à', e: 'é', i: 'ì', o: 'ö', u: 'ü' })],
  ['writes its words with digits for letters', replaced({ a: '4', e: '3', o: '0' })],
  ['spells its words with spaces', spelled(' ')],
  ['spells its words with dots', spelled('.')],
  ['strikes its letters through', spelled('\u0336')],
  [
    'writes its words in letters of other alphabets',
    replaced({ a: 'ᴀ', e: 'ᴇ', m: 'ᴍ', n: 'ɴ', o: 'ᴏ', p: 'ᴘ', r: 'ʀ' }),
  ],
].map(([description, disguise]): Attack => ({
  description: description as string,
  // Not the account: the reader must be able to use it.
  html: () =>
    page(
      `<main><h1>Good news</h1><p>${LURE_TEXT.replaceAll(/(?<!@\w*)\b[a-z]+\b/gu, disguise as () => string)}</p></main>`,
    ),
  durationMs: 0,
}));
