/**
 * The extension's own database. Background only: in a content script it would belong to the page.
 */
import { Dexie, type EntityTable } from 'dexie';
import type { Subscription } from '../channel/invitation.ts';
import type { ReleaseMetadata } from '../channel/stored-release.ts';

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

/** Dexie's number of the form of the tables. */
const DATABASE_VERSION = 3;

export class ReleaseDatabase extends Dexie {
  declare heads: EntityTable<StoredHead, 'channel'>;
  declare bodies: EntityTable<StoredBody, 'key'>;
  /** Channels that the reader added. */
  declare subscriptions: EntityTable<Subscription, 'id'>;

  constructor(name = 'joblantern') {
    // Strict: a transaction completes after the data reached the disk.
    super(name, { chromeTransactionDurability: 'strict' });
    this.version(DATABASE_VERSION).stores({ heads: 'channel', bodies: 'key', subscriptions: 'id' });
  }
}

export interface Database {
  /** Rejects without IndexedDB, or when it cannot be opened; the next call tries again. */
  open(): Promise<ReleaseDatabase>;
  close(): Promise<void>;
}

export function createDatabase(name?: string): Database {
  const database = new ReleaseDatabase(name);
  return {
    async open() {
      if (!database.isOpen()) await database.open().catch(recreate);
      return database;
    },
    async close() {
      database.close();
    },
  };

  /** An earlier version stored the list in another form: it is deleted, and a sync fetches it again. */
  async function recreate(error: unknown): Promise<void> {
    if (!(error instanceof Dexie.UpgradeError)) throw error;
    await database.delete();
    await database.open();
  }
}
