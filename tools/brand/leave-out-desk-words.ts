/** Leaves the words of the moderators' desk out of the reader's package: they would take about 80 KB of it. */
import { readFileSync } from 'node:fs';
import type { WxtHooks } from 'wxt';

type PublicFile = Parameters<WxtHooks['build:publicAssets']>[1][number];

const MESSAGES = /^messages\/[^/]+\.json$/u;
/** The popup shows counts of the desk's decisions. */
const DESK_ONLY = /^desk\.(?!count\.)/u;

/** @returns the files of `public/`, with the messages of each language without those that only the desk shows */
export function leaveOutDeskWords(files: readonly PublicFile[]): PublicFile[] {
  return files.map((file) => {
    if (!MESSAGES.test(file.relativeDest) || !('absoluteSrc' in file)) return file;
    const messages = JSON.parse(readFileSync(file.absoluteSrc, 'utf8')) as Record<string, unknown>;
    const kept = Object.entries(messages).filter(([key]) => !DESK_ONLY.test(key));
    return { relativeDest: file.relativeDest, contents: JSON.stringify(Object.fromEntries(kept)) };
  });
}
