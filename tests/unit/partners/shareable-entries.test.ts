/** What of a list goes to partners: what readers are warned of on that day, and nothing that is doubtful. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { initChannel } from '../../../hub/channel/key-files/init-channel.ts';
import { addIndicators } from '../../../hub/channel/list/add-indicators.ts';
import { signChannel } from '../../../hub/channel/signing/sign-channel.ts';
import { withdrawIndicators } from '../../../hub/channel/signing/withdraw-indicators.ts';
import { shareableEntries } from '../../../hub/partners/shareable-entries.ts';
import { DAY_MS } from '../../../utils/indicators/day-number.ts';

const NOW = Date.parse('2026-12-01T12:00:00Z');

let dir: string;
beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'shareable-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  dir = join(folder, 'list');
  await initChannel({ dir, publisher: 'Example Shelter', onePerson: true, now: NOW });
});

const add = (...rows: string[]): Promise<unknown> =>
  addIndicators({ dir, csv: `kind,value,category,evidence,expires_on\n${rows.join('\n')}\n`, now: NOW });
const shared = async (now = NOW): Promise<string[]> =>
  (await shareableEntries(dir, now)).entries.map(({ value }) => value).sort();

it('leaves out and names what is not signed, withdrawn or disputed', async () => {
  const values = ['golden_one', 'golden_two', 'golden_three'];
  await add(...values.map((value) => `telegram,${value},trafficking,A-1,`));
  await signChannel({ dir, now: NOW });
  await add('telegram,golden_four,trafficking,A-1,');
  expect(await shared()).toEqual([...values].sort());
  await withdrawIndicators({ dir, now: NOW, indicators: [{ kind: 'telegram', value: 'golden_one' }], as: 'removed' });
  await withdrawIndicators({ dir, now: NOW, indicators: [{ kind: 'telegram', value: 'golden_two' }], as: 'disputed' });
  const { publisher, entries, leftOut } = await shareableEntries(dir, NOW);
  expect([publisher, entries.map(({ value }) => value)]).toEqual(['Example Shelter', ['golden_three']]);
  expect(leftOut.sort()).toEqual([
    'telegram golden_four is not published: it is not signed yet, or was withdrawn',
    'telegram golden_one is not published: it is not signed yet, or was withdrawn',
    'telegram golden_two is disputed since 2026-12-01',
  ]);
});

it('leaves out an entry from the day on which it expires', async () => {
  await add('telegram,golden_one,trafficking,A-1,2026-12-02', 'telegram,golden_two,trafficking,A-1,2026-12-03');
  await signChannel({ dir, now: NOW });
  expect(await shared()).toEqual(['golden_one', 'golden_two']);
  const later = await shareableEntries(dir, NOW + DAY_MS);
  expect(later.entries.map(({ value }) => value)).toEqual(['golden_two']);
  expect(later.leftOut).toEqual(['telegram golden_one has expired on 2026-12-02']);
});

it('gives nothing of a channel that was never signed', async () => {
  await add('telegram,golden_one,trafficking,A-1,');
  await expect(shareableEntries(dir, NOW)).rejects.toMatchObject({ fault: 'not-found' });
});
