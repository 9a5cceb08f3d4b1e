import { describe, expect, test } from 'vitest';
import { MAX_HANDOFF_UNITS } from '../../../utils/check/paste-limits.ts';
import { startContextMenu, type ContextMenuDeps } from '../../../utils/background/context-menu.ts';

type Listener = (...args: never[]) => void;

/** The browser's events, as far as the ways in listen to them. */
function browserWith(selection: (() => string) | null, parts: { menus: boolean; omnibox: boolean }) {
  const listeners = new Map<string, Listener>();
  const event = (name: string) => ({ addListener: (listener: Listener) => void listeners.set(name, listener) });
  const offered: unknown[] = [];
  const browser = {
    runtime: { onInstalled: event('installed'), onStartup: event('startup') },
    scripting: {
      async executeScript() {
        if (selection === null) throw new Error('Cannot access contents of the page');
        return [{ frameId: 0, result: selection() }];
      },
    },
    ...(parts.menus
      ? {
          contextMenus: {
            removeAll: async () => void offered.splice(0),
            create: (item: unknown) => void offered.push(item),
            onClicked: event('clicked'),
          },
        }
      : {}),
    ...(parts.omnibox
      ? {
          omnibox: {
            setDefaultSuggestion: (hint: unknown) => void offered.push(hint),
            onInputStarted: event('started'),
            onInputEntered: event('entered'),
          },
        }
      : {}),
  };
  const opened: string[] = [];
  startContextMenu({
    browser: browser as unknown as ContextMenuDeps['browser'],
    openCheck: async (text) => void opened.push(text),
    label: async (key) => `words of ${key}`,
  });
  const fire = async (name: string, ...args: unknown[]): Promise<void> => {
    listeners.get(name)?.(...(args as never[]));
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { fire, offered, opened, listeners };
}

const clicked = { menuItemId: 'check-text', selectionText: 'Hello dear we need typists', frameId: 2 };

describe('marked text', () => {
  test('is offered after installation and at each start, once', async () => {
    const { fire, offered } = browserWith(() => '', { menus: true, omnibox: false });
    await fire('installed');
    await fire('startup');
    expect(offered).toEqual([{ id: 'check-text', contexts: ['selection'], title: 'words of menu.check' }]);
  });

  test('keeps the lines of the page, where the page may be asked', async () => {
    const { fire, opened } = browserWith(() => 'Hello dear\nwe need typists', { menus: true, omnibox: false });
    await fire('clicked', clicked, { id: 7 });
    expect(opened).toEqual(['Hello dear\nwe need typists']);
  });

  test('is what the menu told where the page says something else, or may not be asked', async () => {
    const lying = browserWith(() => 'All is well', { menus: true, omnibox: false });
    await lying.fire('clicked', clicked, { id: 7 });
    expect(lying.opened).toEqual([clicked.selectionText]);
    const closed = browserWith(null, { menus: true, omnibox: false });
    await closed.fire('clicked', clicked, { id: 7 });
    expect(closed.opened).toEqual([clicked.selectionText]);
  });

  test('of another menu is left alone', async () => {
    const { fire, opened } = browserWith(() => 'x', { menus: true, omnibox: false });
    await fire('clicked', { ...clicked, menuItemId: 'other' }, { id: 7 });
    expect(opened).toEqual([]);
  });
});

test('the keyword in the address bar hands over what was typed, cut', async () => {
  const { fire, opened, offered } = browserWith(() => '', { menus: false, omnibox: true });
  await fire('started');
  expect(offered).toEqual([{ description: 'words of omnibox.hint' }]);
  await fire('entered', 'free ticket to Mae Sot'.padEnd(500_000));
  expect(opened[0]).toHaveLength(MAX_HANDOFF_UNITS);
});

test('a browser that has neither is asked for neither', () => {
  expect(browserWith(() => '', { menus: false, omnibox: false }).listeners.size).toBe(0);
});
