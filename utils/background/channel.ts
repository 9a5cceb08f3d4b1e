/**
 * One publisher's channel in the background: the last good release from the database, believed anew at each start, and the
 * sync that replaces it. A refused or broken sync changes nothing but the problem that the interface shows.
 */
import { ChannelError } from '../channel/channel-error.ts';
import type { ChannelCrypto } from '../channel/channel-crypto.ts';
import type { ChannelFetch } from '../channel/download.ts';
import {
  toStoredRelease,
  auditRelease,
  auditSet,
  readTargetFiles,
  reopenRelease,
  restoreRelease,
  type ChannelState,
  type OpenChannel,
  type StoredRelease,
} from '../channel/channel-state.ts';
import { CLOCK_FAULT_AFTER_MS } from '../channel/trusted-metadata.ts';
import { updateChannel, type Progress } from '../channel/update-channel.ts';
import { dayOf } from '../indicators/day-number.ts';
import { countEntries, LISTINGS_TARGET, lookUp } from '../indicators/indicator-list.ts';
import type { Hit, Mention } from '../model/indicator.ts';
import type { Copy, ReleaseStore } from '../storage/release-store.ts';
import type { ListProblem, ListState } from './list-state.ts';
import { once } from './once.ts';
import type { Problems } from './problems.ts';

export interface ChannelWorld extends ChannelCrypto {
  /** Under which it is stored. */
  id: string;
  /** Who publishes, until the root says it. */
  publisher: string;
  pinned: Uint8Array;
  /** SHA-256 of that root, in hexadecimal. */
  fingerprint(): Promise<string | null>;
  /** Folder of the metadata, with a trailing slash. */
  url: string;
  /** It came by a subscription, and counts only while that stands. */
  subscribed: boolean;
  store: ReleaseStore;
  problems: Problems;
  fetch: ChannelFetch;
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds that pass, whatever the clock is set to. */
  clock(): number;
  /** A release before it counts: throws when its knowledge cannot be read. */
  check(files: ReadonlyMap<string, Uint8Array>): Promise<void>;
  /** Which files are of use; all when not given. */
  wanted?: (name: string) => boolean;
  /** After a new release is in use. */
  changed(): Promise<void>;
}

export interface Channel {
  /** Reads what the first answer will need, so that it need not wait for it. */
  warm(): Promise<void>;
  /** Waits until what is in use was compared with its signatures. */
  state(): Promise<ListState>;
  sync(): Promise<ListState>;
  /** Answers at once; what it answered from is compared with its signatures right after. */
  lookup(mentions: readonly Mention[]): Promise<Hit[]>;
  /** Age recipients of reports as the newest trusted root names them; null before the first sync. */
  recipients(): Promise<readonly string[] | null>;
  /** Files but the list, compared with what was signed; null before the first sync or when they are damaged. */
  files(): Promise<ReadonlyMap<string, Uint8Array> | null>;
  /** It is no longer wanted: a sync that still runs stores and says nothing. */
  close(): Promise<void>;
}

interface Release {
  channel: OpenChannel;
  checkedAt: string;
  /** Once: every signature, and the hashes, as in the channel. */
  audited(): Promise<void>;
}

/** Where nothing can be stored or read, a list is fetched anew by a worker that starts, but not more often than this. */
const FETCH_ANEW_MS = 10 * 60_000;

export function createChannel(world: ChannelWorld): Channel {
  const { id, store, problems } = world;
  const opened = once(open);
  let running: Promise<ListState> | null = null;
  let progress: Progress | null = null;
  let closed = false;
  let fetchedAnew = false;
  /** Where nothing can be stored: a list for as long as the worker lives is better than none. */
  let unstored: { state: ChannelState; checkedAt: string } | null = null;

  const atNow = () => ({ ...world, now: world.now() });

  async function open(): Promise<Release | null> {
    try {
      return await openCopy(0);
    } catch (first) {
      try {
        const release = await openCopy(1);
        if (release === null) throw first;
        await store.mend(id).catch(() => undefined);
        return release;
      } catch {
        await remember(first);
        void fetchAnew();
        return openUnstored();
      }
    }
  }

  /** The first copy answers before its signatures are looked at again, the second after. */
  async function openCopy(copy: Copy): Promise<Release | null> {
    const stored = await store.open(id, copy);
    if (stored === null) return openUnstored();
    const { checkedAt } = stored;
    if (copy === 0) {
      const channel = await reopenRelease(stored, atNow());
      return { channel, checkedAt, audited: onceAudited(stored, channel) };
    }
    const channel = await restoreRelease(stored, atNow());
    await auditSet(channel, world);
    return { channel, checkedAt, audited: async () => undefined };
  }

  function onceAudited(stored: StoredRelease, channel: OpenChannel): () => Promise<void> {
    let auditing: Promise<void> | null = null;
    return () => (auditing ??= auditRelease(stored, channel, atNow()).catch(damaged));
  }

  async function openUnstored(): Promise<Release | null> {
    if (unstored === null) return null;
    const channel = await restoreRelease(toStoredRelease(unstored.state), atNow());
    return { channel, checkedAt: unstored.checkedAt, audited: async () => undefined };
  }

  /** The first copy is damaged where no look at its form shows it: the second takes its place, or all is fetched anew. */
  async function damaged(error: unknown): Promise<void> {
    try {
      const second = await openCopy(1);
      if (second === null) return;
      await readTargetFiles(second.channel, world);
      await store.mend(id);
      opened.forget();
    } catch {
      await remember(error);
      opened.put(null);
      void fetchAnew();
    }
  }

  /** Once in a worker's life: a disk that damages whatever is written must not make us fetch for ever. */
  async function fetchAnew(): Promise<void> {
    if (fetchedAnew) return;
    fetchedAnew = true;
    const last = await problems.lastFetch(id).catch(() => 0);
    if (Math.abs(world.now() - last) < FETCH_ANEW_MS) return;
    await problems.fetching(id, world.now()).catch(() => undefined);
    await channel.sync();
  }

  async function remember(error: unknown): Promise<void> {
    if (closed) return;
    const [key, detail] =
      error instanceof ChannelError
        ? [error.fault, error.detail]
        : ['storage', error instanceof Error ? error.message : String(error)];
    const problem: ListProblem = { key, detail, at: new Date(world.now()).toISOString() };
    // A full disk must not hide that the disk is full.
    await problems.set(id, problem).catch(() => undefined);
  }

  async function fetchAndStore(): Promise<void> {
    const before = await store.whole(id).catch(() => null);
    const state = before ?? unstored?.state ?? null;
    const result = await updateChannel({
      ...atNow(),
      state,
      clock: world.clock,
      baseUrl: world.url,
      onProgress: (now) => (progress = now),
      async onNewRoots(newer) {
        if (closed || before === null) return;
        await store.saveRoots(id, newer);
        opened.forget();
      },
    });
    if (closed) return;
    const checkedAt = new Date(world.now()).toISOString();
    const changed = before === null ? allNames(result.state) : result.changedTargets;
    let problem: unknown = null;
    try {
      await store.save(id, result.state, { changed, checkedAt, subscribed: world.subscribed });
      unstored = null;
    } catch (error) {
      if (before !== null) throw error;
      unstored = { state: result.state, checkedAt };
      problem = error;
    }
    opened.forget();
    const ahead = Date.parse(result.opened.expiresAt) - world.now();
    if (ahead > CLOCK_FAULT_AFTER_MS) problem ??= new ChannelError('clock', `the list ends ${result.opened.expiresAt}`);
    if (problem !== null) await remember(problem);
    else if (!closed) await problems.set(id, null).catch(() => undefined);
    if (result.changedTargets.length > 0) await world.changed();
  }

  async function runSync(): Promise<ListState> {
    try {
      await fetchAndStore();
    } catch (error) {
      await remember(error);
    }
    running = null;
    progress = null;
    return channel.state();
  }

  async function lookupIn(release: Release | null, mentions: readonly Mention[]): Promise<Hit[]> {
    const list = release?.channel.list ?? null;
    if (release === null || list === null) return [];
    const publisher = release.channel.publisher ?? world.publisher;
    // An entry cannot lapse after the day up to which its list was vouched for: a clock that is years ahead silences nothing.
    const day = dayOf(Math.min(world.now(), Date.parse(release.channel.expiresAt)));
    const hits = await lookUp(list, mentions);
    return hits.flatMap(({ mention, listing: { expiresOn, ...listing } }) => {
      if (expiresOn !== undefined && expiresOn < day) return [];
      const lapses = expiresOn !== undefined && expiresOn >= dayOf(world.now()) ? { expiresOn } : {};
      // Whose list it is, is what the root says, and never what stands in the list.
      return [{ mention, listing: { ...listing, ...lapses, publisher } }];
    });
  }

  const channel: Channel = {
    warm: async () => void (await opened.get()),
    async state() {
      await (await opened.get())?.audited();
      const [release, problem] = await Promise.all([opened.get(), problems.get(id)]);
      return {
        publisher: release?.channel.publisher ?? world.publisher,
        fingerprint: await world.fingerprint(),
        version: release?.channel.version ?? null,
        entries: release?.channel.list == null ? 0 : await countEntries(release.channel.list),
        checkedAt: release?.checkedAt ?? null,
        // The worker may live on past an expiry: ask the clock again.
        stale: release !== null && Date.parse(release.channel.expiresAt) <= world.now(),
        syncing: running !== null,
        progress,
        problem,
      };
    },
    sync() {
      running ??= runSync();
      return running;
    },
    async lookup(mentions) {
      if (mentions.length === 0) return [];
      try {
        const release = await opened.get();
        const hits = await lookupIn(release, mentions);
        void release?.audited();
        return hits;
      } catch (error) {
        await damaged(error);
        return lookupIn(await opened.get(), mentions).catch(() => []);
      }
    },
    recipients: async () => (await opened.get())?.channel.recipients ?? null,
    async files() {
      const release = await opened.get();
      if (release === null) return null;
      try {
        return await readTargetFiles(release.channel, world);
      } catch (error) {
        await damaged(error);
        const again = await opened.get();
        return again === null ? null : readTargetFiles(again.channel, world).catch(() => null);
      }
    },
    async close() {
      closed = true;
      unstored = null;
      opened.put(null);
    },
  };
  return channel;
}

function allNames({ files, list }: ChannelState): string[] {
  return [...Object.keys(files), ...(list === null ? [] : [LISTINGS_TARGET])];
}
