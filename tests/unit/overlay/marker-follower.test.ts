// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMarkerFollower, type MarkerFollower } from '../../../utils/overlay/marker-follower.ts';

const boxes = new Map<Element, DOMRect>();
const place = (element: Element, x: number, y: number): void => {
  boxes.set(element, new DOMRect(x, y, 300, 40));
};
/** Reports to the follower which elements are in view, and draws a frame. */
let report: (entries: { target: Element; isIntersecting: boolean }[]) => void;
let frames: (() => void)[] = [];
const drawFrame = (): void => frames.splice(0).forEach((draw) => draw());

let follower: MarkerFollower;
let [title, article, words, marker] = [] as unknown as HTMLElement[];

class ResizeObserverStub {
  observe = vi.fn();
  unobserve = vi.fn();
  disconnect = vi.fn();
}

beforeEach(() => {
  for (const [name, value] of Object.entries({ clientWidth: 1000, clientHeight: 800, scrollHeight: 3000 }))
    Object.defineProperty(document.documentElement, name, { value, configurable: true });
  vi.stubGlobal(
    'IntersectionObserver',
    class extends ResizeObserverStub {
      constructor(onChange: typeof report) {
        super();
        report = onChange;
      }
    },
  );
  vi.stubGlobal('ResizeObserver', ResizeObserverStub);
  frames = [];
  vi.spyOn(window, 'requestAnimationFrame').mockImplementation((draw) => frames.push(() => draw(0)));
  vi.spyOn(Element.prototype, 'getClientRects').mockImplementation(function (this: Element) {
    return (boxes.has(this) ? [boxes.get(this)] : []) as unknown as DOMRectList;
  });
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
    return boxes.get(this) ?? new DOMRect();
  });
  Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
  document.elementFromPoint = () => words ?? null;
  document.body.innerHTML = '<article><h1>Title</h1><p>Words</p></article><button></button>';
  [article, title, words, marker] = ['article', 'h1', 'p', 'button'].map((name) =>
    document.querySelector<HTMLElement>(name)!,
  ) as [HTMLElement, HTMLElement, HTMLElement, HTMLElement];
  follower = createMarkerFollower(document, document.createElement('div'), vi.fn(), vi.fn());
});
afterEach(() => {
  follower.stop();
  boxes.clear();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const start = (): void => {
  follower.setPosts([{ id: 'post', anchor: title!, element: article!, marker: marker! }]);
  drawFrame();
};

describe('the marker follower', () => {
  it('has a place for a post that is out of view, and can be scrolled to', () => {
    place(article!, 0, 1500);
    place(title!, 0, 1500);
    start();
    report([{ target: title!, isIntersecting: false }]);
    for (let check = 0; check < 3; check++) {
      follower.recheck();
      drawFrame();
      expect(follower.unplaced().size).toBe(0);
    }
    expect(marker!.style.visibility).toBe('hidden');
  });

  it('follows a post that the page moves without scrolling, frame by frame, and rests with it', () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    place(title!, 100, 200);
    place(article!, 100, 200);
    start();
    report([
      { target: title!, isIntersecting: true },
      { target: article!, isIntersecting: true },
    ]);
    drawFrame();
    expect(frames).toHaveLength(0);
    const before = marker!.style.translate;
    for (const y of [180, 150, 90]) {
      place(title!, 100, y);
      place(article!, 100, y);
      if (y === 180) follower.recheck();
      vi.advanceTimersByTime(16);
      drawFrame();
    }
    expect(marker!.style.translate).not.toBe(before);
    expect(Number.parseFloat(marker!.style.translate.split(' ')[1]!)).toBe(
      Number.parseFloat(before.split(' ')[1]!) - 110,
    );
    expect(frames).toHaveLength(1);
    vi.advanceTimersByTime(400);
    drawFrame();
    expect(frames).toHaveLength(0);
    vi.useRealTimers();
  });

  it('has no place for a post above the document', () => {
    place(article!, 0, -5000);
    place(title!, 0, -5000);
    start();
    expect([...follower.unplaced()]).toEqual(['post']);
  });

  it('draws the marker at words in the window after their post was moved away, and at the title once it is back', () => {
    place(article!, 0, 20);
    place(title!, 0, 20);
    start();
    report([{ target: title!, isIntersecting: true }]);
    drawFrame();
    expect(marker!.style.visibility).toBe('visible');
    place(article!, 0, -5000);
    place(title!, 0, -5000);
    place(words!, 24, 400);
    report([{ target: title!, isIntersecting: false }]);
    follower.recheck();
    drawFrame();
    expect(marker!.style.visibility).toBe('hidden');
    follower.recheck();
    report([{ target: words!, isIntersecting: true }]);
    drawFrame();
    expect(marker!.style.visibility).toBe('visible');
    expect(marker!.style.translate).toMatch(/ 400px$/u);
    place(article!, 0, 20);
    place(title!, 0, 20);
    report([{ target: title!, isIntersecting: true }]);
    follower.recheck();
    follower.recheck();
    drawFrame();
    expect(marker!.style.translate).toMatch(/ 20px$/u);
  });
});
