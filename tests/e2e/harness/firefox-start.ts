/**
 * What makes Firefox start with less work: a start without it takes half as much processor time again. A reader's Firefox
 * has its compiled scripts from earlier starts too.
 */
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Preferences of every story. They change when processes start and what moves, not what a page can do. */
export const LIGHT_PREFERENCES = {
  // No new-tab page and no process are made ahead of need.
  'browser.newtab.preload': false,
  'dom.ipc.processPrelaunch.enabled': false,
  // Tabs open and load without animation, which the browser draws without a graphics processor. Pages are told that the
  // reader wants no motion; the stories in Chromium show them with it.
  'ui.prefersReducedMotion': 1,
} as const;

const KEPT = '.test/firefox-start';
/** Names the version of Firefox: with another one it deletes its compiled scripts. */
const VERSION_FILE = 'compatibility.ini';
/** The browser's own compiled scripts. What it caches of extensions (webext.sc.lz4) is left out, so each story installs anew. */
const CACHE_FILES = ['scriptCache.bin', 'scriptCache-child.bin', 'startupCache.8.little', 'urlCache.bin'].map((name) =>
  join('startupCache', name),
);

/** Whether an earlier start left its compiled scripts. */
export function hasStartupCache(): boolean {
  return existsSync(KEPT);
}

/** Gives a new profile the browser's compiled scripts of an earlier start, if there was one. */
export async function copyStartupCache(profile: string): Promise<void> {
  if (hasStartupCache()) await cp(KEPT, profile, { recursive: true });
}

/** Keeps the compiled scripts of a profile whose browser has ended, unless those of this version are kept already. */
export async function keepStartupCache(profile: string): Promise<void> {
  const version = await textOf(join(profile, VERSION_FILE));
  if (version === (await textOf(join(KEPT, VERSION_FILE)))) return;
  if (![VERSION_FILE, ...CACHE_FILES].every((name) => existsSync(join(profile, name)))) return;
  await mkdir('.test', { recursive: true });
  // Copied aside and renamed, since another lane may read or keep at the same time.
  const copy = await mkdtemp(`${KEPT}-`);
  for (const name of [VERSION_FILE, ...CACHE_FILES]) await cp(join(profile, name), join(copy, name));
  await rm(KEPT, { recursive: true, force: true });
  await rename(copy, KEPT).catch(() => rm(copy, { recursive: true }));
}

async function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
