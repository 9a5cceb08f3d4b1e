/** Folders are made with those around them, and a place where none can be made is refused, also where Node would wait for ever. */
import { existsSync } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeFolder } from '../../../hub/make-folder.ts';
import { createMachine, refuses, succeeds } from './publisher-machine.ts';

it('makes what is missing, with the permissions that are asked for, and leaves what is there', async () => {
  const anna = await createMachine();
  const folder = anna.path('a', 'b', 'c');
  makeFolder(folder, 0o700);
  makeFolder(folder);
  for (const path of [folder, anna.path('a')]) expect((await stat(path)).mode & 0o777).toBe(0o700);
  await writeFile(join(folder, 'file'), '');
  expect(() => makeFolder(join(folder, 'file'))).toThrow('EEXIST');
  expect(() => makeFolder(join(folder, 'file', 'below'))).toThrow('ENOTDIR');
  expect(() => makeFolder('/')).not.toThrow();
});

it.runIf(existsSync('/proc/self'))('"publish" and "init" into /proc end with words', async () => {
  const anna = await createMachine();
  const dir = anna.path('list');
  await succeeds('init', dir, '--one-person', '--publisher', 'Example');
  await succeeds('sign', dir);
  for (const call of [
    ['publish', dir, '--to', '/proc/joblantern/web'],
    ['init', '/proc/joblantern/list', '--one-person', '--no-passphrase'],
  ]) {
    expect(await refuses(...call)).toMatch(/ENOENT.*\nA part of that path is not there\./u);
  }
});
