import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { nodeCrypto } from '../../../hub/channel/node-crypto.ts';
import { ACTIONS, type Decision } from '../../../utils/desk/decision.ts';
import { mergeLog, type LogEntry } from '../../../utils/desk/decision-log.ts';
import { computeLogState } from '../../../utils/desk/log-state.ts';
import { INDICATOR_KEY, newTeam, statusOf, type Moderator } from './moderator.ts';

let [ana, ben, eve]: Moderator[] = [];
beforeEach(async () => {
  [ana, ben, eve] = await newTeam(3);
});
const NOW = Date.parse('2026-11-25T10:00:00Z');
const team = (): Set<string> => new Set([ana!.key, ben!.key]);
const at = (day: number): string => `2026-11-${String(day).padStart(2, '0')}T10:00:00.000Z`;

describe('two people to list, one to withdraw', () => {
  test('one person alone lists nothing, however often', async () => {
    const log = [await ana!.decide({ at: at(1) }), await ana!.decide({ at: at(2) })];
    expect(statusOf(computeLogState(log, team()).indicators)).toBe('proposed');
  });

  test('two people list an indicator, and one takes it off', async () => {
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
    [ana, ben] = await newTeam(2);
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

  test('a report that somebody rejected in between counts one person who listed it', async () => {
    const log = [await ana!.decide({ at: at(1) }), await ben!.decide({ at: at(2), action: 'reject' })];
    const approvals = (): number | undefined => computeLogState(log, team()).reports.get('1'.repeat(32))?.approvals;
    expect(approvals()).toBe(0);
    log.push(await ben!.decide({ at: at(3) }));
    expect(approvals()).toBe(1);
    log.push(await ana!.decide({ at: at(4) }));
    expect(approvals()).toBe(2);
  });

  test('an approval without evidence keeps the evidence of the other person', async () => {
    const log = [await ana!.decide({ at: at(1) }), await ben!.decide({ at: at(2), evidence: '' })];
    const evidence = (): string | undefined => computeLogState(log, team()).indicators.get(INDICATOR_KEY)?.evidence;
    expect(evidence()).toBe('case 7');
    log.push(await ana!.decide({ at: at(3), evidence: '' }));
    expect(evidence()).toBe('case 7');
    log.push(await ana!.decide({ at: at(4), evidence: 'case 8' }));
    expect(evidence()).toBe('case 8');
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

describe('the order of decisions', () => {
  const status = (log: readonly LogEntry[]): string | undefined => statusOf(computeLogState(log, team()).indicators);

  test('a back-dated approval does not revive what a colleague withdrew', async () => {
    const log = [await ana!.decide({ at: at(5) }), await ana!.decide({ at: at(9), action: 'reject' })];
    // Ben says that he decided before Ana's rejection, and that he knew only her approval.
    const backDated = await ben!.decide({ at: at(6) }, log.slice(0, 1));
    expect(status([...log, backDated])).toBe('rejected');
    const dishonest = await ben!.decide({ at: at(1), sequence: 2, previous: backDated.id, heads: [] }, []);
    expect(status([...log, backDated, dishonest])).toBe('rejected');
  });

  test('an approval that knew the withdrawal counts, and needs a second one that knew it too', async () => {
    const log = [await ana!.decide({ at: at(1) }), await ben!.decide({ at: at(2) })];
    const before = [...log];
    log.push(await ana!.decide({ at: at(3), action: 'withdraw' }));
    log.push(await ana!.decide({ at: at(4) }));
    expect(status([...log, await ben!.decide({ at: at(5) }, before)])).toBe('proposed');
    [ana, ben] = await newTeam(2);
    const honest = [
      await ana!.decide({ at: at(1) }),
      await ben!.decide({ at: at(2), action: 'withdraw' }),
      await ana!.decide({ at: at(3) }),
      await ben!.decide({ at: at(4) }),
    ];
    expect(status(honest)).toBe('listed');
  });

  test('a withdrawal dated far ahead does not stop later listings', async () => {
    const log = [await ana!.decide({ at: at(1) }), await ben!.decide({ at: at(2) })];
    log.push(await ben!.decide({ at: '9999-12-31T23:59:59.999Z', action: 'withdraw' }));
    log.push(await ana!.decide({ at: at(3) }), await ben!.decide({ at: at(4) }));
    expect(status(log)).toBe('listed');
  });

  test('approvals of an author who replaced or hid a decision do not count', async () => {
    const first = await ana!.decide({ at: at(1), action: 'watch', indicators: [] });
    const second = await ana!.decide({ at: at(2) });
    const byBen = await ben!.decide({ at: at(3) });
    expect(status([first, second, byBen])).toBe('listed');
    expect(status([second, byBen])).toBe('proposed');
    const replaced = await ana!.decide({ at: at(1), note: 'another first decision' }, []);
    expect(status([first, replaced, second, byBen])).toBe('proposed');
  });
});

describe('a decision that claims to know the future', () => {
  const status = (log: readonly LogEntry[]): string | undefined =>
    statusOf(computeLogState(log, new Set([...team(), eve!.key])).indicators);
  const future = (...people: Moderator[]): Decision['heads'] =>
    people.map(({ key }) => ({ by: key, sequence: 1_000_000_000, id: 'f'.repeat(64) }));

  test('an approval is taken back by every withdrawal that knew it', async () => {
    const log = [await ana!.decide({ at: at(1) }), await ben!.decide({ at: at(2), heads: future(ana!) })];
    expect(status(log)).toBe('listed');
    log.push(await ana!.decide({ at: at(3), action: 'withdraw' }));
    expect(status(log)).toBe('withdrawn');
  });

  test('a withdrawal does not undo the listings after it', async () => {
    const log = [await eve!.decide({ at: at(1), action: 'withdraw', heads: future(ana!, ben!) })];
    log.push(await ana!.decide({ at: at(2) }), await ben!.decide({ at: at(3) }));
    expect(status(log)).toBe('listed');
  });
});

describe('merging', () => {
  test('refuses times to come, and old ones of the former version except on a new desk', async () => {
    const [early, late] = [await ana!.decide({ at: at(1) }), await ana!.decide({ at: '2026-11-27T10:00:00.000Z' })];
    const former = { version: 2, heads: [], action: 'withdraw' } as unknown as Partial<Decision>;
    const old = await ben!.decide({ ...former, at: '2026-01-01T10:00:00.000Z' });
    const log = new Map([[early.id, early]]);
    const faults = async (from: typeof log, entry: LogEntry, own = eve!): Promise<string[]> =>
      (await mergeLog(from, [entry], nodeCrypto, NOW, own.key)).faults;
    expect(await faults(log, late)).toEqual(['dated-ahead']);
    expect(await faults(new Map(), late)).toEqual(['dated-ahead']);
    expect(await faults(log, old)).toEqual(['too-old']);
    expect(await faults(new Map(), old)).toEqual([]);
    expect(await faults(log, old, ana), 'with decisions of her own alone').toEqual([]);
    expect(await faults(log, await ana!.decide({ at: '2026-11-26T09:00:00.000Z' }))).toEqual([]);
  });

  test('takes what a colleague decided in months of leave, and counts what they decide then', async () => {
    const first = await ben!.decide({ at: '2026-05-01T10:00:00.000Z', indicators: [], action: 'watch' });
    const log = new Map([[first.id, first]]);
    const away = [
      await ana!.decide({ at: '2026-06-01T10:00:00.000Z', indicators: [], action: 'watch' }),
      await ana!.decide({ at: at(20) }),
      await ben!.decide({ at: at(21) }),
    ];
    const { added, faults } = await mergeLog(log, away, nodeCrypto, NOW, ben!.key);
    expect(faults).toEqual([]);
    expect(statusOf(computeLogState([first, ...added], team()).indicators)).toBe('listed');
  });

  test('a listing has the day of its latest approval, whichever of them counts last', async () => {
    const log = [await ana!.decide({ at: at(20) }), await ben!.decide({ at: '2001-01-01T10:00:00.000Z' })];
    expect(computeLogState(log, team()).indicators.get(INDICATOR_KEY)?.listedAt).toBe(at(20));
  });

  test('takes of the former version what takes approvals back, and all of it on a new desk', async () => {
    const old = { version: 2, heads: [{ by: ben!.key, sequence: 1 }] } as unknown as Partial<Decision>;
    const [first, list] = [await ana!.decide({ at: at(20) }), await ben!.decide({ ...old, at: at(20) })];
    const withdraw = await ben!.decide({ ...old, at: at(21), action: 'withdraw' });
    const log = new Map([[first.id, first]]);
    const { added, faults } = await mergeLog(log, [list, withdraw], nodeCrypto, NOW, eve!.key);
    expect(faults).toEqual(['former-version']);
    expect(added.map(({ decision }) => decision.action)).toEqual(['withdraw']);
    const own = await mergeLog(log, [list, withdraw], nodeCrypto, NOW, ana!.key);
    expect(own.faults, 'where the only decisions are her own').toEqual([]);
    expect((await mergeLog(new Map(), [list, withdraw], nodeCrypto, NOW, eve!.key)).faults).toEqual([]);
  });

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
          const { added, known, faults } = await mergeLog(log, theirs, nodeCrypto, NOW, eve!.key);
          expect({ faults, known }).toEqual({ faults: [], known: mine.length });
          for (const entry of added) log.set(entry.id, entry);
          expect(log.size).toBe(all.length);
          expect(computeLogState(log.values(), team())).toEqual(whole);
        },
      ),
      { numRuns: 20 },
    );
  });

  test('a decision that was changed on the way is left out and reported', async () => {
    const entry = await ana!.decide({});
    const forged = { ...entry, text: entry.text.replace('bad_recruiter', 'good_company') };
    const asBen = { ...entry, text: entry.text.replace(ana!.key, ben!.key) };
    const broken = { text: '{"version":1', signature: entry.signature };
    const { added, faults } = await mergeLog(new Map(), [forged, asBen, broken, entry], nodeCrypto, NOW, eve!.key);
    expect(faults).toEqual(['bad-signature', 'bad-signature', 'unreadable']);
    expect(added.map(({ id }) => id)).toEqual([entry.id]);
  });

  test('a decision on an indicator that is not in canonical form is refused, made here or elsewhere', async () => {
    const loose = [{ kind: 'telegram', value: 'https://t.me/X_Y', seen: 'public' }] as const;
    await expect(ana!.decide({ indicators: [...loose] })).rejects.toThrow(/canonical form/u);
    const entry = await ana!.decide({});
    const changed = { ...entry, text: entry.text.replace('bad_recruiter', 'https://t.me/X_Y') };
    expect((await mergeLog(new Map(), [changed], nodeCrypto, NOW, eve!.key)).faults).toEqual(['unreadable']);
  });
});
