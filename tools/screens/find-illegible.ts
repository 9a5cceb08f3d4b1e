/** Finds text that cannot be read: too wide, cut off, with touching lines, or without a glyph. */
import type { Page } from 'playwright-core';
import type { Fault } from './audit-page.ts';

/** @param page a page that has finished rendering; open shadow roots are included */
export async function findIllegible(page: Page): Promise<Fault[]> {
  return page.evaluate<Fault[]>(`(${collectFaults.toString()})()`);
}

/** Runs in the page, so it uses nothing outside itself. */
function collectFaults(): Fault[] {
  const faults: Fault[] = [];
  const root = document.documentElement;
  const elements: HTMLElement[] = [];
  const gather = (within: ParentNode): void => {
    for (const element of within.querySelectorAll<HTMLElement>('*')) {
      elements.push(element);
      if (element.shadowRoot !== null) gather(element.shadowRoot);
    }
  };
  gather(document.body);
  for (const child of root.children) if (child.shadowRoot !== null) gather(child.shadowRoot);

  const nameOf = (element: Element): string =>
    `${element.tagName.toLowerCase()}${element.id && `#${element.id}`}${[...element.classList].map((name) => `.${name}`).join('')}`;
  const add = (rule: string, element: Element, what: string): void => {
    const text = (element.textContent ?? '').trim().slice(0, 60);
    faults.push({
      rule,
      where: `${nameOf(element.parentElement ?? element)} > ${nameOf(element)}`,
      what: `${what}: ${text}`,
    });
  };
  const hidden = (element: Element): boolean =>
    element.closest('.unseen') !== null || !element.checkVisibility({ visibilityProperty: true });
  const brush = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (brush === null) throw new Error('no canvas');

  /** Alpha values of a text drawn in a font. */
  const pixels = (font: string, text: string): string => {
    brush.canvas.width = 40;
    brush.canvas.height = 40;
    brush.font = font;
    brush.fillText(text, 8, 28);
    return brush
      .getImageData(0, 0, 40, 40)
      .data.filter((_, at) => at % 4 === 3)
      .join('');
  };
  // With forced colours the `font` shorthand is empty.
  const fontOf = ({ fontStyle, fontWeight, fontSize, fontFamily }: CSSStyleDeclaration): string =>
    `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;
  /** By font and letter, whether the letter lacks a glyph. Kept in the page for its next states. */
  const kept = globalThis as { drawnGlyphs?: Map<string, boolean> };
  const drawn = (kept.drawnGlyphs ??= new Map());
  const blanks = new Map<string, string>();
  const blankOf = (font: string): string => {
    const blank = blanks.get(font) ?? pixels(font, '\u0378');
    blanks.set(font, blank);
    return blank;
  };
  /** Whether a letter is drawn like an unassigned code point, which has no glyph. */
  const lacksGlyph = (family: string, letter: string): boolean => {
    const key = `${family} ${letter}`;
    let lacks = drawn.get(key);
    if (lacks === undefined) {
      const font = `20px ${family}`;
      lacks = pixels(font, letter) === blankOf(font);
      drawn.set(key, lacks);
    }
    return lacks;
  };

  if (root.scrollWidth > root.clientWidth) add('wide', document.body, `the page is ${root.scrollWidth} px wide`);
  for (const element of elements) {
    // Elements inside an SVG are clipped by its viewport.
    if (hidden(element) || element.parentElement?.closest('svg')) continue;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const clips = (overflow: string): boolean => overflow !== 'visible';
    if (box.width > 0 && (box.right > root.clientWidth + 1 || box.left < -1)) add('wide', element, 'leaves the window');
    if (element.clientWidth > 0 && clips(style.overflowX) && element.scrollWidth > element.clientWidth + 1) {
      add('cut', element, `${element.scrollWidth} px in ${element.clientWidth}`);
    }
    if (
      element.clientHeight > 0 &&
      /hidden|clip/.test(style.overflowY) &&
      element.scrollHeight > element.clientHeight + 1
    ) {
      add('cut', element, `${element.scrollHeight} px high in ${element.clientHeight}`);
    }
    if (element instanceof HTMLSelectElement) {
      brush.font = fontOf(style);
      const room = element.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
      const chosen = element.selectedOptions[0]?.text ?? '';
      // The arrow is about as wide as the font is high.
      const wide = brush.measureText(chosen).width + Number.parseFloat(style.fontSize);
      if (wide > room + 1) add('cut', element, `${wide.toFixed(0)} px in ${room.toFixed(0)} (${chosen})`);
      continue;
    }
    const text = [...element.childNodes]
      .flatMap((node) => (node.nodeType === 3 ? [node.nodeValue ?? ''] : []))
      .join('');
    if (text.trim() === '') continue;
    for (const letter of new Set(text)) {
      if (/[\s\p{Cc}\p{Cf}]/u.test(letter)) continue;
      if (lacksGlyph(style.fontFamily, letter)) add('no-glyph', element, `U+${letter.codePointAt(0)?.toString(16)}`);
    }
    brush.font = fontOf(style);
    const ink = brush.measureText(text);
    const high = ink.actualBoundingBoxAscent + ink.actualBoundingBoxDescent;
    const line = Number.parseFloat(style.lineHeight);
    if (high > line + 1)
      add('lines-touch', element, `letters ${high.toFixed(1)} px high in lines of ${line.toFixed(1)}`);
    // A box of one fixed line: letters that reach out of it lie on its border or beyond.
    if (element.tagName === 'BUTTON' && high > box.height) add('cut', element, `letters ${high.toFixed(1)} px high`);
  }
  return faults;
}
