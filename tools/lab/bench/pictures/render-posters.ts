/** Renders posters and screenshots from rows of the project's own corpus, the same ones at each run. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { readRows, type Row } from '../../../eval/rows.ts';
import { findChromium } from '../../../setup/chromium.ts';
import { seededRandom } from '../../../setup/seeded-random.ts';
import { POSTER_SIZES, POSTER_STYLES, posterHtml, type Poster } from './poster-html.ts';

export interface RenderedPoster extends Poster {
  /** Path of the picture: JPEG for `phone`, otherwise PNG. */
  file: string;
  /** Whether the row is labelled an honest offer. */
  honest: boolean;
}

const MIN_CHARACTERS = 60;
const MAX_CHARACTERS = 600;
/** Quality of the JPEG that a phone's photo becomes in a messenger. */
const PHONE_QUALITY = 70;

/**
 * One poster for each language and style, every third of an honest offer.
 * @param options `count` posters from number `from` on, languages in turn, or of one; `seed` chooses rows and colours
 */
export async function renderPosters(
  folder: string,
  { from, count, seed, language }: { from: number; count: number; seed: number; language?: string | undefined },
): Promise<RenderedPoster[]> {
  const posters = choosePosters(await readRows('knowledge/corpus'), seed)
    .filter((poster) => language === undefined || poster.language === language)
    .slice(from, from + count);
  await drawPosters(folder, posters, seed * 1_000 + from);
  return posters;
}

/** Writes the picture of each poster into the folder. Puts the folder before its path. @param seed chooses the looks */
export async function drawPosters(folder: string, posters: readonly RenderedPoster[], seed: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ javaScriptEnabled: false });
    for (const [at, poster] of posters.entries()) {
      await page.setViewportSize(POSTER_SIZES[poster.style]);
      await page.setContent(posterHtml(poster, seededRandom(seed + at)));
      poster.file = join(folder, poster.file);
      await page.screenshot(
        poster.style === 'phone' ? { path: poster.file, type: 'jpeg', quality: PHONE_QUALITY } : { path: poster.file },
      );
    }
  } finally {
    await browser.close();
  }
}

/** The styles in turn, shifted by one for each language: the first 26 posters hold every language and every style. */
export function choosePosters(rows: readonly Row[], seed: number): RenderedPoster[] {
  const random = seededRandom(seed);
  const languages = [...new Set(rows.map(({ lang }) => lang))].sort();
  return POSTER_STYLES.flatMap((_, round) =>
    languages.map((language, at): RenderedPoster => {
      const honest = (at + round) % 3 === 2;
      const fitting = rows.filter(
        ({ lang, label, post }) =>
          lang === language &&
          (honest ? label === 'legit' : label === 'lure' || label === 'job-scam') &&
          post.text.length >= MIN_CHARACTERS / (/^(?:zh|ja|ko)/u.test(lang) ? 3 : 1) &&
          post.text.length <= MAX_CHARACTERS,
      );
      const row = fitting[Math.floor(random() * fitting.length)] as Row;
      const style = POSTER_STYLES[(at + round) % POSTER_STYLES.length] as Poster['style'];
      const file = `${language}-${style}-${seed}.${style === 'phone' ? 'jpg' : 'png'}`;
      return { style, language, text: row.post.text, honest, file };
    }),
  );
}
