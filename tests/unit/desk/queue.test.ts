/** Whoever says "someone is held" a thousand times cannot bury the rest. */
import { expect, test } from 'vitest';
import { buildQueue, type DeskReport } from '../../../utils/desk/queue.ts';
import type { ReportFacts } from '../../../utils/desk/report-facts.ts';
import { computeLogState } from '../../../utils/desk/log-state.ts';

function held(id: string, urgent: boolean): [string, DeskReport] {
  const facts: ReportFacts = {
    id,
    kind: 'suspicious-post',
    createdOn: '2026-11-25',
    site: 'board.example',
    source: 'public',
    title: id,
    categories: urgent ? ['someone-held'] : ['asks-money'],
    level: 'danger',
    verdictKind: 'lure',
    score: 1,
    language: 'en',
    indicators: [],
    prints: [],
    outcome: null,
  };
  return [id, { facts, arrivedOn: '2026-11-25', viewed: false, relay: '', goneOn: '' }];
}

function places(urgent: number, others: number): string {
  const reports = new Map([
    ...Array.from({ length: urgent }, (_, at) => held(`u${at}`, true)),
    ...Array.from({ length: others }, (_, at) => held(`o${at}`, false)),
  ]);
  const cases = [...reports.keys()].map((id) => ({ id: `report:${id}`, reports: [id], indicators: [] }));
  const deps = { reports, logState: computeLogState([], new Set()), ownKey: '', today: '2026-11-25' };
  return buildQueue(cases, deps)
    .map(({ isUrgent }) => (isUrgent ? 'u' : 'o'))
    .join('');
}

test('urgent cases come first, and after each two stands another', () => {
  expect(places(5, 2)).toBe('uuouuou');
  expect(places(1, 3)).toBe('uooo');
  expect(places(0, 2)).toBe('oo');
  expect(places(3, 0)).toBe('uuu');
});

test('a thousand cries for help push no other case below three times its place', () => {
  const line = places(1_000, 20);
  expect(line).toHaveLength(1_020);
  expect(line.lastIndexOf('o')).toBeLessThan(3 * 20);
});
