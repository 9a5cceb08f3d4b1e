/** The decisions and the team of an unlocked desk in the database: encrypted when they are written, decrypted when they are read. */
import type { LogEntry, SignedDecision } from './decision-log.ts';
import { parseDecision, type Decision } from './decision.ts';
import { decryptRows } from './decrypt-rows.ts';
import type { DeskDatabase } from './desk-database.ts';
import type { RowCipher } from './row-cipher.ts';
import type { Team } from './team-file.ts';

export interface LogRows {
  /** Signatures were verified when the entries came in; not again here. @param known ids of entries to leave out */
  log(known?: ReadonlySet<string>): Promise<LogEntry[]>;
  team(): Promise<Team | null>;
  addLog(entries: readonly LogEntry[]): Promise<void>;
  setTeam(team: Team): Promise<void>;
}

/** @param pause lets the page respond to its user */
export function createLogRows(db: DeskDatabase, cipher: RowCipher, pause: () => Promise<void>): LogRows {
  return {
    async log(known = new Set()) {
      const ids = (await db.log.toCollection().primaryKeys()).filter((id) => !known.has(id));
      const fresh = (await db.log.bulkGet(ids)).filter((row) => row !== undefined);
      const rows = await decryptRows(
        fresh,
        async ({ id, entry }) => {
          const signed = await cipher.decrypt<SignedDecision>(entry, `log/${id}`);
          const decision = parseStoredDecision(signed.text);
          return decision === null ? [] : [{ id, ...signed, decision }];
        },
        pause,
      );
      return rows.flat();
    },
    async team() {
      const row = await db.team.get('team');
      return row === undefined ? null : cipher.decrypt<Team>(row.team, 'team');
    },
    async addLog(entries) {
      const rows = await Promise.all(
        entries.map(async ({ id, text, signature }) => ({
          id,
          entry: await cipher.encrypt({ text, signature } satisfies SignedDecision, `log/${id}`),
        })),
      );
      await db.log.bulkPut(rows);
    },
    async setTeam(team) {
      await db.team.put({ id: 'team', team: await cipher.encrypt(team, 'team') });
    },
  };
}

/** Null for a decision of a format that this version cannot read. */
function parseStoredDecision(text: string): Decision | null {
  try {
    return parseDecision(text);
  } catch {
    return null;
  }
}
