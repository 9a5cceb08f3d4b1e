/**
 * How well a perceptual hash recognises copies of a picture. Posters rendered from the project's own corpus are
 * compared with each other, and with copies (compressed, scaled, cut).
 */
import { readFile } from 'node:fs/promises';
import { chromium, type Page } from 'playwright-core';
import type { GreyImage } from '../../../utils/picture/grey-image.ts';
import {
  wordsOfPrint,
  MAX_COPY_DIFFERENCE,
  picturePrint,
  printDifference,
} from '../../../utils/picture/picture-print.ts';
import { ensureFonts } from '../../setup/fonts.ts';
import { findChromium } from '../../setup/chromium.ts';
import { renderPosters, type RenderedPoster } from './pictures/render-posters.ts';

const FOLDER = '.test/picture-copies';

/** How a copy is made: part of the size, part cut off at each side, quality of JPEG (0 to 1). */
const COPIES = {
  compressed: { scale: 1, cut: 0, quality: 0.3 },
  'half size': { scale: 0.5, cut: 0, quality: 0.7 },
  'quarter size': { scale: 0.25, cut: 0, quality: 0.7 },
  'cut by 1 %': { scale: 0.8, cut: 0.01, quality: 0.7 },
  'cut by 3 %': { scale: 0.8, cut: 0.03, quality: 0.7 },
} as const;
type CopyKind = keyof typeof COPIES;

export interface CopyMeasures {
  posters: number;
  /** Posters that are too plain for a hash. */
  plain: number;
  /** Difference of the hash of a copy from that of its poster, 0 to 1. */
  copies: Record<CopyKind, number[]>;
  /** Difference of the hashes of two posters, 0 to 1. */
  others: number[];
}

/** @throws Error when fonts are missing: posters of empty boxes would be measured */
export async function measureCopies(portion: { from: number; count: number; seed: number }): Promise<CopyMeasures> {
  if (!ensureFonts((line) => console.error(line))) throw new Error('The Noto fonts of every script must be installed.');
  const posters = await renderPosters(FOLDER, portion);
  const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    const copies = Object.fromEntries(
      Object.keys(COPIES).map((kind) => [kind, []]),
    ) as unknown as CopyMeasures['copies'];
    const prints: string[] = [];
    for (const poster of posters) {
      const own = picturePrint(await drawnGrey(page, poster, { scale: 1, cut: 0, quality: 0.8 }));
      if (own === null) continue;
      prints.push(own);
      for (const [kind, how] of Object.entries(COPIES)) {
        const print = picturePrint(await drawnGrey(page, poster, how));
        copies[kind as CopyKind].push(print === null ? 1 : differenceOf(own, print));
      }
    }
    const others = prints.flatMap((one, at) => prints.slice(at + 1).map((other) => differenceOf(one, other)));
    return { posters: posters.length, plain: posters.length - prints.length, copies, others };
  } finally {
    await browser.close();
  }
}

function differenceOf(one: string, other: string): number {
  return printDifference(wordsOfPrint(one), wordsOfPrint(other));
}

/** Draws a copy of the poster as a JPEG file, and decodes that. */
async function drawnGrey(
  page: Page,
  { file }: RenderedPoster,
  how: { scale: number; cut: number; quality: number },
): Promise<GreyImage> {
  const picture = (await readFile(file)).toString('base64');
  const { width, height, grey } = await page.evaluate(
    async ({ picture, how: { scale, cut, quality } }) => {
      const bytes = Uint8Array.from(atob(picture), (character) => character.charCodeAt(0));
      const whole = await createImageBitmap(new Blob([bytes]));
      const [left, top] = [whole.width * cut, whole.height * cut];
      const [inside, high] = [whole.width - 2 * left, whole.height - 2 * top];
      const canvas = new OffscreenCanvas(Math.round(inside * scale), Math.round(high * scale));
      const context = canvas.getContext('2d')!;
      context.imageSmoothingQuality = 'high';
      context.drawImage(whole, left, top, inside, high, 0, 0, canvas.width, canvas.height);
      const copy = await createImageBitmap(await canvas.convertToBlob({ type: 'image/jpeg', quality }));
      context.drawImage(copy, 0, 0);
      const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
      let grey = '';
      for (let at = 0; at < data.length; at += 4)
        grey += String.fromCharCode(Math.round((299 * data[at]! + 587 * data[at + 1]! + 114 * data[at + 2]!) / 1_000));
      return { width, height, grey: btoa(grey) };
    },
    { picture, how },
  );
  return { width, height, data: new Uint8Array(Buffer.from(grey, 'base64')) };
}

export function reportCopies({ posters, plain, copies, others }: CopyMeasures): string {
  const within = (differences: readonly number[]): string => {
    const near = differences.filter((difference) => difference <= MAX_COPY_DIFFERENCE).length;
    return `${near} of ${differences.length} within ${MAX_COPY_DIFFERENCE}`;
  };
  return [
    `${posters} posters, ${plain} too plain for a hash`,
    ...Object.entries(copies).map(
      ([kind, differences]) =>
        `copies, ${kind}: ${within(differences)}, farthest ${Math.max(...differences).toFixed(2)}`,
    ),
    `pairs of different posters: ${within(others)}, nearest ${Math.min(...others).toFixed(2)}`,
  ].join('\n');
}
