import { beforeEach, expect, test } from 'vitest';
import { knew, nextLinks, sortByCausalOrder, wholeChains } from '../../../utils/desk/causal-order.ts';
import type { Decision } from '../../../utils/desk/decision.ts';
import type { LogEntry } from '../../../utils/desk/decision-log.ts';
import { newTeam, type Moderator } from './moderator.ts';

let [ana, ben, eve]: Moderator[] = [];
beforeEach(async () => {
  [ana, ben, eve] = await newTeam(3);
});
const at = (day: number): string => `2026-11-${String(day).padStart(2, '0')}T10:00:00.000Z`;
const idsOf = (entries: Iterable<LogEntry>): string[] => Array.from(entries, ({ id }) => id);
/** A decision of JobLantern 0.1, which has no links. */
const former = ({ id, ...entry }: LogEntry): LogEntry => ({
  ...entry,
  id,
  decision: { ...entry.decision, version: 1, sequence: 0, previous: null, heads: [] } satisfies Decision,
});

test('decisions that did not know each other stand in the order of their times, then of their ids', async () => {
  const [first, second] = [await ana!.decide({ at: at(2) }, []), await ben!.decide({ at: at(1) }, [])];
  for (const log of [
    [first, second],
    [second, first],
  ])
    expect(idsOf(sortByCausalOrder(log))).toEqual([second.id, first.id]);
  const sameTime = [
    await ana!.decide({ at: at(3) }, []),
    await ben!.decide({ at: at(3) }, []),
    await eve!.decide({ at: at(3) }, []),
  ];
  const byId = idsOf(sameTime).toSorted();
  expect(idsOf(sortByCausalOrder(sameTime))).toEqual(byId);
  expect(idsOf(sortByCausalOrder(sameTime.toReversed()))).toEqual(byId);
});

test('a decision comes after all that its author knew, whatever its time says', async () => {
  const first = await ana!.decide({ at: at(9) });
  const second = await ben!.decide({ at: at(1) });
  expect(idsOf(sortByCausalOrder([second, first]))).toEqual([first.id, second.id]);
  expect(knew(second.decision, first.decision)).toBe(true);
  expect(knew(first.decision, second.decision)).toBe(false);
});

test('an author knows their own earlier decisions, and of others no more than they say', async () => {
  const log = [await ana!.decide({ at: at(1) })];
  const known = [...log];
  log.push(await ana!.decide({ at: at(2) }));
  const byBen = await ben!.decide({ at: at(3) }, known);
  expect(knew(log[1]!.decision, log[0]!.decision)).toBe(true);
  expect(knew(log[0]!.decision, log[0]!.decision)).toBe(false);
  expect(knew(byBen.decision, log[0]!.decision)).toBe(true);
  expect(knew(byBen.decision, log[1]!.decision)).toBe(false);
});

test('a decision of version 1 comes before all others and is known to them', async () => {
  const [old, older] = [former(await ana!.decide({ at: at(8) }, [])), former(await ben!.decide({ at: at(7) }, []))];
  const fresh = await ben!.decide({ at: at(1) }, []);
  expect(idsOf(sortByCausalOrder([fresh, old, older]))).toEqual([older.id, old.id, fresh.id]);
  expect(knew(fresh.decision, old.decision)).toBe(true);
  expect(knew(old.decision, fresh.decision)).toBe(false);
  expect(knew(old.decision, older.decision)).toBe(true);
  expect(knew(older.decision, old.decision)).toBe(false);
  expect(knew(old.decision, old.decision)).toBe(true);
  expect([...wholeChains([old, older])]).toEqual([old.id, older.id]);
});

test('a chain is whole up to the first decision that is missing or doubled', async () => {
  const [one, two, three] = [
    await ana!.decide({ at: at(1) }),
    await ana!.decide({ at: at(2) }),
    await ana!.decide({ at: at(3) }),
  ];
  const doubled = await ana!.decide({ at: at(4) }, [one]);
  expect(wholeChains([three, one, two])).toEqual(new Set([one.id, two.id, three.id]));
  expect(wholeChains([three, one])).toEqual(new Set([one.id]));
  expect(wholeChains([three, doubled, two, one])).toEqual(new Set([one.id]));
  expect(wholeChains([two, three])).toEqual(new Set());
});

test('the next decision names the author’s last one, and how far they know each colleague', async () => {
  expect(nextLinks([], ana!.key)).toEqual({ sequence: 1, previous: null, heads: [] });
  const log = [await ben!.decide({ at: at(1) }), await ben!.decide({ at: at(2) }), await eve!.decide({ at: at(3) })];
  log.push(
    await ana!.decide({ at: at(4) }),
    await ana!.decide({ at: at(5) }),
    former(await eve!.decide({ at: at(6) })),
  );
  for (const known of [log, log.toReversed()]) {
    const { sequence, previous, heads } = nextLinks(known, ana!.key);
    expect({ sequence, previous }).toEqual({ sequence: 3, previous: log[4]!.id });
    const expected = [
      { by: ben!.key, sequence: 2 },
      { by: eve!.key, sequence: 1 },
    ];
    expect(heads).toEqual(expected.toSorted((a, b) => (a.by < b.by ? -1 : 1)));
  }
});
