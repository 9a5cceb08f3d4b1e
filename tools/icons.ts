/**
 * Draws the icons of the extension and of the site from `public/icons/lantern.svg` in Chromium. Run it after the drawing
 * changed: `node tools/icons.ts`.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { findChromium } from './setup/chromium.ts';

interface Icon {
  file: string;
  /** Pixels. */
  size: number;
  /** Part of the edge that the drawing takes; a maskable icon may lose a fifth at each side. */
  drawn: number;
}

const ICONS: readonly Icon[] = [
  ...[16, 32, 48, 128].map((size) => ({ file: `public/icons/${size}.png`, size, drawn: 1 })),
  ...[192, 512].map((size) => ({ file: `web/icons/${size}.png`, size, drawn: 1 })),
  { file: 'web/icons/maskable.png', size: 512, drawn: 0.7 },
];

const svg = await readFile('public/icons/lantern.svg', 'utf8');
const plate = /fill="(#[0-9a-f]{6})"/u.exec(svg)?.[1] ?? 'none';
const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  const page = await browser.newPage();
  for (const { file, size, drawn } of ICONS) {
    await page.setViewportSize({ width: size, height: size });
    const edge = Math.round(size * drawn);
    const ground = drawn < 1 ? `background: ${plate};` : '';
    await page.setContent(
      `<style>html { ${ground} } body { margin: ${(size - edge) / 2}px } svg { display: block; width: ${edge}px; height: ${edge}px }</style>${svg}`,
    );
    await writeFile(file, await page.screenshot({ omitBackground: true }));
  }
} finally {
  await browser.close();
}
