/**
 * The last good release of each channel at rest. Its large parts are Blobs, written twice: a browser that loses one file still
 * has the list. A release is swapped in one transaction, durable before it is called done.
 */
import type { ByteSource } from '../indicators/listings.ts';
import { LISTINGS } from '../indicators/list.ts';
import type { ChannelState, ReleaseAtRest } from '../channel/state.ts';
import type { Database, StoredBody } from './database.ts';

export type Copy = 0 | 1;

export interface StoredRelease extends ReleaseAtRest {
  /** Last time a sync ended well, ISO 8601. */
  checkedAt: string;
}

export interface ReleaseStore {
  /** null when nothing is stored. Throws when what is stored cannot be read. */
  open(channel: string, copy: Copy): Promise<StoredRelease | null>;
  /** All of it in memory, for a sync; what cannot be read is left out and fetched anew. */
  whole(channel: string): Promise<ChannelState | null>;
  /** `changed`: names of the parts that are not stored yet. */
  save(channel: string, state: ChannelState, changed: readonly string[], checkedAt: string): Promise<void>;
  /** Writes the first copy anew from the second. */
  mend(channel: string): Promise<void>;
  remove(channel: string): Promise<void>;
}

/** Part that holds the set of hashes, as no target is called. */
const SET = ':set';
const COPIES: readonly Copy[] = [0, 1];

export function createReleaseStore(database: Database): ReleaseStore {
  const { heads, bodies } = database;
  const keyOf = (channel: string, copy: Copy, name: string): string => `${channel}/${copy}/${name}`;
  const ownBodies = (channel: string) => bodies.where('key').startsWith(`${channel}/`);

  async function blobs(channel: string, copy: Copy) {
    return database.transaction('r', heads, bodies, async () => {
      const head = await heads.get(channel);
      if (head === undefined) return null;
      const names = head.hasList ? [SET, LISTINGS, ...head.names] : head.names;
      const found = await bodies.bulkGet(names.map((name) => keyOf(channel, copy, name)));
      return { head, blobs: new Map(names.map((name, at) => [name, found[at]?.blob ?? null])) };
    });
  }

  return {
    async open(channel, copy) {
      const stored = await blobs(channel, copy);
      if (stored === null) return null;
      const { head } = stored;
      const partOf = (name: string): Blob => {
        const blob = stored.blobs.get(name) ?? null;
        if (blob === null) throw new Error(`${name} is not stored`);
        return blob;
      };
      return {
        ...head,
        files: Object.fromEntries(head.names.map((name) => [name, sourceOf(partOf(name))])),
        list: head.hasList ? { set: await partOf(SET).arrayBuffer(), listings: sourceOf(partOf(LISTINGS)) } : null,
      };
    },
    async whole(channel) {
      const copies = await Promise.all(COPIES.map((copy) => blobs(channel, copy)));
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
      const [set, listings] = head.hasList ? [await read(SET), await read(LISTINGS)] : [null, null];
      const list = set === null || listings === null ? null : { set, listings: new Uint8Array(listings) };
      return { ...head, files, list };
    },
    async save(channel, { files, list, ...head }, changed, checkedAt) {
      const parts: [string, BlobPart][] = Object.entries(files).map(([name, bytes]) => [name, bytes as BlobPart]);
      if (list !== null) parts.push([LISTINGS, list.listings as BlobPart], [SET, list.set]);
      const isNew = (name: string): boolean => changed.includes(name === SET ? LISTINGS : name);
      const made = parts.filter(([name]) => isNew(name)).map(([name, bytes]) => [name, new Blob([bytes])] as const);
      const records = COPIES.flatMap((copy) =>
        made.map(([name, blob]): StoredBody => ({ key: keyOf(channel, copy, name), blob })),
      );
      const kept = new Set(COPIES.flatMap((copy) => parts.map(([name]) => keyOf(channel, copy, name))));
      const { roots, timestamp, snapshot, targets, withdrawals } = head;
      await database.transaction('rw', heads, bodies, async () => {
        await ownBodies(channel)
          .filter(({ key }) => !kept.has(key))
          .delete();
        await bodies.bulkPut(records);
        await heads.put({
          channel,
          checkedAt,
          names: Object.keys(files),
          hasList: list !== null,
          roots,
          timestamp,
          snapshot,
          targets,
          withdrawals,
        });
      });
    },
    async mend(channel) {
      await database.transaction('rw', bodies, async () => {
        const second = await bodies
          .where('key')
          .startsWith(keyOf(channel, 1, ''))
          .toArray();
        await bodies.bulkPut(
          second.map(({ key, blob }) => ({ key: keyOf(channel, 0, key.slice(keyOf(channel, 1, '').length)), blob })),
        );
      });
    },
    async remove(channel) {
      await database.transaction('rw', heads, bodies, async () => {
        await heads.delete(channel);
        await ownBodies(channel).delete();
      });
    },
  };
}

function sourceOf(blob: Blob): ByteSource {
  return {
    size: blob.size,
    slice: async (start, end) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
  };
}
