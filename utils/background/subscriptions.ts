/** Lists of other publishers: shown before they are added, added by the fingerprint that was compared, and removed without a trace. */
import type { ChannelCrypto } from '../channel/channel-crypto.ts';
import { ChannelError } from '../channel/channel-error.ts';
import { download, type ChannelFetch } from '../channel/download.ts';
import { parseInvitation, type Subscription } from '../channel/invitation.ts';
import { rootFingerprint } from '../brand/root-fingerprint.ts';
import { parseMetadata } from '../channel/metadata.ts';
import { loadTrustedRoot } from '../channel/trusted-metadata.ts';
import type { Database } from '../storage/database.ts';
import type { ReleaseStore } from '../storage/release-store.ts';
import type { Channel } from './channel.ts';
import type { ChannelInfo, ChannelPreview, ChannelRefusal } from '../contracts/channel-status.ts';
import type { ChannelProblems } from './channel-problems.ts';

export interface SubscriptionsDeps extends ChannelCrypto {
  database: Database;
  store: ReleaseStore;
  problems: ChannelProblems;
  fetch: ChannelFetch;
  now(): number;
  clock(): number;
  brand: { channel: string | null; root: unknown; publisher: string; colour?: string | undefined };
  channelOf(subscription: Subscription): Channel;
  ownStatus(): Promise<ChannelInfo['state'] | null>;
  /** What a channel that goes may still be doing counts no more. */
  close(id: string): Promise<void>;
  /** The subscriptions changed; `id` names one that is gone. */
  forget(id: string | null): Promise<void>;
}

export interface Subscriptions {
  /** The brand's own first, then in the order in which they were added. */
  list(): Promise<ChannelInfo[]>;
  /** What a file or link would add: nothing is kept. */
  preview(text: string): Promise<ChannelPreview | ChannelRefusal>;
  /** `fingerprint`: the one that the reader was shown and compared. */
  add(text: string, fingerprint: string): Promise<ChannelInfo | ChannelRefusal>;
  remove(id: string): Promise<void>;
}

/** Each list costs memory and a download. */
const MAX_SUBSCRIPTIONS = 8;
const MAX_ROOT_BYTES = 256 * 1024;

export function createSubscriptions(deps: SubscriptionsDeps): Subscriptions {
  const { database, brand } = deps;
  const readSubscriptions = async (): Promise<Subscription[]> => {
    const all = await (await database.opened()).getAll('subscriptions');
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
      if (publisher === undefined) return { problem: 'channel-nameless' };
      const addedAt = new Date(deps.now()).toISOString();
      return { id, url, root, publisher, colour, addedAt };
    } catch (error) {
      if (error instanceof ChannelError) return { problem: error.fault };
      throw error;
    }
  }

  /** Two lists of one name could not be told apart in a warning. */
  async function findConflict({ id, publisher }: Subscription): Promise<ChannelRefusal | null> {
    const others = await readSubscriptions();
    const own = await rootFingerprint(brand.root, deps.sha256);
    if (own === id || others.some((other) => other.id === id)) return { problem: 'channel-known' };
    const plain = (name: string): string => name.normalize('NFKC').trim().toLowerCase();
    const names = [
      brand.publisher,
      (await deps.ownStatus())?.publisher ?? '',
      ...others.map((other) => other.publisher),
    ];
    if (names.some((name) => plain(name) === plain(publisher))) return { problem: 'channel-name-taken' };
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
      // Without a database there are none, and the own list is named all the same.
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
      await (await database.opened()).add('subscriptions', found);
      await deps.forget(null);
      await deps.channelOf(found).sync();
      return describeSubscription(found);
    },
    async remove(id) {
      await deps.close(id);
      await deps.store.remove(id);
      await deps.problems.set(id, null);
      await deps.forget(id);
    },
  };
}
