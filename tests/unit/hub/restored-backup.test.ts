/** A backup of the channel's folder that was put back, while a newer release is published: no version may mean two lists. */
import { cp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { serveChannel } from '../../../hub/channel/host/serve-channel.ts';
import { createPublisher, refuses, snapshotFolder, succeeds, type Machine } from './publisher-machine.ts';

let anna: Machine;
let dir: string;
let web: string;
beforeEach(async () => {
  ({ anna, dir } = await createPublisher());
  web = anna.path('web');
  await succeeds('sign', dir);
  await cp(dir, anna.path('backup'), { recursive: true });
  await list('gold.hr');
  await succeeds('publish', dir, '--to', web);
});

async function list(name: string): Promise<void> {
  await succeeds('add', dir, await anna.csv(`line,${name},trafficking,A-1`));
  await succeeds('sign', dir);
}

async function putBack(): Promise<void> {
  await rm(dir, { recursive: true });
  await cp(anna.path('backup'), dir, { recursive: true });
}

it('is seen before anything is signed, by "verify --against"', async () => {
  await putBack();
  expect(await succeeds('verify', web, '--against', dir)).toContain(
    `The host is newer than ${dir}: channel pull ${dir} `,
  );
});

it.each([1, 2])(
  'is seen after %i signatures on it, by "verify --against", "publish" and "pull"',
  async (signatures) => {
    const server = await serveChannel({ dir });
    const host = await snapshotFolder(web);
    await putBack();
    for (let signed = 0; signed < signatures; signed += 1) await list(`silver${signed}.hr`);
    expect(await refuses('verify', web, '--against', dir)).toBe(
      [
        `${web} has another version 2 than ${dir}: one was signed elsewhere, as after a backup was put back.`,
        `"channel pull ${dir} https://YOUR-ADDRESS/" takes it over, or says what to do. Sign and publish nothing before.`,
      ].join('\n'),
    );
    expect(await refuses('publish', dir, '--to', web)).toContain('holds version 2, which was signed elsewhere');
    expect(await snapshotFolder(web)).toEqual(host);
    await server.close();
  },
);

it.each([0, 1])('is mended by what "pull" says, after %i signatures on it', async (signatures) => {
  const host = anna.path('host');
  await cp(dir, host, { recursive: true });
  const server = await serveChannel({ dir: host });
  await putBack();
  for (let signed = 0; signed < signatures; signed += 1) await list(`silver${signed}.hr`);
  expect(await refuses('pull', dir, server.url)).toContain(
    'If this folder is an old copy that was put back: copy targets, timestamp.json and the .json files with a number from the host into public.',
  );
  await server.close();
  for (const name of (await readdir(web)).filter((each) => /^(?:targets|timestamp\.json|\d.*\.json)$/u.test(each)))
    await cp(join(web, name), join(dir, 'public', name), { recursive: true });
  expect(await succeeds('verify', web, '--against', dir)).toContain(`The host has what ${dir} has.`);
  // No public file holds the names of the list: what the old list.csv lacks is shown before it is removed.
  expect(await succeeds('diff', dir)).toMatch(/1 removed/u);
  await list('gold.hr');
  expect(await succeeds('publish', dir, '--to', web)).toContain('Version 3 is in');
});
