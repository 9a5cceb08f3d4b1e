/**
 * An unlocked desk: its data, and everything that a moderator does. Offline except for `pull` and `deleteDecidedFromRelay`.
 * `DeskReports` has the reports, `DeskCases` groups them, `TeamLog` has the decisions and the team.
 */
import { dayOf } from '../indicators/day-number.ts';
import { createDecisionClock } from './decision-clock.ts';
import { DeskCases } from './desk-cases.ts';
import type { DeskExport } from './desk-export.ts';
import { DeskReports } from './desk-reports.ts';
import { computeDeskState, type DeskState } from './desk-state.ts';
import type { DeskStore } from './desk-store.ts';
import type { ReportBody } from './report-rows.ts';
import type { DeskWorkerClient } from './desk-worker-client.ts';
import { feedbackCsv } from './feedback-csv.ts';
import { feedbackTable } from './feedback-table.ts';
import { isSettled } from './is-settled.ts';
import { makeDeskExport } from './make-desk-export.ts';
import { mergedFileOf, type MergedFile } from './merged-file.ts';
import type { PullResult } from './pull-reports.ts';
import type { RelayClient } from './relay-client.ts';
import { signDecisions, type DecisionInput } from './sign-decisions.ts';
import { openTeamFile, sealTeamFile, type Team } from './team-file.ts';
import { TeamLog } from './team-log.ts';
import type { Secrets } from './vault.ts';

export interface DeskDeps {
  secrets: Secrets;
  store: DeskStore;
  worker: DeskWorkerClient;
  relay: RelayClient;
  sign: (data: Uint8Array) => Promise<Uint8Array>;
  /** Milliseconds since 1970. */
  now: () => number;
  random: (length: number) => Uint8Array;
  /** Runs one piece of work after another, also of other tabs in which this desk is open. */
  oneAtATime: <T>(work: () => Promise<T>) => Promise<T>;
  /** Lets the page respond to its user; called every few milliseconds of work. */
  pause: () => Promise<void>;
  onChange: () => void;
}

export interface Desk {
  state(): DeskState;
  /** Reads what is stored; `groupReports` then builds the queue. */
  load(): Promise<void>;
  groupReports(): Promise<void>;
  pull(progress: (done: number, of: number) => void): Promise<PullResult>;
  /** Opens a sealed report that came by mail or on a stick. @throws ReportRefusedError, WrongClockError */
  openFile(file: Blob): Promise<string>;
  body(id: string): Promise<ReportBody | null>;
  /** @throws WrongClockError when colleagues would refuse the decision */
  decide(choice: DecisionInput): Promise<void>;
  /** The log, sealed for the team. */
  teamFile(): Promise<Uint8Array>;
  /** @throws ReportRefusedError */
  merge(file: Blob): Promise<MergedFile>;
  /** What changed against the team in `state` is changed in the stored one: another tab may have changed that, too. */
  setTeam(team: Team): Promise<void>;
  /** Confirms indicators that a merge made listed. @param keys see `indicatorKey` */
  confirmListings(keys: readonly string[]): Promise<void>;
  /** @throws WrongClockError when the clock is not set */
  makeExport(): Promise<DeskExport>;
  /** The answers to "Was this right?" as CSV. */
  feedbackCsv(): string;
  /** Deletes decided reports from the relay. @returns how many @throws RelayError */
  deleteDecidedFromRelay(): Promise<number>;
  /** Deletes reports that their senders withdrew. */
  deleteWithdrawn(): Promise<void>;
}

export function createDesk(deps: DeskDeps): Desk {
  const { name, key: ownKey, identities } = deps.secrets;
  const clock = createDecisionClock(deps.now);
  const reports = new DeskReports({ ...deps, identities });
  const cases = new DeskCases({ pause: deps.pause, onChange: notify });
  const log = new TeamLog({ ...deps, owner: { name, key: ownKey }, onChange: notify });
  let state = computeState();

  function computeState(): DeskState {
    return computeDeskState({ reports, cases, log, ownKey, today: dayOf(deps.now()) });
  }

  function notify(): void {
    state = computeState();
    deps.onChange();
  }

  const groupReports = (): Promise<void> => cases.group(reports.byId.values());

  return {
    state: () => state,
    async load() {
      await log.load();
      await reports.read();
    },
    groupReports,
    async pull(progress) {
      // What another tab viewed or decided is not set aside when its sender withdrew it.
      await log.readOtherTabs();
      await reports.read();
      try {
        const isDecided = (id: string): boolean => log.logState.reports.has(id);
        const pulled = await reports.pull({ isDecided, today: dayOf(deps.now()), progress });
        const colleagues = log.entries().filter(({ decision }) => decision.by !== ownKey);
        clock.compare(deps.relay.lastTime(), colleagues);
        return pulled;
      } finally {
        // Also after a fetch that the network cut: what came is worked on, and is not fetched again.
        await reports.read();
        await groupReports();
      }
    },
    async openFile(file) {
      const id = await reports.openFile(file, clock.today());
      await groupReports();
      return id;
    },
    body: (id) => reports.body(id),
    decide: (choice) =>
      log.change(async () => {
        const [entries, memberKeys] = [log.entries(), log.memberKeys()];
        const context = { ...deps, ownKey, clock, reports: reports.byId, entries, memberKeys };
        await log.add(await signDecisions(choice, context));
      }),
    teamFile: () =>
      log.change(async () => {
        const entries = log.entries().map(({ text, signature }) => ({ text, signature }));
        return sealTeamFile({ format: 1, name, key: ownKey, entries }, identities, log.team.recipients);
      }),
    async merge(file) {
      const sent = await openTeamFile(file.stream(), identities);
      return log.change(async () => mergedFileOf(sent.name, sent.key, await log.merge(sent.entries)));
    },
    setTeam(changed) {
      const shown = log.team;
      return log.change(() => log.changeTeam(shown, changed));
    },
    confirmListings: (keys) => log.change(() => log.confirmListings(keys)),
    makeExport: () => log.change(async () => makeDeskExport(log.logState, clock.today())),
    feedbackCsv: () => feedbackCsv(feedbackTable(reports.byId.values())),
    async deleteDecidedFromRelay() {
      const deleted = await reports.deleteFromRelay((facts) => isSettled(log.logState, facts));
      if (deleted > 0) notify();
      return deleted;
    },
    async deleteWithdrawn() {
      await reports.deleteWithdrawn();
      notify();
    },
  };
}
