/**
 * One publisher's channel in the background. Its last valid release is in the database, is verified again at each start, and
 * is replaced by a sync. A refused or failed sync changes only the problem that the interface shows.
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
import { isOfNewerFormat } from '../channel/knowledge-format.ts';
import { CLOCK_FAULT_AFTER_MS } from '../channel/trusted-metadata.ts';
import type { Progress } from '../channel/byte-counter.ts';
import { updateChannel } from '../channel/update-channel.ts';
import { dayOf } from '../indicators/day-number.ts';
import { countEntries, LISTINGS_TARGET, lookUp } from '../indicators/indicator-list.ts';
import type { ListingMatch, Mention } from '../model/indicator.ts';
import type { CopyIndex, ReleaseStore } from '../storage/release-store.ts';
import type { ChannelProblem, ChannelStatus } from '../contracts/channel-status.ts';
import { asyncMemo } from '../platform/async-memo.ts';
import type { ChannelProblems } from './channel-problems.ts';
import type { ChannelVersions } from './channel-versions.ts';

export interface ChannelDeps extends ChannelCrypto {
  /** Key of the channel in the database. */
  id: string;
  /** Name of the publisher until the trusted root gives one. */
  publisher: string;
  /** Root metadata that the package or the reader's subscription pins. */
  pinned: Uint8Array;
  /** SHA-256 of the pinned root, in hexadecimal. */
  fingerprint(): Promise<string | null>;
  /** Folder of the metadata, with a trailing slash. */
  url: string;
  /** The reader added the channel: it is valid only while the subscription exists. */
  isSubscribed: boolean;
  store: ReleaseStore;
  problems: ChannelProblems;
  /** Trusted versions, kept apart from the release. */
  versions: ChannelVersions;
  fetch: ChannelFetch;
  /** Milliseconds since 1970. */
  now(): number;
  /** Monotonic time in milliseconds. */
  clock(): number;
  /** Checks a new release before it is used. @throws Error when its knowledge cannot be read */
  check(files: ReadonlyMap<string, Uint8Array>): Promise<void>;
  /** Whether a target is downloaded; without it every target is. */
  isTargetWanted?: (name: string) => boolean;
  /** Called after a new release is in use. */
  onChanged(): Promise<void>;
}

export interface Channel {
  /** Opens the stored release ahead of the first lookup. */
  warmUp(): Promise<void>;
  /** Waits for the audit of the release in use. */
  status(): Promise<ChannelStatus>;
  sync(): Promise<ChannelStatus>;
  /** Answers before the signatures are audited; the audit follows at once. */
  lookup(mentions: readonly Mention[]): Promise<ListingMatch[]>;
  /** Age recipients of reports in the newest trusted root; null before the first sync. */
  recipients(): Promise<readonly string[] | null>;
  /** Verified targets except the list; null before the first sync or when they are damaged. */
  files(): Promise<ReadonlyMap<string, Uint8Array> | null>;
  /** Ends the use of the channel: a running sync stores nothing and reports nothing. */
  close(): Promise<void>;
}

interface OpenRelease {
  channel: OpenChannel;
  checkedAt: string;
  /** Verifies every signature and hash of the release, once. */
  ensureAudited(): Promise<void>;
}

/** A worker that cannot read the stored release fetches it again, at most once in this time. */
const REFETCH_COOLDOWN_MS = 10 * 60_000;

export function createChannel(deps: ChannelDeps): Channel {
  const { id, store, problems, versions } = deps;
  const openedRelease = asyncMemo(open);
  let runningSync: Promise<ChannelStatus> | null = null;
  let progress: Progress | null = null;
  let isClosed = false;
  let hasRefetched = false;
  /** The release in memory when the database cannot store it; it lasts as long as the worker. */
  let memoryOnly: { state: ChannelState; checkedAt: string } | null = null;

  /** A subscribed channel keeps the name that the reader saw when it was added, also when its root changes. */
  const publisherOf = (release: OpenRelease | null): string =>
    (deps.isSubscribed ? null : release?.channel.publisher) ?? deps.publisher;

  const namesOfNewerFiles = (release: OpenRelease | null): string[] =>
    [...(release?.channel.signed ?? [])]
      .filter(([name, file]) => deps.isTargetWanted?.(name) !== false && isOfNewerFormat(name, file))
      .map(([name]) => name);

  /** The dependencies, with the time of this call. */
  const depsNow = () => ({ ...deps, now: deps.now() });

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

  /** The first copy is used before its audit, the second copy after it. */
  async function openCopy(copy: CopyIndex): Promise<OpenRelease | null> {
    const stored = await store.openCopy(id, copy);
    if (stored === null) {
      if (memoryOnly === null && (await isReleaseLost())) void refetch();
      return openFromMemory();
    }
    const { checkedAt } = stored;
    if (copy === 0) {
      const channel = await reopenRelease(stored, depsNow());
      return { channel, checkedAt, ensureAudited: auditOnce(stored, channel) };
    }
    const channel = await restoreRelease(stored, depsNow());
    await auditSet(channel, deps);
    return { channel, checkedAt, ensureAudited: async () => undefined };
  }

  function auditOnce(stored: StoredRelease, channel: OpenChannel): () => Promise<void> {
    let auditing: Promise<void> | null = null;
    return () => (auditing ??= auditRelease(stored, channel, depsNow()).catch(recoverFromDamage));
  }

  async function openFromMemory(): Promise<OpenRelease | null> {
    if (memoryOnly === null) return null;
    const channel = await restoreRelease(toStoredRelease(memoryOnly.state), depsNow());
    return { channel, checkedAt: memoryOnly.checkedAt, ensureAudited: async () => undefined };
  }

  /** Replaces a damaged first copy by the second copy, or fetches the release again. */
  async function recoverFromDamage(error: unknown): Promise<void> {
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

  /** Whether the database is empty although a release was fetched: it could not be stored, or was deleted. */
  async function isReleaseLost(): Promise<boolean> {
    const problem = await problems.get(id).catch(() => null);
    if (problem !== null) return problem.key === 'storage';
    return (await versions.get(id).catch(() => null)) !== null;
  }

  /** Runs once in a worker's life, so that a disk that damages every write does not cause endless downloads. */
  async function refetch(): Promise<void> {
    if (hasRefetched || isClosed) return;
    hasRefetched = true;
    const last = await problems.lastRefetch(id).catch(() => 0);
    if (Math.abs(deps.now() - last) < REFETCH_COOLDOWN_MS) return;
    await problems.recordRefetch(id, deps.now()).catch(() => undefined);
    await channel.sync();
  }

  async function recordProblem(error: unknown): Promise<void> {
    if (isClosed) return;
    const [key, detail] =
      error instanceof ChannelError
        ? [error.fault, error.detail]
        : ['storage', error instanceof Error ? error.message : String(error)];
    const problem: ChannelProblem = { key, detail, at: new Date(deps.now()).toISOString() };
    // The problem may be a full disk, which also refuses this write.
    await problems.set(id, problem).catch(() => undefined);
  }

  async function fetchAndStore(): Promise<void> {
    const before = await store.readAll(id).catch(() => null);
    const state = before ?? memoryOnly?.state ?? null;
    const result = await updateChannel({
      ...depsNow(),
      state,
      clock: deps.clock,
      baseUrl: deps.url,
      versions: await versions.get(id).catch(() => null),
      async onTrustedVersions(trusted) {
        if (!isClosed) await versions.set(id, trusted).catch(() => undefined);
      },
      onProgress: (now) => (progress = now),
      async onNewRoots(newer) {
        if (isClosed || before === null) return;
        await store.saveRoots(id, newer);
        openedRelease.forget();
      },
    });
    if (isClosed) return;
    const checkedAt = new Date(deps.now()).toISOString();
    const changed = before === null ? allPartNames(result.state) : result.changedTargets;
    let problem: unknown = null;
    try {
      await store.save(id, result.state, { changed, checkedAt, isSubscribed: deps.isSubscribed });
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
    else if (!isClosed) await problems.set(id, null).catch(() => undefined);
    if (result.changedTargets.length > 0) await deps.onChanged();
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
    const publisher = publisherOf(release);
    // Expiry counts up to the release's own expiry: a clock that is years ahead hides no listing.
    const day = dayOf(Math.min(deps.now(), Date.parse(release.channel.expiresAt)));
    const hits = await lookUp(list, mentions);
    return hits.flatMap(({ mention, listing: { expiresOn, ...listing } }) => {
      if (expiresOn !== undefined && expiresOn < day) return [];
      const lapses = expiresOn !== undefined && expiresOn >= dayOf(deps.now()) ? { expiresOn } : {};
      // The publisher's name never comes from the list.
      const added = deps.isSubscribed ? { added: true } : {};
      return [{ mention, listing: { ...listing, ...lapses, ...added, publisher } }];
    });
  }

  const channel: Channel = {
    warmUp: async () => void (await openedRelease.get()),
    async status() {
      await (await openedRelease.get())?.ensureAudited();
      const [release, problem] = await Promise.all([openedRelease.get(), problems.get(id)]);
      return {
        publisher: publisherOf(release),
        fingerprint: await deps.fingerprint(),
        version: release?.channel.version ?? null,
        entries: release?.channel.list == null ? 0 : await countEntries(release.channel.list),
        checkedAt: release?.checkedAt ?? null,
        // The worker may outlive the expiry, so compare with the current time.
        stale: release !== null && Date.parse(release.channel.expiresAt) <= deps.now(),
        newerFiles: namesOfNewerFiles(release),
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
        await recoverFromDamage(error);
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
        await recoverFromDamage(error);
        const again = await openedRelease.get();
        return again === null ? null : readTargetFiles(again.channel, deps).catch(() => null);
      }
    },
    async close() {
      isClosed = true;
      memoryOnly = null;
      openedRelease.set(null);
    },
  };
  return channel;
}

function allPartNames({ files, list }: ChannelState): string[] {
  return [...Object.keys(files), ...(list === null ? [] : [LISTINGS_TARGET])];
}
