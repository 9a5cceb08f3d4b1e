/** The part of a frame that is seen, by what the browser reports of a box as large as the frame's window. */
import { afterEach, expect, it, vi } from 'vitest';
import { createVisibleArea, type VisibleArea } from '../../../utils/overlay/visible-area.ts';

type Box = [x: number, y: number, width: number, height: number];
const box = ([x, y, width, height]: Box): object => ({ x, y, width, height });

let report: (seen: Box) => void = () => undefined;
let observed = 0;

function open(isTop = false): {
  area: VisibleArea;
  onChange: ReturnType<typeof vi.fn<() => void>>;
  children: object[];
} {
  const children: object[] = [];
  const window = {} as { top: unknown };
  window.top = isTop ? window : {};
  const document = {
    defaultView: window,
    createElementNS: () => ({ style: {}, remove: () => children.pop() }),
  } as unknown as Document;
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(callback: (entries: object[]) => void) {
        report = (seen) => callback([{ intersectionRect: box(seen), boundingClientRect: box([0, 0, 800, 4000]) }]);
      }
      observe(): void {
        observed++;
      }
      unobserve(): void {}
      disconnect(): void {}
    },
  );
  const onChange = vi.fn<() => void>();
  observed = 0;
  const root = { append: (child: object) => children.push(child) } as unknown as ShadowRoot;
  return { area: createVisibleArea(document, root, onChange), onChange, children };
}

afterEach(() => vi.unstubAllGlobals());

it('is told of a high frame, and anew where the page around it was scrolled', () => {
  const { area, onChange, children } = open();
  report([0, 0, 800, 700]);
  expect(area.current()).toEqual({ x: 0, y: 0, width: 800, height: 700 });
  area.refresh();
  report([0, 3, 800, 700]);
  expect(onChange).toHaveBeenCalledTimes(1);
  report([0, 1500, 800, 700]);
  expect(area.current()).toMatchObject({ y: 1500 });
  expect([onChange.mock.calls.length, observed]).toEqual([2, 2]);
  area.stop();
  expect(children).toEqual([]);
});

it('is nothing special where the whole frame is seen, or hardly any of it', () => {
  const { area, onChange } = open();
  report([0, 0, 800, 3995]);
  report([0, 0, 800, 90]);
  expect([area.current(), area.isScrolledPast()]).toEqual([null, false]);
  report([0, 0, 0, 0]);
  expect([area.current(), area.isScrolledPast()]).toEqual([null, true]);
  report([0, 0, 800, 3995]);
  expect(area.isScrolledPast()).toBe(false);
  expect(onChange).not.toHaveBeenCalled();
});

it('is not measured in the window itself', () => {
  const { area, children } = open(true);
  area.refresh();
  expect([area.current(), area.isScrolledPast(), observed, children.length]).toEqual([null, false, 0, 0]);
});
