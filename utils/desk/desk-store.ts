/** The rows of an unlocked desk: encrypted when they are written, decrypted when they are read. */
import type { RowCipher } from './row-cipher.ts';
import { parseDecision, type Decision } from './decision.ts';
import type { LogEntry, SignedDecision } from './decision-log.ts';
import type { DeskDatabase, RefusedRow } from './desk-database.ts';
import type { OpenedReport } from './desk-worker-client.ts';
import type { DeskReport } from './queue.ts';
import type { ReportFacts } from './report-facts.ts';
import type { Team } from './team-file.ts';

export type Arrival = OpenedReport & { relay: string; arrivedOn: string };
export type ReportBody = Pick<OpenedReport, 'document' | 'reading'>;

export interface DeskStore {
  /** The oldest first; those of one day by the relay's random ids. Their own ids are of their senders' choice. */
  reports(): Promise<Map<string, DeskReport>>;
  body(id: string): Promise<ReportBody | null>;
  /** Signatures were verified when the entries came in; not again here. @param known ids of entries to leave out */
  log(known?: ReadonlySet<string>): Promise<LogEntry[]>;
  refused(): Promise<RefusedRow[]>;
  team(): Promise<Team | null>;
  /** All of them are durable before it resolves. One that is there already stays as it is. */
  addReports(arrivals: readonly Arrival[]): Promise<void>;
  addRefused(row: RefusedRow): Promise<void>;
  addLog(entries: readonly LogEntry[]): Promise<void>;
  setTeam(team: Team): Promise<void>;
  updateReport(id: string, change: Partial<Pick<DeskReport, 'viewed' | 'goneOn' | 'relay'>>): Promise<void>;
  deleteReports(ids: readonly string[]): Promise<void>;
}

/** Rows decrypted between two pauses. */
const ROWS_PER_BATCH = 250;

export function createDeskStore(db: DeskDatabase, cipher: RowCipher, pause: () => Promise<void>): DeskStore {
  async function decryptRows<Row, T>(rows: readonly Row[], decryptRow: (row: Row) => Promise<T>): Promise<T[]> {
    const decrypted: T[] = [];
    for (let at = 0; at < rows.length; at += ROWS_PER_BATCH) {
      decrypted.push(...(await Promise.all(rows.slice(at, at + ROWS_PER_BATCH).map(decryptRow))));
      await pause();
    }
    return decrypted;
  }

  return {
    async reports() {
      const rows = await decryptRows(await db.reports.toArray(), async ({ id, facts, ...row }) => ({
        ...row,
        facts: await cipher.decrypt<ReportFacts>(facts, `reports/${id}`),
      }));
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
    async log(known = new Set()) {
      const ids = (await db.log.toCollection().primaryKeys()).filter((id) => !known.has(id));
      const fresh = (await db.log.bulkGet(ids)).filter((row) => row !== undefined);
      const rows = await decryptRows(fresh, async ({ id, entry }) => {
        const signed = await cipher.decrypt<SignedDecision>(entry, `log/${id}`);
        const decision = parseStoredDecision(signed.text);
        return decision === null ? [] : [{ id, ...signed, decision }];
      });
      return rows.flat();
    },
    refused: async () => db.refused.toArray(),
    async team() {
      const row = await db.team.get('team');
      return row === undefined ? null : cipher.decrypt<Team>(row.team, 'team');
    },
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

/** Null for a decision of a format that this version cannot read. */
function parseStoredDecision(text: string): Decision | null {
  try {
    return parseDecision(text);
  } catch {
    return null;
  }
}

function compareStrings(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
