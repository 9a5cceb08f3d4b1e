/** The extension's own database. Background and extension pages only: in a content script it would be the page's. */
import Dexie, { type EntityTable } from 'dexie';
import type { ReleaseHead } from '../channel/state.ts';
import type { Subscription } from '../channel/invitation.ts';

/** What is signed of a channel's release, and which of its parts lie in `bodies`. */
export interface StoredHead extends ReleaseHead {
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

export class Database extends Dexie {
  declare heads: EntityTable<StoredHead, 'channel'>;
  declare bodies: EntityTable<StoredBody, 'key'>;
  /** Channels that the reader added. */
  declare subscriptions: EntityTable<Subscription, 'id'>;

  constructor(name = 'joblantern') {
    super(name, { chromeTransactionDurability: 'strict' });
    this.version(1).stores({ channels: 'publisher' });
    this.version(2).stores({ channels: null, heads: 'channel', bodies: 'key', subscriptions: 'id' });
  }
}
