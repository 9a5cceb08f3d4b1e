/**
 * The extension's own database, by idb: a dead worker's first answer waits for it. Background only: in a content script it would
 * be the page's.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Subscription } from '../channel/invitation.ts';
import type { ReleaseMetadata } from '../channel/channel-state.ts';

/** What is signed of a channel's release, and which of its parts lie in `bodies`. */
export interface StoredHead extends ReleaseMetadata {
  channel: string;
  /** Names of the files, the list's own aside. */
  names: string[];
  hasList: boolean;
  /** Last time a sync ended well, ISO 8601. */
  checkedAt: string;
}

/** One large part of a release; read at once or by `slice`. */
export interface StoredBody {
  /** `<channel>/<copy>/<name>` */
  key: string;
  blob: Blob;
}

export interface Stores extends DBSchema {
  heads: { key: string; value: StoredHead };
  bodies: { key: string; value: StoredBody };
  /** Channels that the reader added. */
  subscriptions: { key: string; value: Subscription };
}

export interface Database {
  /** Rejects where there is no IndexedDB, or it cannot be opened; the next call tries again. */
  opened(): Promise<IDBPDatabase<Stores>>;
  close(): Promise<void>;
}

/** Versions below 30 held the list in another form: it is fetched anew. */
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
    opened() {
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
