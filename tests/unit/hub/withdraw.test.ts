/** What `withdraw` refuses changes nothing, and a removal is never dated before the name was listed. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { withdrawIndicators } from '../../../hub/channel/signing/withdraw-indicators.ts';
import { createPublisher, refuses, snapshotFolder, succeeds, type Machine } from './publisher-machine.ts';

const gold = { kind: 'line', value: 'gold.hr' } as const;
let anna: Machine;
let dir: string;

beforeEach(async () => {
  ({ anna, dir } = await createPublisher());
  const rows = ['line,gold.hr,trafficking,E-1,2026-11-10', 'line,silver.hr,trafficking,E-2,2026-11-10'];
  await succeeds('add', dir, await anna.file('rows.csv', 'kind,value,category,evidence,listed_on', ...rows));
  await succeeds('sign', dir);
});

it('marks nothing as disputed that is withdrawn already', async () => {
  await succeeds('withdraw', dir, 'line', 'gold.hr');
  const before = await snapshotFolder(dir);
  expect(await refuses('withdraw', dir, 'line', 'gold.hr', '--disputed')).toBe(
    `gold.hr is withdrawn already, and one key cannot list it again, not even as disputed.
Sign the list again for that (channel sign). Nothing was changed.`,
  );
  expect(await refuses('withdraw', dir, 'line', 'bronze.hr')).toBe(
    'bronze.hr is not on the list.\nNothing was withdrawn.',
  );
  expect(await snapshotFolder(dir)).toEqual(before);
});

it.each([
  ['withdrawals-1', /^No withdrawals key here can be opened.*\nName the folder/u],
  ['online-1', /That is the online key.*\nIf it is lost: .*--lost NAME/u],
])('writes nothing down while %s is lost', async (name, words) => {
  await rm(join(dir, 'keys', `${name}.pem`));
  const before = await snapshotFolder(dir);
  expect(await refuses('withdraw', dir, 'line', 'gold.hr')).toMatch(words);
  expect(await snapshotFolder(dir)).toEqual(before);
});

it.each([
  ['2026-11-12', '2026-11-12'],
  ['2026-11-01', '2026-11-10'],
  ['2026-11-20', '2026-11-15'],
  [undefined, '2026-11-15'],
])('dates a removal that was decided on %s to %s', async (on, day) => {
  const indicators = [{ ...gold, ...(on === undefined ? {} : { on }) }];
  await withdrawIndicators({ dir, now: Date.parse('2026-11-15T10:00:00Z'), indicators, as: 'removed' });
  expect(await readFile(join(dir, 'withdrawn.csv'), 'utf8')).toContain(`line,gold.hr,${day},removed`);
});
