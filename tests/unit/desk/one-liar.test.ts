/** Random logs in which one moderator lies about everything they sign, and two are honest. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Action, Decision } from '../../../utils/desk/decision.ts';
import { causalOrder } from '../../../utils/desk/causal-order.ts';
import type { LogEntry } from '../../../utils/desk/decision-log.ts';
import { computeLogState } from '../../../utils/desk/log-state.ts';
import { makeDeskExport } from '../../../utils/desk/make-desk-export.ts';
import { newTeam, statusOf } from './moderator.ts';

const SEED = 20_261_130;
const ACTIONS_HERE: readonly Action[] = ['list', 'list', 'list', 'withdraw', 'reject', 'accept', 'watch'];
/** The last of three people lies. */
const LIAR = 2;

interface Step {
  who: number;
  action: Action;
  /** How much of the log the liar admits to know, and which number and past day they claim. */
  seen: number;
  sequence: number | null;
  day: number;
  /** Entry whose id the liar names as a colleague's with the highest number; none beyond the log. */
  named: number;
}

const step = fc.record<Step>({
  who: fc.integer({ min: 0, max: LIAR }),
  action: fc.constantFrom(...ACTIONS_HERE),
  seen: fc.nat({ max: 12 }),
  sequence: fc.option(fc.constantFrom(1, 2, 3, 900_000_000)),
  day: fc.integer({ min: 1, max: 28 }),
  named: fc.nat({ max: 15 }),
});

const at = (day: number): string => `2026-11-${String(day).padStart(2, '0')}T10:00:00.000Z`;

/** What a liar may sign at this moment: any number, any time, any hash that exists. */
function lie({ seen, sequence, day, named }: Step, log: readonly LogEntry[], colleagues: readonly string[]): Lie {
  const id = log[named]?.id ?? 'f'.repeat(64);
  const heads = colleagues.map((by) => ({ by, sequence: 1_000_000_000, id }));
  const change = { at: at(day), ...(named % 3 === 0 ? {} : { heads }), ...(sequence === null ? {} : { sequence }) };
  return { change, known: log.slice(0, seen) };
}
interface Lie {
  change: Partial<Decision>;
  known: readonly LogEntry[];
}

async function makeLog(steps: readonly Step[]): Promise<{ log: LogEntry[]; team: Set<string> }> {
  const people = await newTeam(LIAR + 1);
  const colleagues = people.slice(0, LIAR).map(({ key }) => key);
  const log: LogEntry[] = [];
  for (const each of steps) {
    const { change, known } = each.who === LIAR ? lie(each, log, colleagues) : { change: { at: at(20) }, known: log };
    log.push(await people[each.who]!.decide({ ...change, action: each.action }, [...known]));
  }
  return { log, team: new Set(people.map(({ key }) => key)) };
}

test('a colleague’s withdrawal counts against all that was signed before it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 10 }), fc.array(step, { maxLength: 5 }), async (before, lies) => {
      const withdrawal: Step = { who: 0, action: 'withdraw', seen: 0, sequence: null, day: 20, named: 0 };
      // After the withdrawal only the liar signs.
      const { log, team } = await makeLog([...before, withdrawal, ...lies.map((each) => ({ ...each, who: LIAR }))]);
      const logState = computeLogState(log, team);
      expect(statusOf(logState.indicators)).not.toBe('listed');
      const { listings, withdrawals } = makeDeskExport(logState, '2026-11-30');
      expect([listings.length, withdrawals.length]).toEqual([0, 1]);
    }),
    { numRuns: 60, seed: SEED },
  );
});

test('whatever one person signed, two others list by decisions that knew it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (before) => {
      const list: Step = { who: 0, action: 'list', seen: 0, sequence: null, day: 20, named: 0 };
      const { log, team } = await makeLog([...before, list, { ...list, who: 1 }]);
      expect(statusOf(computeLogState(log, team).indicators)).toBe('listed');
    }),
    { numRuns: 60, seed: SEED },
  );
});

test('an honest decision comes after all that was signed before it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (before) => {
      const honest: Step = { who: 1, action: 'reject', seen: 0, sequence: null, day: 20, named: 0 };
      const { log } = await makeLog([...before, honest]);
      const { entries, knew } = causalOrder(log);
      expect(entries.at(-1)).toBe(log.at(-1));
      expect(log.some((each) => knew(each, log.at(-1)!))).toBe(false);
    }),
    { numRuns: 60, seed: SEED },
  );
});
