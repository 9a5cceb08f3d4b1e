/**
 * What the stories load: the extension in its flavours, and the web site, built once for all lanes. They contain the ports
 * of lane 1; other lanes use copies with their own.
 */
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ensureExtension, type BuildOptions } from '../../../tools/setup/extension.ts';
import { oneAtATime } from '../../../tools/setup/one-at-a-time.ts';
import { digestOf, isFresh, writeStamp } from '../../../tools/setup/stamp.ts';
import { buildSite } from '../../../tools/web/build-site.ts';
import { LANE, laneFolder, portInLane } from './lane.ts';
import { BRAND, FIRST_CHANNEL_PORT, FIRST_RELAY_PORT } from './publisher.ts';

/** Taken while a process builds, so that lanes wait for each other. The system frees it when the process ends. */
const LOCK_PORT = 18_460;

const SITE = '.test/web';
const SITE_SOURCES = [
  'web',
  'components',
  'utils',
  'public',
  'tools/web',
  'tools/brand',
  'tools/picture',
  'package-lock.json',
];
/** Languages of the site's pictures: the models of others would be downloaded. */
const SITE_PICTURES = ['en', 'th'];

/** What this process has asked for already, by name. */
const builds = new Map<string, Promise<string>>();

/** Folder of the built extension of this lane. */
export function storyExtension({ flavour, browser }: Pick<BuildOptions, 'flavour' | 'browser'>): Promise<string> {
  const name = `${flavour} ${browser}`;
  const build =
    builds.get(name) ??
    oneAtATime(LOCK_PORT, async () => forLane(await ensureExtension({ brand: BRAND, flavour, browser })));
  builds.set(name, build);
  return build;
}

/** Folder of the built web site of this lane. */
export function storySite(): Promise<string> {
  return oneAtATime(LOCK_PORT, async () => {
    const digest = await digestOf([...SITE_SOURCES, BRAND]);
    if (!(await isFresh(SITE, digest))) {
      await buildSite(BRAND, SITE, SITE_PICTURES);
      await writeStamp(SITE, digest);
    }
    return forLane(SITE);
  });
}

/** The folder itself in lane 1; in another lane a copy with the ports of that lane. */
async function forLane(folder: string): Promise<string> {
  if (LANE === 1) return folder;
  const copy = laneFolder(basename(folder));
  const digest = await digestOf([folder]);
  if (await isFresh(copy, digest)) return copy;
  await rm(copy, { recursive: true, force: true });
  await mkdir(laneFolder(''), { recursive: true });
  await cp(folder, copy, { recursive: true });
  for (const entry of await readdir(copy, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/^_headers$|\.(?:js|json|html)$/u.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const text = await readFile(path, 'utf8');
    const changed = [FIRST_CHANNEL_PORT, FIRST_RELAY_PORT].reduce(
      (before, port) => before.replaceAll(`127.0.0.1:${port}`, `127.0.0.1:${portInLane(port)}`),
      text,
    );
    if (changed !== text) await writeFile(path, changed);
  }
  await writeStamp(copy, digest);
  return copy;
}
