/** The reports of an unlocked desk, as this tab last read them: fetched, opened from a file, viewed and deleted. */
import type { RefusedRow } from './desk-database.ts';
import type { DeskStore } from './desk-store.ts';
import type { ReportBody } from './report-rows.ts';
import type { DeskWorkerClient } from './desk-worker-client.ts';
import { ReportRefusedError } from './open-report.ts';
import { pullReports, type PullDeps, type PullResult } from './pull-reports.ts';
import type { DeskReport } from './queue.ts';
import type { RelayClient } from './relay-client.ts';
import type { ReportFacts } from './report-facts.ts';

export interface DeskReportsDeps {
  store: DeskStore;
  worker: DeskWorkerClient;
  relay: RelayClient;
  /** Age identities that open reports. */
  identities: readonly string[];
}

export class DeskReports {
  readonly #deps: DeskReportsDeps;
  #byId: ReadonlyMap<string, DeskReport> = new Map();
  #refused: readonly RefusedRow[] = [];

  constructor(deps: DeskReportsDeps) {
    this.#deps = deps;
  }

  get byId(): ReadonlyMap<string, DeskReport> {
    return this.#byId;
  }

  /** Reports that could not be opened. */
  get refused(): readonly RefusedRow[] {
    return this.#refused;
  }

  /** Reads all from the store: also what other tabs fetched, viewed or deleted. */
  async read(): Promise<void> {
    const { store } = this.#deps;
    [this.#byId, this.#refused] = [await store.reports(), await store.refused()];
  }

  /** Fetches new reports into the store; `read` then shows them. @throws RelayError; what came through is stored */
  async pull(options: Pick<PullDeps, 'isDecided' | 'today' | 'progress'>): Promise<PullResult> {
    const refused = new Set(this.#refused.map(({ id }) => id));
    return pullReports({ ...this.#deps, ...options, reports: this.#byId, refused });
  }

  /**
   * Opens a sealed report that came as a file, and stores it.
   * @param arrivedOn `YYYY-MM-DD`
   * @returns its id
   * @throws ReportRefusedError also when the desk has it already
   */
  async openFile(file: Blob, arrivedOn: string): Promise<string> {
    const { store, worker, identities } = this.#deps;
    const opened = await worker.openReport(file.stream(), identities, arrivedOn);
    const { id } = opened.document;
    if (this.#byId.has(id)) throw new ReportRefusedError('twice', 'this report is here already');
    await store.addReports([{ ...opened, relay: '', arrivedOn }]);
    const report: DeskReport = { facts: opened.facts, arrivedOn, viewed: false, relay: '', goneOn: '' };
    this.#byId = new Map(this.#byId).set(id, report);
    return id;
  }

  /** The whole report, which is then viewed; null when there is none. */
  async body(id: string): Promise<ReportBody | null> {
    const { store } = this.#deps;
    const report = this.#byId.get(id);
    if (report !== undefined && !report.viewed) {
      report.viewed = true;
      // On a full disk it is not noted, and can still be read.
      await store.updateReport(id, { viewed: true }).catch(() => undefined);
    }
    return store.body(id);
  }

  /** Deletes reports from the relay, not from the desk. @returns how many @throws RelayError */
  async deleteFromRelay(isSettled: (facts: ReportFacts) => boolean): Promise<number> {
    const { store, relay } = this.#deps;
    let count = 0;
    for (const report of this.#byId.values()) {
      const { facts } = report;
      if (report.relay === '' || !isSettled(facts)) continue;
      await relay.delete(report.relay);
      await store.updateReport(facts.id, { relay: '' });
      // Another tab's changes may have been read meanwhile.
      this.#byId.get(facts.id)!.relay = '';
      count += 1;
    }
    return count;
  }

  /** Deletes reports that their senders withdrew. */
  async deleteWithdrawn(): Promise<void> {
    const gone = [...this.#byId.values()].filter(({ goneOn }) => goneOn !== '').map(({ facts }) => facts.id);
    await this.#deps.store.deleteReports(gone);
    this.#byId = new Map([...this.#byId].filter(([id]) => !gone.includes(id)));
  }
}
