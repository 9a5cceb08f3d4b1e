/** Draws a share card on a canvas with system fonts; the browser does shaping and direction. */
import { isolateLines } from './isolates.ts';
import type { ShareCard } from './share-card.ts';

const WIDTH_PX = 1080;
const MARGIN_PX = 64;
const LEVEL_COLOURS = {
  danger: { paper: '#fdecec', ink: '#8b1a1a' },
  caution: { paper: '#fff4d6', ink: '#7a4b00' },
  none: { paper: '#eef1f4', ink: '#1b1f23' },
} as const;
const INK = '#1b1f23';
const SECONDARY_INK = '#4a5560';
const FONT_FAMILY = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";
/** Tall enough for every card, as quotes are cut. */
const MAX_HEIGHT_PX = 4000;

interface Line {
  text: string;
  size: number;
  isBold: boolean;
  ink: string;
  /** Space above, in pixels. */
  above: number;
  indent: number;
  isInBox: boolean;
}

/** Returns false when the browser has no 2D canvas. */
export function drawShareCard(card: ShareCard, canvas: HTMLCanvasElement): boolean {
  const context = canvas.getContext('2d');
  if (context === null) return false;
  const lines = layOutLines(card, context);
  const height = lines.reduce((sum, line) => sum + line.above + lineHeight(line), 0) + 2 * MARGIN_PX;
  canvas.width = WIDTH_PX;
  canvas.height = Math.min(MAX_HEIGHT_PX, Math.ceil(height));
  canvas.lang = card.language;
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  drawBox(lines, card, context);
  context.direction = card.direction;
  context.textAlign = 'start';
  context.textBaseline = 'middle';
  let y = MARGIN_PX;
  for (const line of lines) {
    y += line.above;
    context.font = fontOf(line);
    context.fillStyle = line.ink;
    const x = MARGIN_PX + line.indent;
    context.fillText(line.text, card.direction === 'rtl' ? WIDTH_PX - x : x, y + lineHeight(line) / 2);
    y += lineHeight(line);
  }
  return true;
}

function layOutLines(card: ShareCard, context: CanvasRenderingContext2D): Line[] {
  const { paper: _paper, ink } = LEVEL_COLOURS[card.level];
  const lines: Line[] = [];
  const add = (text: string, style: Omit<Line, 'text' | 'above'>, above: number): void => {
    context.font = fontOf(style);
    const room = WIDTH_PX - 2 * MARGIN_PX - 2 * style.indent;
    for (const [index, part] of wrapText(
      text,
      room,
      card.language,
      (piece) => context.measureText(piece).width,
    ).entries()) {
      lines.push({ text: part, ...style, above: index === 0 ? above : 0 });
    }
  };
  add(card.title, { size: 46, isBold: true, ink: INK, indent: 0, isInBox: false }, 0);
  add(card.verdict, { size: 38, isBold: true, ink, indent: 28, isInBox: true }, 56);
  if (card.listing !== null) add(card.listing, { size: 32, isBold: false, ink, indent: 28, isInBox: true }, 10);
  for (const [index, section] of card.sections.entries()) {
    add(section.heading, { size: 34, isBold: true, ink: INK, indent: 0, isInBox: false }, index === 0 ? 64 : 40);
    for (const text of section.lines) {
      add(`• ${text}`, { size: 31, isBold: false, ink: INK, indent: 12, isInBox: false }, 10);
    }
  }
  add(card.foot, { size: 27, isBold: false, ink: SECONDARY_INK, indent: 0, isInBox: false }, 48);
  return lines;
}

/** Draws the coloured box behind the verdict. */
function drawBox(lines: readonly Line[], card: ShareCard, context: CanvasRenderingContext2D): void {
  let y = MARGIN_PX;
  let top = 0;
  let bottom = 0;
  for (const line of lines) {
    if (line.isInBox && top === 0) top = y + line.above;
    y += line.above + lineHeight(line);
    if (line.isInBox) bottom = y;
  }
  context.fillStyle = LEVEL_COLOURS[card.level].paper;
  context.beginPath();
  context.roundRect(MARGIN_PX, top - 24, WIDTH_PX - 2 * MARGIN_PX, bottom - top + 48, 20);
  context.fill();
}

const fontOf = ({ size, isBold }: Pick<Line, 'size' | 'isBold'>): string =>
  `${isBold ? '650 ' : ''}${size}px ${FONT_FAMILY}`;
/** Line height in pixels; stacked marks of Thai, Khmer and Burmese need it. */
const lineHeight = ({ size }: Pick<Line, 'size'>): number => Math.round(size * 1.5);

/** Also the marks of isolates, which belong to the space before them, and the plus of a telephone number. */
const PUNCTUATION = /^\s*[\p{P}+\u2066-\u2069]+$/u;

/** Whether a part goes on with the telephone number before it: `+95-` and `998`. */
const isNumberGoingOn = (last: string, part: string): boolean => /\d-$/u.test(last) && /^\d/u.test(part);

/** Words with the punctuation next to them, so that no line starts with a full stop. */
function wordsOf(text: string, language: string): string[] {
  const words: string[] = [];
  for (const part of segments(text, language, 'word')) {
    const last = words.at(-1);
    const touches = last !== undefined && !/\s$/u.test(last) && !/^\s/u.test(part);
    if (touches && (PUNCTUATION.test(part) || PUNCTUATION.test(last) || isNumberGoingOn(last, part)))
      words[words.length - 1] = last + part;
    else words.push(part);
  }
  return words;
}

/**
 * Wraps a text to lines of at most `maxWidth` pixels. Breaks between the words of the language, and inside a word that is wider.
 */
export function wrapText(
  text: string,
  maxWidth: number,
  language: string,
  measure: (text: string) => number,
): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of wordsOf(text, language)) {
    if (measure(line + word.trimEnd()) <= maxWidth) {
      line += word;
      continue;
    }
    if (line !== '') lines.push(line.trimEnd());
    line = word.trimStart();
    if (measure(line) <= maxWidth) continue;
    const letters = segments(line, language, 'grapheme');
    line = '';
    for (const letter of letters) {
      if (line !== '' && measure(line + letter) > maxWidth) {
        lines.push(line);
        line = '';
      }
      line += letter;
    }
  }
  if (line !== '') lines.push(line.trimEnd());
  return isolateLines(lines);
}

function segments(text: string, language: string, granularity: 'word' | 'grapheme'): string[] {
  return [...new Intl.Segmenter(language, { granularity }).segment(text)].map(({ segment }) => segment);
}
