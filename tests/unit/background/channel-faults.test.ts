/**
 * Each await of a sync fails in turn: network, disk, settings, cryptography. After each failure the previous release is
 * in use and whole, also in a new worker. The next sync completes.
 */
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { ChannelService } from '../../../utils/background/channel-service.ts';
import { webCrypto } from '../../../utils/platform/web-crypto.ts';
import type { RemovableStorageArea } from '../../../utils/background/channel-problems.ts';
import type { Brand } from '../../../utils/brand/brand.ts';
import type { ChannelFetch } from '../../../utils/channel/download.ts';
import { ReleaseDatabase, type Database } from '../../../utils/storage/database.ts';
import { memoryArea } from './memory-area.ts';
import {
  brandOf,
  createPublisher,
  DAY,
  createTestDatabase,
  serveFolders,
  mentionOf,
  NOW,
  startChannelService,
  type Publisher,
} from './channel-setup.ts';

const BASE = 'https://list.shelter.example/';

let publisher: Publisher;
let brand: Brand;
let database: Database;
let honest: ChannelFetch;

beforeEach(async () => {
  publisher = await createPublisher('Example Shelter', BASE);
  await publisher.list('harbour_desk');
  await publisher.sign();
  brand = await brandOf(publisher);
  database = createTestDatabase();
  honest = serveFolders(publisher);
  expect(await startChannelService({ brand, database, fetch: honest }).sync()).toMatchObject({
    entries: 1,
    problem: null,
  });
  await publisher.list('silver_hr77');
  await publisher.sign();
});

const isListed = async (list: ChannelService, handle: string): Promise<boolean> =>
  (await list.lookup([mentionOf(handle)])).length > 0;

/** Which of the two releases is in use. @throws when it is a mixture */
async function releaseIn(list: ChannelService): Promise<'before' | 'after'> {
  const { entries, version } = await list.status();
  expect(await isListed(list, 'harbour_desk')).toBe(true);
  const newer = await isListed(list, 'silver_hr77');
  expect([entries, version]).toEqual(newer ? [2, 3] : [1, 2]);
  return newer ? 'after' : 'before';
}

/** Counts awaited operations, and makes the one with number `at` fail. */
class FaultInjector {
  count = 0;
  readonly at: number;
  constructor(at: number) {
    this.at = at;
  }
  pass(what: string): void {
    this.count += 1;
    if (this.count === this.at) throw new DOMException(`broken at ${this.at}: ${what}`, 'UnknownError');
  }
  fetch: ChannelFetch = async (url, init) => {
    this.pass(url);
    const response = await honest(url, init);
    const reader = response.body?.getReader();
    if (reader === undefined) return response;
    const read = async () => {
      this.pass(`body of ${url}`);
      return reader.read();
    };
    const { status, headers } = response;
    return { status, headers, body: { getReader: () => ({ read, cancel: () => reader.cancel() }) } };
  };
  crypto = {
    sha256: async (data: Uint8Array) => {
      this.pass('sha256');
      return webCrypto.sha256(data);
    },
    verify: async (...args: Parameters<typeof webCrypto.verify>) => {
      this.pass('verify');
      return webCrypto.verify(...args);
    },
  };
  /** Counts every request to the database, and each transaction, which a fault aborts. */
  database(name: string): Database {
    const own = new ReleaseDatabase(name);
    const counted =
      <A extends unknown[], R>(what: string, request: (...args: A) => Promise<R>) =>
      async (...args: A): Promise<R> => {
        this.pass(what);
        return await request(...args);
      };
    own.use({
      stack: 'dbcore',
      name: 'faults',
      create: (core) => ({
        ...core,
        transaction: (...args) => {
          const transaction = core.transaction(...args);
          try {
            this.pass('transaction');
          } catch {
            transaction.abort();
          }
          return transaction;
        },
        table: (tableName) => {
          const table = core.table(tableName);
          return {
            ...table,
            get: counted('get', table.get),
            getMany: counted('getMany', table.getMany),
            query: counted('query', table.query),
            mutate: counted('mutate', table.mutate),
          };
        },
      }),
    });
    onTestFinished(() => own.close());
    return {
      open: async () => {
        this.pass('open');
        return await own.open().then(() => own);
      },
      close: async () => own.close(),
    };
  }
  area(area: RemovableStorageArea): RemovableStorageArea {
    const passing =
      <A extends unknown[], R>(what: string, operation: (...args: A) => Promise<R>) =>
      async (...args: A): Promise<R> => {
        this.pass(what);
        return operation(...args);
      };
    return {
      get: passing('area.get', area.get),
      set: passing('area.set', area.set),
      remove: passing('area.remove', area.remove),
    };
  }
}

describe('a sync that fails at any await', () => {
  it('leaves the previous release whole, and the next sync completes', { timeout: 120_000 }, async () => {
    const stored = async () => {
      const opened = await database.open();
      return { heads: await opened.heads.toArray(), bodies: await opened.bodies.toArray() };
    };
    const start = await stored();
    const rewind = async (): Promise<void> => {
      const db = await database.open();
      await db.transaction('rw', db.heads, db.bodies, async () => {
        await Promise.all([db.heads.clear(), db.bodies.clear()]);
        await db.heads.bulkPut(start.heads);
        await db.bodies.bulkPut(start.bodies);
      });
    };
    const { name } = await database.open();
    const whole = new FaultInjector(Number.POSITIVE_INFINITY);
    const open = (breaker: FaultInjector, area: RemovableStorageArea) =>
      startChannelService({
        brand,
        database: breaker.database(name),
        fetch: breaker.fetch,
        area: breaker.area(area),
        ...breaker.crypto,
      });
    expect((await open(whole, memoryArea()).sync()).problem).toBeNull();
    const all = whole.count;
    expect(all).toBeGreaterThan(60);

    const ends = { before: 0, after: 0 };
    for (let at = 1; at <= all; at++) {
      await rewind();
      const area = memoryArea();
      const list = open(new FaultInjector(at), area);
      await list.sync().catch(() => undefined);
      // The worker with the failure, and a new worker, have one whole release.
      await releaseIn(list);
      const next = startChannelService({ brand, database, fetch: honest, area });
      ends[await releaseIn(next)] += 1;
      expect(await next.sync(), `after ${at}`).toMatchObject({ entries: 2, version: 3, problem: null });
      expect(await releaseIn(startChannelService({ brand, database, fetch: honest, area }))).toBe('after');
    }
    expect(ends.before).toBeGreaterThan(all / 2);
  });
});

describe('a faulty host', () => {
  const page = '<!doctype html><title>Log in to the Wi-Fi</title>';
  const answer = (body: BodyInit | null, init: ResponseInit = {}) => Promise.resolve(new Response(body, init));
  const flood = () =>
    new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(1 << 20).fill(0x20)) });

  it.each<[string, ChannelFetch, string]>([
    ['that asks to log in, with status 200', () => answer(page), 'malformed'],
    ['that answers everything with an error page', () => answer(page, { status: 503 }), 'server'],
    ['that never stops sending', () => answer(flood()), 'too-large'],
    [
      'that redirects to another host',
      () => answer(null, { status: 302, headers: { location: 'https://elsewhere.example/x' } }),
      'redirected',
    ],
  ])('%s leaves the stored list in use', async (_name, fetch, key) => {
    const area = memoryArea();
    const list = startChannelService({ brand, database, fetch, area });
    expect((await list.sync()).problem?.key).toBe(key);
    expect(await releaseIn(list)).toBe('before');
    expect(await startChannelService({ brand, database, fetch: honest, area }).sync()).toMatchObject({
      entries: 2,
      problem: null,
    });
  });

  it('is given up when its bytes arrive too slowly', async () => {
    let time = 0;
    const drip = () => {
      const body = new ReadableStream({
        pull(controller) {
          time += 20_000;
          controller.enqueue(new Uint8Array(1));
        },
      });
      return answer(body);
    };
    const list = startChannelService({ brand, database, fetch: drip, clock: () => time });
    expect((await list.sync()).problem?.key).toBe('too-slow');
    expect(await releaseIn(list)).toBe('before');
    expect(time).toBeLessThan(200_000);
  });
});

describe('a faulty disk', () => {
  it('is repaired from the other copy, and a part that both copies lack is fetched again', async () => {
    const keys = await (await database.open()).bodies.toCollection().primaryKeys();
    expect(keys.map((key) => key.slice(key.indexOf('/') + 1)).sort()).toEqual(
      [0, 1].flatMap((copy) => [':set', 'indicators.listings', 'withdrawn.json'].map((name) => `${copy}/${name}`)),
    );
    const spoil = async (key: string, bytes: Uint8Array | null): Promise<void> => {
      const opened = await database.open();
      if (bytes === null) await opened.bodies.delete(key);
      else await opened.bodies.put({ key, blob: new Blob([bytes as BlobPart]) });
    };
    for (const key of keys.filter((each) => each.startsWith('shelter/0/'))) {
      for (const bytes of [null, new Uint8Array(), new Uint8Array(999).fill(7)]) {
        await spoil(key, bytes);
        const offline = startChannelService({ brand, database, fetch: () => Promise.reject(new TypeError('offline')) });
        expect(await releaseIn(offline), key).toBe('before');
        // The second copy has replaced the first.
        expect((await (await database.open()).bodies.get(key))?.blob.size, key).toBeGreaterThan(9);
      }
    }
    for (const key of keys) await spoil(key, null);
    const list = startChannelService({ brand, database, fetch: honest });
    await list.lookup([mentionOf('harbour_desk')]);
    expect(await list.sync()).toMatchObject({ entries: 2, problem: null });
  });

  it('is repaired after one flipped bit of the hashes, which keeps their form', async () => {
    const opened = await database.open();
    const body = await opened.bodies.get('shelter/0/:set');
    const bytes = new Uint8Array(await body!.blob.arrayBuffer());
    bytes[bytes.length - 1]! ^= 1;
    await opened.bodies.put({ key: 'shelter/0/:set', blob: new Blob([bytes]) });
    const offline = startChannelService({ brand, database, fetch: () => Promise.reject(new TypeError('offline')) });
    expect(await isListed(offline, 'harbour_desk')).toBe(false);
    // The audit follows the first answer, and the second copy replaces the first.
    expect(await offline.status()).toMatchObject({ entries: 1, problem: null });
    expect(await releaseIn(offline)).toBe('before');
  });

  it('makes each worker fetch the list once when there is no disk at all', async () => {
    const gone: Database = {
      open: () => Promise.reject(new DOMException('no storage in this mode', 'InvalidStateError')),
      close: async () => undefined,
    };
    const area = memoryArea();
    let now = NOW;
    const requested: string[] = [];
    const fetch: ChannelFetch = (url, init) => (requested.push(url), honest(url, init));
    const start = () => startChannelService({ brand, database: gone, fetch, area, now: () => now });
    const list = start();
    expect(await isListed(list, 'harbour_desk')).toBe(false);
    await expect.poll(() => isListed(list, 'harbour_desk'), { timeout: 10_000 }).toBe(true);
    expect((await list.status()).problem?.key).toBe('storage');
    const before = requested.length;
    expect(await isListed(start(), 'harbour_desk')).toBe(false);
    await start().status();
    expect(requested.length).toBe(before);
    now += DAY;
    const later = start();
    await isListed(later, 'harbour_desk');
    await expect.poll(() => isListed(later, 'harbour_desk'), { timeout: 10_000 }).toBe(true);
  });
});

describe('a database without a release', () => {
  const setUp = () => {
    const area = memoryArea();
    const requested: string[] = [];
    const fetch: ChannelFetch = (url, init) => (requested.push(url), honest(url, init));
    const empty = createTestDatabase();
    const start = (now: number) => startChannelService({ brand, database: empty, fetch, area, now: () => now });
    return { empty, requested, start };
  };

  it('makes the next worker fetch the list again, when a full disk refused it', async () => {
    const { requested, start } = setUp();
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    onTestFinished(() => put.mockRestore());
    expect(await start(NOW).sync()).toMatchObject({ entries: 2, problem: { key: 'storage' } });
    requested.length = 0;
    const second = start(NOW + DAY);
    await isListed(second, 'harbour_desk');
    await expect.poll(() => isListed(second, 'harbour_desk'), { timeout: 10_000 }).toBe(true);
    const fetched = requested.length;
    expect(fetched).toBeGreaterThan(0);
    const soon = start(NOW + DAY + 5 * 60_000);
    expect(await isListed(soon, 'harbour_desk')).toBe(false);
    await soon.status();
    expect(requested.length).toBe(fetched);
  });

  it('is filled again after the browser deleted it', async () => {
    const { empty, start } = setUp();
    expect(await start(NOW).sync()).toMatchObject({ entries: 2, problem: null });
    await (await empty.open()).heads.clear();
    const next = start(NOW + DAY);
    await isListed(next, 'harbour_desk');
    await expect.poll(() => isListed(next, 'harbour_desk'), { timeout: 10_000 }).toBe(true);
  });

  it('is left to the first sync, when nothing was ever fetched', async () => {
    const { requested, start } = setUp();
    const list = start(NOW);
    expect(await isListed(list, 'harbour_desk')).toBe(false);
    await list.status();
    expect(requested).toEqual([]);
  });
});

describe('a wrong clock', () => {
  it.each([
    ['ten years ahead', 10 * 365 * DAY],
    ['ten years behind', -10 * 365 * DAY],
  ])('%s is reported, and stops no warning', async (_name, off) => {
    await publisher.list('short_lived', { expiresOn: '2026-12-01' });
    await publisher.sign();
    const area = memoryArea();
    await startChannelService({ brand, database, fetch: honest, area }).sync();
    const list = startChannelService({ brand, database, fetch: honest, area, now: () => NOW + off });
    expect((await list.sync()).problem?.key).toBe('clock');
    expect(await isListed(list, 'harbour_desk')).toBe(true);
    expect(await isListed(list, 'short_lived')).toBe(true);
    expect((await list.status()).stale).toBe(off > 0);
    expect(await startChannelService({ brand, database, fetch: honest, area }).sync()).toMatchObject({ problem: null });
  });
});

describe('the progress of a sync', () => {
  it('counts received and expected bytes', async () => {
    const seen: { received: number; expected: number | null }[] = [];
    const list = startChannelService({
      brand,
      database,
      async fetch(url, init) {
        const { progress, syncing } = await list.status();
        expect(syncing).toBe(true);
        if (progress !== null) seen.push(progress);
        return honest(url, init);
      },
    });
    expect(await list.sync()).toMatchObject({ syncing: false, progress: null, problem: null });
    expect(seen.length).toBeGreaterThan(3);
    expect(seen.map(({ received }) => received)).toEqual(seen.map(({ received }) => received).sort((a, b) => a - b));
    expect(seen.at(-1)?.expected).toBeGreaterThanOrEqual(seen.at(-1)!.received);
  });
});
