import type { Browser } from 'webextension-polyfill';
import { describe, expect, it, vi } from 'vitest';
import { createToolbar } from '../../../utils/background/toolbar.ts';
import type { PageSummary } from '../../../utils/contracts/page-summary.ts';
import { memoryArea } from './memory-area.ts';

const summary: PageSummary = { status: 'read', adapter: 'seek', posts: 3, caution: 0, danger: 1, drawn: 1 };

function createTestToolbar() {
  const action = {
    setIcon: vi.fn(async () => undefined),
    setTitle: vi.fn(async () => undefined),
    setBadgeText: vi.fn(async () => undefined),
    setBadgeBackgroundColor: vi.fn(async () => undefined),
    setBadgeTextColor: vi.fn(async () => undefined),
  };
  const toolbar = createToolbar(
    action as unknown as Browser['action'],
    memoryArea(),
    async () => ({ path: { 16: '/icons/16.png' } }),
    async (key) => key,
  );
  return { action, toolbar };
}

describe('createToolbar', () => {
  it('shows the coloured icon only for tabs that are read', async () => {
    const { action, toolbar } = createTestToolbar();
    await toolbar.markRead(7);
    expect(action.setIcon).toHaveBeenCalledWith({ tabId: 7, path: expect.objectContaining({ 16: '/icons/16.png' }) });
    expect(action.setTitle).toHaveBeenCalledWith({ tabId: 7, title: 'badge.nothing-here' });
  });

  it('adds up the frames of a tab', async () => {
    const { action, toolbar } = createTestToolbar();
    await toolbar.show(7, 0, summary, false);
    await toolbar.show(7, 3, summary, false);
    expect(action.setBadgeText).toHaveBeenLastCalledWith({ tabId: 7, text: '2' });
    await toolbar.forget(7);
    await toolbar.show(7, 0, summary, false);
    expect(action.setBadgeText).toHaveBeenLastCalledWith({ tabId: 7, text: '1' });
  });
});
