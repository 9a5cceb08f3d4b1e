/**
 * The last good release of each channel at rest. Its large parts are Blobs, written twice: a browser that loses one file still
 * has the list. A release is swapped in one transaction, durable before it is called done.
 */
import type { IDBPDatabase } from 'idb';
import type { ByteSource } from '../indicators/listings.ts';
import { LISTINGS_TARGET } from '../indicators/indicator-list.ts';
import type { NewerRoots } from '../channel/update-channel.ts';
import type { ChannelState, StoredRelease } from '../channel/channel-state.ts';
import type { Database, StoredBody, StoredHead, Stores } from './database.ts';

export type CopyIndex = 0 | 1;

export interface StoredReleaseCopy extends StoredRelease {
  /** Last time a sync ended well, ISO 8601. */
  checkedAt: string;
}

export interface ReleaseStore {
  /** null when nothing is stored. Throws when what is stored cannot be read. */
  openCopy(channel: string, copy: CopyIndex): Promise<StoredReleaseCopy | null>;
  /** All of it in memory, for a sync; what cannot be read is left out and fetched anew. */
  readAll(channel: string): Promise<ChannelState | null>;
  /**
   * `changedTargets`: names of the parts that are not stored yet. `subscribed`: it counts only while the reader's subscription stands, which
   * may have been taken away while the release was fetched.
   */
  save(
    channel: string,
    state: ChannelState,
    saving: { changed: readonly string[]; checkedAt: string; subscribed: boolean },
  ): Promise<void>;
  /** Roots that were believed after those of the stored release, whatever becomes of the rest of the sync. */
  saveRoots(channel: string, roots: NewerRoots): Promise<void>;
  /** Writes the first copy anew from the second. */
  restoreFirstCopy(channel: string): Promise<void>;
  /** With the subscription that it came by. */
  remove(channel: string): Promise<void>;
}

/** Part that holds the set of hashes, as no target is called. */
const HASH_SET_PART = ':set';
const COPIES: readonly CopyIndex[] = [0, 1];
/** On the disk, and not only handed to the system, before a sync is called done. */
const STRICT_DURABILITY = { durability: 'strict' } as const;

const keyOf = (channel: string, copy: CopyIndex, name: string): string => `${channel}/${copy}/${name}`;
/** All keys that start so: `￿` comes after every letter. */
const keysWithPrefix = (start: string): IDBKeyRange => IDBKeyRange.bound(start, `${start}\uffff`);

export function createReleaseStore(database: Database): ReleaseStore {
  async function readBlobs(channel: string, copy: CopyIndex) {
    const transaction = (await database.opened()).transaction(['heads', 'bodies']);
    const start = keyOf(channel, copy, '');
    const [head, found] = await Promise.all([
      (async () => transaction.objectStore('heads').get(channel))(),
      (async () => transaction.objectStore('bodies').getAll(keysWithPrefix(start)))(),
    ]);
    if (head === undefined) return null;
    return { head, blobs: new Map(found.map(({ key, blob }) => [key.slice(start.length), blob])) };
  }

  return {
    async openCopy(channel, copy) {
      const stored = await readBlobs(channel, copy);
      if (stored === null) return null;
      const { head } = stored;
      const partOf = (name: string): Blob => {
        const blob = stored.blobs.get(name);
        if (blob === undefined) throw new Error(`${name} is not stored`);
        return blob;
      };
      return {
        ...head,
        files: Object.fromEntries(head.names.map((name) => [name, sourceOf(partOf(name))])),
        list: head.hasList
          ? { set: sourceOf(partOf(HASH_SET_PART)), listings: sourceOf(partOf(LISTINGS_TARGET)) }
          : null,
      };
    },
    async readAll(channel) {
      const copies = await Promise.all(COPIES.map((copy) => readBlobs(channel, copy)));
      const head = copies[0]?.head;
      if (head === undefined) return null;
      const read = async (name: string): Promise<ArrayBuffer | null> => {
        for (const copy of copies) {
          const bytes = await copy?.blobs
            .get(name)
            ?.arrayBuffer()
            .catch(() => null);
          if (bytes !== null && bytes !== undefined) return bytes;
        }
        return null;
      };
      const files: Record<string, Uint8Array> = {};
      for (const name of head.names) {
        const bytes = await read(name);
        if (bytes !== null) files[name] = new Uint8Array(bytes);
      }
      const [set, listings] = head.hasList ? [await read(HASH_SET_PART), await read(LISTINGS_TARGET)] : [null, null];
      const list = set === null || listings === null ? null : { set, listings: new Uint8Array(listings) };
      return { ...head, files, list };
    },
    async save(channel, { files, list, ...head }, { changed, checkedAt, subscribed }) {
      const parts: [string, BlobPart][] = Object.entries(files).map(([name, bytes]) => [name, bytes as BlobPart]);
      if (list !== null) parts.push([LISTINGS_TARGET, list.listings as BlobPart], [HASH_SET_PART, list.set]);
      const isNew = (name: string): boolean => changed.includes(name === HASH_SET_PART ? LISTINGS_TARGET : name);
      const made = parts.filter(([name]) => isNew(name)).map(([name, bytes]) => [name, new Blob([bytes])] as const);
      const records = COPIES.flatMap((copy) =>
        made.map(([name, blob]): StoredBody => ({ key: keyOf(channel, copy, name), blob })),
      );
      const kept = new Set(COPIES.flatMap((copy) => parts.map(([name]) => keyOf(channel, copy, name))));
      const { pinned, believed, roots, newerRoots, timestamp, snapshot, targets, withdrawals } = head;
      const signed = { pinned, believed, roots, newerRoots, timestamp, snapshot, targets, withdrawals };
      const stored = { channel, checkedAt, names: Object.keys(files), hasList: list !== null, ...signed };
      const swapped = { goes: (key: string) => !kept.has(key), records, head: stored, subscribed };
      await replaceRelease(await database.opened(), channel, swapped);
    },
    async saveRoots(channel, { roots, recipients }) {
      const transaction = (await database.opened()).transaction('heads', 'readwrite', STRICT_DURABILITY);
      const head = await transaction.store.get(channel);
      if (head !== undefined) {
        await transaction.store.put({ ...head, newerRoots: roots, believed: { ...head.believed, recipients } });
      }
      await transaction.done;
    },
    async restoreFirstCopy(channel) {
      const transaction = (await database.opened()).transaction('bodies', 'readwrite', STRICT_DURABILITY);
      const start = keyOf(channel, 1, '');
      const second = await transaction.store.getAll(keysWithPrefix(start));
      const first = second.map(({ key, blob }) => ({ key: keyOf(channel, 0, key.slice(start.length)), blob }));
      await Promise.all([...first.map(async (body) => transaction.store.put(body)), transaction.done]);
    },
    async remove(channel) {
      await replaceRelease(await database.opened(), channel, {
        goes: () => true,
        records: [],
        head: null,
        subscribed: false,
      });
    },
  };
}

interface Replacement {
  goes(key: string): boolean;
  records: readonly StoredBody[];
  /** null: the channel goes, and the subscription with it. */
  head: StoredHead | null;
  subscribed: boolean;
}

/** All of it or nothing: the parts that go, those that come, and the head that names them. */
async function replaceRelease(
  database: IDBPDatabase<Stores>,
  channel: string,
  { goes, records, head, subscribed }: Replacement,
): Promise<void> {
  const transaction = database.transaction(['heads', 'bodies', 'subscriptions'], 'readwrite', STRICT_DURABILITY);
  const bodies = transaction.objectStore('bodies');
  const heads = transaction.objectStore('heads');
  const subscriptions = transaction.objectStore('subscriptions');
  const work = async (): Promise<void> => {
    if (subscribed && (await subscriptions.getKey(channel)) === undefined) return;
    const keys = await bodies.getAllKeys(keysWithPrefix(`${channel}/`));
    // Async: what is thrown at once is one failure among the others, and none goes unheard.
    await Promise.all([
      ...keys.filter(goes).map(async (key) => bodies.delete(key)),
      ...records.map(async (record) => void (await bodies.put(record))),
      (async () => void (head === null ? await heads.delete(channel) : await heads.put(head)))(),
      (async () => void (head === null && (await subscriptions.delete(channel))))(),
    ]);
  };
  const abort = (error: unknown): never => {
    try {
      transaction.abort();
    } catch {
      // A request that failed has ended it already.
    }
    throw error;
  };
  await Promise.all([work().catch(abort), transaction.done]);
}

function sourceOf(blob: Blob): ByteSource {
  return {
    size: blob.size,
    slice: async (start, end) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
  };
}
