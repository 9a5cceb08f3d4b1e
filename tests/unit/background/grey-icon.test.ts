import { afterEach, expect, it, vi } from 'vitest';
import { greyIcon } from '../../../utils/background/grey-icon.ts';

afterEach(() => void vi.unstubAllGlobals());

/** A browser whose icons have these four pixels, as red, green, blue and opacity. */
const PIXELS = [255, 0, 0, 255, 0, 255, 0, 128, 0, 0, 255, 0, 255, 255, 255, 255];

function stubCanvas(hasCanvas = true): string[] {
  const drawn: string[] = [];
  vi.stubGlobal(
    'fetch',
    async (url: string) => await Promise.resolve({ blob: async () => await Promise.resolve(url) }),
  );
  vi.stubGlobal('createImageBitmap', async (blob: string) => await Promise.resolve(blob));
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      readonly size: string;
      constructor(width: number, height: number) {
        this.size = `${width}x${height}`;
      }
      getContext(): unknown {
        const drawImage = (bitmap: string, ...area: number[]): void =>
          void drawn.push(`${this.size} ${bitmap} ${area.join(' ')}`);
        const getImageData = (...area: number[]): unknown => ({ area, data: Uint8ClampedArray.from(PIXELS) });
        return hasCanvas ? { drawImage, getImageData } : null;
      }
    },
  );
  return drawn;
}

it('gives the icons of both sizes in grey of the same lightness, as opaque as before', async () => {
  const drawn = stubCanvas();
  const icons = await greyIcon((path) => `chrome-extension://x/${path}`);
  expect(drawn).toEqual([
    '16x16 chrome-extension://x/icons/16.png 0 0 16 16',
    '32x32 chrome-extension://x/icons/32.png 0 0 32 32',
  ]);
  expect(Object.keys(icons)).toEqual(['16', '32']);
  // By BT.709, green is lightest and blue darkest.
  const grey = [54, 54, 54, 255, 182, 182, 182, 128, 18, 18, 18, 0, 255, 255, 255, 255];
  expect(icons['16']).toEqual({ area: [0, 0, 16, 16], data: Uint8ClampedArray.from(grey) });
});

it('says so in a browser without a canvas', async () => {
  stubCanvas(false);
  await expect(greyIcon((path) => path)).rejects.toThrow('has no canvas');
});
