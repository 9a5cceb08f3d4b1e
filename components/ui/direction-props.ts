/**
 * The writing direction of a text box. With `dir="auto"` browsers look at each line again and again: 400,000 letters stop the
 * page for many seconds, and in a single line for a minute.
 */
import type { TargetedInputEvent } from 'preact';
import { RIGHT_TO_LEFT } from '../../utils/i18n/right-to-left.ts';

/** Letters from which the direction is read once, of the beginning. */
const MAX_AUTO_UNITS = 10_000;
/** Letters that are looked at. */
const LOOKED_AT = 2_000;
const STRONG = /\p{L}/u;

type Direction = 'auto' | 'ltr' | 'rtl';

interface DirectionProps {
  dir: Direction;
  onBeforeInput: (event: TargetedInputEvent<HTMLTextAreaElement>) => void;
}

/** For a text box with this text. A pasted text must have its direction before the browser lays it out. */
export function directionProps(text: string): DirectionProps {
  return {
    dir: directionOf(text),
    onBeforeInput({ data, currentTarget }) {
      const direction = directionOf(data ?? '');
      if (direction !== 'auto') currentTarget.dir = direction;
    },
  };
}

/** The first letter decides, as with `auto`. */
function directionOf(text: string): Direction {
  if (text.length <= MAX_AUTO_UNITS) return 'auto';
  const letter = STRONG.exec(text.slice(0, LOOKED_AT))?.[0] ?? '';
  return RIGHT_TO_LEFT.test(letter) ? 'rtl' : 'ltr';
}
