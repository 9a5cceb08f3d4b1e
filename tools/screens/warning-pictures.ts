/** The README's first picture: the extension's warning beside a lure on the demo job board. */
import { startBoard } from '../demo/board.ts';
import { takePicture } from '../demo/picture.ts';
import { DEFAULT_BRAND } from '../brand/read-brand.ts';
import { describePage } from '../page/saved-page.ts';
import { ensureExtension } from '../setup/extension.ts';
import { launchChromium } from '../setup/launch-chromium.ts';

const LURE_PATH = 'jobs/chat-support-bangkok';

/** @param path gives the file for each theme  @returns the files */
export async function takeWarningPictures(path: (dark: boolean) => string): Promise<string[]> {
  const extension = await ensureExtension({ brand: DEFAULT_BRAND, flavour: 'testing', browser: 'chrome' });
  const board = await startBoard(0);
  const files: string[] = [];
  try {
    for (const dark of [false, true]) {
      const browser = await launchChromium({
        extension,
        headless: true,
        darkMode: dark,
        size: { width: 1280, height: 900 },
      });
      try {
        const page = await browser.context.newPage();
        await page.goto(`${board.url}${LURE_PATH}`);
        const { drawn } = await describePage(browser, page);
        if (drawn === 0) throw new Error(`No warning was drawn on ${board.url}${LURE_PATH}`);
        await takePicture(page, path(dark));
        files.push(path(dark));
      } finally {
        await browser.close();
      }
    }
  } finally {
    await board.stop();
  }
  return files;
}
