/**
 * Remembers which folders a channel was published to, as a channel or for partners. One that is missing then is probably on a
 * disk that is not connected: a new one in its place would take the files, and the web host would not get them.
 */
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import { isThere } from '../../is-there.ts';
import { printError } from '../../print.ts';
import { Refusal } from '../../refusal.ts';
import { channelPaths, writeAtomically } from '../channel-folder.ts';
import { readJsonFile } from '../read-json-file.ts';

/** Whole paths, on any machine. */
const FoldersSchema = v.array(v.string());
const DELETE_IT = 'Delete it. It holds the folders that this channel was published to.';
/** Files of `channel publish` and of `partners taxii`: a folder that was published to has one of them. */
const PUBLISHED_FILES = ['1.root.json', 'timestamp.json', join('taxii2', 'index.json')];

/** Throws a Refusal when the channel was published to this folder and is not there any more, unless confirmed. */
export async function requireConnectedFolder(dir: string, to: string, confirmed: boolean): Promise<void> {
  const before = await readFolders(dir);
  if (confirmed || !before.includes(resolve(to)) || PUBLISHED_FILES.some((name) => isThere(join(to, name)))) return;
  const state = isThere(to) ? 'holds nothing published' : 'is not there';
  throw new Refusal(
    `${to} ${state}, and this channel was published there before. Is its disk or memory stick connected?`,
    'Nothing was written. To make the folder anew: the same command with --confirm.',
  );
}

/** To be called after the files are written. They count even where this cannot be noted down. */
export async function rememberPublishedFolder(dir: string, to: string): Promise<void> {
  const { publishedTo } = channelPaths(dir);
  const before = await readFolders(dir);
  if (before.includes(resolve(to))) return;
  try {
    await writeAtomically(publishedTo, `${JSON.stringify([...before, resolve(to)], null, 1)}\n`);
  } catch (error) {
    printError(`note: ${publishedTo} could not be written: ${(error as Error).message}`);
  }
}

async function readFolders(dir: string): Promise<string[]> {
  const { publishedTo } = channelPaths(dir);
  if (!isThere(publishedTo)) return [];
  const read = v.safeParse(FoldersSchema, await readJsonFile(publishedTo, DELETE_IT));
  if (read.success) return read.output;
  throw new Refusal(`${publishedTo} is damaged: ${read.issues[0].message}`, DELETE_IT);
}
