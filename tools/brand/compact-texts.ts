/** Removes the line breaks and indents from the package's files of texts, which only people who edit them need. */
import { readFileSync } from 'node:fs';
import type { WxtHooks } from 'wxt';

type PublicFile = Parameters<WxtHooks['build:publicAssets']>[1][number];

/** @param files what would be copied; the files of texts are replaced in place */
export function compactTexts(files: PublicFile[]): void {
  for (const [at, file] of files.entries()) {
    if (!('absoluteSrc' in file) || !/^(?:messages|_locales)\/.*\.json$/u.test(file.relativeDest)) continue;
    const contents = JSON.stringify(JSON.parse(readFileSync(file.absoluteSrc, 'utf8')));
    files[at] = { relativeDest: file.relativeDest, contents };
  }
}
