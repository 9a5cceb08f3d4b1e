/** Phrases in which digits and signs stand for letters. */
import { describe, expect, it } from 'vitest';
import { findDisguised } from '../../../utils/detect/find-disguised.ts';
import type { FoundPhrase } from '../../../utils/detect/find-phrases.ts';
import { readPost, spanOf } from '../../../utils/detect/post-text.ts';
import { ANY_LANGUAGE, kindMask } from '../../../utils/text/payload.ts';
import { fieldText, type JobPost } from '../../../utils/model/job-post.ts';
import { post } from './post.ts';
import { smallKnowledge } from './small-knowledge.ts';

const knowledge = await smallKnowledge({
  en: {
    signals: { 'travel-paid': ['free ticket*'], 'role-chat': ['chat agent*'], 'free-lodging': ['lodging'] },
    concepts: { visa: ['airline'], not: ['at'] },
  },
});
const active = new Uint8Array(ANY_LANGUAGE + 1).fill(1);

function phrasesIn(of: Partial<JobPost>, known: readonly FoundPhrase[] = [], kinds?: number): FoundPhrase[] {
  return findDisguised(readPost(post(of), knowledge.fold), known, { knowledge, active, kinds });
}
/** The words of the phrases, with the field. */
function wordsIn(of: Partial<JobPost>): string[] {
  const read = readPost(post(of), knowledge.fold);
  return phrasesIn(of)
    .filter(({ kind }) => kind === 'signal' || kind === 'concept')
    .map(({ from, to }) => {
      const { field, start, end } = spanOf(read, knowledge.fold, from, to);
      return `${field}: ${fieldText(post(of), field).slice(start, end)}`;
    });
}

describe('a phrase in disguise', () => {
  it.each<[string, string[]]>([
    ['we have fr33 t1cket for all', ['text: fr33 t1cket']],
    ['a ch@t agent', ['text: ch@t agent']],
    ['a a1rline', ['text: a1rline']],
    ['a!rline', ['text: a!rline']],
    ['1odging', ['text: 1odging']],
    ['a free ticket', []],
    ['room 12', []],
    ['', []],
  ])('is found with its words in "%s"', (text, words) => {
    expect(wordsIn({ text })).toEqual(words);
  });

  it('is found once at each place, however far they are apart', () => {
    const far = 'and so on with other words '.repeat(9);
    expect(wordsIn({ text: `a1rline, a1rline ${far} a1rline` })).toEqual([
      'text: a1rline',
      'text: a1rline',
      'text: a1rline',
    ]);
    expect(wordsIn({ text: `${far} free t1cket ${far}` })).toEqual(['text: free t1cket']);
  });

  it('is found in the field in which it stands', () => {
    expect(wordsIn({ title: 'a1rline', company: 'The Lake', text: 'ch@t agent', poster: 'a1rline' })).toEqual([
      'title: a1rline',
      'text: ch@t agent',
      'poster: a1rline',
    ]);
  });

  it('is marked, and counts only what the plain reading lacks', () => {
    const phrases = phrasesIn({ text: 'a a1rline' });
    expect(phrases).toMatchObject([{ kind: 'concept', isDisguised: true, isWeak: false, from: 1, to: 8 }]);
    expect(phrasesIn({ text: 'a a1rline' }, phrases)).toEqual([]);
    expect(phrasesIn({ text: 'a a1rline' }, [{ ...phrases[0]!, from: 0 }])).toHaveLength(1);
    expect(phrasesIn({ text: 'a a1rline' }, [{ ...phrases[0]!, id: 999 }])).toHaveLength(1);
    expect(phrasesIn({ text: 'a a1rline' }, [{ ...phrases[0]!, kind: 'signal' }])).toHaveLength(1);
  });

  it('has a letter in disguise itself, and three letters at least', () => {
    expect(wordsIn({ text: 'free ticket, a1rline' })).toEqual(['text: a1rline']);
    expect(wordsIn({ text: 'a1rline, ch@t ag3nt, l0dging, @t' })).not.toContain('text: @t');
  });

  it('is of the kinds that are asked for', () => {
    expect(phrasesIn({ text: 'a1rline and ch@t agent' }, [], kindMask('signal')).map(({ kind }) => kind)).toEqual([
      'signal',
    ]);
  });
});
