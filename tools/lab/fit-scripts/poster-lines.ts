/** The lines of text of rendered posters, as the reader of pictures finds them. */
import { readFile } from 'node:fs/promises';
import { chromium, type Page } from 'playwright-core';
import { greyOf } from '../../../utils/picture/grey-image.ts';
import type { LineImage } from '../../../utils/picture/line-image.ts';
import { findPictureLines } from '../../../utils/picture/picture-lines.ts';
import type { ScriptClass } from '../../../utils/picture/script-classes.ts';
import { scriptOf } from '../../../utils/picture/reading-languages.ts';
import { findChromium } from '../../setup/chromium.ts';
import { renderPosters, type RenderedPoster } from '../bench/pictures/render-posters.ts';

export interface PosterLines {
  script: ScriptClass;
  lines: LineImage[];
}

const FOLDER = '.test/scripts';
/** One poster for each language and style. */
const POSTERS_A_SEED = 156;

/** Posters without a line are left out, and chats outside Latin: their names and times are Latin. */
export async function posterLines(seeds: readonly number[]): Promise<PosterLines[]> {
  const found: PosterLines[] = [];
  for (const seed of seeds) {
    const posters = await renderPosters(FOLDER, { from: 0, count: POSTERS_A_SEED, seed });
    const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
    try {
      const page = await browser.newPage();
      for (const poster of posters) {
        const script = scriptOf(poster.language);
        if (poster.style === 'chat' && script !== 'latin') continue;
        const lines = (await linesOf(poster, page)).map(({ image }) => image);
        if (lines.length > 0) found.push({ script, lines });
      }
    } finally {
      await browser.close();
    }
  }
  return found;
}

async function linesOf({ file }: RenderedPoster, page: Page): Promise<ReturnType<typeof findPictureLines>> {
  const type = file.endsWith('.jpg') ? 'image/jpeg' : 'image/png';
  const address = `data:${type};base64,${(await readFile(file)).toString('base64')}`;
  const { width, height, pixels } = await page.evaluate<{
    width: number;
    height: number;
    pixels: string;
  }>(`(async () => {
    const image = new Image();
    image.src = ${JSON.stringify(address)};
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width, image.height];
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
    const parts = [];
    for (let at = 0; at < data.length; at += 30_000) parts.push(String.fromCharCode(...data.subarray(at, at + 30_000)));
    return { width, height, pixels: btoa(parts.join('')) };
  })()`);
  return findPictureLines(greyOf({ width, height, data: new Uint8ClampedArray(Buffer.from(pixels, 'base64')) }));
}
