/** The Flesch-Kincaid grade of the English interface, from its whole sentences. */
import { fleschKincaid } from 'flesch-kincaid';
import { syllable } from 'syllable';
import type { Messages } from '../../utils/i18n/message-types.ts';
import { groupOf } from '../languages/texts.ts';

/** Grade 1 of a school in the United States is age 6 to 7. */
export const MAX_READING_AGE_YEARS = 12;
/** Limit of a single sentence: one or two words decide its grade. */
export const MAX_SENTENCE_READING_AGE_YEARS = 16;

export interface Sentence {
  key: string;
  text: string;
  words: number;
  syllables: number;
}

export interface ReadingAge {
  name: string;
  sentences: number;
  words: number;
  grade: number;
  /** Age in years at which most people can read it. */
  age: number;
}

const SENTENCES = new Intl.Segmenter('en', { granularity: 'sentence' });
const WORDS = new Intl.Segmenter('en', { granularity: 'word' });

/** Sentences of all messages; labels without a final punctuation mark are left out. */
export function sentencesOf(english: Messages): Sentence[] {
  return Object.entries(english).flatMap(([key, message]) => {
    const texts = typeof message === 'string' ? [message] : [message.other];
    return texts
      .flatMap((text) => [...SENTENCES.segment(text.replaceAll(/\{\w+\}/gu, 'Ann'))])
      .map(({ segment }) => segment.trim())
      .filter((text) => /[.?:]$/u.test(text) && /\s/u.test(text))
      .map((text) => ({ key, text, ...countSyllables(text) }));
  });
}

export function countSyllables(text: string): { words: number; syllables: number } {
  const words = [...WORDS.segment(text)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);
  return { words: words.length, syllables: words.reduce((sum, word) => sum + Math.max(1, syllable(word)), 0) };
}

export function measureReadingAge(name: string, sentences: readonly Sentence[]): ReadingAge {
  const words = sum(sentences.map((each) => each.words));
  const grade = fleschKincaid({
    sentence: sentences.length,
    word: words,
    syllable: sum(sentences.map(({ syllables }) => syllables)),
  });
  return { name, sentences: sentences.length, words, grade, age: grade + 5 };
}

export function measureGroups(sentences: readonly Sentence[]): ReadingAge[] {
  const groups = new Set(sentences.map(({ key }) => groupOf(key)));
  return [...groups].map((group) =>
    measureReadingAge(
      group,
      sentences.filter(({ key }) => groupOf(key) === group),
    ),
  );
}

/** Hardest first. */
export function hardestFirst(sentences: readonly Sentence[]): (Sentence & ReadingAge)[] {
  return sentences
    .map((each) => ({ ...measureReadingAge(each.key, [each]), ...each }))
    .sort((a, b) => b.grade - a.grade);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
