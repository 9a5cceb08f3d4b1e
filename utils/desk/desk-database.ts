/**
 * The desk's own database. Somebody with access to this device can read the number of reports and decisions, and the
 * relay's random ids. The rest is encrypted (row-cipher.ts); the secrets are encrypted with the passphrase (vault.ts).
 */
import { Dexie, type EntityTable } from 'dexie';
import type { RefusalKey } from './open-report.ts';

export interface VaultRow {
  id: 'vault';
  sealed: Uint8Array;
}

export interface ReportRow {
  /** The report's own id. */
  id: string;
  /** The id that the relay gave it; '' when it came as a file. */
  relay: string;
  arrivedOn: string;
  /** A moderator looked at it on this device. */
  viewed: boolean;
  /** Day on which it was missing at the relay before anybody looked at it: its sender withdrew it. */
  goneOn: string;
  /** Encrypted `ReportFacts`. */
  facts: Uint8Array;
}

export interface BodyRow {
  id: string;
  /** Encrypted document and reading. */
  body: Uint8Array;
}

export interface LogRow {
  /** SHA-256 of the decision's text. */
  id: string;
  /** Encrypted text and signature. */
  entry: Uint8Array;
}

/** What could not be opened, so that it is not tried again. */
export interface RefusedRow {
  /** The id that the relay gave it, or a random one for a file. */
  id: string;
  arrivedOn: string;
  key: RefusalKey;
}

export interface TeamRow {
  id: 'team';
  /** Encrypted `Team`. */
  team: Uint8Array;
}

export class DeskDatabase extends Dexie {
  declare vault: EntityTable<VaultRow, 'id'>;
  declare reports: EntityTable<ReportRow, 'id'>;
  declare bodies: EntityTable<BodyRow, 'id'>;
  declare log: EntityTable<LogRow, 'id'>;
  declare refused: EntityTable<RefusedRow, 'id'>;
  declare team: EntityTable<TeamRow, 'id'>;

  constructor(name = 'joblantern-desk') {
    // Strict: a decision is on the disk before the page says so.
    super(name, { chromeTransactionDurability: 'strict' });
    this.version(1).stores({ vault: 'id', reports: 'id, relay', bodies: 'id', log: 'id', refused: 'id', team: 'id' });
    // The first version took a report for damaged when the network cut its fetch: each is asked for once more.
    this.version(2).upgrade((change) =>
      change
        .table<RefusedRow>('refused')
        .filter(({ key }) => key === 'damaged')
        .delete(),
    );
  }
}
