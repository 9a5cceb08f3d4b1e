/** Opens the check page with a picture of a page, after the reader pressed the button at it. */
import type { Browser } from 'webextension-polyfill';
import { readClickedPicture, type ClickedPicture } from './clicked-picture.ts';

export interface PictureOpenerDeps {
  browser: Pick<Browser, 'scripting' | 'tabs'> & Partial<Pick<Browser, 'contextMenus'>>;
  /** @param isPrivate the picture is in a private window */
  openCheck(picture: ClickedPicture, isPrivate: boolean): Promise<void>;
  openPage(path: string): Promise<void>;
}

/** @returns a function that is false where the browser gives the picture only to an entry of the context menu */
export function createPictureOpener({
  browser,
  openCheck,
  openPage,
}: PictureOpenerDeps): (address: string, frame: { tabId: number; frameId: number }) => Promise<boolean> {
  return async (srcUrl, { tabId, frameId }) => {
    const { windowId, incognito } = await browser.tabs.get(tabId);
    const picture = await readClickedPicture({ srcUrl, frameId }, { id: tabId, windowId }, { browser });
    if (picture !== null) await openCheck(picture, incognito);
    // Firefox for Android has no menu: the reader takes a screenshot and chooses it on the page.
    else if (browser.contextMenus === undefined) await openPage('check.html');
    else return false;
    return true;
  };
}
