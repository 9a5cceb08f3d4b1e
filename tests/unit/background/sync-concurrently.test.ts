import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { MAX_SYNC_WAIT_MS, syncWithTimeout, syncConcurrently } from '../../../utils/background/sync-concurrently.ts';
import type { ChannelFetch } from '../../../utils/channel/download.ts';
import { memoryArea } from './memory-area.ts';
import {
  brandOf,
  createPublisher,
  createTestDatabase,
  mentionOf,
  serveFolders,
  startChannelService,
} from './channel-setup.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

const never = new Promise<never>(() => undefined);

it('syncs three at a time, in their order, and goes on when one takes too long', async () => {
  const started: number[] = [];
  const channels = [never, never, never, 'fails', 'works'].map((result, index) => ({
    sync: async () => {
      started.push(index);
      if ((await result) === 'fails') throw new Error('x');
    },
  }));
  const all = syncConcurrently(channels);
  await vi.advanceTimersByTimeAsync(MAX_SYNC_WAIT_MS - 1);
  expect(started).toEqual([0, 1, 2]);
  await vi.advanceTimersByTimeAsync(1);
  expect(started).toEqual([0, 1, 2, 3, 4]);
  await all;
});

it('gives the result of a sync, or null when it takes too long, and leaves no timer', async () => {
  expect(await syncWithTimeout({ sync: async () => await Promise.resolve('done') })).toBe('done');
  await expect(syncWithTimeout({ sync: async () => await Promise.reject(new Error('x')) })).rejects.toThrow('x');
  expect(vi.getTimerCount()).toBe(0);
  const late = syncWithTimeout({ sync: async () => await never });
  await vi.advanceTimersByTimeAsync(MAX_SYNC_WAIT_MS);
  expect(await late).toBeNull();
});

it('a list whose host hangs, added or the brand’s own, keeps no other from being renewed', async () => {
  const [own, slow, other] = [
    await createPublisher('Example Shelter', 'https://shelter.example/'),
    await createPublisher('Slow List', 'https://slow.example/'),
    await createPublisher('Seafarers Union', 'https://union.example/'),
  ];
  const served = serveFolders(own, slow, other);
  let hanging = '';
  const fetch: ChannelFetch = (url, init) => (url.startsWith(hanging || 'none') ? never : served(url, init));
  const list = startChannelService({
    brand: await brandOf(own),
    database: createTestDatabase(),
    area: memoryArea(),
    fetch,
  });
  await list.sync();
  for (const { url, root } of [slow, other]) {
    const file = JSON.stringify({ 'joblantern-channel': 1, url, root: await root() });
    const preview = await list.subscriptions.preview(file);
    await list.subscriptions.add(file, 'fingerprint' in preview ? preview.fingerprint : '');
  }
  const found = async (handle: string): Promise<number> => (await list.lookup([mentionOf(handle)])).length;
  hanging = slow.url;
  await other.list('crew_pay');
  await other.sign();
  let done = false;
  const syncing = list.sync().then(() => (done = true));
  await vi.waitFor(async () => expect(await found('crew_pay')).toBe(1), { timeout: 5_000 });
  expect(done).toBe(false);
  await vi.advanceTimersByTimeAsync(MAX_SYNC_WAIT_MS);
  await syncing;

  hanging = own.url;
  await other.list('deck_pay');
  await other.sign();
  const again = list.sync();
  await vi.advanceTimersByTimeAsync(MAX_SYNC_WAIT_MS);
  await vi.waitFor(async () => expect(await found('deck_pay')).toBe(1), { timeout: 5_000 });
  await vi.advanceTimersByTimeAsync(MAX_SYNC_WAIT_MS);
  expect(await again).toMatchObject({ publisher: 'Example Shelter', syncing: true });
});
