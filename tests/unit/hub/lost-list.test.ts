/** list.csv is lost, or a disk emptied it: nothing is taken off the list for that. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { createMachine, refuses, snapshotFolder, succeeds, type Machine } from './publisher-machine.ts';

let anna: Machine;
let dir: string;

beforeEach(async () => {
  anna = await createMachine();
  dir = anna.path('list');
  await succeeds('init', dir, '--one-person', '--publisher', 'Example');
});

it.each([
  ['missing', async (file: string) => rm(file)],
  ['empty', async (file: string) => writeFile(file, '\uFEFF\r\n')],
])('is %s: no command signs or writes a list that lacks all', async (word, lose) => {
  await succeeds('add', dir, await anna.csv('line,gold.hr,trafficking,E-1', 'line,silver.hr,trafficking,E-2'));
  await succeeds('sign', dir);
  await lose(join(dir, 'list.csv'));
  const more = await anna.file('more.csv', 'kind,value,category,evidence', 'line,bronze.hr,trafficking,E-3');
  const before = await snapshotFolder(dir);
  for (const call of [
    ['diff', dir],
    ['sign', dir, '--confirm'],
    ['add', dir, more],
    ['import', dir, more],
    ['remove', dir, 'line', 'gold.hr'],
    ['expire', dir],
    ['expire', dir, 'line', 'gold.hr', '--on', '2099-01-01'],
  ]) {
    const words = await refuses(...call);
    expect(words, call.join(' ')).toContain(`list.csv is ${word}, and a list was signed here`);
    expect(words).toContain('signed.csv is the list as it was last signed.');
  }
  expect(await snapshotFolder(dir)).toEqual(before);
  // Who withdraws, and a timer, need no list.csv.
  await succeeds('withdraw', dir, 'line', 'gold.hr');
  await succeeds('refresh', dir);
  await rm(join(dir, 'signed.csv'));
  expect(await refuses('diff', dir)).not.toContain('signed.csv');
});

it('is missing before the first signature: that is an empty list', async () => {
  await rm(join(dir, 'list.csv'));
  await succeeds('add', dir, await anna.csv('line,gold.hr,trafficking,E-1'));
  await succeeds('sign', dir);
});
