/** Checks in a screenshot that the warning has its own colours. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until, type Tab } from '../harness/driver.ts';

/** Of `--danger` in components/warning/warning.css. */
const DANGER = [0x8b, 0x1a, 0x1a];
/** A heading of the warning has some thousands of pixels in this colour. */
const MIN_PIXELS = 500;

export async function expectDangerColours(tab: Tab): Promise<void> {
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
        for (let i = 0; i < data.length; i += 4) if (${JSON.stringify(DANGER)}.every((part, at) => Math.abs(part - data[i + at]) < 4)) count++;
        return count;`);
      return pixels >= MIN_PIXELS;
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}
