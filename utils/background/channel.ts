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
import type { ListingMatch, Mention } from '../model/indicator.ts';
import type { CopyIndex, ReleaseStore } from '../storage/release-store.ts';
import type { ChannelProblem, ChannelStatus } from '../contracts/channel-status.ts';
import { asyncMemo } from '../platform/async-memo.ts';
import type { ChannelProblems } from './channel-problems.ts';

export interface ChannelDeps extends ChannelCrypto {
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
  problems: ChannelProblems;
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
  warmUp(): Promise<void>;
  /** Waits until what is in use was compared with its signatures. */
  status(): Promise<ChannelStatus>;
  sync(): Promise<ChannelStatus>;
  /** Answers at once; what it answered from is compared with its signatures right after. */
  lookup(mentions: readonly Mention[]): Promise<ListingMatch[]>;
  /** Age recipients of reports as the newest trusted root names them; null before the first sync. */
  recipients(): Promise<readonly string[] | null>;
  /** Files but the list, compared with what was signed; null before the first sync or when they are damaged. */
  files(): Promise<ReadonlyMap<string, Uint8Array> | null>;
  /** It is no longer wanted: a sync that still runs stores and says nothing. */
  close(): Promise<void>;
}

interface OpenRelease {
  channel: OpenChannel;
  checkedAt: string;
  /** Once: every signature, and the hashes, as in the channel. */
  ensureAudited(): Promise<void>;
}

/** Where nothing can be stored or read, a list is fetched anew by a worker that starts, but not more often than this. */
const REFETCH_COOLDOWN_MS = 10 * 60_000;

export function createChannel(deps: ChannelDeps): Channel {
  const { id, store, problems } = deps;
  const openedRelease = asyncMemo(open);
  let runningSync: Promise<ChannelStatus> | null = null;
  let progress: Progress | null = null;
  let closed = false;
  let hasRefetched = false;
  /** Where nothing can be stored: a list for as long as the worker lives is better than none. */
  let memoryOnly: { state: ChannelState; checkedAt: string } | null = null;

  const withTime = () => ({ ...deps, now: deps.now() });

  async function open(): Promise<OpenRelease | null> {
    try {
      return await openCopy(0);
    } catch (first) {
      try {
        const release = await openCopy(1);
        if (release === null) throw first;
        await store.restoreFirstCopy(id).catch(() => undefined);
        return release;
      } catch {
        await recordProblem(first);
        void refetch();
        return openFromMemory();
      }
    }
  }

  /** The first copy answers before its signatures are looked at again, the second after. */
  async function openCopy(copy: CopyIndex): Promise<OpenRelease | null> {
    const stored = await store.openCopy(id, copy);
    if (stored === null) return openFromMemory();
    const { checkedAt } = stored;
    if (copy === 0) {
      const channel = await reopenRelease(stored, withTime());
      return { channel, checkedAt, ensureAudited: auditOnce(stored, channel) };
    }
    const channel = await restoreRelease(stored, withTime());
    await auditSet(channel, deps);
    return { channel, checkedAt, ensureAudited: async () => undefined };
  }

  function auditOnce(stored: StoredRelease, channel: OpenChannel): () => Promise<void> {
    let auditing: Promise<void> | null = null;
    return () => (auditing ??= auditRelease(stored, channel, withTime()).catch(damaged));
  }

  async function openFromMemory(): Promise<OpenRelease | null> {
    if (memoryOnly === null) return null;
    const channel = await restoreRelease(toStoredRelease(memoryOnly.state), withTime());
    return { channel, checkedAt: memoryOnly.checkedAt, ensureAudited: async () => undefined };
  }

  /** The first copy is damaged where no look at its form shows it: the second takes its place, or all is fetched anew. */
  async function damaged(error: unknown): Promise<void> {
    try {
      const second = await openCopy(1);
      if (second === null) return;
      await readTargetFiles(second.channel, deps);
      await store.restoreFirstCopy(id);
      openedRelease.forget();
    } catch {
      await recordProblem(error);
      openedRelease.set(null);
      void refetch();
    }
  }

  /** Once in a worker's life: a disk that damages whatever is written must not make us fetch for ever. */
  async function refetch(): Promise<void> {
    if (hasRefetched) return;
    hasRefetched = true;
    const last = await problems.lastRefetch(id).catch(() => 0);
    if (Math.abs(deps.now() - last) < REFETCH_COOLDOWN_MS) return;
    await problems.recordRefetch(id, deps.now()).catch(() => undefined);
    await channel.sync();
  }

  async function recordProblem(error: unknown): Promise<void> {
    if (closed) return;
    const [key, detail] =
      error instanceof ChannelError
        ? [error.fault, error.detail]
        : ['storage', error instanceof Error ? error.message : String(error)];
    const problem: ChannelProblem = { key, detail, at: new Date(deps.now()).toISOString() };
    // A full disk must not hide that the disk is full.
    await problems.set(id, problem).catch(() => undefined);
  }

  async function fetchAndStore(): Promise<void> {
    const before = await store.readAll(id).catch(() => null);
    const state = before ?? memoryOnly?.state ?? null;
    const result = await updateChannel({
      ...withTime(),
      state,
      clock: deps.clock,
      baseUrl: deps.url,
      onProgress: (now) => (progress = now),
      async onNewRoots(newer) {
        if (closed || before === null) return;
        await store.saveRoots(id, newer);
        openedRelease.forget();
      },
    });
    if (closed) return;
    const checkedAt = new Date(deps.now()).toISOString();
    const changed = before === null ? allPartNames(result.state) : result.changedTargets;
    let problem: unknown = null;
    try {
      await store.save(id, result.state, { changed, checkedAt, subscribed: deps.subscribed });
      memoryOnly = null;
    } catch (error) {
      if (before !== null) throw error;
      memoryOnly = { state: result.state, checkedAt };
      problem = error;
    }
    openedRelease.forget();
    const ahead = Date.parse(result.opened.expiresAt) - deps.now();
    if (ahead > CLOCK_FAULT_AFTER_MS) problem ??= new ChannelError('clock', `the list ends ${result.opened.expiresAt}`);
    if (problem !== null) await recordProblem(problem);
    else if (!closed) await problems.set(id, null).catch(() => undefined);
    if (result.changedTargets.length > 0) await deps.changed();
  }

  async function runSync(): Promise<ChannelStatus> {
    try {
      await fetchAndStore();
    } catch (error) {
      await recordProblem(error);
    }
    runningSync = null;
    progress = null;
    return channel.status();
  }

  async function lookupIn(release: OpenRelease | null, mentions: readonly Mention[]): Promise<ListingMatch[]> {
    const list = release?.channel.list ?? null;
    if (release === null || list === null) return [];
    const publisher = release.channel.publisher ?? deps.publisher;
    // An entry cannot lapse after the day up to which its list was vouched for: a clock that is years ahead silences nothing.
    const day = dayOf(Math.min(deps.now(), Date.parse(release.channel.expiresAt)));
    const hits = await lookUp(list, mentions);
    return hits.flatMap(({ mention, listing: { expiresOn, ...listing } }) => {
      if (expiresOn !== undefined && expiresOn < day) return [];
      const lapses = expiresOn !== undefined && expiresOn >= dayOf(deps.now()) ? { expiresOn } : {};
      // Whose list it is, is what the root says, and never what stands in the list.
      return [{ mention, listing: { ...listing, ...lapses, publisher } }];
    });
  }

  const channel: Channel = {
    warmUp: async () => void (await openedRelease.get()),
    async status() {
      await (await openedRelease.get())?.ensureAudited();
      const [release, problem] = await Promise.all([openedRelease.get(), problems.get(id)]);
      return {
        publisher: release?.channel.publisher ?? deps.publisher,
        fingerprint: await deps.fingerprint(),
        version: release?.channel.version ?? null,
        entries: release?.channel.list == null ? 0 : await countEntries(release.channel.list),
        checkedAt: release?.checkedAt ?? null,
        // The worker may live on past an expiry: ask the clock again.
        stale: release !== null && Date.parse(release.channel.expiresAt) <= deps.now(),
        syncing: runningSync !== null,
        progress,
        problem,
      };
    },
    sync() {
      runningSync ??= runSync();
      return runningSync;
    },
    async lookup(mentions) {
      if (mentions.length === 0) return [];
      try {
        const release = await openedRelease.get();
        const hits = await lookupIn(release, mentions);
        void release?.ensureAudited();
        return hits;
      } catch (error) {
        await damaged(error);
        return lookupIn(await openedRelease.get(), mentions).catch(() => []);
      }
    },
    recipients: async () => (await openedRelease.get())?.channel.recipients ?? null,
    async files() {
      const release = await openedRelease.get();
      if (release === null) return null;
      try {
        return await readTargetFiles(release.channel, deps);
      } catch (error) {
        await damaged(error);
        const again = await openedRelease.get();
        return again === null ? null : readTargetFiles(again.channel, deps).catch(() => null);
      }
    },
    async close() {
      closed = true;
      memoryOnly = null;
      openedRelease.set(null);
    },
  };
  return channel;
}

function allPartNames({ files, list }: ChannelState): string[] {
  return [...Object.keys(files), ...(list === null ? [] : [LISTINGS_TARGET])];
}
