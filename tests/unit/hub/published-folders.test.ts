/** A web folder on a memory stick or a mounted disk that is not there: `publish` must not make it anew on this disk. */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { rememberPublishedFolder } from '../../../hub/channel/host/published-folders.ts';
import { createPublisher, refuses, snapshotFolder, succeeds, type Machine } from './publisher-machine.ts';

let anna: Machine;
let dir: string;
let stick: string;
let web: string;
beforeEach(async () => {
  ({ anna, dir } = await createPublisher());
  await succeeds('sign', dir);
  stick = anna.path('stick');
  web = join(stick, 'web');
  await succeeds('publish', dir, '--to', web);
});

const GONE =
  /stick\/web\/? is not there, and this channel was published there before\. Is its disk or memory stick connected\?\nNothing was written\. To make the folder anew: the same command with --confirm\.$/u;

it('is refused, in whatever way the folder is written', async () => {
  await rename(stick, anna.path('drawer'));
  for (const to of [web, `${web}/`, relative('.', web)])
    expect(await refuses('publish', dir, '--to', to)).toMatch(GONE);
  expect(existsSync(stick)).toBe(false);
});

it('is refused where the mount point alone is there', async () => {
  await rename(web, anna.path('drawer'));
  await mkdir(web);
  await writeFile(join(web, 'README'), 'Mount the disk here.');
  expect(await refuses('publish', dir, '--to', web)).toMatch(
    /stick\/web holds nothing published, and this channel was published there before\. Is its disk/u,
  );
  expect(Object.keys(await snapshotFolder(web))).toHaveLength(1);
});

it('is made anew when that is confirmed, and afterwards unasked', async () => {
  await rm(stick, { recursive: true });
  expect(await succeeds('publish', dir, '--to', web, '--confirm')).toContain(`Version 1 is in ${web}`);
  await succeeds('refresh', dir);
  expect(await succeeds('publish', dir, '--to', web)).toContain(`Version 2 is in ${web}`);
});

it('a folder of before whose files were damaged, and a new folder, need no confirmation', async () => {
  await rm(join(web, '1.root.json'));
  await succeeds('publish', dir, '--to', web);
  await succeeds('publish', dir, '--to', anna.path('second'));
  await rename(stick, anna.path('drawer'));
  await succeeds('publish', dir, '--to', anna.path('second'));
  expect(await refuses('publish', dir, '--to', web)).toMatch(GONE);
});

it('a damaged note of the folders is named', async () => {
  const note = join(dir, 'published-to.json');
  for (const text of ['', '{}', '[1]']) {
    await writeFile(note, text);
    expect(await refuses('publish', dir, '--to', web)).toMatch(
      /published-to\.json .*\nDelete it\. It holds the folders that this channel was published to\.$/u,
    );
  }
  await rm(note);
  await succeeds('publish', dir, '--to', web);
  expect(JSON.parse(await readFile(note, 'utf8'))).toEqual([web]);
});

it('a folder of the channel that cannot be written is told so, and the copy counts', async () => {
  await writeFile(join(dir, 'x'), '');
  const note = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  onTestFinished(() => note.mockRestore());
  await rememberPublishedFolder(join(dir, 'x'), web);
  expect(note).toHaveBeenCalledWith(expect.stringMatching(/^note: .*\/x\/published-to\.json could not be written: /u));
});
