/**
 * One publisher's channel in the background. Its last valid release is in the database, is verified again at each start, and
 * is replaced by a sync. A refused or failed sync changes only the problem that the interface shows.
 */
import type { ChannelCrypto } from '../channel/channel-crypto.ts';
import { readTargetFiles } from '../channel/restore-release.ts';
import type { OpenChannel } from '../channel/open-release.ts';
import type { ChannelFetch } from '../channel/download.ts';
import { isOfNewerFormat } from '../channel/knowledge-format.ts';
import type { ChannelStatus } from '../contracts/channel-status.ts';
import { countEntries } from '../indicators/indicator-list.ts';
import type { ListingMatch, Mention } from '../model/indicator.ts';
import type { ReleaseStore } from '../storage/release-store.ts';
import type { ChannelProblems } from './channel-problems.ts';
import { ChannelSync } from './channel-sync.ts';
import type { ChannelVersions } from './channel-versions.ts';
import { lookUpListings } from './look-up-listings.ts';
import { createProblemRecorder } from './problem-recorder.ts';
import { ReleaseInUse } from './release-in-use.ts';
import { createReleaseRefetch } from './release-refetch.ts';

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

export function createChannel(deps: ChannelDeps): Channel {
  const { id, problems, now } = deps;
  const closing = new AbortController();
  const shared = { ...deps, closed: closing.signal };
  const recorder = createProblemRecorder(shared);
  const refetch = createReleaseRefetch({ ...shared, sync: syncNow });
  const release = new ReleaseInUse({ ...shared, recorder, refetch });
  const sync = new ChannelSync({ ...shared, recorder, release });

  async function syncNow(): Promise<ChannelStatus> {
    await sync.run();
    return status();
  }

  async function status(): Promise<ChannelStatus> {
    await (await release.get())?.ensureAudited();
    const [opened, problem] = await Promise.all([release.get(), problems.get(id)]);
    const channel = opened?.channel ?? null;
    return {
      publisher: publisherOf(channel),
      fingerprint: await deps.fingerprint(),
      version: channel?.version ?? null,
      entries: channel === null || channel.list === null ? 0 : await countEntries(channel.list),
      checkedAt: opened?.checkedAt ?? null,
      // The worker may outlive the expiry, so compare with the current time.
      stale: channel !== null && Date.parse(channel.expiresAt) <= now(),
      newerFiles: channel === null ? [] : namesOfNewerFiles(channel),
      syncing: sync.isRunning,
      progress: sync.progress,
      problem,
    };
  }

  /** A subscribed channel keeps the name that the reader saw when it was added, also when its root changes. */
  function publisherOf(channel: OpenChannel | null): string {
    return (deps.isSubscribed ? null : channel?.publisher) ?? deps.publisher;
  }

  function namesOfNewerFiles({ signed }: OpenChannel): string[] {
    return [...signed]
      .filter(([name, file]) => deps.isTargetWanted?.(name) !== false && isOfNewerFormat(name, file))
      .map(([name]) => name);
  }

  async function lookUpIn(channel: OpenChannel | null, mentions: readonly Mention[]): Promise<ListingMatch[]> {
    if (channel === null) return [];
    const { isSubscribed } = deps;
    return lookUpListings(channel, mentions, { publisher: publisherOf(channel), isSubscribed, now: now() });
  }

  return {
    warmUp: async () => void (await release.get()),
    status,
    sync: syncNow,
    async lookup(mentions) {
      if (mentions.length === 0) return [];
      try {
        const opened = await release.get();
        const matches = await lookUpIn(opened?.channel ?? null, mentions);
        void opened?.ensureAudited();
        return matches;
      } catch (error) {
        await release.recoverFromDamage(error);
        const recovered = await release.get();
        return lookUpIn(recovered?.channel ?? null, mentions).catch(() => []);
      }
    },
    recipients: async () => (await release.get())?.channel.recipients ?? null,
    async files() {
      const opened = await release.get();
      if (opened === null) return null;
      try {
        return await readTargetFiles(opened.channel, deps);
      } catch (error) {
        await release.recoverFromDamage(error);
        const recovered = await release.get();
        return recovered === null ? null : readTargetFiles(recovered.channel, deps).catch(() => null);
      }
    },
    async close() {
      closing.abort();
      release.close();
    },
  };
}
