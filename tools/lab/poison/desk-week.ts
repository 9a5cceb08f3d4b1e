/**
 * Simulates a week at the desk: honest reports about invented recruiters, and reports of liars. The engine reads them; the
 * desk's own code groups and orders them.
 */
import { readCompiled } from '../../knowledge/read-compiled.ts';
import { readRows } from '../../eval/rows.ts';
import { seededRandom } from '../../setup/seeded-random.ts';
import { loadKnowledge, type Knowledge } from '../../../utils/detect/analyse.ts';
import type { Case } from '../../../utils/desk/case.ts';
import { groupReports } from '../../../utils/desk/grouping.ts';
import { buildQueue, type DeskReport } from '../../../utils/desk/queue.ts';
import { readReport, type ReportFacts } from '../../../utils/desk/report-facts.ts';
import { computeLogState } from '../../../utils/desk/log-state.ts';
import type { Indicator } from '../../../utils/model/indicator.ts';
import type { ReportDocument } from '../../../utils/report/report-document.ts';

/**
 * - `smear`: an innocent account under a copied lure, to have it listed
 * - `join`: the innocent account beside a real recruiter's in another text, to join both into one case
 * - `bury`: another invented account and "someone is held" in each report, to keep moderators from the honest ones
 */
export const ATTACKS = ['smear', 'join', 'bury'] as const;
export type Attack = (typeof ATTACKS)[number];

export interface DeskWeek {
  attack: Attack;
  honest: number;
  lies: number;
  /** Share of a recruiter's honest reports in one case; the mean over recruiters. */
  together: number;
  /** Cases that contain reports about two recruiters. */
  mixed: number;
  /** Recruiters' cases that name the innocent account too. */
  namingInnocent: number;
  /** Place of a recruiter's case in the queue: the median, and the last. */
  medianPlace: number;
  lastPlace: number;
  /** Place of the first case with lies only; null when there is none. */
  firstLie: number | null;
}

const RECRUITERS = 30;
const TODAY = '2026-11-25';
const INNOCENT: Indicator = { kind: 'telegram', value: 'honest_hotel_hr' };

export async function createDeskWeeks(seed: number): Promise<(attack: Attack, lies: number) => DeskWeek> {
  const knowledge = loadKnowledge(readCompiled());
  const random = seededRandom(seed);
  const lures = (await readRows('knowledge/corpus'))
    .filter(({ label, lang, post }) => label === 'lure' && lang === 'en' && post.text.length > 200)
    .map(({ post }) => post.text);
  const honest = honestReports(lures, knowledge, random);
  return (attack, lies) => {
    const reports = [...honest.reports, ...liesOf(attack, lies, honest, random)];
    const cases = groupReports(reports);
    const reportsById = new Map<string, DeskReport>(
      reports.map((facts) => [facts.id, { facts, arrivedOn: TODAY, viewed: false, relay: '', goneOn: '' }]),
    );
    const logState = computeLogState([], new Set());
    const queue = buildQueue(cases, { reports: reportsById, logState, ownKey: '', today: TODAY });
    return { attack, honest: honest.reports.length, lies, ...measure(queue, honest.recruiterOf) };
  };
}

interface Honest {
  reports: ReportFacts[];
  /** Report id to recruiter. */
  recruiterOf: ReadonlyMap<string, number>;
}

/** Few recruiters are reported often, most once or twice. Each has one account and mostly one text. */
function honestReports(lures: readonly string[], knowledge: Knowledge, random: () => number): Honest {
  const reports: ReportFacts[] = [];
  const recruiterOf = new Map<string, number>();
  for (let recruiter = 0; recruiter < RECRUITERS; recruiter += 1) {
    const lure = (lures[recruiter % lures.length] as string).replaceAll(/@\w+|\+?\d{6,}/gu, '');
    const account = `recruiter_${recruiter}_hr`;
    const count = Math.max(1, Math.round(24 / (recruiter + 1)) + (random() < 0.5 ? 1 : 0));
    for (let which = 0; which < count; which += 1) {
      const id = idOf(`honest ${recruiter} ${which}`, random);
      reports.push(factsOf(knowledge, id, { text: `${lure}\nTelegram @${account}` }));
      recruiterOf.set(id, recruiter);
    }
  }
  return { reports, recruiterOf };
}

function factsOf(knowledge: Knowledge, id: string, post: Partial<ReportDocument['post']>): ReportFacts {
  const document: ReportDocument = {
    version: 1,
    id,
    kind: 'suspicious-post',
    createdOn: TODAY,
    post: { kind: 'detail', site: 'board.example', url: `https://board.example/jobs/${id}`, ...post },
    verdict: null,
    categories: ['traps-people'],
    words: '',
    reach: '',
    locale: 'en',
    appVersion: '0',
  };
  return readReport(document, knowledge, TODAY).facts;
}

function liesOf(attack: Attack, count: number, honest: Honest, random: () => number): ReportFacts[] {
  // The case with most reports: a lie about it is most effective.
  const model = honest.reports[0] as ReportFacts;
  return Array.from({ length: count }, (_, which) => {
    const lie = { ...model, id: idOf(`lie ${which}`, random) };
    if (attack === 'smear') return { ...lie, indicators: [INNOCENT] };
    if (attack === 'join') return { ...lie, indicators: [INNOCENT, ...model.indicators], prints: [] };
    const invented: Indicator = { kind: 'telegram', value: `invented_${which}` };
    return { ...lie, indicators: [invented], prints: [], categories: ['someone-held'] };
  });
}

function measure(
  queue: readonly Case[],
  recruiterOf: ReadonlyMap<string, number>,
): Omit<DeskWeek, 'attack' | 'honest' | 'lies'> {
  const total = new Map<number, number>();
  for (const recruiter of recruiterOf.values()) total.set(recruiter, (total.get(recruiter) ?? 0) + 1);
  /** Recruiter to the case with most of his reports. */
  const home = new Map<number, { place: number; count: number; one: Case }>();
  let [mixed, firstLie] = [0, null as number | null];
  for (const [at, one] of queue.entries()) {
    const counts = new Map<number, number>();
    for (const id of one.reports) {
      const recruiter = recruiterOf.get(id);
      if (recruiter !== undefined) counts.set(recruiter, (counts.get(recruiter) ?? 0) + 1);
    }
    if (counts.size > 1) mixed += 1;
    if (counts.size === 0) firstLie ??= at + 1;
    for (const [recruiter, count] of counts) {
      if (count > (home.get(recruiter)?.count ?? 0)) home.set(recruiter, { place: at + 1, count, one });
    }
  }
  const homes = [...home];
  const places = homes.map(([, { place }]) => place).sort((a, b) => a - b);
  return {
    together: homes.reduce((sum, [of, { count }]) => sum + count / (total.get(of) ?? 1), 0) / homes.length,
    mixed,
    namingInnocent: homes.filter(([, { one }]) => one.indicators.some(({ value }) => value === INNOCENT.value)).length,
    medianPlace: places[places.length >> 1] ?? 0,
    lastPlace: places.at(-1) ?? 0,
    firstLie,
  };
}

/** 32 hexadecimal digits, as random as real ids. */
function idOf(name: string, random: () => number): string {
  const head = Array.from({ length: 24 }, () => Math.floor(random() * 16).toString(16)).join('');
  let tail = 0;
  for (const character of name) tail = (Math.imul(tail, 31) + character.charCodeAt(0)) >>> 0;
  return head + tail.toString(16).padStart(8, '0');
}
