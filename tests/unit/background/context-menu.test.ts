import { describe, expect, it } from 'vitest';
import { startContextMenu, type ContextMenuDeps } from '../../../utils/background/context-menu.ts';

type Listener = (...args: never[]) => void;

/** The browser events that the context menu listens to. @param selection null: the page cannot be read */
function browserWith(selection: (() => string) | null, hasMenus = true) {
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
    ...(hasMenus
      ? {
          contextMenus: {
            removeAll: async () => void offered.splice(0),
            create: (item: unknown) => void offered.push(item),
            onClicked: event('clicked'),
          },
        }
      : {}),
  };
  const opened: string[] = [];
  const pictures: unknown[] = [];
  const privateOnes: boolean[] = [];
  startContextMenu({
    browser: browser as unknown as ContextMenuDeps['browser'],
    openCheck: async (text, incognito) => void (opened.push(text), privateOnes.push(incognito)),
    openPicture: async (picture, incognito) => void (pictures.push(picture), privateOnes.push(incognito)),
    label: async (entry) => `Check the ${entry}`,
  });
  const fire = async (name: string, ...args: unknown[]): Promise<void> => {
    listeners.get(name)?.(...(args as never[]));
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { fire, offered, opened, pictures, privateOnes, listeners };
}

const clicked = { menuItemId: 'check-text', selectionText: 'Hello dear we need typists', frameId: 2 };

describe('startContextMenu', () => {
  it('creates its entries once, after installation and at each start', async () => {
    const { fire, offered } = browserWith(() => '');
    await fire('installed');
    await fire('startup');
    expect(offered).toEqual([
      { id: 'check-text', contexts: ['selection'], title: 'Check the text' },
      { id: 'check-picture', contexts: ['image'], title: 'Check the picture' },
    ]);
  });

  it('opens the check page with the line breaks of the page', async () => {
    const { fire, opened } = browserWith(() => 'Hello dear\nwe need typists');
    await fire('clicked', clicked, { id: 7 });
    expect(opened).toEqual(['Hello dear\nwe need typists']);
  });

  it('opens the text of the menu event when the page answers with other words or cannot be read', async () => {
    const lying = browserWith(() => 'All is well');
    await lying.fire('clicked', clicked, { id: 7 });
    expect(lying.opened).toEqual([clicked.selectionText]);
    const closed = browserWith(null);
    await closed.fire('clicked', clicked, { id: 7 });
    expect(closed.opened).toEqual([clicked.selectionText]);
  });

  it('ignores clicks on other entries', async () => {
    const { fire, opened } = browserWith(() => 'x');
    await fire('clicked', { ...clicked, menuItemId: 'other' }, { id: 7 });
    expect(opened).toEqual([]);
  });

  it('adds no listener in a browser without context menus', () => {
    expect(browserWith(() => '', false).listeners.size).toBe(0);
  });
});

describe('startContextMenu on a picture', () => {
  const onPicture = { menuItemId: 'check-picture', srcUrl: 'https://cdn.example/poster.jpg', frameId: 0 };

  it('opens the copy that the page may give out', async () => {
    const { fire, pictures } = browserWith(() => 'data:image/jpeg;base64,AAAA');
    await fire('clicked', onPicture, { id: 7, windowId: 1 });
    expect(pictures).toEqual([{ picture: 'data:image/jpeg;base64,AAAA', crop: null }]);
  });

  it('says of a text and of a picture whether the window is private', async () => {
    const { fire, privateOnes } = browserWith(() => 'data:image/jpeg;base64,AAAA');
    for (const incognito of [true, false]) {
      await fire('clicked', clicked, { id: 7, incognito });
      await fire('clicked', onPicture, { id: 7, windowId: 1, incognito });
    }
    expect(privateOnes).toEqual([true, true, false, false]);
  });

  it('opens nothing when neither the page nor the tab can be read', async () => {
    const { fire, pictures } = browserWith(null);
    await fire('clicked', onPicture, { id: 7, windowId: 1 });
    expect(pictures).toEqual([null]);
  });
});
