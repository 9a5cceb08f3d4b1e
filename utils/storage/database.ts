/**
 * The extension's database, by idb. The first answer of a restarted worker waits for it. Only the background opens it: a
 * content script would open the database of the web page.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Subscription } from '../channel/invitation.ts';
import type { ReleaseMetadata } from '../channel/channel-state.ts';

/** The signed metadata of a channel's release, and the names of its parts in `bodies`. */
export interface StoredHead extends ReleaseMetadata {
  channel: string;
  /** Names of the targets except the list. */
  names: string[];
  hasList: boolean;
  /** Time of the last successful sync, ISO 8601. */
  checkedAt: string;
}

/** One large part of a release; read whole or by `slice`. */
export interface StoredBody {
  /** `<channel>/<copy>/<name>` */
  key: string;
  blob: Blob;
}

export interface Stores extends DBSchema {
  heads: { key: string; value: StoredHead };
  bodies: { key: string; value: StoredBody };
  /** Channels that the reader subscribed to. */
  subscriptions: { key: string; value: Subscription };
}

export interface Database {
  /** Rejects without IndexedDB, or when it cannot be opened; the next call tries again. */
  open(): Promise<IDBPDatabase<Stores>>;
  close(): Promise<void>;
}

/** Versions below 30 stored the list in another form: the upgrade deletes it, and a sync fetches it again. */
const DATABASE_VERSION = 30;

export function createDatabase(name = 'joblantern'): Database {
  let connection: Promise<IDBPDatabase<Stores>> | null = null;

  async function openConnection(): Promise<IDBPDatabase<Stores>> {
    const forget = (): void => void (connection = null);
    return openDB<Stores>(name, DATABASE_VERSION, {
      upgrade(db) {
        for (const store of db.objectStoreNames) db.deleteObjectStore(store);
        db.createObjectStore('heads', { keyPath: 'channel' });
        db.createObjectStore('bodies', { keyPath: 'key' });
        db.createObjectStore('subscriptions', { keyPath: 'id' });
      },
      blocking(_current, _blocked, event) {
        forget();
        (event.target as IDBDatabase).close();
      },
      terminated: forget,
    });
  }

  return {
    open() {
      if (connection !== null) return connection;
      const opening = openConnection();
      connection = opening;
      opening.catch(() => {
        if (connection === opening) connection = null;
      });
      return opening;
    },
    async close() {
      const db = await connection?.catch(() => null);
      connection = null;
      db?.close();
    },
  };
}
