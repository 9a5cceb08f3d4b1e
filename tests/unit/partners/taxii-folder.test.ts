/** Folders that `partners taxii` must not write: one whose disk is not connected, and the web folder of a channel. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import {
  createPublisher,
  refusesHub,
  runHubCommand,
  snapshotFolder,
  succeeds,
  type Machine,
} from '../hub/publisher-machine.ts';

let anna: Machine;
let dir: string;
let stick: string;
let served: string;
const command = (to: string): string[] => ['partners', 'taxii', dir, '--to', to, '--url', 'https://taxii.example/'];

async function writes(to: string, ...options: string[]): Promise<void> {
  const [code, out, err] = await runHubCommand(...command(to), ...options);
  expect([code, out, err]).toEqual([
    0,
    `0 entries are in ${to}, 0 left out. Discovery: https://taxii.example/taxii2/`,
    '',
  ]);
  expect(existsSync(join(to, 'taxii2', 'index.json'))).toBe(true);
}

beforeEach(async () => {
  ({ anna, dir } = await createPublisher());
  await succeeds('sign', dir);
  stick = anna.path('stick');
  served = join(stick, 'taxii');
  await writes(served);
});

const GONE =
  /stick\/taxii is not there, and this channel was published there before\. Is its disk or memory stick connected\?\nNothing was written\. To make the folder anew: the same command with --confirm\.$/u;

it('is refused, and nothing is made in its place', async () => {
  await rename(stick, anna.path('drawer'));
  expect(await refusesHub(...command(served))).toMatch(GONE);
  expect(existsSync(stick)).toBe(false);
  await rename(anna.path('drawer'), stick);
  await writes(served);
});

it('is refused where the mount point alone is there', async () => {
  await rename(served, anna.path('drawer'));
  await mkdir(served);
  await writeFile(join(served, 'README'), 'Mount the disk here.');
  expect(await refusesHub(...command(served))).toMatch(
    /stick\/taxii holds nothing published, and this channel was published there before\. Is its disk/u,
  );
  expect(Object.keys(await snapshotFolder(served))).toHaveLength(1);
});

it('is made anew when that is confirmed, and afterwards unasked', async () => {
  await rm(stick, { recursive: true });
  await writes(served, '--confirm');
  await writes(served);
});

it('is noted beside the folder of the web host, each once', async () => {
  const web = anna.path('web');
  await succeeds('publish', dir, '--to', web);
  await writes(served);
  await succeeds('publish', dir, '--to', web);
  expect(JSON.parse(await readFile(join(dir, 'published-to.json'), 'utf8'))).toEqual([served, web]);
});

it('is refused where it is the web folder of the channel, whose headers stay', async () => {
  const web = anna.path('web');
  await succeeds('publish', dir, '--to', web);
  const before = await snapshotFolder(web);
  expect(await refusesHub(...command(web))).toMatch(/web is the web folder of a channel\. .*\nNothing was written\./u);
  expect(await snapshotFolder(web)).toEqual(before);
});

it('is not noted when nothing was written', async () => {
  const { dir: unsigned } = await createPublisher();
  const to = anna.path('second');
  const words = ['partners', 'taxii', unsigned, '--to', to, '--url', 'https://taxii.example/'];
  expect(await refusesHub(...words)).not.toBe('');
  expect([existsSync(to), existsSync(join(unsigned, 'published-to.json'))]).toEqual([false, false]);
});
