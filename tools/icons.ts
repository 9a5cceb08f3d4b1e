/** Draws `public/icons/*.png` from `public/icons/lantern.svg` in Chromium. Run it after the drawing changed: `node tools/icons.ts`. */
import { readFile, writeFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { findChromium } from './setup/chromium.ts';

const SIZES = [16, 32, 48, 128];
const FOLDER = 'public/icons';

const svg = await readFile(`${FOLDER}/lantern.svg`, 'utf8');
const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  const page = await browser.newPage();
  for (const size of SIZES) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(
      `<style>html, body { margin: 0 } svg { display: block; width: ${size}px; height: ${size}px }</style>${svg}`,
    );
    await writeFile(`${FOLDER}/${size}.png`, await page.screenshot({ omitBackground: true }));
  }
} finally {
  await browser.close();
}
