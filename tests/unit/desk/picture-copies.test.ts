/** Copies of one picture, and how the desk's worker reads the picture of a report. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PictureCopies } from '../../../utils/desk/picture-copies.ts';
import { printOfPicture } from '../../../utils/desk/report-picture-view.ts';
import { toReportPicture } from '../../../utils/report/report-picture.ts';

const PRINT = 'f0e1d2c3b4a59687'.repeat(4);
/** Differs in a part of its bits: those of the last digits. */
const near = (digits: number): string => `${PRINT.slice(0, 64 - digits)}${'0'.repeat(digits)}`;
const OTHER = '0f1e2d3c4b5a6978'.repeat(4);

function clustersOf(...prints: string[]): number[][] {
  const copies = new PictureCopies();
  for (const [at, print] of prints.entries()) copies.add(at, print);
  return copies.clusters();
}

describe('copies of pictures', () => {
  it('are clusters of two reports and more', () => {
    expect(clustersOf(PRINT, OTHER, near(4), PRINT, near(8))).toEqual([[0, 2, 3, 4]]);
    expect(clustersOf(PRINT, OTHER)).toEqual([]);
    expect(clustersOf(OTHER, PRINT, OTHER, PRINT)).toEqual([
      [0, 2],
      [1, 3],
    ]);
  });

  it('join the nearest picture, not the first that is near enough', () => {
    // The second picture is too far from the first to be its copy. The third is near both, and nearer to the second.
    expect(clustersOf(PRINT, near(40), near(32))).toEqual([[1, 2]]);
    expect(clustersOf(near(40), PRINT, near(32))).toEqual([[0, 2]]);
  });
});

describe('the picture of a report', () => {
  afterEach(() => void vi.unstubAllGlobals());
  /** The head of a JPEG file of 170 by 160 pixels. */
  const head = [0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 0, 160, 0, 170, 3];
  const picture = toReportPicture(Uint8Array.of(...head, ...new Uint8Array(40)));

  function stubDecoder(grey: (x: number, y: number) => number, hasCanvas = true): { closed: number } {
    const state = { closed: 0 };
    const [width, height] = [170, 160];
    const data = new Uint8ClampedArray(4 * width * height);
    for (let at = 0; at < width * height; at++) {
      const value = grey(at % width, Math.floor(at / width));
      data.set([value, value, value, 255], 4 * at);
    }
    vi.stubGlobal('createImageBitmap', async (blob: Blob) => {
      expect([blob.type, blob.size]).toEqual(['image/jpeg', 52]);
      return await Promise.resolve({ width, height, close: () => void (state.closed += 1) });
    });
    vi.stubGlobal(
      'OffscreenCanvas',
      class {
        getContext(): unknown {
          return hasCanvas ? { drawImage: () => undefined, getImageData: () => ({ data }) } : null;
        }
      },
    );
    return state;
  }

  it('is read to its print, and closed', async () => {
    // Fields of 10 by 10 pixels, each lighter than the one to its left.
    const state = stubDecoder((x) => 10 * Math.floor(x / 10));
    expect(await printOfPicture(picture)).toBe('f'.repeat(64));
    expect(state.closed).toBe(1);
  });

  it('has no print where it is plain', async () => {
    stubDecoder(() => 200);
    expect(await printOfPicture(picture)).toBeNull();
  });

  it('is closed too where the browser has no canvas', async () => {
    const state = stubDecoder(() => 0, false);
    await expect(printOfPicture(picture)).rejects.toThrow('no canvas');
    expect(state.closed).toBe(1);
  });

  it('is not decoded where it is no JPEG file', async () => {
    await expect(printOfPicture({ ...picture, data: 'AAAA' })).rejects.toThrow();
  });
});
