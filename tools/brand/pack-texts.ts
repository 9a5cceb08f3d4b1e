/**
 * Packs the texts of a package: messages without their keys, and all files without line breaks and indents. The words of the
 * moderators' desk are left out of the reader's package. They would take about 80 KB of it.
 */
import { readFileSync } from 'node:fs';
import type { WxtHooks } from 'wxt';
import { packMessages } from '../../utils/i18n/packed-messages.ts';
import type { Messages } from '../../utils/i18n/message-types.ts';

type PublicFile = Parameters<WxtHooks['build:publicAssets']>[1][number];

/** The list of the messages' keys in the package. */
export const KEYS_FILE = 'messages/keys.json';
/** The reader's popup shows counts of the desk's decisions. */
const DESK_ONLY = /^desk\.(?!count\.)/u;

/**
 * @param files what would be copied. The files of texts are replaced in place, and the list of keys is added
 * @param isDesk the package is the desk's
 */
export function packTexts(files: PublicFile[], isDesk: boolean): void {
  for (const [at, file] of files.entries()) {
    if (!('absoluteSrc' in file)) continue;
    const contents = packedText(file.relativeDest, file.absoluteSrc, isDesk);
    if (contents !== null) files[at] = { relativeDest: file.relativeDest, contents };
  }
  files.push({ relativeDest: KEYS_FILE, contents: JSON.stringify(shownKeys(isDesk)) });
}

/**
 * The content of one file in the package; null for a file that is copied as it is.
 * @param relativeDest path in the package, with `/`
 */
export function packedText(relativeDest: string, absoluteSrc: string, isDesk: boolean): string | null {
  if (relativeDest.startsWith('_locales/')) return JSON.stringify(readJson(absoluteSrc));
  if (!relativeDest.startsWith('messages/')) return null;
  const shown = Object.entries(readJson(absoluteSrc) as Messages).filter(([key]) => isDesk || !DESK_ONLY.test(key));
  return JSON.stringify(packMessages(shownKeys(isDesk), Object.fromEntries(shown)));
}

/** The English file has every key but the names of countries that some languages need. */
export function shownKeys(isDesk: boolean): string[] {
  const keys = Object.keys(readJson('public/messages/en.json') as Messages);
  return keys.filter((key) => isDesk || !DESK_ONLY.test(key));
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
