/** The pictures of the README, light and dark: the warning, a poster that was read, and four pages. */
import { join } from 'node:path';
import type { Gallery, StateName } from './open-gallery.ts';
import { takeReadPicture } from './read-picture.ts';
import { takeWarningPictures } from './warning-pictures.ts';

const PICTURE_FOLDER = 'docs';
const phone = { width: 360, height: 720 };

const PICTURES: Readonly<Record<string, StateName & { language: string }>> = {
  popup: { page: 'popup', state: 'found', language: 'en' },
  check: { page: 'check', state: 'chat', language: 'en' },
  help: { page: 'help', state: 'in-cambodia', language: 'ar' },
  welcome: { page: 'welcome', state: 'where', language: 'th' },
};

const pictureFile = (name: string, dark: boolean): string => join(PICTURE_FOLDER, `${name}${dark ? '-dark' : ''}.png`);

/** Writes `docs/<name>.png` and `docs/<name>-dark.png`. @returns the files */
export async function takeReadmePictures(gallery: Gallery): Promise<string[]> {
  const files = await takeWarningPictures((dark) => pictureFile('warning', dark));
  files.push(...(await takeReadPicture((dark) => pictureFile('picture', dark))));
  for (const [name, { language, ...state }] of Object.entries(PICTURES)) {
    for (const dark of [false, true]) {
      const window = await gallery.window({
        viewport: phone,
        colorScheme: dark ? 'dark' : 'light',
        reducedMotion: 'reduce',
      });
      await window.show(state, language);
      // The verdict is below the pasted text.
      if (state.page === 'check') await window.page.evaluate(`document.querySelector('#result').scrollIntoView()`);
      await window.page.evaluate(`document.activeElement.blur()`);
      await window.page.screenshot({ path: pictureFile(name, dark) });
      files.push(pictureFile(name, dark));
      await window.close();
    }
  }
  return files;
}
