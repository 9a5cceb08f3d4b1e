import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  hardestFirst,
  measureReadingAge,
  measureGroups,
  MAX_SENTENCE_READING_AGE_YEARS,
  MAX_READING_AGE_YEARS,
  sentencesOf,
} from '../../../tools/reading-age/measure-reading-age.ts';
import type { Messages } from '../../../utils/i18n/messages.ts';

const sentences = sentencesOf(JSON.parse(readFileSync('public/messages/en.json', 'utf8')) as Messages);

describe('the English of the interface', () => {
  test('can be read by a child of twelve, over all and in each part', () => {
    expect(sentences.length).toBeGreaterThan(400);
    const tooHard = [measureReadingAge('all', sentences), ...measureGroups(sentences)].filter(
      ({ age }) => age > MAX_READING_AGE_YEARS,
    );
    expect(tooHard).toEqual([]);
  });

  test('has no sentence that is much harder than the rest', () => {
    const tooHard = hardestFirst(sentences).filter(({ age }) => age > MAX_SENTENCE_READING_AGE_YEARS);
    expect(tooHard.map(({ key, text, age }) => `${key}: ${text} (${age.toFixed(1)})`)).toEqual([]);
  });
});

test('hard words are found, labels are not counted', () => {
  const [worst] = hardestFirst(
    sentencesOf({
      'a.easy': 'The cat sat on the mat.',
      'a.hard': 'Administrative responsibilities necessitate organisational documentation.',
      'a.label': 'Administrative documentation',
    }),
  );
  expect(worst?.key).toBe('a.hard');
  expect(worst?.age).toBeGreaterThan(20);
});
