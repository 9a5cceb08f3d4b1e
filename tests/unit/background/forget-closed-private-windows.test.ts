import { describe, expect, it, vi } from 'vitest';
import { createDrafts } from '../../../utils/background/drafts.ts';
import {
  forgetClosedPrivateWindows,
  type PrivateMemory,
} from '../../../utils/background/forget-closed-private-windows.ts';
import { createPauses } from '../../../utils/background/pauses.ts';
import { createPostChoices } from '../../../utils/background/post-choices.ts';
import { memoryArea } from './memory-area.ts';

/** Closes a tab while these tabs stay open. */
async function closeTab(open: { incognito: boolean }[], memories: PrivateMemory[]): Promise<void> {
  let close: () => void = () => undefined;
  const tabs = {
    onRemoved: { addListener: (listener: () => void) => void (close = listener) },
    query: async () => open,
  };
  forgetClosedPrivateWindows(tabs as unknown as Parameters<typeof forgetClosedPrivateWindows>[0], memories);
  close();
  await vi.waitFor(async () => expect(await tabs.query()).toBe(open));
}

describe('forgetClosedPrivateWindows', () => {
  it('keeps everything while a private tab is open, and deletes it after the last one', async () => {
    const [pauses, choices] = [createPauses(memoryArea()), createPostChoices(memoryArea())];
    const drafts = createDrafts(
      memoryArea(),
      () => crypto.randomUUID(),
      () => 0,
    );
    const draft = { post: { id: 'p' }, verdict: null, wrong: false, taken: [] } as never as { private: boolean };
    const own = await drafts.save({ ...draft, private: true } as never);
    const other = await drafts.save({ ...draft, private: false } as never);
    await pauses.set('board.example', true, true);
    await choices.set('p', 'fine', true);
    await choices.set('q', 'fine', false);

    await closeTab([{ incognito: true }, { incognito: false }], [pauses, choices, drafts]);
    expect(await pauses.isPaused('board.example', true)).toBe(true);
    expect(await drafts.get(own)).not.toBeNull();

    await closeTab([{ incognito: false }], [pauses, choices, drafts]);
    expect(await pauses.isPaused('board.example', true)).toBe(false);
    expect(await choices.get(['p'], true)).toEqual({});
    expect(await choices.get(['q'], false)).toEqual({ q: 'fine' });
    await vi.waitFor(async () => expect(await drafts.get(own)).toBeNull());
    expect(await drafts.get(other)).not.toBeNull();
  });
});
