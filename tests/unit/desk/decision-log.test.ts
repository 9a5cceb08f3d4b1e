import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { nodeCrypto } from '../../../hub/channel/node-crypto.ts';
import { ACTIONS } from '../../../utils/desk/decision.ts';
import { mergeLog, type LogEntry } from '../../../utils/desk/decision-log.ts';
import { computeLogState } from '../../../utils/desk/log-state.ts';
import { INDICATOR_KEY, newModerator, statusOf, type Moderator } from './moderator.ts';

let [ana, ben, eve]: Moderator[] = [];
beforeAll(async () => {
  [ana, ben, eve] = await Promise.all([newModerator(), newModerator(), newModerator()]);
});
const team = (): Set<string> => new Set([ana!.key, ben!.key]);
const at = (day: number): string => `2026-11-${String(day).padStart(2, '0')}T10:00:00.000Z`;

describe('two people to list, one to withdraw', () => {
  test('one person alone lists nothing, however often', async () => {
    const log = [await ana!.decide({ at: at(1) }), await ana!.decide({ at: at(2) })];
    expect(statusOf(computeLogState(log, team()).indicators)).toBe('proposed');
  });

  test('two people list; one takes off', async () => {
    const log = [await ana!.decide({ at: at(1) }), await ben!.decide({ at: at(2) })];
    expect(statusOf(computeLogState(log, team()).indicators)).toBe('listed');
    log.push(await ben!.decide({ at: at(3), action: 'withdraw' }));
    expect(statusOf(computeLogState(log, team()).indicators)).toBe('withdrawn');
    log.push(await ana!.decide({ at: at(4) }));
    expect(statusOf(computeLogState(log, team()).indicators)).toBe('proposed');
  });

  test('a stranger’s decision does not count, nor two categories together', async () => {
    const strange = [await ana!.decide({ at: at(1) }), await eve!.decide({ at: at(2) })];
    expect(statusOf(computeLogState(strange, team()).indicators)).toBe('proposed');
    const other = [await ana!.decide({ at: at(1) }), await ben!.decide({ at: at(2), category: 'job-scam' })];
    expect(statusOf(computeLogState(other, team()).indicators)).toBe('proposed');
  });

  test('a rejection in between takes the first approval back', async () => {
    const log = [
      await ana!.decide({ at: at(1) }),
      await ben!.decide({ at: at(2), action: 'reject' }),
      await ben!.decide({ at: at(3) }),
    ];
    expect(statusOf(computeLogState(log, team()).indicators)).toBe('proposed');
  });

  test('what stands on the list is not unlisted by a rejection', async () => {
    const log = [
      await ana!.decide({ at: at(1) }),
      await ben!.decide({ at: at(2) }),
      await ben!.decide({ at: at(3), action: 'reject' }),
    ];
    expect(statusOf(computeLogState(log, team()).indicators)).toBe('listed');
  });

  test('disputed only once it was taken up; upheld or accepted by one', async () => {
    const log = [await ana!.decide({ at: at(1) }), await ben!.decide({ at: at(2) })];
    const disputed = (): string | null | undefined =>
      computeLogState(log, team()).indicators.get(INDICATOR_KEY)?.disputedSince;
    expect(disputed()).toBeNull();
    log.push(await ana!.decide({ at: at(3), action: 'take-up' }));
    expect(disputed()).toBe('2026-11-03');
    log.push(await ana!.decide({ at: at(4), action: 'uphold' }));
    expect(disputed()).toBeNull();
    log.push(await ben!.decide({ at: at(5), action: 'accept' }));
    expect(statusOf(computeLogState(log, team()).indicators)).toBe('withdrawn');
  });
});

describe('merging', () => {
  test('is the same in whatever order, and loses nothing', async () => {
    const all: LogEntry[] = [];
    for (const [step, action] of [...ACTIONS, ...ACTIONS].entries()) {
      const who = step % 2 === 0 ? ana! : ben!;
      all.push(await who.decide({ at: at(1 + (step % 9)), action, note: `step ${step}` }));
    }
    const whole = computeLogState(all, team());
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(all, { minLength: 0, maxLength: all.length }),
        fc.shuffledSubarray(all, { minLength: all.length }),
        async (mine, theirs) => {
          const log = new Map(mine.map((entry) => [entry.id, entry]));
          const { added, known, faults } = await mergeLog(log, theirs, nodeCrypto);
          expect({ faults, known }).toEqual({ faults: [], known: mine.length });
          for (const entry of added) log.set(entry.id, entry);
          expect(log.size).toBe(all.length);
          expect(computeLogState(log.values(), team())).toEqual(whole);
        },
      ),
      { numRuns: 20 },
    );
  });

  test('what was changed on the way is left out, and said', async () => {
    const entry = await ana!.decide({});
    const forged = { ...entry, text: entry.text.replace('bad_recruiter', 'good_company') };
    const asBen = { ...entry, text: entry.text.replace(ana!.key, ben!.key) };
    const broken = { text: '{"version":1', signature: entry.signature };
    const { added, faults } = await mergeLog(new Map(), [forged, asBen, broken, entry], nodeCrypto);
    expect(faults).toEqual(['bad-signature', 'bad-signature', 'unreadable']);
    expect(added.map(({ id }) => id)).toEqual([entry.id]);
  });

  test('a name that is not in its one form is no decision, neither made nor taken in', async () => {
    const loose = [{ kind: 'telegram', value: 'https://t.me/X_Y', seen: 'public' }] as const;
    await expect(ana!.decide({ indicators: [...loose] })).rejects.toThrow(/one form/u);
    const entry = await ana!.decide({});
    const changed = { ...entry, text: entry.text.replace('bad_recruiter', 'https://t.me/X_Y') };
    expect((await mergeLog(new Map(), [changed], nodeCrypto)).faults).toEqual(['unreadable']);
  });
});
