/**
 * The desk's own database. What a stranger on this machine can read of it: how many reports and decisions there are, and the
 * random ids that the relay gave them; the rest is sealed (boxes.ts), the secrets by the passphrase (vault.ts).
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
  /** The relay's id of it; '' when it came as a file. */
  relay: string;
  arrivedOn: string;
  /** Somebody looked at it here. */
  viewed: boolean;
  /** Day on which it was found to be gone from the relay before anybody looked at it: its sender took it back. */
  goneOn: string;
  /** Sealed `ReportContext`. */
  facts: Uint8Array;
}

export interface BodyRow {
  id: string;
  /** Sealed document and reading. */
  body: Uint8Array;
}

export interface LogRow {
  /** SHA-256 of the decision's text. */
  id: string;
  /** Sealed text and signature. */
  entry: Uint8Array;
}

/** What could not be opened, so that it is not tried again and again. */
export interface RefusedRow {
  /** The relay's id, or a random one for a file. */
  id: string;
  arrivedOn: string;
  key: RefusalKey;
}

export interface TeamRow {
  id: 'team';
  /** Sealed `Team`. */
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
    // Strict: a decision is on the disk before it is said to be taken.
    super(name, { chromeTransactionDurability: 'strict' });
    this.version(1).stores({ vault: 'id', reports: 'id, relay', bodies: 'id', log: 'id', refused: 'id', team: 'id' });
  }
}
