/** The pictures of the README: four states that show most of what the pages are. */
import { join } from 'node:path';
import type { BrowserContextOptions } from 'playwright-core';
import type { Gallery, StateName } from './open-gallery.ts';
import type { ScreenLanguage } from './variants.ts';

interface Picture extends StateName {
  language: ScreenLanguage;
  window: BrowserContextOptions;
}

const FOLDER = 'docs';
const phone = { width: 360, height: 720 };

const PICTURES: Readonly<Record<string, Picture>> = {
  popup: { page: 'popup', state: 'found', language: 'en', window: { viewport: phone, colorScheme: 'light' } },
  check: { page: 'check', state: 'chat', language: 'en', window: { viewport: phone, colorScheme: 'light' } },
  help: { page: 'help', state: 'in-cambodia', language: 'ar', window: { viewport: phone, colorScheme: 'dark' } },
  welcome: { page: 'welcome', state: 'where', language: 'th', window: { viewport: phone, colorScheme: 'light' } },
};

/** Writes `docs/<name>.png`; gives the files. */
export async function takeReadmePictures(gallery: Gallery): Promise<string[]> {
  const files: string[] = [];
  for (const [name, { language, window: wish, ...state }] of Object.entries(PICTURES)) {
    const window = await gallery.window({ ...wish, reducedMotion: 'reduce' });
    await window.show(state, language);
    const path = join(FOLDER, `${name}.png`);
    // The verdict is what is looked at, and it stands below the text that was pasted.
    if (state.page === 'check') await window.page.evaluate(`document.querySelector('#result').scrollIntoView()`);
    await window.page.evaluate(`document.activeElement.blur()`);
    await window.page.screenshot({ path });
    files.push(path);
    await window.close();
  }
  return files;
}
