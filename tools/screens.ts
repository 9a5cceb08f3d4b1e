/** `npm run -s screens`: screenshots of every state of every page, for review by people. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Option } from 'commander';
import { LANGUAGES } from '../utils/i18n/languages.ts';
import { openGallery } from './screens/open-gallery.ts';
import { takeReadmePictures } from './screens/readme-pictures.ts';
import { PICTURE_WINDOWS } from './screens/variants.ts';
import { commandLine } from './setup/command-line.ts';
import { ensureFonts } from './setup/fonts.ts';

const DEFAULT_LANGUAGES = ['en', 'th', 'ar', 'my', 'zh-Hans'];

const program = commandLine(
  'screens',
  'Takes screenshots of every state of every page, in phone and desktop width, light and dark.',
)
  .argument('[folder]', 'folder for the pictures', '.test/screens')
  .option('--page <name>', 'only this page')
  .addOption(
    new Option('--language <tags...>', 'languages').choices(LANGUAGES.map(({ tag }) => tag)).default(DEFAULT_LANGUAGES),
  )
  .option('--readme', 'saves the pictures of the README into docs instead', false)
  .parse();
const values = program.opts<{ page?: string; language: string[]; readme: boolean }>();
const [folder] = program.processedArgs as [string];
ensureFonts((line) => console.error(line));
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
  for (const language of values.language) {
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
