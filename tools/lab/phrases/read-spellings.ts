/** The phrases of a lexicon file with their brackets resolved. */
import type * as v from 'valibot';
import type { LexiconSchema } from '../../knowledge/lexicon.ts';
import { expandPhrase, type PhraseSegment } from '../../knowledge/phrase.ts';
import type { SpellingUse } from './count-uses.ts';

/** Spellings by signal or concept. */
export function readSpellings({ signals, concepts }: v.InferOutput<typeof LexiconSchema>): Map<string, SpellingUse[]> {
  const groups = new Map<string, SpellingUse[]>();
  for (const [id, list] of [...Object.entries(signals), ...Object.entries(concepts)]) {
    const phrases = (list ?? []).map((item) => (typeof item === 'string' ? item : item.phrase));
    groups.set(
      id,
      phrases.flatMap((phrase) =>
        expandPhrase(phrase).map((segments) => ({ phrase, spelling: spellingOf(segments), id, rows: [] })),
      ),
    );
  }
  return groups;
}

/** A phrase without brackets that stands for these segments. */
function spellingOf(segments: readonly PhraseSegment[]): string {
  return segments
    .map(({ words, openStart, openEnd, gap }, index) => {
      const before = index === 0 ? '' : gap > 0 ? ' ... ' : ' ';
      return `${before}${openStart ? '*' : ''}${words}${openEnd ? '*' : ''}`;
    })
    .join('');
}
