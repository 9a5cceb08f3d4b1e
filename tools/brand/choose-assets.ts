/** Chooses the files of `public/` for a brand's package: its languages, and icons of its own logo. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { WxtHooks } from 'wxt';
import { LANGUAGES } from '../../utils/i18n/languages.ts';
import { drawPackageIcons } from './package-icons.ts';

const CACHE = 'node_modules/.cache/joblantern/icons';

type PublicFile = Parameters<WxtHooks['build:publicAssets']>[1][number];

/**
 * @param files what would be copied; changed in place, in order of name
 * @param languages tags that are kept, or undefined: all
 * @param logo path of the logo, or null
 */
export function chooseAssets(files: PublicFile[], languages: readonly string[] | undefined, logo: string | null): void {
  const icons = logo === null ? [] : brandIcons(logo);
  const drawn = new Set(icons.map(({ relativeDest }) => relativeDest));
  const kept = files.filter(
    ({ relativeDest }) =>
      !drawn.has(relativeDest) && inLanguages(relativeDest, languages) && !isUnused(relativeDest, logo),
  );
  const chosen = [...kept, ...icons].sort((a, b) => (a.relativeDest < b.relativeDest ? -1 : 1));
  files.splice(0, files.length, ...chosen);
}

/** The source of the lantern icons is left out of a brand with its own logo. */
function isUnused(path: string, logo: string | null): boolean {
  return logo !== null && path === 'icons/lantern.svg';
}

function inLanguages(path: string, languages: readonly string[] | undefined): boolean {
  const [, tag, folder] = /^(?:messages\/([^/]+)\.json|_locales\/([^/]+)\/.*)$/u.exec(path) ?? [];
  if (languages === undefined || (tag === undefined && folder === undefined)) return true;
  return LANGUAGES.some(
    (language) => languages.includes(language.tag) && (language.tag === tag || language.folder === folder),
  );
}

/** Draws the icons of a logo in all sizes. */
function brandIcons(logo: string): PublicFile[] {
  const bytes = readFileSync(logo);
  const folder = join(CACHE, createHash('sha256').update(bytes).digest('hex').slice(0, 32));
  mkdirSync(folder, { recursive: true });
  return Object.entries(drawPackageIcons(basename(logo), bytes)).map(([name, icon]) => {
    const absoluteSrc = resolve(folder, name);
    writeFileSync(absoluteSrc, icon);
    return { relativeDest: `icons/${name}`, absoluteSrc };
  });
}
