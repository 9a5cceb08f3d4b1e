/** The same files give the same zip, in whatever order, place and time zone they are read. */
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import JSZip from 'jszip';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { zipFolder } from '../../../tools/setup/zip.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'joblantern-zip-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

const FILES = { 'manifest.json': '{}', 'a/b.js': 'let a;', 'a.js': '1', 'empty.txt': '' };

async function laid(name: string, files: [string, string][], time: number): Promise<string> {
  for (const [path, text] of files) {
    const file = join(folder, name, path);
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(file, text);
    await utimes(file, time, time);
  }
  return join(folder, name);
}

test('zipFolder gives the same bytes for two folders with the same files', async () => {
  const entries = Object.entries(FILES);
  const one = await zipFolder(await laid('one', entries, 1_000_000_000));
  vi.stubEnv('TZ', 'Pacific/Kiritimati');
  const two = await zipFolder(await laid('elsewhere', entries.toReversed(), 1_700_000_000));
  expect(Buffer.compare(one, two)).toBe(0);
});

test('zipFolder contains every file unchanged, in order of name', async () => {
  const zip = await JSZip.loadAsync(await zipFolder(await laid('one', Object.entries(FILES), 1)));
  const read = await Promise.all(
    Object.keys(zip.files).map(async (name) => [name, await zip.file(name)?.async('string')]),
  );
  expect(Object.fromEntries(read)).toEqual(FILES);
  expect(read.map(([name]) => name)).toEqual(['a.js', 'a/b.js', 'empty.txt', 'manifest.json']);
});

test('zipFolder gives other bytes when one byte changes', async () => {
  const one = await zipFolder(await laid('one', [['a', 'x']], 1));
  const two = await zipFolder(await laid('two', [['a', 'y']], 1));
  expect(Buffer.compare(one, two)).not.toBe(0);
});
