/** Which parts of a long text are read as posts, and which of them stand in an article that warns. */
import { describe, expect, it } from 'vitest';
import type { Knowledge } from '../../../utils/detect/knowledge.ts';
import { longTextSpans } from '../../../utils/detect/long-text-spans.ts';
import { readPost } from '../../../utils/detect/post-text.ts';
import { THRESHOLDS } from '../../../utils/detect/thresholds.ts';
import { MAX_WINDOW_UNITS } from '../../../utils/detect/top-windows.ts';
import { post } from './post.ts';
import { smallKnowledge } from './small-knowledge.ts';

const shipped = await smallKnowledge({
  en: {
    signals: {
      'travel-paid': ['free ticket*'],
      'counter-interview': ['interview at our office'],
      'guard-warn': ['beware of', 'of fakes'],
    },
  },
});
const knowledge: Knowledge = {
  ...shipped,
  model: null,
  evidence: { bias: 0, weights: { 'travel-paid': 3, 'counter-interview': -1 }, pairs: {} },
};
const spansOf = (text: string, seam: number | null = null, of: Partial<Parameters<typeof post>[0]> = {}) =>
  longTextSpans(readPost(post({ ...of, text }), knowledge.fold), knowledge, seam);

const LINE = 'The paper wrote about the river and the weather of that year. ';
const filler = (lines: number): string => LINE.repeat(lines);

describe('the beginning', () => {
  const beginning = (text: string, seam: number | null = null) => {
    const { start, end } = spansOf(text, seam)[0]!;
    return [start, end];
  };
  const cutAt = (newLine: number): string => `${'a'.repeat(newLine)}\n${'b'.repeat(3_000)}`;

  it('is read to the end of the line that is open, if that is near', () => {
    expect(beginning(cutAt(MAX_WINDOW_UNITS))).toEqual([0, MAX_WINDOW_UNITS]);
    expect(beginning(cutAt(MAX_WINDOW_UNITS - 1))).toEqual([0, MAX_WINDOW_UNITS]);
    expect(beginning(cutAt(MAX_WINDOW_UNITS + 400))).toEqual([0, MAX_WINDOW_UNITS + 400]);
    expect(beginning(cutAt(MAX_WINDOW_UNITS + 401))).toEqual([0, MAX_WINDOW_UNITS]);
    expect(beginning('a'.repeat(5_000))).toEqual([0, MAX_WINDOW_UNITS]);
    expect(beginning('short')).toEqual([0, 5]);
  });

  it('is cut at the seam, of which the larger part is read', () => {
    const text = 'a'.repeat(5_000);
    expect(beginning(text, MAX_WINDOW_UNITS)).toEqual([0, MAX_WINDOW_UNITS]);
    expect(beginning(text, MAX_WINDOW_UNITS - 1)).toEqual([0, MAX_WINDOW_UNITS - 1]);
    expect(beginning(text, MAX_WINDOW_UNITS / 2 + 1)).toEqual([0, MAX_WINDOW_UNITS / 2 + 1]);
    expect(beginning(text, 100)).toEqual([100, MAX_WINDOW_UNITS]);
    expect(beginning(text, 4_000)).toEqual([0, MAX_WINDOW_UNITS]);
  });
});

describe('the runs of paragraphs', () => {
  /** The paragraphs that are read besides the beginning, by their first word, the heaviest first. */
  const runsOf = (...marked: string[]): string[] => {
    const text = ['Start', ...marked].map((each) => `${each} ${filler(4)}`).join('\n\n');
    return spansOf(text)
      .slice(1)
      .map(({ start, end }) => `${text.slice(start).split(' ')[0]} ${text.slice(start, end).split('\n\n').length}`);
  };

  it('are those that name an offer, a place or a chat service, the heaviest first', () => {
    expect(runsOf('One telegram', 'Two poipet', 'Three free ticket').slice(0, 3)).toEqual([
      'Three 1',
      'Two 2',
      'One 2',
    ]);
    expect(runsOf('One', 'Two')).toEqual([]);
  });

  it('are lighter by what lowers the score, and once for each signal', () => {
    expect(runsOf('One free ticket, interview at our office', 'Two free ticket').slice(0, 2)).toEqual([
      'Two 1',
      'One 2',
    ]);
    expect(runsOf('One interview at our office')).toEqual([]);
    expect(runsOf('One poipet, poipet, poipet, poipet', 'Two free ticket')[0]).toBe('Two 1');
  });

  it('may be several, and lie in the text alone', () => {
    const text = `Start ${filler(4)}\n\nOne free ticket ${filler(4)}\n\nTwo poipet ${filler(4)}\n\n${filler(4)}`;
    const words = spansOf(text).map(({ start, end }) => text.slice(start, end));
    expect(words.some((each) => each.startsWith('One') && each.includes('Two'))).toBe(true);
    expect(spansOf(`Start ${filler(4)}`, null, { title: 'free ticket', poster: 'free ticket' })).toHaveLength(1);
  });
});

describe('a part in an article that warns', () => {
  const inArticle = (text: string): boolean => spansOf(text)[0]!.isInAwarenessArticle;
  const most = 3 * THRESHOLDS.maxLettersPerArticlePhrase;
  const warned = 'Beware of it. '.repeat(3);
  const withLength = (text: string, length: number): string => `${text}${'a'.repeat(length - text.length)}`;

  it('has three phrases of warnings around it, often enough', () => {
    expect(inArticle(withLength(warned, most))).toBe(true);
    expect(inArticle(withLength(warned, most + 60))).toBe(false);
    expect(inArticle(withLength('Beware of it. '.repeat(4), most + 60))).toBe(true);
    expect(inArticle(withLength('Beware of it. '.repeat(2), 100))).toBe(false);
    expect(inArticle(withLength('Free ticket. '.repeat(3), 100))).toBe(false);
  });

  it('counts phrases that overlap as one', () => {
    expect(inArticle(withLength('Beware of fakes. Beware of it. ', 200))).toBe(false);
    expect(inArticle(withLength('Beware of fakes. Beware of it. Beware of it.', 200))).toBe(true);
  });

  it('has them near', () => {
    const near = MAX_WINDOW_UNITS + THRESHOLDS.articleUnits;
    const text = (phrasesAt: number): string =>
      `${'a'.repeat(phrasesAt)} ${'Beware of it. '.repeat(40)}${'b'.repeat(4_000)}`;
    expect(inArticle(text(near - 600))).toBe(true);
    expect(inArticle(text(near + 10))).toBe(false);
  });

  it('has them in the text', () => {
    expect(spansOf('a'.repeat(200), null, { title: warned })[0]!.isInAwarenessArticle).toBe(false);
    expect(spansOf('a'.repeat(200), null, { poster: warned })[0]!.isInAwarenessArticle).toBe(false);
  });
});
