/** Folders are made with those around them, also on network drives, and a place where none can be made is refused. */
import { existsSync } from 'node:fs';
import fs, { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { writeAtomically } from '../../../hub/channel/channel-folder.ts';
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

it('a network folder that knows no permissions takes files still, and another fault is thrown', async () => {
  const { folder, path } = await createMachine();
  const { chmod } = fs;
  onTestFinished(() => {
    Object.assign(fs, { chmod });
    syncBuiltinESMExports();
  });
  const failWith = (code: string): void => {
    Object.assign(fs, { chmod: async () => Promise.reject(Object.assign(new Error(code), { code })) });
    syncBuiltinESMExports();
  };
  failWith('ENOTSUP');
  await writeAtomically(path('request'), 'rows');
  expect(await readFile(path('request'), 'utf8')).toBe('rows');
  expect((await stat(path('request'))).mode & 0o777).toBe(0o600);
  failWith('EIO');
  await expect(writeAtomically(path('other'), 'rows')).rejects.toThrow('EIO');
  expect(await readdir(folder)).toEqual(['request']);
});
