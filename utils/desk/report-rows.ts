/** The reports of an unlocked desk in the database: encrypted when they are written, decrypted when they are read. */
import { decryptRows } from './decrypt-rows.ts';
import type { DeskDatabase, RefusedRow } from './desk-database.ts';
import type { OpenedReport } from './desk-worker-client.ts';
import type { DeskReport } from './queue.ts';
import type { ReportFacts } from './report-facts.ts';
import type { RowCipher } from './row-cipher.ts';

export type Arrival = OpenedReport & { relay: string; arrivedOn: string };
export type ReportBody = Pick<OpenedReport, 'document' | 'reading'>;

export interface ReportRows {
  /** The oldest first; those of one day by the relay's random ids. Their own ids are of their senders' choice. */
  reports(): Promise<Map<string, DeskReport>>;
  body(id: string): Promise<ReportBody | null>;
  refused(): Promise<RefusedRow[]>;
  /** All of them are durable before it resolves. One that is there already stays as it is. */
  addReports(arrivals: readonly Arrival[]): Promise<void>;
  addRefused(row: RefusedRow): Promise<void>;
  updateReport(id: string, change: Partial<Pick<DeskReport, 'viewed' | 'goneOn' | 'relay'>>): Promise<void>;
  deleteReports(ids: readonly string[]): Promise<void>;
}

/** @param pause lets the page respond to its user */
export function createReportRows(db: DeskDatabase, cipher: RowCipher, pause: () => Promise<void>): ReportRows {
  return {
    async reports() {
      const rows = await decryptRows(
        await db.reports.toArray(),
        async ({ id, facts, ...row }) => ({
          ...row,
          facts: await cipher.decrypt<ReportFacts>(facts, `reports/${id}`),
        }),
        pause,
      );
      rows.sort(
        (a, b) =>
          compareStrings(a.arrivedOn, b.arrivedOn) ||
          compareStrings(a.relay, b.relay) ||
          compareStrings(a.facts.id, b.facts.id),
      );
      return new Map(
        rows.map(({ facts, arrivedOn, viewed, relay, goneOn }) => [
          facts.id,
          { facts, arrivedOn, viewed, relay, goneOn },
        ]),
      );
    },
    async body(id) {
      const row = await db.bodies.get(id);
      return row === undefined ? null : cipher.decrypt<ReportBody>(row.body, `bodies/${id}`);
    },
    refused: async () => db.refused.toArray(),
    async addReports(arrivals) {
      const rows = await Promise.all(
        arrivals.map(async ({ document, facts, reading, relay, arrivedOn }) => {
          const { id } = document;
          const [head, body] = await Promise.all([
            cipher.encrypt(facts, `reports/${id}`),
            cipher.encrypt({ document, reading } satisfies ReportBody, `bodies/${id}`),
          ]);
          return { report: { id, relay, arrivedOn, viewed: false, goneOn: '', facts: head }, body: { id, body } };
        }),
      );
      await db.transaction('rw', db.reports, db.bodies, async () => {
        const there = new Set(
          await db.reports
            .where('id')
            .anyOf(rows.map(({ report }) => report.id))
            .primaryKeys(),
        );
        const fresh = rows.filter(({ report }) => !there.has(report.id));
        await db.bodies.bulkPut(fresh.map(({ body }) => body));
        await db.reports.bulkPut(fresh.map(({ report }) => report));
      });
    },
    async addRefused(row) {
      await db.refused.put(row);
    },
    async updateReport(id, change) {
      await db.reports.update(id, change);
    },
    async deleteReports(ids) {
      await db.transaction('rw', db.reports, db.bodies, async () => {
        await db.reports.bulkDelete([...ids]);
        await db.bodies.bulkDelete([...ids]);
      });
    },
  };
}

function compareStrings(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
