/** The script that runs in a page to find the picture that the reader clicked. */
import { JSDOM } from 'jsdom';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  readClickedPicture,
  type ClickedPicture,
  type ClickedPictureDeps,
} from '../../../utils/background/clicked-picture.ts';

const ADDRESS = 'https://pictures.example/poster.jpg';
const TAB = { id: 7, windowId: 3 };
const SHOWN = 'data:image/jpeg;base64,SHOWN';
afterEach(() => void vi.unstubAllGlobals());

interface Image {
  src?: string;
  currentSrc?: string;
  /** Left, top, right, bottom in CSS pixels; the window has 1,000 by 800. */
  box?: [number, number, number, number];
  natural?: [number, number];
}
interface Drawing {
  size: [number, number];
  fills: unknown[];
  drawn: number[];
}

/** @param bytes `own`: the page may read its pictures; `foreign`: it may not; `none`: it has no canvas */
function pageOf(images: Image[], bytes: 'own' | 'foreign' | 'none' = 'own') {
  const { document } = new JSDOM(images.map(() => '<img>').join('')).window;
  for (const [at, image] of [...document.images].entries()) {
    const { src = ADDRESS, currentSrc = src, box = [10, 20, 310, 420], natural = [600, 800] } = images[at]!;
    const [left, top, right, bottom] = box;
    Object.defineProperties(image, {
      src: { value: src },
      currentSrc: { value: currentSrc },
      naturalWidth: { value: natural[0] },
      naturalHeight: { value: natural[1] },
    });
    image.getBoundingClientRect = () => ({ left, top, right, bottom }) as DOMRect;
  }
  const drawings: Drawing[] = [];
  const createElement = (): unknown => {
    const canvas = { width: 0, height: 0, getContext, toDataURL };
    const drawing: Drawing = { size: [0, 0], fills: [], drawn: [] };
    const context = {
      fillStyle: '',
      fillRect: (...area: number[]) => void drawing.fills.push(context.fillStyle, area),
      drawImage: (image: HTMLImageElement, ...area: number[]) => {
        drawing.drawn = [[...document.images].indexOf(image), ...area];
      },
    };
    function getContext(): unknown {
      drawings.push(drawing);
      return bytes === 'none' ? null : context;
    }
    function toDataURL(type: string, quality: number): string {
      if (bytes === 'foreign') throw new DOMException('tainted', 'SecurityError');
      drawing.size = [canvas.width, canvas.height];
      return `data:${type};${quality}`;
    }
    return canvas;
  };
  vi.stubGlobal('document', { images: document.images, createElement });
  vi.stubGlobal('innerWidth', 1_000);
  vi.stubGlobal('innerHeight', 800);
  vi.stubGlobal('devicePixelRatio', 2);
  return drawings;
}

const calls: { target: unknown; args: unknown }[] = [];
const captures: unknown[] = [];
/** A browser that runs the script of the extension in the page of `pageOf`. */
const browser = {
  scripting: {
    async executeScript({
      target,
      func,
      args,
    }: {
      target: unknown;
      func: (address: string) => unknown;
      args: [string];
    }) {
      calls.push({ target, args });
      return await Promise.resolve([{ frameId: 0, result: func(...args) }]);
    },
  },
  tabs: {
    async captureVisibleTab(...options: unknown[]) {
      captures.push(options);
      return await Promise.resolve(SHOWN);
    },
  },
} as unknown as ClickedPictureDeps['browser'];
const click = (frameId?: number): Promise<ClickedPicture | null> =>
  readClickedPicture({ srcUrl: ADDRESS, ...(frameId === undefined ? {} : { frameId }) }, TAB, { browser });
const cropOf = async (image: Image, frameId = 0): Promise<ClickedPicture['crop'] | undefined> => {
  pageOf([image], 'foreign');
  return (await click(frameId))?.crop;
};

describe('the picture that a reader clicked', () => {
  it('is the page’s own copy, on white, in the frame that was clicked', async () => {
    const drawings = pageOf([{}]);
    expect(await click(4)).toEqual({ picture: 'data:image/jpeg;0.92', crop: null });
    expect(calls.at(-1)).toEqual({ target: { tabId: 7, frameIds: [4] }, args: [ADDRESS] });
    expect(drawings).toEqual([{ size: [600, 800], fills: ['#fff', [0, 0, 600, 800]], drawn: [0, 0, 0, 600, 800] }]);
    await click();
    expect(calls.at(-1)?.target).toEqual({ tabId: 7, frameIds: [0] });
  });

  it('is drawn with 2,400 pixels at most on its longer side', async () => {
    const sizeOf = async (natural: [number, number]): Promise<unknown> => {
      const drawings = pageOf([{ natural }]);
      await click();
      return drawings[0]?.size;
    };
    expect(await sizeOf([2_400, 1_200])).toEqual([2_400, 1_200]);
    expect(await sizeOf([4_800, 1_201])).toEqual([2_400, 601]);
    expect(await sizeOf([1_000, 9_600])).toEqual([250, 2_400]);
    expect(await sizeOf([0, 0])).toEqual([0, 0]);
  });

  it('is found by the address that the browser chose or the page gave, and is the one in view', async () => {
    const drawnOf = async (images: Image[]): Promise<unknown> => {
      const drawings = pageOf(images);
      const picture = await click();
      return drawings[0]?.drawn[0] ?? picture?.crop;
    };
    const other = { src: 'https://pictures.example/other.jpg' };
    expect(await drawnOf([other, { ...other, currentSrc: ADDRESS }])).toBe(1);
    expect(await drawnOf([other, { currentSrc: 'https://pictures.example/small.jpg' }])).toBe(1);
    expect(await drawnOf([{ box: [0, -400, 300, 0] }, { box: [0, 800, 300, 900] }, { box: [0, 799, 300, 900] }])).toBe(
      2,
    );
    expect(await drawnOf([{ box: [0, -400, 300, 1] }, {}])).toBe(0);
    expect(await drawnOf([{ box: [0, 900, 300, 950] }])).toBe(0);
    expect(await drawnOf([other])).toBeNull();
  });
});

describe('a picture whose bytes belong to another site', () => {
  it('is cut out of what the tab shows, in its pixels', async () => {
    expect(await cropOf({})).toEqual({ left: 20, top: 40, width: 600, height: 800 });
    expect(captures.at(-1)).toEqual([3, { format: 'jpeg', quality: 92 }]);
    pageOf([{}], 'none');
    expect(await click()).toEqual({ picture: SHOWN, crop: { left: 20, top: 40, width: 600, height: 800 } });
  });

  it('is cut at the edges of the window', async () => {
    expect(await cropOf({ box: [-50, -60, 1_100, 900] })).toEqual({ left: 0, top: 0, width: 2_000, height: 1_600 });
  });

  it('is shown with the whole tab where its place is not known', async () => {
    expect(await cropOf({}, 4)).toBeNull();
    expect(await cropOf({ box: [1_000, 0, 1_200, 100] })).toBeNull();
    expect(await cropOf({ box: [0, -100, 100, 0] })).toBeNull();
    expect(await cropOf({ box: [999, 799, 1_200, 900] })).toEqual({ left: 1_998, top: 1_598, width: 2, height: 2 });
  });
});

it('takes the whole tab where the page cannot be read or names no picture', async () => {
  const unreadable = {
    ...browser,
    scripting: { executeScript: async () => await Promise.reject(new Error('no access')) },
  };
  for (const [info, tab, from] of [
    [{ srcUrl: ADDRESS }, TAB, unreadable],
    [{}, TAB, browser],
    [{ srcUrl: ADDRESS }, { windowId: 3 }, browser],
  ] as const)
    expect(await readClickedPicture(info, tab, { browser: from as unknown as ClickedPictureDeps['browser'] })).toEqual({
      picture: SHOWN,
      crop: null,
    });
});
