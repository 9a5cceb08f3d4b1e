import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineBounds, paragraphBounds } from '../../../utils/text/paragraph-bounds.ts';

const piecesOf = (source: string): string[] => {
  const bounds = paragraphBounds(source);
  return bounds.slice(1).map((end, index) => source.slice(bounds[index], end));
};

describe('paragraphBounds', () => {
  it('splits at empty lines with any line ending', () => {
    const [one, two, three] = [
      'The first of the paragraphs.',
      'And another one,\nof two lines.',
      'The last one of all three.',
    ];
    expect(piecesOf(`${one}\n\n${two}\n\n\n${three}`).map((piece) => piece.trim())).toEqual([one, two, three]);
    expect(piecesOf(`${one}\r\n\r\n${two}`).map((piece) => piece.trim())).toEqual([one, two]);
  });

  it('joins a short paragraph with the next', () => {
    expect(piecesOf('A\n\nB\n\nThe rest of it, in one line.')).toHaveLength(1);
  });

  it('splits a long paragraph at lines, else between words, else anywhere', () => {
    const lines = `${'Somebody wrote this line. '.repeat(6)}\n`.repeat(40);
    for (const piece of piecesOf(lines)) expect(piece.endsWith('\n')).toBe(true);
    for (const piece of piecesOf('word '.repeat(2_000)))
      expect(piece.length <= 400 && piece.startsWith('word')).toBe(true);
    for (const piece of piecesOf('字'.repeat(5_000))) expect(piece.length).toBeLessThanOrEqual(400);
  });

  it('covers the whole text in order, with no part over 1,700 units', () => {
    const text = fc
      .array(fc.oneof(fc.constantFrom('\n', '\n\n', '\r\n\r\n', ' '), fc.string({ maxLength: 2_000 })), {
        maxLength: 30,
      })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (source) => {
        expect(piecesOf(source).join('')).toBe(source);
        expect(Math.max(0, ...piecesOf(source).map(({ length }) => length))).toBeLessThanOrEqual(1_700);
      }),
    );
  });

  it('gives few bounds for a megabyte without line ends', () => {
    expect(paragraphBounds(' '.repeat(1 << 20)).length).toBeLessThan(50_000);
    expect(paragraphBounds('a\n\n'.repeat(350_000)).length).toBeLessThan(50_000);
  });
});

describe('lineBounds', () => {
  const honest = 'A waiter is wanted at the harbour, forty hours a week and a contract.';
  const lure = 'Typists for an office abroad, the ticket is paid, leave on Friday, write.';

  it('splits paragraphs at lines and joins a short line with the next', () => {
    const source = `${honest}\nMonday off.\n${lure}`;
    expect(lineBounds(source)).toEqual([0, honest.length + 1, source.length]);
  });

  it('covers the whole text in order', () => {
    const text = fc.array(fc.oneof(fc.constant('\n'), fc.string({ maxLength: 200 }))).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (source) => {
        const bounds = lineBounds(source);
        expect(bounds[0]).toBe(0);
        expect(bounds.at(-1)).toBe(source.length);
        expect(bounds.every((at, i) => i === 0 || source === '' || at > bounds[i - 1]!)).toBe(true);
      }),
    );
  });
});
