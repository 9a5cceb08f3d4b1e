import { describe, expect, test } from 'vitest';
import { prune, type Spelling } from '../../../tools/knowledge/prune.ts';

/** A spelling as written: words with spaces, `*` for an open end. */
function spelling(written: string, meaning = 'no-experience'): Spelling & { written: string } {
  const openStart = written.startsWith('*');
  const openEnd = written.endsWith('*');
  const words = written.replaceAll('*', '').split(' ');
  const wordStart: boolean[] = [];
  for (const word of words) for (let at = 0; at < word.length; at++) wordStart.push(at === 0);
  return { written, meaning, letters: words.join(''), wordStart: [...wordStart, true], openStart, openEnd };
}

const left = (written: string[], anywhere = false): string[] =>
  prune(
    written.map((each) => spelling(each)),
    () => anywhere,
  ).kept.map((each) => each.written);

describe('prune', () => {
  test('removes a spelling that contains a shorter one on word edges', () => {
    expect(left(['no experience', 'no experience needed', 'really no experience'])).toEqual(['no experience']);
  });

  test('keeps a spelling where the shorter one would not match', () => {
    expect(left(['rate', 'pirate'])).toEqual(['rate', 'pirate']);
    expect(left(['ticket', 'ticket*'])).toEqual(['ticket', 'ticket*']);
    expect(left(['air ticket*', 'ticket'])).toEqual(['air ticket*', 'ticket']);
  });

  test('counts open ends as they match', () => {
    expect(left(['ticket*', 'tickets free', '*ship', 'big ships'])).toEqual(['ticket*', '*ship', 'big ships']);
  });

  test('removes a spelling that contains a shorter one anywhere in a script without spaces', () => {
    expect(left(['免费', '全部免费机票'], true)).toEqual(['免费']);
  });

  test('keeps a spelling where the shorter one would cut a syllable', () => {
    expect(left(['กข', 'กข้า', 'เกข'], true)).toEqual(['กข', 'กข้า', 'เกข']);
  });

  test('reports whether a part of a gapped phrase is covered by a kept spelling', () => {
    const { covers } = prune([spelling('free ticket')], () => false);
    expect(covers(spelling('a free ticket'))).toBe(true);
    expect(covers(spelling('free ticket'))).toBe(true);
    expect(covers(spelling('free tickets'))).toBe(false);
  });

  test('keeps spellings of other meanings, and one of equal spellings', () => {
    const both = [spelling('free ticket'), spelling('free ticket here', 'travel-paid'), spelling('free ticket')];
    expect(prune(both, () => false).kept.map((each) => each.written)).toEqual(['free ticket', 'free ticket here']);
  });
});
