/** `npm run -s screens`: screenshots of every state of every page, for review by people. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { LANGUAGES } from '../utils/i18n/languages.ts';
import { openGallery } from './screens/open-gallery.ts';
import { takeReadmePictures } from './screens/readme-pictures.ts';
import { PICTURE_WINDOWS } from './screens/variants.ts';
import { ensureFonts } from './setup/fonts.ts';

const USAGE = `usage: npm run -s screens [-- [FOLDER] [--page NAME] [--language TAG ...] [--readme]]
Saves a screenshot of every state of every page and of the warning into FOLDER (default .test/screens): 360 and 1280 px
wide, light and dark, in English, Thai, Arabic, Burmese and simplified Chinese.
  --page NAME      only this page
  --language TAG   only this language; may be repeated (${LANGUAGES.map(({ tag }) => tag).join(' ')})
  --readme         saves the README's pictures into docs instead, light and dark`;
const DEFAULT_LANGUAGES = ['en', 'th', 'ar', 'my', 'zh-Hans'];

const { values, positionals } = readArguments();
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
ensureFonts((line) => console.error(line));
const folder = positionals[0] ?? '.test/screens';
const gallery = await openGallery();
if (values.readme) {
  console.log((await takeReadmePictures(gallery)).join('\n'));
  await gallery.close();
  process.exit(0);
}
const states = gallery.states.filter(({ page }) => values.page === undefined || page === values.page);
let taken = 0;
for (const [name, options] of Object.entries(PICTURE_WINDOWS)) {
  const window = await gallery.window({ ...options, reducedMotion: 'reduce' });
  for (const language of values.language ?? DEFAULT_LANGUAGES) {
    const place = join(folder, language, name);
    await mkdir(place, { recursive: true });
    for (const state of states) {
      await window.show(state, language);
      // Warnings are positioned in the window, not in the page.
      const fullPage = state.page !== 'warning';
      await window.page.screenshot({ path: join(place, `${state.page}-${state.state}.png`), fullPage });
      taken += 1;
    }
  }
  await window.close();
}
await gallery.close();
console.log(`${taken} pictures in ${folder}`);
process.exit(taken === 0 ? 1 : 0);

function readArguments() {
  try {
    const parsed = parseArgs({
      options: {
        help: { type: 'boolean', default: false },
        page: { type: 'string' },
        language: { type: 'string', multiple: true },
        readme: { type: 'boolean', default: false },
      },
      allowPositionals: true,
    });
    const stranger = parsed.values.language?.find((tag) => !LANGUAGES.some((known) => known.tag === tag));
    if (stranger !== undefined) throw new Error(`There is no language "${stranger}".`);
    return parsed;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exit(2);
  }
}
