/** The runs of paragraphs with the highest log-odds of harm of the text model. */
import { describe, expect, it } from 'vitest';
import { modelWindows } from '../../../utils/detect/model-windows.ts';
import { featuresOf } from './made-knowledge.ts';
import { modelOf } from './made-model.ts';

const model = modelOf({ parrots: 5, painted: 10, lagoon: 15 }, { step: 1, bias: [0, -20, 0] });

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
