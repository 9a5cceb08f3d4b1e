/** The extension's own database. Background and extension pages only: in a content script it would be the page's. */
import Dexie, { type EntityTable } from 'dexie';

/** The verified channel as it was last fetched whole, in one record, so that one put swaps all of it. */
export interface StoredChannel {
  publisher: string;
  /** Structured-cloneable state of utils/channel. */
  state: unknown;
  /** ISO 8601. */
  checkedAt: string;
}

export class Database extends Dexie {
  declare channels: EntityTable<StoredChannel, 'publisher'>;

  constructor(name = 'joblantern') {
    super(name, { chromeTransactionDurability: 'strict' });
    this.version(1).stores({ channels: 'publisher' });
  }
}
