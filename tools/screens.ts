/**
 * `npm run -s screens [-- FOLDER]`: pictures of every state of every page, in English, Thai and Arabic, at phone and desktop
 * width, light and dark, into FOLDER (default `.test/screens`), for people to look at. `--page NAME` takes one page alone;
 * `--readme` takes the README's pictures instead, light and dark, into `docs`.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openGallery } from './screens/open-gallery.ts';
import { takeReadmePictures } from './screens/readme-pictures.ts';
import { SCREEN_LANGUAGES, VARIANTS } from './screens/variants.ts';

const { values, positionals } = parseArgs({
  options: { page: { type: 'string' }, readme: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const folder = positionals[0] ?? '.test/screens';
const gallery = await openGallery();
if (values.readme) {
  console.log((await takeReadmePictures(gallery)).join('\n'));
  await gallery.close();
  process.exit(0);
}
const states = gallery.states.filter(({ page }) => values.page === undefined || page === values.page);
let taken = 0;
for (const variant of ['phone-light', 'phone-dark', 'desktop-light', 'desktop-dark'] as const) {
  const window = await gallery.window({ ...VARIANTS[variant], reducedMotion: 'reduce' });
  for (const language of SCREEN_LANGUAGES) {
    const place = join(folder, language, variant);
    await mkdir(place, { recursive: true });
    for (const state of states) {
      await window.show(state, language);
      await window.page.screenshot({ path: join(place, `${state.page}-${state.state}.png`), fullPage: true });
      taken += 1;
    }
  }
  await window.close();
}
await gallery.close();
console.log(`${taken} pictures in ${folder}`);
process.exit(taken === 0 ? 1 : 0);
