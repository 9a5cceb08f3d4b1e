/**
 * The publisher's list in the background: the last good release from the database, believed anew at each start, and the
 * sync that replaces it. A refused or broken sync changes nothing but the problem that the popup shows.
 */
import { ChannelError } from '../channel/channel-error.ts';
import type { ChannelCrypto } from '../channel/crypto.ts';
import type { ChannelFetch } from '../channel/download.ts';
import { restore, type ChannelState, type OpenChannel } from '../channel/state.ts';
import { update } from '../channel/update.ts';
import { entriesOf, lookup } from '../indicators/list.ts';
import type { Hit, Mention } from '../model/indicator.ts';
import type { Brand } from '../brand/brand.ts';
import { rootFingerprint } from '../brand/root-fingerprint.ts';
import type { Database } from '../storage/database.ts';
import type { Area } from '../storage/settings.ts';
import type { ListProblem, ListState } from './list-state.ts';
import { once } from './once.ts';

export interface ListWorld extends ChannelCrypto {
  brand: Brand;
  database: Database;
  area: Area;
  fetch: ChannelFetch;
  /** Milliseconds since 1970. */
  now(): number;
  /** A release before it counts: throws when its knowledge cannot be read. */
  check(files: ReadonlyMap<string, Uint8Array>): Promise<void>;
  /** After a new release is in use. */
  changed(): Promise<void>;
}

export interface ListService {
  state(): Promise<ListState>;
  sync(): Promise<ListState>;
  lookup(mentions: readonly Mention[]): Promise<Hit[]>;
  /** Age recipients of reports: from the newest root that is trusted, the pinned one before the first sync. */
  recipients(): Promise<readonly string[]>;
  /** The release in use; null while the package's own knowledge is. */
  current(): Promise<OpenChannel | null>;
}

const PROBLEM = 'list-problem';

export function createList(world: ListWorld): ListService {
  const { brand, database } = world;
  const pinned = new TextEncoder().encode(JSON.stringify(brand.root));
  const trustWorld = { pinned, verify: world.verify, sha256: world.sha256 };
  const opened = once(open);
  let running: Promise<ListState> | null = null;

  async function open(): Promise<{ channel: OpenChannel; checkedAt: string } | null> {
    if (brand.channel === null) return null;
    try {
      const stored = await database.channels.get(brand.id);
      if (stored === undefined) return null;
      const channel = await restore(stored.state as ChannelState, { ...trustWorld, now: world.now() });
      return { channel, checkedAt: stored.checkedAt };
    } catch (error) {
      await remember(error);
      return null;
    }
  }

  async function remember(error: unknown): Promise<void> {
    const [key, detail] =
      error instanceof ChannelError
        ? [error.key, error.detail]
        : ['storage', error instanceof Error ? error.message : String(error)];
    const problem: ListProblem = { key, detail, at: new Date(world.now()).toISOString() };
    // A full disk must not hide that the disk is full.
    await world.area.set({ [PROBLEM]: problem }).catch(() => undefined);
  }

  async function fetchAndStore(): Promise<void> {
    if (brand.channel === null) return;
    const before = await database.channels.get(brand.id);
    const result = await update({
      ...trustWorld,
      state: (before?.state as ChannelState | undefined) ?? null,
      now: world.now(),
      fetch: world.fetch,
      baseUrl: brand.channel,
      check: world.check,
    });
    const checkedAt = new Date(world.now()).toISOString();
    await database.transaction('rw', database.channels, () =>
      database.channels.put({ publisher: brand.id, state: result.state, checkedAt }),
    );
    opened.forget();
    await world.area.set({ [PROBLEM]: null });
    if (result.changed.length > 0) await world.changed();
  }

  async function runSync(): Promise<ListState> {
    try {
      await fetchAndStore();
    } catch (error) {
      await remember(error);
    }
    running = null;
    return service.state();
  }

  const service: ListService = {
    async state() {
      const [release, kept] = await Promise.all([opened.get(), world.area.get(PROBLEM)]);
      return {
        publisher: release?.channel.publisher ?? brand.publisher,
        fingerprint: await rootFingerprint(brand.root, world.sha256),
        version: release?.channel.version ?? null,
        entries: release?.channel.list == null ? 0 : entriesOf(release.channel.list),
        checkedAt: release?.checkedAt ?? null,
        // The worker may live on past an expiry: ask the clock again.
        stale: release !== null && Date.parse(release.channel.expiresAt) <= world.now(),
        syncing: running !== null,
        problem: (kept[PROBLEM] as ListProblem | null | undefined) ?? null,
      };
    },
    sync() {
      running ??= runSync();
      return running;
    },
    async lookup(mentions) {
      const list = (await opened.get())?.channel.list ?? null;
      return list === null || mentions.length === 0 ? [] : lookup(list, mentions);
    },
    recipients: async () => (await opened.get())?.channel.recipients ?? pinnedRecipients(brand),
    current: async () => (await opened.get())?.channel ?? null,
  };
  return service;
}

/** The pinned root is trusted as the package is. */
function pinnedRecipients({ root }: Brand): readonly string[] {
  const { signed } = (root ?? {}) as { signed?: { custom?: { recipients?: unknown } } };
  const recipients = signed?.custom?.recipients;
  return Array.isArray(recipients) ? recipients.filter((key) => typeof key === 'string') : [];
}
