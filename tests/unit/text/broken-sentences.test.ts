import { describe, expect, it } from 'vitest';
import { compileFoldTable, foldTableOf } from '../../../tools/knowledge/fold-table.ts';
import { fold } from '../../../utils/text/fold.ts';
import { SENTENCE_BREAK } from '../../../utils/text/folded-text.ts';

const table = foldTableOf(compileFoldTable());

/** How many stops are left behind the first letter. */
function countSentenceBreaks(source: string): number {
  const { flags, length } = fold(source, table);
  return flags.subarray(1, length).filter((flag) => (flag & SENTENCE_BREAK) !== 0).length;
}

describe('joinBrokenSentences', () => {
  it.each([
    'No\nExperience\nNeeded\nCall',
    'we need no… experience… needed here',
    'Нужны. люди. без. опыта. выезд. завтра. ночью',
  ])('turns all sentence breaks of %j into spaces', (source) => {
    expect(countSentenceBreaks(source)).toBe(0);
  });

  it.each([
    ['Drivers wanted.\nGood pay.\nCall us today.', 2],
    ['Urgent! Driver. Call us today', 2],
    ['公司。招聘。司机。待遇。优厚。包吃。住宿', 6],
  ])('keeps the sentence breaks of %j: %i', (source, left) => {
    expect(countSentenceBreaks(source)).toBe(left);
  });
});
