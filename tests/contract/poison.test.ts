/** The simulation of `npm run -s poison`, and that its document has the figures that it prints. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { NETWORK_LIMITS } from '../../hub/relay/relay-context.ts';
import { ensureKnowledge } from '../../tools/knowledge/compile-knowledge.ts';
import { createDeskWeeks, type Attack, type DeskWeek } from '../../tools/lab/poison/desk-week.ts';
import { relayDay } from '../../tools/lab/poison/relay-day.ts';

/** Together they store three times what the small store holds. */
const MACHINES = 8;

describe('a day at the relay', { timeout: 120_000 }, () => {
  it('one sender gets the allowance of one network, then one report a minute for a puzzle', () => {
    const day = relayDay(1);
    expect(day.stored).toBeGreaterThan(NETWORK_LIMITS.perDay);
    expect(day.stored).toBeLessThan(NETWORK_LIMITS.perDay + 1_440);
    expect(day).toMatchObject({ bits: 18, hoursRefused: 0 });
  });

  it('many senders make everybody solve puzzles, and never store more than the capacity', () => {
    const flooded = relayDay(MACHINES);
    expect(flooded.stored).toBeLessThan(MACHINES * (NETWORK_LIMITS.perDay + 1_440));
    expect(flooded.bits).toBeGreaterThanOrEqual(18);
    const small = relayDay(MACHINES, 16 * 1024 ** 2);
    expect(small.bytes).toBeLessThanOrEqual(16 * 1024 ** 2);
    expect(small.hoursRefused).toBeGreaterThan(0);
  });
});

describe('a week at the desk', { timeout: 120_000 }, () => {
  let week: (attack: Attack, lies: number) => DeskWeek;
  let calm: DeskWeek;
  beforeAll(async () => {
    await ensureKnowledge();
    week = await createDeskWeeks(20_261_125);
    calm = week('smear', 0);
  }, 120_000);

  it('false reports about one recruiter split and join no case of others', () => {
    expect(calm.together).toBe(1);
    for (const attack of ['smear', 'join'] as const) {
      const attacked = week(attack, 400);
      expect(attacked).toMatchObject({ together: 1, mixed: calm.mixed, lastPlace: calm.lastPlace });
      expect(attacked.namingInnocent).toBeLessThanOrEqual(1);
    }
  });

  it('false reports by names alone join two recruiters only when they are as many as honest ones; a copied text does at once', () => {
    expect(week('join', 10).namingInnocent).toBe(0);
    expect(week('join', 400).namingInnocent).toBe(1);
    expect(week('smear', 1).namingInnocent).toBe(1);
  });

  it('invented names with a cry for help push the honest cases down to three times their place, and no further', () => {
    const buried = week('bury', 400);
    expect(buried.firstLie).toBe(1);
    expect(buried.lastPlace).toBeGreaterThan(calm.lastPlace);
    expect(buried.lastPlace).toBeLessThanOrEqual(3 * calm.lastPlace);
  });
});

it('the document has the figures of the simulation', () => {
  const document = readFileSync('docs/reports/poisoning.md', 'utf8');
  expect(document).toContain(`| one liar | ${relayDay(1).stored} |`);
  expect(document.match(/^\| (?:one liar|a hundred liars|a thousand machines) \|/gmu)).toHaveLength(12);
});
