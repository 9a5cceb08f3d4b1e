/**
 * Every channel in use: the brand's own, and those that the reader subscribed to. No channel hides the listings of another:
 * see docs/publisher/lists.md.
 */
import type { Brand } from '../brand/brand.ts';
import { rootFingerprint } from '../brand/root-fingerprint.ts';
import type { ChannelCrypto } from '../channel/channel-crypto.ts';
import type { ChannelFetch } from '../channel/download.ts';
import { orderByPrecedence } from '../indicators/order-by-precedence.ts';
import type { ListingMatch, Mention } from '../model/indicator.ts';
import type { RegisterInUse } from '../register/answer-licences.ts';
import type { Database } from '../storage/database.ts';
import { createReleaseStore } from '../storage/release-store.ts';
import { createChannel } from './channel.ts';
import type { ChannelStatus } from '../contracts/channel-status.ts';
import { asyncMemo } from '../platform/async-memo.ts';
import { createChannelProblems, type RemovableStorageArea } from './channel-problems.ts';
import { createChannelVersions } from './channel-versions.ts';
import { syncWithTimeout, syncConcurrently } from './sync-concurrently.ts';
import { readRegisters } from './read-registers.ts';
import { SubscribedChannels } from './subscribed-channels.ts';
import { createSubscriptions, type Subscriptions } from './subscriptions.ts';

export interface ChannelServiceDeps extends ChannelCrypto {
  brand: Brand;
  database: Database;
  area: RemovableStorageArea;
  fetch: ChannelFetch;
  /** Milliseconds since 1970. */
  now(): number;
  /** Monotonic time in milliseconds. */
  clock(): number;
  /** Checks a new release of the own channel before it is used. @throws Error when its knowledge cannot be read */
  check(files: ReadonlyMap<string, Uint8Array>): Promise<void>;
  /** Whether a target of the own channel is downloaded; without it every target is. */
  isTargetWanted?: (name: string) => boolean;
  /** Called after a new release is in use, or a subscription was added or removed. */
  onChanged(): Promise<void>;
}

export interface ChannelService {
  /** Opens the stored releases ahead of the first lookup, when a worker starts. */
  warmUp(): Promise<void>;
  /** Status of the brand's own channel. */
  status(): Promise<ChannelStatus>;
  /** Syncs the brand's own channel, then the others side by side; resolves with the status of the brand's own. */
  sync(): Promise<ChannelStatus>;
  lookup(mentions: readonly Mention[]): Promise<ListingMatch[]>;
  /** Age recipients of reports, from the own channel's newest trusted root; before the first sync from the pinned root. */
  recipients(): Promise<readonly string[]>;
  /** Knowledge files of the brand's own channel; null while the bundled knowledge is in use. */
  knowledge(): Promise<ReadonlyMap<string, Uint8Array> | null>;
  /** Registers of licensed agencies, of the own channel first. One that cannot be read is left out. */
  registers(): Promise<readonly RegisterInUse[]>;
  subscriptions: Subscriptions;
}

export function createChannelService(deps: ChannelServiceDeps): ChannelService {
  const { brand, database } = deps;
  const registers = asyncMemo(async () => {
    const own = readRegisters((await ownChannel?.files()) ?? null, false);
    const files = await Promise.all((await subscribed.all()).map((channel) => channel.files()));
    return [...own, ...files.flatMap((each) => readRegisters(each, true))];
  });
  const onChanged = async (): Promise<void> => {
    registers.forget();
    await deps.onChanged();
  };
  const shared = {
    ...deps,
    onChanged,
    store: createReleaseStore(database),
    problems: createChannelProblems(deps.area),
    versions: createChannelVersions(deps.area),
  };
  const ownChannel =
    brand.channel === null
      ? null
      : createChannel({
          ...shared,
          id: brand.id,
          publisher: brand.publisher,
          pinned: new TextEncoder().encode(JSON.stringify(brand.root)),
          fingerprint: () => rootFingerprint(brand.root, deps.sha256),
          url: brand.channel,
          isSubscribed: false,
        });

  const subscribed = new SubscribedChannels(shared);
  const subscriptions = createSubscriptions({
    ...shared,
    channelOf: (subscription) => subscribed.channelOf(subscription),
    ownStatus: async () => (ownChannel === null ? null : ownChannel.status()),
    close: (id) => subscribed.close(id),
    async onChanged(id) {
      subscribed.forget(id);
      await onChanged();
    },
  });

  const status = async (): Promise<ChannelStatus> =>
    ownChannel?.status() ?? { ...NO_CHANNEL_STATUS, publisher: brand.publisher };

  return {
    async warmUp() {
      await Promise.all([ownChannel?.warmUp(), ...(await subscribed.all()).map((channel) => channel.warmUp())]);
    },
    status,
    async sync() {
      const first = ownChannel === null ? null : await syncWithTimeout(ownChannel);
      await syncConcurrently(await subscribed.all());
      return first ?? (await status());
    },
    async lookup(mentions) {
      if (mentions.length === 0) return [];
      const [first, others] = await Promise.all([ownChannel?.lookup(mentions) ?? [], subscribed.all()]);
      const rest = await Promise.all(others.map((channel) => channel.lookup(mentions)));
      return orderByPrecedence([first, ...rest]);
    },
    recipients: async () => (await ownChannel?.recipients()) ?? pinnedRecipients(brand),
    knowledge: async () => (await ownChannel?.files()) ?? null,
    registers: registers.get,
    subscriptions,
  };
}

const NO_CHANNEL_STATUS: Omit<ChannelStatus, 'publisher'> = {
  fingerprint: null,
  version: null,
  entries: 0,
  checkedAt: null,
  stale: false,
  newerFiles: [],
  syncing: false,
  progress: null,
  problem: null,
};

/** Recipients named by the root in the package. */
function pinnedRecipients({ root }: Brand): readonly string[] {
  const { signed } = (root ?? {}) as { signed?: { custom?: { recipients?: unknown } } };
  const recipients = signed?.custom?.recipients;
  return Array.isArray(recipients) ? recipients.filter((key) => typeof key === 'string') : [];
}
