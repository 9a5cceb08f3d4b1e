/** Money that an applicant must pay before the work begins. */
import type { PlacedContact } from './contact-facts.ts';
import type { Fact } from './fact.ts';
import type { Rules } from './rules.ts';
import { THRESHOLDS } from './thresholds.ts';

/** Signals of a fee, a deposit or a top-up before the work. */
const FEES = ['fee-upfront', 'task-deposit'];
/** Signals that go with a fraud: a famous brand, a deadline, a promise of refund, a guarantee. */
const PRESSURE = ['brand-posing', 'urgency', 'leave-at-once', 'guaranteed-placement', 'no-interview'];

export interface MoneyFirst {
  /** Log-odds from which such a post is at caution. */
  caution: number;
  /** The post adds a brand, a deadline, a guarantee or a personal account or chat. */
  hasPressure: boolean;
}

/** @param isDoubted the text asks whether the offer is real  @returns null where no money is asked for */
export function asksMoneyFirst(
  facts: readonly Fact[],
  contacts: readonly PlacedContact[],
  rules: Rules,
  isDoubted = false,
): MoneyFirst | null {
  const has = (id: string): boolean => {
    const number = rules.numberOf(id);
    return facts.some(({ signal, isWeak }) => signal === number && !isWeak);
  };
  if (!FEES.some(has) || has('counter-nofee')) return null;
  const hasPressure = PRESSURE.some(has) || contacts.some(({ kind }) => kind !== 'domain' && kind !== 'email');
  return { caution: isDoubted ? THRESHOLDS.moneyFirstDoubtedOdds : THRESHOLDS.moneyFirstOdds, hasPressure };
}
