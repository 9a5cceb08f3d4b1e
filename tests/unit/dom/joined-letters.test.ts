// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readText } from '../../../utils/dom/read-text.ts';

const WORDS = ['salary', 'commission', 'visa', 'ticket', 'driver'];
const LETTER_PX = 10;

/** Lays out texts by attributes of the elements around them, since jsdom has no layout: `data-at` is left and top, pixels. */
function layOut(): void {
  Range.prototype.getBoundingClientRect = function () {
    const at = (this.startContainer.parentElement?.closest('[data-at]')?.getAttribute('data-at') ?? '0 0').split(' ');
    const left = Number(at[0]) + LETTER_PX * this.startOffset;
    const top = Number(at[1]);
    return { left, right: left + LETTER_PX, top, bottom: top + 20, width: LETTER_PX, height: 20 } as DOMRect;
  };
}
afterEach(() => {
  vi.restoreAllMocks();
  Reflect.deleteProperty(Range.prototype, 'getBoundingClientRect');
});

/** Each word in two elements. @param gap between them, pixels */
function split(tag: string, gap: number, top = 0): string {
  return WORDS.map((word, row) => {
    const part = (text: string, left: number, y: number): string => `<${tag} data-at="${left} ${y}">${text}</${tag}>`;
    return part(word.slice(0, 2), 0, 100 * row) + part(word.slice(2), 2 * LETTER_PX + gap, 100 * row + top);
  }).join(' ');
}

function read(html: string): string {
  document.body.innerHTML = html;
  return readText(document.body);
}

describe('readText', () => {
  it.each(['div', 'li', 'section', 'td', 'span'])(
    'joins words that %s elements split and the page shows whole',
    (tag) => {
      layOut();
      const html = split(tag, 0);
      const text = read(tag === 'td' ? `<table><tr>${html}</tr></table>` : html);
      expect(text.split(/\s+/u)).toEqual(WORDS);
    },
  );

  it('joins them over a line break that is not drawn', () => {
    layOut();
    const html = split('b', 0).replaceAll('</b><b', '</b><br><b');
    expect(read(html)).toBe(WORDS.join(' '));
  });

  it.each([
    ['a space apart', split('div', 5)],
    ['in two lines', split('div', 0, 20)],
  ])('keeps words apart that are %s', (_how, html) => {
    layOut();
    expect(read(html)).not.toContain('salary');
  });

  it('keeps words apart where the second begins with a capital, and where nothing is laid out', () => {
    const tags = '<div>Remote</div><div>Fulltime</div>'.repeat(9);
    layOut();
    expect(read(tags)).toContain('Remote\nFulltime');
    Reflect.deleteProperty(Range.prototype, 'getBoundingClientRect');
    expect(read(split('div', 0))).not.toContain('salary');
  });

  it('measures nothing where few letters meet', () => {
    layOut();
    const measure = vi.spyOn(Range.prototype, 'getBoundingClientRect');
    read('<div>one</div><div>two</div><p>three</p> <p>four</p>');
    expect(measure).not.toHaveBeenCalled();
  });
});
