/** Finds the lines of text in a picture, dark and light ones, in reading order. */
import { choosePolarity } from './choose-polarity.ts';
import { findComponents } from './components.ts';
import type { GreyImage } from './grey-image.ts';
import { isEdge } from './is-edge.ts';
import { drawLine, type LineImage } from './line-image.ts';
import { strokeMasks } from './stroke-masks.ts';
import { inReadingOrder } from './reading-order.ts';
import { findTextLines } from './text-lines.ts';
import type { TextLine } from './line-geometry.ts';

export interface PictureLine {
  line: TextLine;
  polarity: 'dark' | 'light';
  /** Level, black on white. */
  image: LineImage;
}

/** The ground of a place is taken from this part of the picture's short side around it. */
const GROUND_RADIUS = 1 / 20;
/** More lines than a page of small print: the picture is a pattern. */
const MAX_LINES = 120;

export function findPictureLines(image: GreyImage): PictureLine[] {
  const { width, height } = image;
  const masks = strokeMasks(image, Math.round(Math.min(width, height) * GROUND_RADIUS));
  const dark = findComponents(masks.dark, width, height);
  const light = findComponents(masks.light, width, height);
  const chosen = choosePolarity({
    dark: findTextLines(dark.components, width, height),
    light: findTextLines(light.components, width, height),
  });
  const lines = [
    ...chosen.dark.map((line) => ({ ...line, polarity: 'dark' as const })),
    ...chosen.light.map((line) => ({ ...line, polarity: 'light' as const })),
  ];
  const largest = lines.toSorted((a, b) => b.components.length - a.components.length).slice(0, MAX_LINES);
  return inReadingOrder(largest)
    .map((line) => ({
      line,
      polarity: line.polarity,
      image: drawLine(line, image, (line.polarity === 'dark' ? dark : light).labels),
    }))
    .filter((line) => !isEdge(line.image));
}
