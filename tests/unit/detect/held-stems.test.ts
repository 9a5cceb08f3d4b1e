/** The index of word stems, by itself: what begins at a place of a text. */
import { expect, it } from 'vitest';
import { StemIndex } from '../../../utils/detect/held-stems.ts';

const unitsOf = (text: string): Uint16Array => Uint16Array.from(text, (letter) => letter.charCodeAt(0));

function foundIn(index: StemIndex, text: string, at: number, end = text.length): string[] {
  const found: string[] = [];
  index.forEachAt(unitsOf(text), at, end, (_, concept, to, endsWord) =>
    found.push(`${concept} ${text.slice(at, to)}${endsWord ? '$' : ''}`),
  );
  return found.sort();
}

const INDEX = new StemIndex([
  [0, 'he help help$ helper'],
  [1, 'help lock x $'],
]);

it('finds every stem that begins there, of each concept, and whether it must end a word', () => {
  expect(foundIn(INDEX, 'my helper', 3)).toEqual(['0 he', '0 help', '0 help$', '0 helper', '1 help']);
  expect(foundIn(INDEX, 'locked', 0)).toEqual(['1 lock']);
});

it('finds none beyond the end, and none shorter than two units', () => {
  expect(foundIn(INDEX, 'helper', 0, 5)).toEqual(['0 he', '0 help', '0 help$', '1 help']);
  expect(foundIn(INDEX, 'helper', 0, 1)).toEqual([]);
  for (const text of ['x', 'x ', 'xy', '  ']) expect(foundIn(INDEX, text, 0)).toEqual([]);
});

it('knows stems of the same units', () => {
  const numbers: number[] = [];
  INDEX.forEachAt(unitsOf('help'), 0, 4, (stem, _, to) => to === 4 && numbers.push(stem));
  const [one, other, third] = numbers as [number, number, number];
  expect(INDEX.areEqual(one, other)).toBe(true);
  expect(INDEX.areEqual(one, third)).toBe(true);
  INDEX.forEachAt(unitsOf('he'), 0, 2, (stem) => expect(INDEX.areEqual(one, stem)).toBe(false));
});

it('finds the stems of a publisher who has more than 65,536', () => {
  const many = Array.from({ length: 70_000 }, (_, i) => `w${i}$`).join(' ');
  const index = new StemIndex([[3, many]]);
  for (const text of ['w7', 'w4463', 'w4464', 'w65536', 'w69999']) {
    expect(foundIn(index, text, 0)).toContain(`3 ${text}$`);
  }
});
