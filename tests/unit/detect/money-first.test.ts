import { describe, expect, it } from 'vitest';
import type { PlacedContact } from '../../../utils/detect/contact-facts.ts';
import type { Fact } from '../../../utils/detect/fact.ts';
import { asksMoneyFirst } from '../../../utils/detect/money-first.ts';
import { rulesOf } from '../../../utils/detect/rules.ts';
import { THRESHOLDS } from '../../../utils/detect/thresholds.ts';
import { smallKnowledge } from './small-knowledge.ts';

const knowledge = await smallKnowledge();

describe('money before the work', () => {
  const rules = rulesOf(knowledge);
  const fact = (id: string, isWeak = false): Fact => {
    const signal = rules.numberOf(id);
    expect(signal, id).toBeGreaterThanOrEqual(0);
    return { signal, isWeak, from: 0, to: 1, language: 0, isDisguised: false, isByProximity: false, source: null };
  };
  const contact = (kind: string): PlacedContact => ({ kind }) as PlacedContact;

  it('is a fee or a deposit that a plain phrase asks for', () => {
    for (const id of ['fee-upfront', 'task-deposit'])
      expect(asksMoneyFirst([fact(id)], [], rules), id).toEqual({
        caution: THRESHOLDS.moneyFirstOdds,
        hasPressure: false,
      });
    expect(asksMoneyFirst([fact('fee-upfront', true)], [], rules)).toBeNull();
    expect(asksMoneyFirst([fact('urgency')], [contact('telegram')], rules)).toBeNull();
    expect(asksMoneyFirst([], [], rules)).toBeNull();
  });

  it('is not asked for where the post says that applicants never pay', () => {
    expect(asksMoneyFirst([fact('fee-upfront'), fact('counter-nofee')], [], rules)).toBeNull();
    expect(asksMoneyFirst([fact('fee-upfront'), fact('counter-nofee', true)], [], rules)).not.toBeNull();
  });

  it('weighs more with a brand, haste, a guarantee or a personal account', () => {
    const pressure = (facts: Fact[], contacts: PlacedContact[] = []): boolean | undefined =>
      asksMoneyFirst([fact('fee-upfront'), ...facts], contacts, rules)?.hasPressure;
    for (const id of ['brand-posing', 'urgency', 'leave-at-once', 'guaranteed-placement', 'no-interview'])
      expect(pressure([fact(id)]), id).toBe(true);
    expect(pressure([fact('urgency', true)])).toBe(false);
    for (const kind of ['telegram', 'phone']) expect(pressure([], [contact(kind)]), kind).toBe(true);
    for (const kind of ['domain', 'email']) expect(pressure([], [contact(kind)]), kind).toBe(false);
  });

  it('is at caution sooner where somebody doubts the offer', () => {
    expect(asksMoneyFirst([fact('fee-upfront')], [], rules, true)?.caution).toBe(THRESHOLDS.moneyFirstDoubtedOdds);
  });
});
