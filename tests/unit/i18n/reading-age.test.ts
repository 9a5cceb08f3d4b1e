import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import {
  hardestFirst,
  measureReadingAge,
  measureGroups,
  MAX_SENTENCE_READING_AGE_YEARS,
  MAX_READING_AGE_YEARS,
  sentencesOf,
} from '../../../tools/reading-age/measure-reading-age.ts';
import type { Messages } from '../../../utils/i18n/message-types.ts';

const sentences = sentencesOf(JSON.parse(readFileSync('public/messages/en.json', 'utf8')) as Messages);

describe('English of the interface', () => {
  it('can be read at the age of twelve, as a whole and in each group', () => {
    expect(sentences.length).toBeGreaterThan(400);
    const tooHard = [measureReadingAge('all', sentences), ...measureGroups(sentences)].filter(
      ({ age }) => age > MAX_READING_AGE_YEARS,
    );
    expect(tooHard).toEqual([]);
  });

  it('has no sentence above the limit for a single sentence', () => {
    const tooHard = hardestFirst(sentences).filter(({ age }) => age > MAX_SENTENCE_READING_AGE_YEARS);
    expect(tooHard.map(({ key, text, age }) => `${key}: ${text} (${age.toFixed(1)})`)).toEqual([]);
  });
});

test('finds hard words and does not count labels', () => {
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
