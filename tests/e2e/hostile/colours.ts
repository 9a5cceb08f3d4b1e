/** Checks in a screenshot that the warning is seen in its own colours. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until, type Tab } from '../harness/driver.ts';

/** Of `--danger` and `--caution` in components/warning/warning.css. */
const COLOURS = { danger: [0x8b, 0x1a, 0x1a], caution: [0x7a, 0x4b, 0x00] } as const;
/** A heading of the warning has some thousands of pixels in its colour. The border and the icon of a marker have some hundreds. */
const PANEL_PIXELS = 500;
const MARKER_PIXELS = 150;

export const expectDangerColours = (tab: Tab): Promise<void> => expectPixels(tab, COLOURS.danger, PANEL_PIXELS);

/** Waits until a marker or the corner button of a level is seen in the window. */
export const expectMarkerInWindow = (tab: Tab, level: keyof typeof COLOURS): Promise<void> =>
  expectPixels(tab, COLOURS[level], MARKER_PIXELS);

async function expectPixels(tab: Tab, colour: readonly number[], minPixels: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'joblantern-colours-'));
  const path = join(folder, 'tab.png');
  try {
    await until('a warning in its own colours', async () => {
      await tab.screenshot(path);
      const picture = (await readFile(path)).toString('base64');
      const pixels = await tab.evaluate<number>(`
        const picture = new Image();
        picture.src = 'data:image/png;base64,${picture}';
        await picture.decode();
        const { width, height } = picture;
        const context = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d');
        context.drawImage(picture, 0, 0);
        const { data } = context.getImageData(0, 0, width, height);
        let count = 0;
        for (let i = 0; i < data.length; i += 4) if (${JSON.stringify(colour)}.every((part, at) => Math.abs(part - data[i + at]) < 4)) count++;
        return count;`);
      return pixels >= minPixels;
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}
