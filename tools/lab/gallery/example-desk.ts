/** A desk with some reports and decisions, made by the desk's own functions. */
import { DECISION_VERSION, type Decision } from '../../../utils/desk/decision.ts';
import type { LogEntry } from '../../../utils/desk/decision-log.ts';
import { nextLinks } from '../../../utils/desk/causal-order.ts';
import type { DeskState } from '../../../utils/desk/desk-state.ts';
import type { ReportBody } from '../../../utils/desk/report-rows.ts';
import { groupReports } from '../../../utils/desk/grouping.ts';
import { buildQueue, type DeskReport } from '../../../utils/desk/queue.ts';
import type { ReportFacts } from '../../../utils/desk/report-facts.ts';
import { computeLogState } from '../../../utils/desk/log-state.ts';
import { dangerVerdict, examplePost } from './example-posts.ts';
import type { ComponentProps } from 'preact';
import type { DeskPage } from '../../../components/desk/DeskPage.tsx';
import { doNothing } from './gallery-state.ts';

const ANA = 'a1b2'.repeat(16);
const BEN = 'c3d4'.repeat(16);
const STRANGER = 'e5f6'.repeat(16);
const TODAY = '2026-11-25';

const facts = (at: number, change: Partial<ReportFacts>): ReportFacts => ({
  id: at.toString(16).padStart(32, '0'),
  kind: 'suspicious-post',
  createdOn: '2026-11-24',
  site: 'generic',
  source: 'public',
  title: examplePost.title,
  categories: ['traps-people'],
  level: 'danger',
  verdictKind: 'lure',
  score: 0.98,
  language: 'en',
  indicators: [{ kind: 'telegram', value: 'bkk_dream_team' }],
  prints: [],
  outcome: null,
  ...change,
});

const REPORTS: readonly ReportFacts[] = [
  facts(1, {}),
  facts(2, { source: 'private', kind: 'suspicious-message', categories: ['someone-held'] }),
  facts(3, {
    source: 'private',
    kind: 'suspicious-message',
    title: 'Hello dear, easy job \u202Epoipet',
    indicators: [
      { kind: 'line', value: 'lucky_hr' },
      { kind: 'phone', value: '+66815550143' },
    ],
  }),
  facts(4, { title: 'مطلوب موظفين خدمة عملاء، السكن والتذاكر علينا', indicators: [], level: 'caution' }),
  facts(5, { title: 'Translator wanted', indicators: [{ kind: 'company', value: 'goldenexample' }], level: 'none' }),
  facts(6, {
    kind: 'dispute',
    title: 'Golden Example Co., Ltd.',
    indicators: [{ kind: 'company', value: 'goldenexample' }],
  }),
];

const LOG: LogEntry[] = [];
const decide = (by: string, at: string, change: Partial<Decision>): void => {
  const decision: Decision = {
    version: DECISION_VERSION,
    by,
    ...nextLinks(LOG, by),
    at: `${at}T10:00:00.000Z`,
    action: 'list',
    indicators: [],
    reports: [],
    outcomes: [],
    category: 'trafficking',
    evidence: 'case 7',
    note: '',
    delay: 3,
    arrivedOn: '2026-11-20',
    ...change,
  };
  LOG.push({ id: JSON.stringify([by, at, change]), text: '', signature: '', decision });
};

const line = [{ kind: 'line', value: 'lucky_hr', seen: 'private' }] as const;
const golden = [{ kind: 'company', value: 'goldenexample', seen: 'public' }] as const;
decide(BEN, '2026-11-21', {
  indicators: [{ kind: 'telegram', value: 'bkk_dream_team', seen: 'both' }],
  reports: [REPORTS[0]!.id],
});
decide(ANA, '2026-11-21', { indicators: [...line], reports: [REPORTS[2]!.id], note: 'Reached the sender by phone.' });
decide(BEN, '2026-11-22', { indicators: [...line], reports: [REPORTS[2]!.id] });
decide(ANA, '2026-11-20', { indicators: [...golden], category: 'illegal-agency' });
decide(BEN, '2026-11-21', { indicators: [...golden], category: 'illegal-agency' });

const held = new Map<string, DeskReport>(
  REPORTS.map((each, at) => [
    each.id,
    { facts: each, arrivedOn: `2026-11-${10 + at}`, viewed: false, relay: 'r', goneOn: '' },
  ]),
);

export const desk: DeskState = (() => {
  const team = {
    members: [
      { name: 'Ana', key: ANA },
      { name: 'Ben', key: BEN },
    ],
    recipients: [],
  };
  const standing = computeLogState(LOG, new Set([ANA, BEN]));
  const disputes = groupReports(REPORTS.filter(({ kind }) => kind === 'dispute'));
  const cases = [
    ...disputes.map((one) => ({ ...one, id: `dispute ${one.id}` })),
    ...groupReports(REPORTS.filter(({ kind }) => kind !== 'dispute')),
  ];
  return {
    queue: buildQueue(cases, { reports: held, logState: standing, ownKey: ANA, today: TODAY }),
    reports: held,
    logState: standing,
    refused: [
      { id: '1', arrivedOn: TODAY, key: 'not-a-report' },
      { id: '2', arrivedOn: TODAY, key: 'too-large' },
    ],
    team,
    unknownKeys: [STRANGER],
    decisions: LOG.length,
    isSorting: false,
    ownKey: ANA,
    today: TODAY,
  };
})();

export const body: ReportBody = {
  document: {
    version: 1,
    id: REPORTS[0]!.id,
    kind: 'suspicious-post',
    createdOn: '2026-11-24',
    post: {
      kind: 'detail',
      site: 'generic',
      title: examplePost.title,
      location: examplePost.location,
      salary: examplePost.salary,
      text: `${examplePost.text}\u200B\nfile: \u202Egpj.exe <script>alert(1)</script>`,
      contacts: [...examplePost.contacts],
      url: 'https://board.example/jobs/417',
    },
    verdict: null,
    categories: ['traps-people', 'asks-documents'],
    words: 'They asked for my passport before any interview.',
    reach: 'signal: example.1',
    locale: 'en',
    appVersion: '0.1.0',
  },
  reading: {
    level: 'danger',
    kind: 'lure',
    score: 0.98,
    language: 'en',
    guarded: false,
    reasons: dangerVerdict.reasons,
  },
};

export const manyCases: DeskState = {
  ...desk,
  queue: Array.from({ length: 120 }, (_, at) => ({
    ...desk.queue[at % desk.queue.length]!,
    id: `many ${at}`,
    isDispute: false,
  })),
};

/** Answers to "Was this right?": two signals in two languages, one answer with a text, one that does not exist. */
export const withFeedback: DeskState = {
  ...desk,
  reports: new Map(
    [
      facts(21, { title: '', feedback: { answer: 'wrong', reasons: ['travel-paid', 'no-interview'], language: 'th' } }),
      facts(22, { title: '', feedback: { answer: 'wrong', reasons: ['travel-paid'], language: 'th' } }),
      facts(23, { feedback: { answer: 'wrong', reasons: ['travel-paid'], language: 'en' } }),
      facts(24, { title: '', feedback: { answer: 'right', reasons: ['travel-paid'], language: 'th' } }),
      facts(25, { title: '', feedback: { answer: 'unsure', reasons: [], language: 'en' } }),
      facts(26, { title: '', feedback: { answer: 'unsure', reasons: ['=from-a-stranger()'], language: 'xx' } }),
    ].map((each): [string, DeskReport] => [
      each.id,
      { facts: { ...each, kind: 'feedback' }, arrivedOn: TODAY, viewed: false, relay: 'r', goneOn: '' },
    ]),
  ),
};

/** An open desk whose buttons do nothing. */
export const deskProps: ComponentProps<typeof DeskPage> = {
  name: 'JobLantern',
  state: desk,
  isSetUp: true,
  lockProblem: null,
  isBusy: false,
  isDeciding: false,
  notice: null,
  onUnlock: doNothing,
  onSetUp: doNothing,
  onLock: doNothing,
  onPull: doNothing,
  onBody: async () => await Promise.resolve(body),
  pictures: {
    show: async () => await Promise.resolve(null),
    read: async () => await Promise.resolve('FREE TICKET to Mae Sot'),
  },
  onDecide: doNothing,
  onExport: doNothing,
  onExportFeedback: doNothing,
  onTeamFile: doNothing,
  onMerge: doNothing,
  onOpenFile: doNothing,
  onTeam: doNothing,
  onConfirm: doNothing,
  onDeleteFromRelay: doNothing,
  onDeleteWithdrawn: doNothing,
};
