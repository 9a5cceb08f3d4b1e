import { describe, expect, it } from 'vitest';
import { createToolbar } from '../../../utils/background/toolbar.ts';
import type { PageSummary } from '../../../utils/contracts/page-summary.ts';
import { memoryArea } from './memory-area.ts';

const EMPTY: PageSummary = { status: 'nothing-here', adapter: null, posts: 0, caution: 0, danger: 0, drawn: 0 };
const WARNING: PageSummary = { ...EMPTY, status: 'read', posts: 1, danger: 1, drawn: 1 };
const READ: PageSummary = { ...EMPTY, status: 'read', posts: 3 };

function setUp() {
  const area = memoryArea();
  let text = '';
  const action = {
    setBadgeText: async (badge: { text: string }) => void (text = badge.text),
    setBadgeBackgroundColor: async () => undefined,
    setBadgeTextColor: async () => undefined,
    setTitle: async () => undefined,
    setIcon: async () => undefined,
  };
  const toolbar = createToolbar(
    action as never,
    area,
    async () => ({ path: {} }),
    async (key) => key,
  );
  const storedFrames = () => (area.stored['frames'] as [number, [number, PageSummary][]][])[0]?.[1] ?? [];
  return { toolbar, storedFrames, badge: () => text };
}

describe('the frames of a tab in createToolbar', () => {
  it('adds up the warnings of all frames of a tab', async () => {
    const { toolbar, badge } = setUp();
    await toolbar.show(1, 0, WARNING, false);
    await toolbar.show(1, 7, { ...WARNING, danger: 2 }, false);
    expect(badge()).toBe('3');
  });

  it('drops the summary of a frame that shows nothing any more', async () => {
    const { toolbar, storedFrames, badge } = setUp();
    await toolbar.show(1, 0, EMPTY, false);
    for (let frameId = 1; frameId <= 300; frameId++) {
      await toolbar.show(1, frameId, WARNING, false);
      await toolbar.show(1, frameId, EMPTY, false);
    }
    expect(storedFrames().map(([frameId]) => frameId)).toEqual([0]);
    expect(badge()).toBe('');
  });

  it('keeps a limited number of frames, and those with warnings before others', async () => {
    const { toolbar, storedFrames, badge } = setUp();
    await toolbar.show(1, 0, READ, false);
    await toolbar.show(1, 1, WARNING, false);
    for (let frameId = 2; frameId <= 300; frameId++) await toolbar.show(1, frameId, READ, false);
    expect(storedFrames()).toHaveLength(100);
    expect(storedFrames().map(([frameId]) => frameId)).toEqual(expect.arrayContaining([0, 1, 300]));
    expect(badge()).toBe('1');
  });
});
