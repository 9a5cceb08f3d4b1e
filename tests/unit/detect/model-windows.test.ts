/** The runs of paragraphs with the highest log-odds of harm of the text model. */
import { describe, expect, it } from 'vitest';
import { modelWindows } from '../../../utils/detect/model-windows.ts';
import { BLOCK_UNITS, MAX_FEATURES_PER_UNIT, NgramReader } from '../../../utils/detect/ngram-reader.ts';
import { WEIGHT_BITS, WEIGHT_OFFSET, type Model } from '../../../utils/detect/text-classifier.ts';
import { fold } from '../../../utils/text/fold.ts';
import { featuresOf, madeKnowledge } from './made-knowledge.ts';

const BITS = 14;
const ZERO = [0, 1, 2].reduce((word, lane) => word | (WEIGHT_OFFSET << (WEIGHT_BITS * lane)), 0);

/** A model to which each word has its weight as a lure's: the longer the number, the more. */
function modelOf(steps: Readonly<Record<string, number>>): Model {
  const weights = new Uint16Array(2 ** BITS).fill(ZERO);
  const out = new Uint32Array(BLOCK_UNITS * MAX_FEATURES_PER_UNIT);
  for (const [word, step] of Object.entries(steps)) {
    const text = fold(word, madeKnowledge.fold);
    const reader = new NgramReader();
    const first = reader.read(text, 0, text.length, out);
    for (const hash of out.subarray(0, first)) weights[hash >>> (32 - BITS)] = ZERO + step;
  }
  return { bits: BITS, weights, step: [1, 1, 1], bias: [0, -20, 0] };
}
const model = modelOf({ parrots: 5, painted: 10, lagoon: 15 });

/** The windows of paragraphs, by the first word of each and their number. */
function windowsOf(paragraphs: readonly string[], most: number): string[] {
  const text = paragraphs.join('');
  const bounds = [0];
  for (const paragraph of paragraphs) bounds.push(bounds.at(-1)! + paragraph.length);
  const read = featuresOf(0, {}, { title: 'A title', text }).text;
  const range = read.fields.find(({ field }) => field === 'text')!;
  return modelWindows(read, range, bounds, model, most).map(
    ({ start, end }) => `${text.slice(start).split(' ')[0]} ${bounds.indexOf(end) - bounds.indexOf(start)}`,
  );
}

const paragraph = (first: string, word: string): string =>
  `${first} and ${word} by the sea in the evening with nobody there. `;

describe('windows', () => {
  const one = paragraph('One', 'parrots');
  const two = paragraph('Two', 'nothing');
  const three = paragraph('Three', 'lagoon');
  const four = paragraph('Four', 'painted');

  it('are those with the highest log-odds, the highest first, as many as are requested', () => {
    expect(windowsOf([one, two, three, four], 2)).toEqual(['Three 1', 'Four 1']);
    expect(windowsOf([one, two, three, four], 3)).toEqual(['Three 1', 'Four 1', 'One 1']);
    expect(windowsOf([one, two, three, four], 0)).toEqual([]);
    expect(windowsOf([], 3)).toEqual([]);
  });

  it('take in short paragraphs until they are long enough', () => {
    expect(windowsOf(['Short lagoon. ', 'Then this. ', 'And then that one. ', two], 1)).toEqual(['Short 4']);
    expect(windowsOf(['Short lagoon. ', 'Then so many letters that there are enough. ', two], 1)).toEqual(['Short 2']);
  });

  it('do not overlap, and are one of those that say the same', () => {
    expect(windowsOf([three, three, two], 3).slice(0, 1)).toEqual(['Three 1']);
    expect(windowsOf([three, three, two], 3)).toHaveLength(2);
    expect(windowsOf(['A lagoon. ', 'One lagoon again by the sea, and so on and on. '], 3)).toHaveLength(1);
  });

  it('hold letters', () => {
    expect(windowsOf([one, '!!! ... !!! '], 3)).toEqual(['One 1']);
  });
});
