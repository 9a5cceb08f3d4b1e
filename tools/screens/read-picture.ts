/** The picture of the README that shows a poster and the lines that were read in it, light and dark. */
import { mkdir } from 'node:fs/promises';
import { posterHtml, POSTER_SIZES } from '../lab/bench/pictures/poster-html.ts';
import { openPictureReader } from '../picture/picture-reader.ts';
import { seededRandom } from '../setup/seeded-random.ts';

const FOLDER = '.test/pictures';
const POSTER = `${FOLDER}/readme.png`;
const TEXT = [
  'URGENT HIRING in Mae Sot',
  'Chat with foreign customers from ready scripts, 1500 USD a month.',
  'Free ticket and room. Tourist visa.',
  'No interview, you fly this Friday.',
].join('\n');
const SEED = 12;

/** @returns the files */
export async function takeReadPicture(fileOf: (dark: boolean) => string): Promise<string[]> {
  await mkdir(FOLDER, { recursive: true });
  const reader = await openPictureReader('en');
  try {
    const poster = await reader.page.context().newPage();
    await poster.setViewportSize(POSTER_SIZES.photo);
    await poster.setContent(posterHtml({ style: 'photo', language: 'en', text: TEXT }, seededRandom(SEED)));
    await poster.screenshot({ path: POSTER });
    await poster.close();
    await reader.page.setViewportSize({ width: 720, height: 900 });
    const result = await reader.read(POSTER);
    if ('error' in result) throw new Error(result.error);
    const files: string[] = [];
    for (const dark of [false, true]) {
      await reader.page.emulateMedia({ colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' });
      await reader.page.locator('#read-pictures').screenshot({ path: fileOf(dark) });
      files.push(fileOf(dark));
    }
    return files;
  } finally {
    await reader.close();
  }
}
