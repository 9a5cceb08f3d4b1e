/**
 * Stores the last valid release of each channel. Its large parts are Blobs in two copies, because a browser can lose a
 * file. One transaction with strict durability replaces a release.
 */
import type { ByteSource } from '../indicators/listings.ts';
import { LISTINGS_TARGET } from '../indicators/indicator-list.ts';
import type { NewerRoots } from '../channel/sync-session.ts';
import type { ChannelState, StoredRelease } from '../channel/stored-release.ts';
import type { Database, ReleaseDatabase, StoredBody, StoredHead } from './database.ts';

export type CopyIndex = 0 | 1;

export interface StoredReleaseCopy extends StoredRelease {
  /** Time of the last successful sync, ISO 8601. */
  checkedAt: string;
}

export interface ReleaseStore {
  /** Null when nothing is stored. @throws Error when a stored part cannot be read */
  openCopy(channel: string, copy: CopyIndex): Promise<StoredReleaseCopy | null>;
  /** The whole release in memory, for a sync; parts that cannot be read are left out. */
  readAll(channel: string): Promise<ChannelState | null>;
  /**
   * @param saving `changed` names the parts that are not stored yet. A release of a subscription is stored only while its
   * subscription exists: the reader may have removed it during the download.
   */
  save(
    channel: string,
    state: ChannelState,
    saving: { changed: readonly string[]; checkedAt: string; isSubscribed: boolean },
  ): Promise<void>;
  /** Stores newer trusted roots, even when the rest of the sync fails. */
  saveRoots(channel: string, roots: NewerRoots): Promise<void>;
  /** Overwrites the first copy with the second. */
  restoreFirstCopy(channel: string): Promise<void>;
  /** Deletes the release and its subscription. */
  remove(channel: string): Promise<void>;
}

/** Key of the hash set; no target has this name. */
const HASH_SET_PART = ':set';
const COPIES: readonly CopyIndex[] = [0, 1];

const keyOf = (channel: string, copy: CopyIndex, name: string): string => `${channel}/${copy}/${name}`;

export function createReleaseStore(database: Database): ReleaseStore {
  async function readBlobs(channel: string, copy: CopyIndex) {
    const db = await database.open();
    const start = keyOf(channel, copy, '');
    const [head, found] = await db.transaction('r', db.heads, db.bodies, () =>
      Promise.all([db.heads.get(channel), db.bodies.where('key').startsWith(start).toArray()]),
    );
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
    async save(channel, { files, list, ...head }, { changed, checkedAt, isSubscribed }) {
      const parts: [string, BlobPart][] = Object.entries(files).map(([name, bytes]) => [name, bytes as BlobPart]);
      if (list !== null) parts.push([LISTINGS_TARGET, list.listings as BlobPart], [HASH_SET_PART, list.set]);
      const isNew = (name: string): boolean => changed.includes(name === HASH_SET_PART ? LISTINGS_TARGET : name);
      const made = parts.filter(([name]) => isNew(name)).map(([name, bytes]) => [name, new Blob([bytes])] as const);
      const records = COPIES.flatMap((copy) =>
        made.map(([name, blob]): StoredBody => ({ key: keyOf(channel, copy, name), blob })),
      );
      const kept = new Set(COPIES.flatMap((copy) => parts.map(([name]) => keyOf(channel, copy, name))));
      const { pinned, trusted, roots, newerRoots, timestamp, snapshot, targets, withdrawals } = head;
      const signed = { pinned, trusted, roots, newerRoots, timestamp, snapshot, targets, withdrawals };
      const stored = { channel, checkedAt, names: Object.keys(files), hasList: list !== null, ...signed };
      const swapped = { isObsolete: (key: string) => !kept.has(key), newBodies: records, head: stored, isSubscribed };
      await replaceRelease(await database.open(), channel, swapped);
    },
    async saveRoots(channel, { roots, recipients }) {
      const { heads } = await database.open();
      await heads
        .where('channel')
        .equals(channel)
        .modify((head) => {
          head.newerRoots = roots;
          head.trusted = { ...head.trusted, recipients };
        });
    },
    async restoreFirstCopy(channel) {
      const db = await database.open();
      const start = keyOf(channel, 1, '');
      await db.transaction('rw', db.bodies, async () => {
        const second = await db.bodies.where('key').startsWith(start).toArray();
        await db.bodies.bulkPut(
          second.map(({ key, blob }) => ({ key: keyOf(channel, 0, key.slice(start.length)), blob })),
        );
      });
    },
    async remove(channel) {
      await replaceRelease(await database.open(), channel, {
        isObsolete: () => true,
        newBodies: [],
        head: null,
        isSubscribed: false,
      });
    },
  };
}

interface Replacement {
  isObsolete(key: string): boolean;
  newBodies: readonly StoredBody[];
  /** Null deletes the channel and its subscription. */
  head: StoredHead | null;
  isSubscribed: boolean;
}

/** Deletes obsolete parts, and writes new ones and the head, in one transaction. */
async function replaceRelease(
  db: ReleaseDatabase,
  channel: string,
  { isObsolete, newBodies, head, isSubscribed }: Replacement,
): Promise<void> {
  await db.transaction('rw', db.heads, db.bodies, db.subscriptions, async () => {
    if (isSubscribed && (await db.subscriptions.get(channel)) === undefined) return;
    const keys = await db.bodies.where('key').startsWith(`${channel}/`).primaryKeys();
    await db.bodies.bulkDelete(keys.filter(isObsolete));
    await db.bodies.bulkPut([...newBodies]);
    if (head === null) {
      await db.heads.delete(channel);
      await db.subscriptions.delete(channel);
    } else await db.heads.put(head);
  });
}

function sourceOf(blob: Blob): ByteSource {
  return {
    size: blob.size,
    slice: async (start, end) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
  };
}
