/**
 * The icon of tabs that are read. Chromium would draw a path of a file on a canvas of the worker, in 20 to 40 ms before the
 * first verdict. The pixels are in the package.
 */
import { asyncMemo } from '../platform/async-memo.ts';

/** As `action.setIcon` takes it: pixels by size, or paths where the pixels cannot be read. */
export type IconDetails = { imageData: never } | { path: Record<number, string> };

const SIZES = [16, 32] as const;
const PATHS = { path: { 16: '/icons/16.png', 32: '/icons/32.png' } };

/** @param urlOf gives the address of a file of the package */
export function createColouredIcon(urlOf: (path: string) => string): () => Promise<IconDetails> {
  const pixels = asyncMemo(async () => {
    const icons = await Promise.all(SIZES.map(async (size) => [size, await readPixels(size, urlOf)] as const));
    // The polyfill has a type of its own for images.
    return { imageData: Object.fromEntries(icons) as never };
  });
  return () => pixels.get().catch(() => PATHS);
}

async function readPixels(size: number, urlOf: (path: string) => string): Promise<ImageData> {
  const response = await fetch(urlOf(`icons/${size}.rgba`));
  return new ImageData(new Uint8ClampedArray(await response.arrayBuffer()), size, size);
}
