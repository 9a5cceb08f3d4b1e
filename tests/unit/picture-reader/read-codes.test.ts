import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { seededRandom, type Random } from '../../../tools/setup/seeded-random.ts';
import type { RgbaImage } from '../../../utils/picture/grey-image.ts';
import { createCodeReader } from '../../../utils/picture-reader/read-codes.ts';

const { text, modules } = JSON.parse(readFileSync('tests/fixtures/pictures/telegram-code.json', 'utf8')) as {
  text: string;
  modules: string[];
};
const SIZE = 480;
const readCodes = createCodeReader(
  Uint8Array.from(readFileSync('node_modules/zxing-wasm/dist/reader/zxing_reader.wasm')).buffer,
);

/** A print of the code: turned, scaled, off the middle, with noise and uneven light. */
function printed(random: Random): RgbaImage {
  const [angle, unit] = [(random() - 0.5) * Math.PI, 4 + random() * 6];
  const [x0, y0] = [SIZE / 2 + random() * 40 - 20, SIZE / 2 + random() * 40 - 20];
  const data = new Uint8ClampedArray(SIZE * SIZE * 4);
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      const [u, v] = [x - x0, y - y0];
      const column = Math.floor((u * Math.cos(angle) + v * Math.sin(angle)) / unit + modules.length / 2);
      const row = Math.floor((v * Math.cos(angle) - u * Math.sin(angle)) / unit + modules.length / 2);
      const value = (modules[row]?.[column] === '#' ? 40 : 215) + random() * 30 - (x / SIZE) * 40;
      data.set([value, value, value, 255], (y * SIZE + x) * 4);
    }
  }
  return { width: SIZE, height: SIZE, data };
}

describe('readCodes', () => {
  it('reads at least 38 of 40 prints at any angle', async () => {
    const random = seededRandom(4);
    const read = [];
    for (let print = 0; print < 40; print++) read.push(...(await readCodes(printed(random))));
    expect(read.filter((code) => code === text).length).toBeGreaterThanOrEqual(38);
  });

  it('reads nothing in a picture without a code', async () => {
    const data = new Uint8ClampedArray(200 * 200 * 4).fill(255);
    expect(await readCodes({ width: 200, height: 200, data })).toEqual([]);
  });
});
