import { describe, expect, it } from 'vitest';
import { createPauses } from '../../../utils/background/pauses.ts';
import { createPauseSender } from '../../../utils/background/send-to-tabs.ts';
import { memoryArea } from './memory-area.ts';

const HOST = 'board.example';

/** Tab 1 is in an ordinary window, tab 2 in a private one. */
function openTabs() {
  const sent: [number, unknown][] = [];
  const tabs = {
    async query() {
      return [
        { id: 1, incognito: false },
        { id: 2, incognito: true },
      ];
    },
    async sendMessage(id: number, { data }: { data: unknown }) {
      sent.push([id, data]);
    },
  } as unknown as Parameters<typeof createPauseSender>[0];
  return { tabs, sent };
}

describe('createPauseSender', () => {
  it('tells private tabs alone of a pause in a private window', async () => {
    const { tabs, sent } = openTabs();
    await createPauseSender(tabs, createPauses(memoryArea(), memoryArea()))(HOST, true, true);
    expect(sent).toEqual([[2, { paused: true }]]);
  });

  it('tells private tabs of another pause, too, unless one of their own holds there', async () => {
    const { tabs, sent } = openTabs();
    const pauses = createPauses(memoryArea(), memoryArea());
    const sendPaused = createPauseSender(tabs, pauses);
    await pauses.set(HOST, true, false);
    await sendPaused(HOST, true, false);
    expect(sent).toEqual([
      [1, { paused: true }],
      [2, { paused: true }],
    ]);
    await pauses.set(HOST, true, true);
    await pauses.set(HOST, false, false);
    await sendPaused(HOST, false, false);
    expect(sent.slice(2)).toEqual([[1, { paused: false }]]);
  });
});
