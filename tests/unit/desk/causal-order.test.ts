import { beforeEach, expect, test } from 'vitest';
import { causalOrder, nextLinks, wholeChains } from '../../../utils/desk/causal-order.ts';
import type { Decision } from '../../../utils/desk/decision.ts';
import type { LogEntry } from '../../../utils/desk/decision-log.ts';
import { newTeam, type Moderator } from './moderator.ts';

let [ana, ben, eve]: Moderator[] = [];
beforeEach(async () => {
  [ana, ben, eve] = await newTeam(3);
});
const at = (day: number): string => `2026-11-${String(day).padStart(2, '0')}T10:00:00.000Z`;
const sorted = (log: readonly LogEntry[]): readonly LogEntry[] => causalOrder(log).entries;
const idsOf = (entries: Iterable<LogEntry>): string[] => Array.from(entries, ({ id }) => id);
/** A decision of JobLantern 0.2, which names numbers of others without hashes. */
const numbered = ({ decision, ...entry }: LogEntry): LogEntry => ({
  ...entry,
  decision: { ...decision, version: 2, heads: decision.heads.map((head) => ({ ...head, id: null })) },
});
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
    expect(idsOf(sorted(log))).toEqual([second.id, first.id]);
  const sameTime = [
    await ana!.decide({ at: at(3) }, []),
    await ben!.decide({ at: at(3) }, []),
    await eve!.decide({ at: at(3) }, []),
  ];
  const byId = idsOf(sameTime).toSorted();
  expect(idsOf(sorted(sameTime))).toEqual(byId);
  expect(idsOf(sorted(sameTime.toReversed()))).toEqual(byId);
});

test('a decision comes after all that its author knew, whatever its time says', async () => {
  const first = await ana!.decide({ at: at(9) });
  const second = await ben!.decide({ at: at(1) });
  expect(idsOf(sorted([second, first]))).toEqual([first.id, second.id]);
  const { knew } = causalOrder([second, first]);
  expect(knew(second, first)).toBe(true);
  expect(knew(first, second)).toBe(false);
});

test('an author knows their own earlier decisions, and of others no more than they say', async () => {
  const log = [await ana!.decide({ at: at(1) })];
  const known = [...log];
  log.push(await ana!.decide({ at: at(2) }));
  const byBen = await ben!.decide({ at: at(3) }, known);
  const { knew } = causalOrder([...log, byBen]);
  expect(knew(log[1]!, log[0]!)).toBe(true);
  expect(knew(log[0]!, log[0]!)).toBe(false);
  expect(knew(byBen, log[0]!)).toBe(true);
  expect(knew(byBen, log[1]!)).toBe(false);
});

test('a number without the hash of a decision in the log proves no knowledge', async () => {
  const first = await ana!.decide({ at: at(1) });
  const heads = [{ by: ana!.key, sequence: 1_000_000_000, id: 'f'.repeat(64) }];
  const claim = await ben!.decide({ at: at(2), heads });
  const later = await ana!.decide({ at: at(3) });
  const { knew, entries } = causalOrder([later, claim, first]);
  expect(knew(claim, first)).toBe(false);
  expect(knew(claim, later)).toBe(false);
  expect(knew(later, claim)).toBe(true);
  expect(entries.at(-1)).toBe(later);
  const borrowed = await ben!.decide({ at: at(4), heads: [{ ...heads[0]!, id: first.id }] }, [claim]);
  // Nor does it reach as far as the numbers of decisions of version 2.
  const old = [
    numbered(await ana!.decide({ at: at(1) }, [])),
    numbered(await ana!.decide({ at: at(1), sequence: 2 }, [])),
  ];
  expect(causalOrder([...old, first, claim, later]).knew(claim, later)).toBe(false);
  expect(causalOrder([first, claim, later, borrowed]).knew(borrowed, later)).toBe(false);
});

test('who knew a decision knew all that its author knew', async () => {
  const log = [await eve!.decide({ at: at(1) }), await eve!.decide({ at: at(2) })];
  const byBen = await ben!.decide({ at: at(3) });
  // Ana's desk lacks Eve's decisions: she names Ben's only.
  const byAna = await ana!.decide({ at: at(1) }, [byBen]);
  expect(byAna.decision.heads.map(({ by }) => by)).toEqual([ben!.key]);
  const { knew, entries } = causalOrder([byAna, byBen, ...log]);
  expect(knew(byAna, log[1]!)).toBe(true);
  expect(idsOf(entries)).toEqual(idsOf([...log, byBen, byAna]));
});

test('a decision of version 2 comes before all of today’s, and its claims reach to the end of the log at most', async () => {
  const first = numbered(await ana!.decide({ at: at(1) }));
  const heads = [{ by: ana!.key, sequence: 1_000_000_000, id: 'f'.repeat(64) }];
  const claim = numbered(await ben!.decide({ at: at(2), heads }));
  const today = await ana!.decide({ at: at(1) }, [first, claim]);
  expect(today.decision).toMatchObject({ sequence: 1, previous: null, heads: [] });
  const { knew, entries } = causalOrder([today, claim, first]);
  expect(idsOf(entries)).toEqual(idsOf([first, claim, today]));
  expect([knew(claim, first), knew(claim, today), knew(today, claim)]).toEqual([true, false, true]);
  expect(wholeChains([first, claim, today])).toEqual(new Set(idsOf([first, claim, today])));
});

test('a claim of version 2 that goes beyond the log does not come after who knew it', async () => {
  const first = numbered(await ana!.decide({ at: at(1) }, []));
  const claim = numbered(
    await ben!.decide({ at: at(2), heads: [{ by: ana!.key, sequence: 1_000_000_000, id: 'f'.repeat(64) }] }, []),
  );
  const heads = [first, claim].map(({ id, decision: { by } }) => ({ by, sequence: 1, id }));
  const answer = numbered(await eve!.decide({ at: at(1), heads }, []));
  const today = [await ana!.decide({ at: at(3) }, []), await ana!.decide({ at: at(4), sequence: 3 }, [])];
  expect(idsOf(sorted([...today, answer, claim, first]).slice(0, 3))).toEqual(idsOf([first, claim, answer]));
});

test('a decision of version 1 comes before all others and is known to them', async () => {
  const [old, older] = [former(await ana!.decide({ at: at(8) }, [])), former(await ben!.decide({ at: at(7) }, []))];
  const fresh = await ben!.decide({ at: at(1) }, []);
  expect(idsOf(sorted([fresh, old, older]))).toEqual([older.id, old.id, fresh.id]);
  const { knew } = causalOrder([fresh, old, older]);
  expect(knew(fresh, old)).toBe(true);
  expect(knew(old, fresh)).toBe(false);
  expect(knew(old, older)).toBe(true);
  expect(knew(older, old)).toBe(false);
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
      { by: ben!.key, sequence: 2, id: log[1]!.id },
      { by: eve!.key, sequence: 1, id: log[2]!.id },
    ];
    expect(heads).toEqual(expected.toSorted((a, b) => (a.by < b.by ? -1 : 1)));
  }
});

test('a decision names its team, however many strange keys a merged file brought', async () => {
  const strange = await ben!.decide({}, []);
  const log: LogEntry[] = Array.from({ length: 600 }, (_, at) => ({
    ...strange,
    decision: { ...strange.decision, by: at.toString(16).padStart(64, '0') },
  }));
  const last = await eve!.decide({}, []);
  const links = nextLinks(
    [...log, { ...last, decision: { ...last.decision, by: 'f'.repeat(64) } }],
    ana!.key,
    new Set(['f'.repeat(64)]),
  );
  expect(links.heads).toHaveLength(500);
  expect(links.heads[0]).toEqual({ by: 'f'.repeat(64), sequence: 1, id: last.id });
  // A longer one could not be signed.
  await expect(ana!.decide(links, [])).resolves.toMatchObject({ decision: { sequence: 1 } });
});
