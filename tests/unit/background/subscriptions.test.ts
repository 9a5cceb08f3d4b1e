/** Channels of several publishers together, each with its own root: adding, lookup and removal. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalize } from '@tufjs/canonical-json';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { channelPaths } from '../../../hub/channel/channel-folder.ts';
import { signChannel } from '../../../hub/channel/signing/sign-channel.ts';
import { readKeys } from '../../../hub/channel/key-files/signing-keys.ts';
import type { ChannelService } from '../../../utils/background/channel-service.ts';
import type { Brand } from '../../../utils/brand/brand.ts';
import type { ChannelFetch } from '../../../utils/channel/download.ts';
import type { Database } from '../../../utils/storage/database.ts';
import { memoryArea } from './memory-area.ts';
import {
  brandOf,
  createPublisher,
  createTestDatabase,
  NOW,
  serveFolders,
  mentionOf,
  startChannelService,
  type Publisher,
} from './channel-setup.ts';

let shelter: Publisher;
let union: Publisher;
let brand: Brand;
let database: Database;
let area: ReturnType<typeof memoryArea>;
let fetch: ChannelFetch;
let list: ChannelService;
let file: string;
let fingerprint: string;

const start = (): ChannelService =>
  startChannelService({ brand, database, area, fetch: (url, init) => fetch(url, init) });
const listingsFor = async (on: ChannelService, handle: string) =>
  (await on.lookup([mentionOf(handle)])).map(({ listing }) => [listing.publisher, listing.category]);

beforeEach(async () => {
  shelter = await createPublisher('Example Shelter', 'https://shelter.example/');
  union = await createPublisher('Seafarers Union', 'https://union.example/list/');
  await shelter.list('harbour_desk');
  await shelter.sign();
  await union.list('harbour_desk', { category: 'job-scam' });
  await union.list('crew_pay');
  await union.sign();
  brand = { ...(await brandOf(shelter)), colour: '#0b57d0' };
  database = createTestDatabase();
  area = memoryArea();
  fetch = serveFolders(shelter, union);
  list = start();
  await list.sync();
  file = JSON.stringify({ 'joblantern-channel': 1, url: union.url, colour: '#1e6b3c', root: await union.root() });
  const preview = await list.subscriptions.preview(file);
  fingerprint = 'fingerprint' in preview ? preview.fingerprint : '';
});

describe('adding a subscription', () => {
  it('accepts a file or a link with the same fingerprint, and a preview stores nothing', async () => {
    const shown = { publisher: 'Seafarers Union', url: union.url, colour: '#1e6b3c', fingerprint };
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/u);
    expect(await list.subscriptions.preview(file)).toEqual(shown);
    const link = `${union.url}#joblantern-channel=1e6b3c.${fingerprint}`;
    expect(await list.subscriptions.preview(link)).toEqual(shown);
    expect(await list.subscriptions.list()).toHaveLength(1);
    expect(await listingsFor(list, 'crew_pay')).toEqual([]);

    expect(await list.subscriptions.add(link, fingerprint)).toMatchObject({ id: fingerprint, state: { entries: 2 } });
    expect(await listingsFor(list, 'crew_pay')).toEqual([['Seafarers Union', 'trafficking']]);
  });

  it('survives a restart with colour, root and age', async () => {
    await list.subscriptions.add(file, fingerprint);
    const channels = await start().subscriptions.list();
    expect(channels.map(({ own, colour, state }) => [own, colour, state.publisher, state.entries])).toEqual([
      [true, '#0b57d0', 'Example Shelter', 1],
      [false, '#1e6b3c', 'Seafarers Union', 2],
    ]);
    expect(new Set(channels.map(({ id }) => id)).size).toBe(2);
    expect(await listingsFor(start(), 'harbour_desk')).toEqual([
      ['Example Shelter', 'trafficking'],
      ['Seafarers Union', 'job-scam'],
    ]);
  });

  it.each<[string, () => Promise<string>, string]>([
    [
      'another fingerprint in the link',
      async () => `${union.url}#joblantern-channel=${'0'.repeat(64)}`,
      'channel-other-fingerprint',
    ],
    ['a plain address', async () => union.url, 'channel-unreadable'],
    ['an address without encryption', async () => file.replace('https:', 'http:'), 'channel-unreadable'],
    ['any other file', async () => '{"name": "x"}', 'channel-unreadable'],
    [
      'a root that is not signed by its own keys',
      async () =>
        JSON.stringify({ 'joblantern-channel': 1, url: union.url, root: { ...(await union.root()), signatures: [] } }),
      'bad-signature',
    ],
    ['a host that is not there', async () => `https://nowhere.example/#joblantern-channel=${fingerprint}`, 'offline'],
  ])('never by %s', async (_name, text, problem) => {
    expect(await list.subscriptions.preview(await text())).toEqual({ problem });
    expect(await list.subscriptions.add(await text(), fingerprint)).toEqual({ problem });
    expect(await list.subscriptions.list()).toHaveLength(1);
  });

  it('refuses a fingerprint that was not compared, a second copy, and a name that is taken', async () => {
    expect(await list.subscriptions.add(file, 'f'.repeat(64))).toEqual({ problem: 'channel-other-fingerprint' });
    await list.subscriptions.add(file, fingerprint);
    expect(await list.subscriptions.add(file, fingerprint)).toEqual({ problem: 'channel-known' });
    const twin = await createPublisher('  example SHELTER', 'https://twin.example/');
    fetch = serveFolders(shelter, union, twin);
    const copy = JSON.stringify({ 'joblantern-channel': 1, url: twin.url, root: await twin.root() });
    expect(await list.subscriptions.preview(copy)).toEqual({ problem: 'channel-name-taken' });
  });
});

describe('the name of a subscribed publisher', () => {
  it.each(['Ехаmple Shelter', 'Exarnple  She1ter', 'Example She|ter™', 'Exåmple Shełter'])(
    'must not look like the name of another: %j is refused',
    async (name) => {
      const twin = await createPublisher(name, 'https://twin.example/');
      fetch = serveFolders(shelter, union, twin);
      const copy = JSON.stringify({ 'joblantern-channel': 1, url: twin.url, root: await twin.root() });
      expect(await list.subscriptions.preview(copy)).toEqual({ problem: 'channel-name-taken' });
    },
  );

  it.each(['\u202eretlehS elpmaxE', 'Example\u200bShelter', 'Sailors\u2066 Aid'])(
    'must have no hidden characters: %j is refused with that reason',
    async (name) => {
      expect(await list.subscriptions.preview(await invitationOf(name))).toEqual({ problem: 'channel-hidden-signs' });
    },
  );

  it('must have visible letters', async () => {
    expect(await list.subscriptions.preview(await invitationOf('\u2060\u200b'))).toEqual({
      problem: 'channel-nameless',
    });
  });

  it('stays the one that the reader saw, also when a later root takes the name of the organisation', async () => {
    await list.subscriptions.add(file, fingerprint);
    await renamePublisher(union.dir, 'Example Shelter');
    await list.sync();
    const [, added] = await list.subscriptions.list();
    expect(added?.state).toMatchObject({ publisher: 'Seafarers Union', problem: null });
    expect(await listingsFor(list, 'crew_pay')).toEqual([['Seafarers Union', 'trafficking']]);
    expect(await listingsFor(start(), 'crew_pay')).toEqual([['Seafarers Union', 'trafficking']]);
  });
});

/** An invitation whose root has a name that the hub refuses. */
async function invitationOf(publisher: string): Promise<string> {
  const { dir, url } = await createPublisher('Sailors Aid', 'https://twin.example/');
  await renamePublisher(dir, publisher);
  const root = JSON.parse(await readFile(join(channelPaths(dir).public, '2.root.json'), 'utf8')) as unknown;
  return JSON.stringify({ 'joblantern-channel': 1, url, root });
}

/** Publishes root 2 with another name, signed by the publisher's own keys. */
async function renamePublisher(dir: string, name: string): Promise<void> {
  const folder = channelPaths(dir).public;
  const root = JSON.parse(await readFile(join(folder, '1.root.json'), 'utf8')) as {
    signed: { version: number; custom: { publisher: string } };
    signatures: unknown[];
  };
  root.signed.version = 2;
  root.signed.custom.publisher = name;
  const payload = Buffer.from(canonicalize(root.signed));
  const keys = (await readKeys(dir)).filter(({ role }) => role === 'root');
  root.signatures = await Promise.all(
    keys.map(async ({ key, unlock }) => ({ keyid: key.keyID, sig: (await unlock())?.(payload).sig })),
  );
  await writeFile(join(folder, '2.root.json'), JSON.stringify(root));
}

describe('a subscribed publisher', () => {
  beforeEach(async () => void (await list.subscriptions.add(file, fingerprint)));

  it('provides listings only, no knowledge and no recipients of reports', async () => {
    expect(await list.recipients()).toEqual([]);
    expect(await list.knowledge()).toEqual(new Map([['withdrawn.json', expect.any(Uint8Array)]]));
    const stored = await (await database.open()).bodies.toCollection().primaryKeys();
    expect(stored.filter((key) => key.startsWith(`${fingerprint}/0/`)).map((key) => key.slice(67))).toEqual([
      ':set',
      'indicators.listings',
      'withdrawn.json',
    ]);
  });

  it('never downloads knowledge that the subscribed channel publishes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'joblantern-knowledge-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await writeFile(join(folder, 'index.json'), JSON.stringify(['help.json']));
    await writeFile(join(folder, 'help.json'), JSON.stringify({ version: 1, countries: [] }));
    await signChannel({ dir: union.dir, knowledge: folder, now: NOW + 1000 });
    const requested: string[] = [];
    fetch = (url, init) => (requested.push(url), serveFolders(shelter, union)(url, init));
    await list.sync();
    const targets = requested.filter((url) => url.startsWith(`${union.url}targets/`));
    expect(targets.filter((url) => url.includes('help.json'))).toEqual([]);
    expect((await list.knowledge())?.has('help.json')).toBe(false);
    const stored = await (await database.open()).bodies.toCollection().primaryKeys();
    expect(stored.filter((key) => key.endsWith('/help.json'))).toEqual([]);
  });

  it('marks its listings as added by the reader', async () => {
    const hits = await list.lookup([mentionOf('crew_pay')]);
    expect(hits.map(({ listing }) => listing.added)).toEqual([true]);
  });

  it('affects no other channel when its sync fails', async () => {
    fetch = async (url, init) =>
      url.startsWith(union.url) ? new Response('<html>Log in</html>') : serveFolders(shelter, union)(url, init);
    expect((await list.sync()).problem).toBeNull();
    const problems = async () => (await list.subscriptions.list()).map(({ state }) => state.problem?.key ?? null);
    expect(await problems()).toEqual([null, 'malformed']);
    // The shelter's host serves the union's files: valid signatures of another publisher.
    fetch = (url, init) => serveFolders(shelter, union)(url.replace(shelter.url, union.url), init);
    await list.sync();
    expect((await problems())[0]).toBe('bad-signature');
    expect(await listingsFor(list, 'harbour_desk')).toHaveLength(2);
  });

  it('cannot name another publisher in its listings', async () => {
    expect((await listingsFor(list, 'crew_pay'))[0]?.[0]).toBe('Seafarers Union');
  });

  it('disputes only its own entries, and its allow entry hides no listing of another', async () => {
    await union.list('harbour_desk', { category: 'verified' });
    await union.list('crew_pay', { disputedSince: '2026-11-19' });
    await union.sign();
    await shelter.list('crew_pay');
    await shelter.sign();
    await list.sync();
    expect(await listingsFor(list, 'harbour_desk')).toEqual([
      ['Example Shelter', 'trafficking'],
      ['Seafarers Union', 'verified'],
    ]);
    const hits = await list.lookup([mentionOf('crew_pay')]);
    expect(hits.map(({ listing }) => [listing.publisher, listing.disputedSince])).toEqual([
      ['Example Shelter', undefined],
      ['Seafarers Union', '2026-11-19'],
    ]);
  });
});

describe('removing a subscription', () => {
  const traces = async (): Promise<string> => {
    const opened = await database.open();
    const keys = await Promise.all([
      opened.heads.toCollection().primaryKeys(),
      opened.bodies.toCollection().primaryKeys(),
      opened.subscriptions.toCollection().primaryKeys(),
    ]);
    return JSON.stringify([keys, area.stored]);
  };

  it('leaves nothing of it behind', async () => {
    const before = await traces();
    await list.subscriptions.add(file, fingerprint);
    expect(await traces()).toContain(fingerprint);
    await list.subscriptions.remove(fingerprint);
    expect(await traces()).toBe(before);
    expect(await listingsFor(list, 'crew_pay')).toEqual([]);
    expect(await listingsFor(start(), 'harbour_desk')).toEqual([['Example Shelter', 'trafficking']]);
  });

  it('works during a sync and with a recorded problem', async () => {
    const before = await traces();
    await list.subscriptions.add(file, fingerprint);
    await union.list('new_one');
    await union.sign();
    let removals = 0;
    fetch = async (url, init) => {
      if (url.includes('/targets/') && removals++ === 0) await list.subscriptions.remove(fingerprint);
      return serveFolders(shelter, union)(url, init);
    };
    await list.sync();
    expect(removals).toBeGreaterThan(0);
    expect(await traces()).toBe(before);
    fetch = serveFolders(shelter, union);
    await list.subscriptions.add(file, fingerprint);
    fetch = () => Promise.reject(new TypeError('offline'));
    await list.sync();
    expect(await traces()).toContain(`list-problem:${fingerprint}`);
    await list.subscriptions.remove(fingerprint);
    expect(await traces()).not.toContain(fingerprint);
  });
});
