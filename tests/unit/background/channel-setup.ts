/** A channel service on a real signed channel on disk; tests control network, clock and database. */
import 'fake-indexeddb/auto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
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
import type { Mention } from '../../../utils/model/indicator.ts';
import { createDatabase, type Database } from '../../../utils/storage/database.ts';
import { memoryArea } from './memory-area.ts';

export const NOW = Date.parse('2026-11-20T12:00:00Z');
export const DAY = 86_400_000;

/** A publisher's folder, and the address that serves it. */
export interface Publisher {
  dir: string;
  url: string;
  root(): Promise<Record<string, unknown>>;
  list(handle: string, more?: { category?: string; expiresOn?: string; disputedSince?: string }): Promise<void>;
  sign(): Promise<void>;
}

export async function createPublisher(name: string, url: string): Promise<Publisher> {
  const dir = await mkdtemp(join(tmpdir(), 'joblantern-publisher-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  await initChannel({ dir, publisher: name, now: NOW });
  const publisher: Publisher = {
    dir,
    url,
    root: async () => JSON.parse(await readFile(join(channelPaths(dir).public, '1.root.json'), 'utf8')) as never,
    async list(handle, { category = 'trafficking', expiresOn = '', disputedSince = '' } = {}) {
      const head = 'kind,value,category,evidence,expires_on,disputed_since';
      const csv = `${head}\ntelegram,${handle},${category},case 7,${expiresOn},${disputedSince}\n`;
      await addIndicators({ dir, csv, now: NOW });
    },
    sign: async () => void (await signChannel({ dir, now: NOW })),
  };
  await publisher.sign();
  return publisher;
}

/** A `fetch` that serves the publishers' folders. */
export function serveFolders(...publishers: readonly Publisher[]): ChannelFetch {
  return async (url) => {
    const publisher = publishers.find((each) => url.startsWith(each.url));
    if (publisher === undefined) throw new TypeError('no such host');
    const path = join(channelPaths(publisher.dir).public, url.slice(publisher.url.length));
    const body = await readFile(path).catch(() => null);
    return new Response(body, { status: body === null ? 404 : 200 });
  };
}

export async function brandOf(publisher: Publisher): Promise<Brand> {
  return {
    id: 'shelter',
    name: 'JobLantern',
    publisher: 'Shelter (package)',
    channel: publisher.url,
    relay: null,
    mail: null,
    dispute: null,
    demo: false,
    root: await publisher.root(),
  };
}

let databases = 0;
export function createTestDatabase(): Database {
  const database = createDatabase(`list-world-${(databases += 1)}`);
  onTestFinished(() => database.close());
  return database;
}

export type ServiceOptions = Pick<ChannelServiceDeps, 'brand' | 'fetch' | 'database'> & Partial<ChannelServiceDeps>;

/** The service of a worker that has just started. */
export function startChannelService(options: ServiceOptions): ChannelService {
  return createChannelService({
    ...webCrypto,
    area: memoryArea(),
    now: () => NOW,
    clock: () => 0,
    check: async () => undefined,
    onChanged: async () => undefined,
    ...options,
  });
}

export function mentionOf(value: string): Mention {
  return { kind: 'telegram', value, field: 'text', start: 0, end: value.length };
}
