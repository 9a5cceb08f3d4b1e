import { describe, expect, it } from 'vitest';
import { createPictureOpener, type PictureOpenerDeps } from '../../../utils/background/picture-opener.ts';

const ADDRESS = 'https://pictures.example/poster.jpg';
const FRAME = { tabId: 7, frameId: 0 };
const BOX = { left: 10, top: 20, width: 300, height: 400 };

/** @param inPage what the script in the page finds  @param shown the screenshot; null: the browser refuses one */
function openerWith(inPage: unknown, shown: string | null, hasMenus = true) {
  const opened: unknown[] = [];
  const captured: unknown[] = [];
  const browser = {
    scripting: { executeScript: async () => [{ frameId: 0, result: inPage }] },
    tabs: {
      get: async () => ({ windowId: 3, incognito: true }),
      async captureVisibleTab(window: unknown) {
        captured.push(window);
        if (shown === null) throw new Error('Either the <all_urls> or activeTab permission is required.');
        return shown;
      },
    },
    ...(hasMenus ? { contextMenus: {} } : {}),
  };
  const open = createPictureOpener({
    browser: browser as unknown as PictureOpenerDeps['browser'],
    openCheck: async (picture, incognito) => void opened.push(picture, incognito),
    openPage: async (path) => void opened.push(path),
  });
  return { open, opened, captured };
}

describe('createPictureOpener', () => {
  it("opens the page's own copy, and takes no screenshot", async () => {
    const { open, opened, captured } = openerWith('data:image/jpeg;base64,AAAA', 'data:image/jpeg;base64,BBBB');
    expect(await open(ADDRESS, FRAME)).toBe(true);
    expect(opened).toEqual([{ picture: 'data:image/jpeg;base64,AAAA', crop: null }, true]);
    expect(captured).toEqual([]);
  });

  it('cuts the picture of another site out of what the tab shows', async () => {
    const { open, opened, captured } = openerWith(BOX, 'data:image/jpeg;base64,BBBB');
    expect(await open(ADDRESS, FRAME)).toBe(true);
    expect(opened).toEqual([{ picture: 'data:image/jpeg;base64,BBBB', crop: BOX }, true]);
    expect(captured).toEqual([3]);
  });

  it('says so where only the context menu may have the picture', async () => {
    const { open, opened } = openerWith(BOX, null);
    expect(await open(ADDRESS, FRAME)).toBe(false);
    expect(opened).toEqual([]);
  });

  it('opens the empty check page where there is no context menu', async () => {
    const { open, opened } = openerWith(BOX, null, false);
    expect(await open(ADDRESS, FRAME)).toBe(true);
    expect(opened).toEqual(['check.html']);
  });
});
