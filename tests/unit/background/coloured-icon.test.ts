import { afterEach, expect, it, vi } from 'vitest';
import { createColouredIcon } from '../../../utils/background/coloured-icon.ts';

afterEach(() => void vi.unstubAllGlobals());

function stubPackage(edges: Readonly<Record<string, number>>): string[] {
  const read: string[] = [];
  vi.stubGlobal('fetch', async (url: string) => {
    read.push(url);
    const edge = edges[url];
    if (edge === undefined) throw new Error('The file is missing');
    return await Promise.resolve({ arrayBuffer: async () => await Promise.resolve(new ArrayBuffer(edge * edge * 4)) });
  });
  vi.stubGlobal(
    'ImageData',
    class {
      readonly size: string;
      constructor(data: Uint8ClampedArray, width: number, height: number) {
        if (data.length !== width * height * 4) throw new RangeError('The pixels do not fit');
        this.size = `${width}x${height}`;
      }
    },
  );
  return read;
}

it('reads the pixels of both sizes once, without a canvas', async () => {
  const read = stubPackage({ '/icons/16.rgba': 16, '/icons/32.rgba': 32 });
  const icon = createColouredIcon((path) => `/${path}`);
  expect(await icon()).toEqual({ imageData: { 16: { size: '16x16' }, 32: { size: '32x32' } } });
  await icon();
  expect(read).toEqual(['/icons/16.rgba', '/icons/32.rgba']);
});

it.each([
  ['are missing', {}],
  ['do not fit', { '/icons/16.rgba': 16, '/icons/32.rgba': 31 }],
])('names the files where the pixels %s', async (_what, edges) => {
  stubPackage(edges);
  const icon = createColouredIcon((path) => `/${path}`);
  expect(await icon()).toEqual({ path: { 16: '/icons/16.png', 32: '/icons/32.png' } });
});
