import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createIdleScheduler } from '../../../utils/page-reader/idle-scheduler.ts';
import { pageOf } from '../sites/read-fixture.ts';

/** What the browser would call back with: which elements came near, and that it is idle. */
let seen: (entries: { target: Element; isIntersecting: boolean }[]) => void;
let idle: (() => void)[];

beforeEach(() => {
  idle = [];
  vi.useFakeTimers();
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(callback: typeof seen) {
        seen = callback;
      }
      observe(): void {}
      unobserve(): void {}
      disconnect(): void {}
    },
  );
  vi.stubGlobal('requestIdleCallback', (run: () => void) => idle.push(run));
  vi.stubGlobal('cancelIdleCallback', () => idle.splice(0));
});

function posts(count: number): Element[] {
  const page = pageOf('<p></p>'.repeat(count), 'https://a.example/');
  return [...page.querySelectorAll('p')];
}

function createTestScheduler(mayGoOn: (near: boolean) => boolean = () => true, cost = 0) {
  const worked: Element[] = [];
  const done = vi.fn();
  const slices = createIdleScheduler({
    process(element) {
      worked.push(element);
      vi.advanceTimersByTime(cost);
    },
    onSliceEnd: done,
    hasCapacity: mayGoOn,
  });
  return { slices, worked, done };
}

describe('createIdleScheduler', () => {
  it('processes a few elements at once', () => {
    const { slices, worked, done } = createTestScheduler();
    slices.add(posts(5));
    expect(worked).toHaveLength(5);
    expect(done).toHaveBeenCalledOnce();
  });

  it('processes elements in view first and the others in idle time', () => {
    const { slices, worked } = createTestScheduler();
    const all = posts(100);
    slices.add(all);
    expect(worked).toHaveLength(0);
    seen([{ target: all[70]!, isIntersecting: true }]);
    expect(worked).toEqual([all[70]]);
    idle.shift()!();
    expect(worked).toHaveLength(100);
    expect(worked[1]).toBe(all[0]);
    expect(slices.size()).toBe(0);
  });

  it('keeps each slice short and processes every element', () => {
    const { slices, worked } = createTestScheduler(() => true, 2);
    slices.add(posts(40));
    const sizes: number[] = [];
    while (idle.length > 0) {
      const before = worked.length;
      idle.shift()!();
      sizes.push(worked.length - before);
    }
    expect(Math.max(...sizes)).toBeLessThanOrEqual(4);
    expect(worked).toHaveLength(40);
  });

  it('stops without capacity and continues when resumed', () => {
    let wanted = false;
    const { slices, worked } = createTestScheduler((near) => wanted || near);
    const all = posts(30);
    slices.add(all);
    expect(idle).toHaveLength(0);
    seen([{ target: all[9]!, isIntersecting: true }]);
    expect(worked).toEqual([all[9]]);
    wanted = true;
    slices.resume();
    idle.shift()!();
    expect(worked).toHaveLength(30);
  });

  it('skips elements that the page removed meanwhile', () => {
    const { slices, worked } = createTestScheduler();
    const all = posts(30);
    slices.add(all);
    all[0]!.remove();
    idle.shift()!();
    expect(worked).toHaveLength(29);
  });
});
