/** Checks that a phrase can be compiled. */
import { ANY_LANGUAGE } from '../../utils/text/payload.ts';
import { compileFoldTable, foldTableOf } from '../knowledge/fold-table.ts';
import { PhraseBook } from '../knowledge/phrase-book.ts';

/** Throws an Error that says what is wrong with the phrase. */
export function checkPhrase(phrase: string): void {
  new PhraseBook(foldTableOf(compileFoldTable())).add({
    file: 'malformed phrase',
    phrase,
    kind: 'signal',
    id: 0,
    language: ANY_LANGUAGE,
  });
}
