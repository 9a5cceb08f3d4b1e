import { describe, expect, it, vi } from 'vitest';
import { holdUpdateWhileTyping, type HoldUpdateDeps } from '../../../utils/background/hold-update.ts';
import { memoryArea } from './memory-area.ts';

type Tab = { id: number; url?: string };

function start(open: Tab[], session = memoryArea()) {
  let announce = (): void => undefined;
  let removed = (_id: number): void => undefined;
  const reload = vi.fn<() => void>();
  holdUpdateWhileTyping({
    runtime: {
      onUpdateAvailable: { addListener: (listener: typeof announce) => void (announce = listener) },
      getURL: (path: string) => `moz-extension://own/${path}`,
      reload,
    },
    tabs: {
      query: async () => open,
      onRemoved: { addListener: (listener: typeof removed) => void (removed = listener) },
    },
    session,
  } as unknown as HoldUpdateDeps);
  return { reload, session, announce: () => after(announce), remove: (id: number) => after(() => removed(id)) };
}

/** Until all that it began has ended: nothing here waits for a timer. */
async function after(event: () => void): Promise<void> {
  event();
  await new Promise(setImmediate);
}

const FORM: Tab = { id: 1, url: 'moz-extension://own/report.html#nonce' };
const OTHERS: Tab[] = [
  { id: 2, url: 'https://jobs.example/report.html' },
  { id: 3, url: 'moz-extension://own/help.html' },
  { id: 4 },
];

describe('holdUpdateWhileTyping', () => {
  it('installs an update at once where nothing can be typed', async () => {
    const { reload, announce } = start(OTHERS);
    await announce();
    expect(reload).toHaveBeenCalledOnce();
  });

  it.each(['report.html#nonce', 'check.html'])(
    'waits until the last %s is closed, although the tab is still listed',
    async (path) => {
      const open = [...OTHERS, FORM, { id: 5, url: `moz-extension://own/${path}` }];
      const { reload, announce, remove } = start(open);
      await announce();
      await remove(2);
      await remove(5);
      expect(reload).not.toHaveBeenCalled();
      open.splice(open.indexOf(FORM), 1);
      await remove(5);
      expect(reload).toHaveBeenCalledOnce();
    },
  );

  it('installs it also where the background ended meanwhile', async () => {
    const { session, announce } = start([FORM]);
    await announce();
    const later = start([FORM], session);
    await later.remove(1);
    expect(later.reload).toHaveBeenCalledOnce();
  });

  it('reloads nothing at a closed tab while no update waits', async () => {
    const { reload, remove } = start([]);
    await remove(1);
    expect(reload).not.toHaveBeenCalled();
  });
});
