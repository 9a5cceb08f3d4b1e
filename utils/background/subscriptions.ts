/** Subscriptions to channels of other publishers: preview, adding by a compared fingerprint, and removal. */
import type { ChannelCrypto } from '../channel/channel-crypto.ts';
import { ChannelError } from '../channel/channel-error.ts';
import { download, type ChannelFetch } from '../channel/download.ts';
import { parseInvitation, type Subscription } from '../channel/invitation.ts';
import { rootFingerprint } from '../brand/root-fingerprint.ts';
import { parseMetadata } from '../channel/metadata.ts';
import { hasHiddenCharacters, hasSamePublisherName, publisherSkeleton } from '../channel/publisher-name.ts';
import { loadTrustedRoot } from '../channel/update-trusted-metadata.ts';
import type { Database } from '../storage/database.ts';
import type { ReleaseStore } from '../storage/release-store.ts';
import type { Channel } from './channel.ts';
import type { ChannelInfo, ChannelPreview, ChannelRefusal } from '../contracts/channel-status.ts';
import type { ChannelProblems } from './channel-problems.ts';
import type { ChannelVersions } from './channel-versions.ts';

export interface SubscriptionsDeps extends ChannelCrypto {
  database: Database;
  store: ReleaseStore;
  problems: ChannelProblems;
  versions: ChannelVersions;
  fetch: ChannelFetch;
  now(): number;
  clock(): number;
  brand: { channel: string | null; root: unknown; publisher: string; colour?: string | undefined };
  channelOf(subscription: Subscription): Channel;
  ownStatus(): Promise<ChannelInfo['state'] | null>;
  /** Closes a channel that is removed. */
  close(id: string): Promise<void>;
  /** Called after the subscriptions changed. @param id the removed one, or null */
  onChanged(id: string | null): Promise<void>;
}

export interface Subscriptions {
  /** The brand's own channel first, then subscriptions in the order in which they were added. */
  list(): Promise<ChannelInfo[]>;
  /** The channel that a file's text or a link names; nothing is stored. */
  preview(text: string): Promise<ChannelPreview | ChannelRefusal>;
  /** @param fingerprint the one of the preview, which the reader compared */
  add(text: string, fingerprint: string): Promise<ChannelInfo | ChannelRefusal>;
  remove(id: string): Promise<void>;
}

/** Each subscription costs memory and a download. */
const MAX_SUBSCRIPTIONS = 8;
const MAX_ROOT_BYTES = 256 * 1024;

export function createSubscriptions(deps: SubscriptionsDeps): Subscriptions {
  const { database, brand } = deps;
  const readSubscriptions = async (): Promise<Subscription[]> => {
    const all = await (await database.open()).subscriptions.toArray();
    return all.toSorted((a, b) => (a.addedAt < b.addedAt ? -1 : 1));
  };

  async function resolveInvitation(text: string): Promise<Subscription | ChannelRefusal> {
    const invitation = parseInvitation(text);
    if (invitation === null) return { problem: 'channel-unreadable' };
    const { url, colour } = invitation;
    try {
      const root =
        invitation.root ?? (await download(deps.fetch, `${url}1.root.json`, MAX_ROOT_BYTES, { clock: deps.clock }));
      await loadTrustedRoot(root, deps);
      const { signed } = parseMetadata('root', 'root.json', root);
      const id = (await rootFingerprint(JSON.parse(new TextDecoder().decode(root)), deps.sha256)) ?? '';
      if (invitation.fingerprint !== null && invitation.fingerprint !== id)
        return { problem: 'channel-other-fingerprint' };
      const publisher = signed.custom?.publisher;
      if (publisher === undefined || publisherSkeleton(publisher) === '') return { problem: 'channel-nameless' };
      if (hasHiddenCharacters(publisher)) return { problem: 'channel-hidden-signs' };
      const addedAt = new Date(deps.now()).toISOString();
      return { id, url, root, publisher, colour, addedAt };
    } catch (error) {
      if (error instanceof ChannelError) return { problem: error.fault };
      throw error;
    }
  }

  /** Why a channel cannot be added, or null. A warning could not distinguish two publishers of the same name. */
  async function findConflict({ id, publisher }: Subscription): Promise<ChannelRefusal | null> {
    const others = await readSubscriptions();
    const own = await rootFingerprint(brand.root, deps.sha256);
    if (own === id || others.some((other) => other.id === id)) return { problem: 'channel-known' };
    const names = [
      brand.publisher,
      (await deps.ownStatus())?.publisher ?? '',
      ...others.map((other) => other.publisher),
    ];
    if (names.some((name) => name !== '' && hasSamePublisherName(name, publisher)))
      return { problem: 'channel-name-taken' };
    return others.length >= MAX_SUBSCRIPTIONS ? { problem: 'channel-too-many' } : null;
  }

  async function describeSubscription(subscription: Subscription): Promise<ChannelInfo> {
    const { id, url, colour } = subscription;
    return { id, url, colour, own: false, state: await deps.channelOf(subscription).status() };
  }

  return {
    async list() {
      const state = await deps.ownStatus();
      const id = (await rootFingerprint(brand.root, deps.sha256)) ?? '';
      const own =
        state === null ? [] : [{ id, url: brand.channel ?? '', colour: brand.colour ?? null, own: true, state }];
      // Without a database there are no subscriptions, and the own channel is still listed.
      const added = await readSubscriptions().catch(() => []);
      return [...own, ...(await Promise.all(added.map(describeSubscription)))];
    },
    async preview(text) {
      const found = await resolveInvitation(text);
      if ('problem' in found) return found;
      const { id: fingerprint, url, publisher, colour } = found;
      return (await findConflict(found)) ?? { fingerprint, url, publisher, colour };
    },
    async add(text, fingerprint) {
      const found = await resolveInvitation(text);
      if ('problem' in found) return found;
      if (found.id !== fingerprint) return { problem: 'channel-other-fingerprint' };
      const refusal = await findConflict(found);
      if (refusal !== null) return refusal;
      await (await database.open()).subscriptions.add(found);
      await deps.onChanged(null);
      await deps.channelOf(found).sync();
      return describeSubscription(found);
    },
    async remove(id) {
      await deps.close(id);
      await deps.store.remove(id);
      await deps.problems.set(id, null);
      await deps.versions.set(id, null);
      await deps.onChanged(id);
    },
  };
}
