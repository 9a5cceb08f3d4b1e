/** The phrases of a lexicon file with their brackets resolved. */
import type * as v from 'valibot';
import type { LexiconSchema } from '../../knowledge/lexicon.ts';
import { expandPhrase, type PhrasePart } from '../../knowledge/phrase.ts';
import type { SpellingUse } from './count-uses.ts';

/** The phrases of one signal or one concept. A signal and a concept may have the same id. */
export interface SpellingGroup {
  kind: 'signal' | 'concept';
  id: string;
  spellings: SpellingUse[];
}

export function readSpellings({ signals, concepts }: v.InferOutput<typeof LexiconSchema>): SpellingGroup[] {
  const groups = (kind: SpellingGroup['kind'], phrasesById: typeof signals): SpellingGroup[] =>
    Object.entries(phrasesById).map(([id, phrases]) => ({
      kind,
      id,
      spellings: (phrases ?? []).flatMap((item) => {
        const phrase = typeof item === 'string' ? item : item.phrase;
        return expandPhrase(phrase).map((segments) => ({ phrase, spelling: spellingOf(segments), rows: [] }));
      }),
    }));
  return [...groups('signal', signals), ...groups('concept', concepts)];
}

/** A phrase without brackets that stands for these segments. */
function spellingOf(segments: readonly PhrasePart[]): string {
  return segments
    .map(({ words, openStart, openEnd, gap }, index) => {
      const before = index === 0 ? '' : gap > 0 ? ' ... ' : ' ';
      return `${before}${openStart ? '*' : ''}${words}${openEnd ? '*' : ''}`;
    })
    .join('');
}
