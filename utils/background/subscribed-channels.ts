/** The channels that the reader added, each opened once. */
import type { Subscription } from '../channel/invitation.ts';
import { HASHES_TARGET, LISTINGS_TARGET, WITHDRAWN_TARGET } from '../indicators/indicator-list.ts';
import { asyncMemo } from '../platform/async-memo.ts';
import { isRegisterTarget } from '../register/register-file.ts';
import type { Database } from '../storage/database.ts';
import { createChannel, type Channel, type ChannelDeps } from './channel.ts';

/** Targets taken from a subscription: the list and registers, never knowledge that decides how posts are read or judged. */
const SUBSCRIBED_TARGETS: ReadonlySet<string> = new Set([HASHES_TARGET, LISTINGS_TARGET, WITHDRAWN_TARGET]);

type OwnDeps = 'id' | 'publisher' | 'pinned' | 'fingerprint' | 'url' | 'isSubscribed' | 'check' | 'isTargetWanted';

export interface SubscribedChannelsDeps extends Omit<ChannelDeps, OwnDeps> {
  database: Database;
}

export class SubscribedChannels {
  readonly #deps: SubscribedChannelsDeps;
  readonly #channels = new Map<string, Channel>();
  // Without a database there are no subscriptions, and the own channel still works.
  readonly #stored = asyncMemo(() =>
    this.#deps.database
      .open()
      .then((opened) => opened.subscriptions.toArray())
      .catch((): Subscription[] => []),
  );

  constructor(deps: SubscribedChannelsDeps) {
    this.#deps = deps;
  }

  /** In the order in which the reader added them. */
  async all(): Promise<Channel[]> {
    const subscriptions = await this.#stored.get();
    return subscriptions.toSorted((a, b) => (a.addedAt < b.addedAt ? -1 : 1)).map((each) => this.channelOf(each));
  }

  channelOf(subscription: Subscription): Channel {
    const channel = this.#channels.get(subscription.id) ?? this.#create(subscription);
    this.#channels.set(subscription.id, channel);
    return channel;
  }

  async close(id: string): Promise<void> {
    await this.#channels.get(id)?.close();
  }

  /** Call after a subscription was added or removed. @param id of a channel to open anew; null for none */
  forget(id: string | null): void {
    if (id !== null) this.#channels.delete(id);
    this.#stored.forget();
  }

  #create({ id, publisher, root, url }: Subscription): Channel {
    return createChannel({
      ...this.#deps,
      id,
      publisher,
      pinned: root,
      fingerprint: async () => id,
      url,
      isSubscribed: true,
      check: async () => undefined,
      isTargetWanted: (name) => SUBSCRIBED_TARGETS.has(name) || isRegisterTarget(name),
    });
  }
}
