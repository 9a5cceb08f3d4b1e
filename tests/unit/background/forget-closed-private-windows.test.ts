import { describe, expect, it, vi } from 'vitest';
import { createDrafts } from '../../../utils/background/drafts.ts';
import {
  forgetClosedPrivateWindows,
  type PrivateMemory,
} from '../../../utils/background/forget-closed-private-windows.ts';
import { createPauses } from '../../../utils/background/pauses.ts';
import { createPostChoices } from '../../../utils/background/post-choices.ts';
import { memoryArea } from './memory-area.ts';

type OpenTab = { id: number; incognito: boolean };

/** A browser's tabs whose events a test sends. */
async function startWith(open: OpenTab[], memories: PrivateMemory[]) {
  let created: (tab: OpenTab) => void = () => undefined;
  let removed: (id: number) => void = () => undefined;
  let answer: (tabs: OpenTab[]) => void = () => undefined;
  const tabs = {
    onCreated: { addListener: (listener: typeof created) => void (created = listener) },
    onRemoved: { addListener: (listener: typeof removed) => void (removed = listener) },
    query: () => new Promise<OpenTab[]>((resolve) => void (answer = resolve)),
  };
  forgetClosedPrivateWindows(tabs as unknown as Parameters<typeof forgetClosedPrivateWindows>[0], memories);
  const answerQuery = async (): Promise<void> => {
    answer(open);
    await Promise.resolve();
    await Promise.resolve();
  };
  return { created, removed, answerQuery };
}

describe('forgetClosedPrivateWindows', () => {
  it('keeps everything while a private tab is open, and deletes it after the last one', async () => {
    const [pauses, choices] = [createPauses(memoryArea(), memoryArea()), createPostChoices(memoryArea())];
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

    const tabs = [
      { id: 1, incognito: true },
      { id: 2, incognito: true },
      { id: 3, incognito: false },
    ];
    const { removed, answerQuery } = await startWith(tabs, [pauses, choices, drafts]);
    await answerQuery();
    removed(1);
    removed(3);
    expect(await pauses.isPaused('board.example', true)).toBe(true);
    expect(await drafts.get(own)).not.toBeNull();

    removed(2);
    expect(await pauses.isPaused('board.example', true)).toBe(false);
    expect(await choices.get(['p'], true)).toEqual({});
    expect(await choices.get(['q'], false)).toEqual({ q: 'fine' });
    await vi.waitFor(async () => expect(await drafts.get(own)).toBeNull());
    expect(await drafts.get(other)).not.toBeNull();
  });

  it('deletes everything when another private window opens right after the last one closed', async () => {
    const choices = createPostChoices(memoryArea());
    const { created, removed, answerQuery } = await startWith([], [choices]);
    await answerQuery();
    created({ id: 1, incognito: true });
    await choices.set('p', 'fine', true);
    removed(1);
    created({ id: 2, incognito: true });
    expect(await choices.get(['p'], true)).toEqual({});
  });

  it('deletes everything when the closing of the last private tab started the worker', async () => {
    const choices = createPostChoices(memoryArea());
    await choices.set('p', 'fine', true);
    const { removed, answerQuery } = await startWith([{ id: 3, incognito: false }], [choices]);
    removed(1);
    await answerQuery();
    expect(await choices.get(['p'], true)).toEqual({});
  });

  it('keeps everything when a tab closes before the open tabs are known and a private tab stays', async () => {
    const choices = createPostChoices(memoryArea());
    await choices.set('p', 'fine', true);
    const { removed, answerQuery } = await startWith([{ id: 2, incognito: true }], [choices]);
    removed(1);
    await answerQuery();
    expect(await choices.get(['p'], true)).toEqual({ p: 'fine' });
  });
});
