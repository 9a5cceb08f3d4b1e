/** The channel service on a real signed channel on disk; only the network is replaced. */
import 'fake-indexeddb/auto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { channelPaths } from '../../../hub/channel/channel-folder.ts';
import { initChannel } from '../../../hub/channel/key-files/init-channel.ts';
import { addIndicators } from '../../../hub/channel/list/add-indicators.ts';
import { signChannel } from '../../../hub/channel/signing/sign-channel.ts';
import { webCrypto } from '../../../utils/platform/web-crypto.ts';
import {
  createChannelService,
  type ChannelService,
  type ChannelServiceDeps,
} from '../../../utils/background/channel-service.ts';
import type { Brand } from '../../../utils/brand/brand.ts';
import type { ChannelFetch } from '../../../utils/channel/download.ts';
import { createDatabase, type Database } from '../../../utils/storage/database.ts';
import { memoryArea } from './memory-area.ts';

const NOW = Date.parse('2026-11-20T12:00:00Z');
const DAY = 86_400_000;
const BASE = 'https://list.shelter.example/';
const RECRUITER = { kind: 'telegram', value: 'harbourstaff_desk' } as const;

const mention = { ...RECRUITER, field: 'text', start: 0, end: 17 } as const;

describe('createChannelService', () => {
  let dir: string;
  let brand: Brand;
  let database: Database;
  let now: number;
  let host: ChannelFetch;
  const area = () => memoryArea();

  const fromDisk: ChannelFetch = async (url) => {
    const body = await readFile(join(channelPaths(dir).public, url.slice(BASE.length))).catch(() => null);
    return new Response(body, { status: body === null ? 404 : 200 });
  };

  function open(deps: Partial<ChannelServiceDeps> = {}): ChannelService {
    return createChannelService({
      ...webCrypto,
      brand,
      database,
      area: area(),
      fetch: (url, init) => host(url, init),
      now: () => now,
      clock: () => 0,
      check: async () => undefined,
      onChanged: async () => undefined,
      ...deps,
    });
  }

  async function listRecruiter(): Promise<void> {
    const csv = `kind,value,category,evidence\n${RECRUITER.kind},${RECRUITER.value},trafficking,case 7\n`;
    await addIndicators({ dir, csv, now: NOW });
    await signChannel({ dir, now: NOW });
  }

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'joblantern-list-'));
    now = NOW;
    host = fromDisk;
    await initChannel({ dir, publisher: 'Example Shelter', now: NOW });
    await signChannel({ dir, now: NOW });
    brand = {
      id: 'shelter',
      name: 'JobLantern',
      publisher: 'Shelter (package)',
      channel: BASE,
      relay: null,
      mail: null,
      dispute: null,
      demo: false,
      root: JSON.parse(await readFile(join(channelPaths(dir).public, '1.root.json'), 'utf8')) as unknown,
    };
    database = createDatabase(`list-${dir}`);
  });
  afterEach(async () => {
    await database.close();
    await rm(dir, { recursive: true });
  });

  it('has no version and no entries before the first sync', async () => {
    expect(await open().status()).toMatchObject({
      publisher: 'Shelter (package)',
      version: null,
      entries: 0,
      problem: null,
    });
  });

  it('finds a new entry after a sync and after a restart', async () => {
    await listRecruiter();
    const changed = vi.fn(async () => undefined);
    const list = open({ onChanged: changed });
    expect(await list.sync()).toMatchObject({ publisher: 'Example Shelter', entries: 1, problem: null, stale: false });
    expect(changed).toHaveBeenCalledTimes(1);
    const [hit] = await list.lookup([mention]);
    expect(hit?.listing).toMatchObject({ publisher: 'Example Shelter', category: 'trafficking', evidence: 'case 7' });
    host = async () => Promise.reject(new TypeError('no network'));
    expect(await open().lookup([mention])).toHaveLength(1);
  });

  it('reports the problem and keeps the last release without a network', async () => {
    await listRecruiter();
    const list = open();
    await list.sync();
    host = async () => Promise.reject(new TypeError('no network'));
    const state = await list.sync();
    expect(state).toMatchObject({ entries: 1, problem: { key: 'offline' } });
    expect(await list.lookup([mention])).toHaveLength(1);
    host = fromDisk;
    expect((await list.sync()).problem).toBeNull();
  });

  it('marks an expired release as stale and still finds its entries', async () => {
    await listRecruiter();
    const list = open();
    await list.sync();
    now = NOW + 8 * DAY;
    expect(await list.status()).toMatchObject({ stale: true, entries: 1 });
    expect((await list.sync()).problem?.key).toBe('expired');
    expect(await list.lookup([mention])).toHaveLength(1);
  });

  it('keeps the last release on a full disk and reports the problem', async () => {
    await listRecruiter();
    const list = open();
    await list.sync();
    await addIndicators({ dir, csv: 'kind,value,category,evidence\ntelegram,another_one,job-scam,case 8\n', now: NOW });
    await signChannel({ dir, now: NOW });
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    expect(await list.sync()).toMatchObject({ entries: 1, problem: { key: 'storage' } });
    put.mockRestore();
    expect(await list.sync()).toMatchObject({ entries: 2, problem: null });
  });

  it('refuses a release whose knowledge cannot be read', async () => {
    await listRecruiter();
    const list = open({ check: async () => Promise.reject(new Error('lexicon.bin: unknown form')) });
    expect(await list.sync()).toMatchObject({ version: null, problem: { key: 'malformed' } });
  });

  it('reports damaged storage and repairs it at the next sync', async () => {
    await listRecruiter();
    await open().sync();
    const kept = await (await database.open()).heads.get('shelter');
    kept!.targets[40]! ^= 1;
    await (await database.open()).heads.put(kept!);
    host = async () => Promise.reject(new TypeError('no network'));
    expect(await open().status()).toMatchObject({ version: null, entries: 0, problem: { key: 'corrupt' } });
    host = fromDisk;
    expect(await open().sync()).toMatchObject({ entries: 1, problem: null });
  });

  it('keeps the release in memory without a database and reports the problem', async () => {
    await listRecruiter();
    vi.spyOn(database, 'open').mockRejectedValue(new DOMException('no storage here', 'InvalidStateError'));
    const list = open();
    // The worker fetches the release, and keeps it in memory because it cannot be stored.
    expect(await list.lookup([mention])).toEqual([]);
    expect(await list.sync()).toMatchObject({ entries: 1, problem: { key: 'storage' } });
    expect(await list.lookup([mention])).toHaveLength(1);
  });

  it('runs concurrent syncs as one', async () => {
    const requested: string[] = [];
    host = async (url, init) => {
      requested.push(url);
      return fromDisk(url, init);
    };
    const list = open();
    await Promise.all([list.sync(), list.sync(), list.sync()]);
    expect(requested.filter((url) => url.endsWith('timestamp.json'))).toHaveLength(1);
  });

  it('does not trust a stored release of another root', async () => {
    await listRecruiter();
    await open().sync();
    const other = await mkdtemp(join(tmpdir(), 'joblantern-other-'));
    await initChannel({ dir: other, publisher: 'Another', now: NOW });
    brand = {
      ...brand,
      root: JSON.parse(await readFile(join(channelPaths(other).public, '1.root.json'), 'utf8')) as unknown,
    };
    const list = open();
    expect(await list.lookup([mention])).toEqual([]);
    expect((await list.sync()).problem).not.toBeNull();
    await rm(other, { recursive: true });
  });
});
