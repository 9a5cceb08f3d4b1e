/** How hard the English of the interface is to read: grade by Flesch and Kincaid, over its whole sentences. */
import { fleschKincaid } from 'flesch-kincaid';
import { syllable } from 'syllable';
import type { Messages } from '../../utils/i18n/messages.ts';
import { groupOf } from '../languages/texts.ts';

/** In years: the first grade of a school in the United States begins at six and ends at seven. */
export const MAX_READING_AGE_YEARS = 12;
/** The bar of a single sentence, whose grade hangs on a word or two. */
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
  /** Age at which most can read it. */
  age: number;
}

const SENTENCES = new Intl.Segmenter('en', { granularity: 'sentence' });
const WORDS = new Intl.Segmenter('en', { granularity: 'word' });

/** Sentences of all messages; labels of buttons and fields, which do not end like one, are not counted. */
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

function countSyllables(text: string): { words: number; syllables: number } {
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
