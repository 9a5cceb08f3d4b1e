/** What an unlocked desk has in the database: reports, and the log with the team. */
import type { DeskDatabase } from './desk-database.ts';
import { createLogRows, type LogRows } from './log-rows.ts';
import { createReportRows, type ReportRows } from './report-rows.ts';
import type { RowCipher } from './row-cipher.ts';

export type DeskStore = ReportRows & LogRows;

/** @param pause lets the page respond to its user */
export function createDeskStore(db: DeskDatabase, cipher: RowCipher, pause: () => Promise<void>): DeskStore {
  return { ...createReportRows(db, cipher, pause), ...createLogRows(db, cipher, pause) };
}
