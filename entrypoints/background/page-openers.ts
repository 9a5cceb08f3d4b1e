/** Opens the extension's own pages. A text or picture is handed to the check page by a nonce, never in its address. */
import browser from 'webextension-polyfill';
import type { ClickedPicture } from '../../utils/background/clicked-picture.ts';
import type { PastedTexts } from '../../utils/background/pasted-texts.ts';
import { PICTURE_HASH_PREFIX } from '../../utils/check/picture-hash-prefix.ts';

export interface PageOpeners {
  /** @param path of a page in the package, e.g. `help.html` */
  openPage(path: string): Promise<void>;
  /** Opens the check page. @param text '' for none @param isPrivate it comes from a private window */
  openCheck(text: string, isPrivate: boolean): Promise<void>;
  /** @param picture null when it could not be read; the page then says so */
  openPictureCheck(picture: ClickedPicture | null, isPrivate: boolean): Promise<void>;
}

export function createPageOpeners(pastedTexts: PastedTexts): PageOpeners {
  const openPage = async (path: string): Promise<void> =>
    void (await browser.tabs.create({ url: browser.runtime.getURL(path) }));
  return {
    openPage,
    async openCheck(text, isPrivate) {
      // A page without a text still has to know that it was opened from a private window.
      const isBare = text === '' && !isPrivate;
      await openPage(isBare ? 'check.html' : `check.html#${await pastedTexts.save({ text, private: isPrivate })}`);
    },
    async openPictureCheck(picture, isPrivate) {
      const nonce = await pastedTexts.save({ text: JSON.stringify(picture), private: isPrivate });
      await openPage(`check.html#${PICTURE_HASH_PREFIX}${nonce}`);
    },
  };
}
