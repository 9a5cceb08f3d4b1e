/** What the page shows of an unlocked desk: derived from its reports, cases, log and team, never stored. */
import type { RefusedRow } from './desk-database.ts';
import type { DeskCases } from './desk-cases.ts';
import type { DeskReports } from './desk-reports.ts';
import type { LogState } from './log-state.ts';
import { buildQueue, type DeskReport, type QueueCase } from './queue.ts';
import type { Team } from './team-file.ts';
import type { TeamLog } from './team-log.ts';

export interface DeskState {
  queue: readonly QueueCase[];
  reports: ReadonlyMap<string, DeskReport>;
  logState: LogState;
  refused: readonly RefusedRow[];
  team: Team;
  /** Keys whose decisions are in the log and do not count. */
  unknownKeys: readonly string[];
  decisions: number;
  /** True while the cases do not cover all reports yet. */
  isSorting: boolean;
  /** The moderator's own key. */
  ownKey: string;
  /** `YYYY-MM-DD` */
  today: string;
}

export interface DeskParts {
  reports: DeskReports;
  cases: DeskCases;
  log: TeamLog;
  ownKey: string;
  /** `YYYY-MM-DD` */
  today: string;
}

export function computeDeskState({ reports, cases, log, ownKey, today }: DeskParts): DeskState {
  const { team, logState } = log;
  return {
    queue: buildQueue(cases.found, { reports: reports.byId, logState, ownKey, today }),
    reports: reports.byId,
    logState,
    refused: reports.refused,
    team,
    unknownKeys: log.unknownKeys(),
    decisions: log.entries().length,
    isSorting: cases.isSorting,
    ownKey,
    today,
  };
}
