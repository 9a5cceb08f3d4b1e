/** The log-odds of a cry for help, added up by hand from a few stems. */
import { describe, expect, it } from 'vitest';
import { compileFoldTable, foldTableOf } from '../../../tools/knowledge/fold-table.ts';
import { HELD_FEATURES, HeldModel, type Held } from '../../../utils/detect/held.ts';
import { HELD_BUCKETS } from '../../../utils/detect/held-ngrams.ts';
import { THRESHOLDS } from '../../../utils/detect/thresholds.ts';
import { fold } from '../../../utils/text/fold.ts';

const table = foldTableOf(compileFoldTable());
const held: Held = {
  version: 2,
  threshold: 1,
  warnedThreshold: 3,
  bias: -1,
  weights: { help: 1, 'help+': 2, locked: 4, 'help*locked': 8, question: 0.5, laugh: -0.25, mundane: 16 },
  stems: {
    help: 'help save rescu',
    locked: 'lock$ locked$ 锁在',
    laugh: 'giggl',
    papers: '여권',
    me: 'us$',
    mundane: 'lunch',
  },
};
const model = new HeldModel(held);

const featuresOf = (text: string): Record<string, number> => {
  const values = model.features(fold(text, table), text);
  return Object.fromEntries(HELD_FEATURES.map((name, at) => [name, values[at]!] as const).filter(([, value]) => value));
};
const namesOf = (text: string): string[] => Object.keys(featuresOf(text)).filter((name) => name !== 'length');
const oddsOf = (text: string): number => model.logOdds(fold(text, table), text);

describe('the concepts of a text', () => {
  it.each<[string, string[]]>([
    ['please help', ['help']],
    ['HELP!', ['help']],
    ['help, help', ['help']],
    ['help, save', ['help', 'help+']],
    ['they rescued him', ['help']],
    ['helpless', ['help']],
    ['whelp', []],
    ['the lock', ['locked']],
    ['locker', []],
    ['locked', ['locked']],
    ['unlocked', []],
    ['lock, locked', ['locked', 'locked+']],
    ['他们被锁在里面', ['locked']],
    ['내여권을', ['papers']],
    ['help, locked', ['help', 'locked', 'help*locked']],
    ['bus', []],
    ['us', ['me']],
    ['use', []],
    ['a plain text', []],
    ['', []],
  ])('in "%s" are %j', (text, names) => {
    expect(new Set(namesOf(text))).toEqual(new Set(names));
  });

  it('are no more than there are, with a question and laughter', () => {
    expect(namesOf('help?')).toEqual(['help', 'question']);
    expect(namesOf('help？')).toEqual(['help', 'question']);
    expect(namesOf('help haha')).toEqual(['help', 'laugh']);
    expect(namesOf('help giggling')).toEqual(['help', 'laugh']);
    expect(namesOf('help 😂')).toEqual(['help', 'laugh']);
    expect(namesOf('help 😂 😂')).toEqual(['help', 'laugh']);
    expect(namesOf('haha, giggling')).toEqual(['laugh', 'laugh+']);
  });

  it('are looked for where a cry may be long', () => {
    const filler = 'x'.repeat(40);
    const words = (count: number): string =>
      Array.from({ length: count }, (_, at) => `${filler.slice(at % 30)} `).join('');
    const text = words(60);
    expect(fold(text, table).length).toBeGreaterThan(THRESHOLDS.maxHeldUnits);
    expect(namesOf(`help ${text}`)).toEqual(['help']);
    expect(namesOf(`${text} help`)).toEqual([]);
  });

  it('have the length beside them, in doublings of 60 letters, three at most', () => {
    const lengthOf = (units: number): number => featuresOf('xy'.repeat(units / 2))['length'] ?? 0;
    expect(lengthOf(60)).toBeCloseTo(1, 9);
    expect(lengthOf(180)).toBeCloseTo(2, 9);
    expect(lengthOf(800)).toBe(3);
  });
});

describe('the log-odds of a cry for help', () => {
  it.each<[string, number]>([
    ['please help', -1 + 1],
    ['help, save', -1 + 1 + 2],
    ['help, locked', -1 + 1 + 4 + 8],
    ['help?', -1 + 1 + 0.5],
    ['help haha', -1 + 1 - 0.25 - THRESHOLDS.laughterOdds],
    ['lunch', -1 + 16 - THRESHOLDS.unnamedCryOdds],
    ['hello', -1 - THRESHOLDS.unnamedCryOdds],
    ['help, lunch', -1 + 1 + 16],
  ])('of "%s" are %d', (text, odds) => {
    expect(oddsOf(text)).toBe(odds);
  });
});

describe('a cry for help', () => {
  const isHeld = (text: string, offerOdds: number | null, change: Partial<Held> = {}): boolean =>
    new HeldModel({ ...held, ...change }).isHeld(fold(text, table), text, offerOdds);
  // Log-odds 2
  const cry = 'help, save';

  it('has the log-odds that are needed, more where the text would get a warning', () => {
    expect(isHeld(cry, null, { threshold: 2 })).toBe(true);
    expect(isHeld(cry, null, { threshold: 2.1 })).toBe(false);
    expect(isHeld(cry, 0)).toBe(false);
    expect(isHeld(cry, 0, { warnedThreshold: 2 })).toBe(true);
  });

  it('of a sure offer needs as much as one of those', () => {
    const sure = THRESHOLDS.sureOfferOdds;
    const surer = { bias: held.bias + THRESHOLDS.heldInSureOffer - 2 };
    expect(isHeld(cry, sure - 0.1, { warnedThreshold: 0 })).toBe(true);
    expect(isHeld(cry, sure, { warnedThreshold: 0 })).toBe(false);
    expect(isHeld(cry, sure, { warnedThreshold: 0, ...surer })).toBe(true);
    expect(isHeld(cry, sure, { warnedThreshold: THRESHOLDS.heldInSureOffer + 1, ...surer })).toBe(false);
  });

  it('is no offer that is much surer than the cry', () => {
    const atSix = { bias: held.bias + 4, warnedThreshold: 0 };
    const limit = 6 + THRESHOLDS.offerBeyondHeld;
    expect(isHeld(cry, limit, atSix)).toBe(true);
    expect(isHeld(cry, limit + 0.1, atSix)).toBe(false);
  });

  it('is no long text', () => {
    const text = (units: number): string => `help ${'xy'.repeat((units - 4) / 2)}`;
    expect(isHeld(text(THRESHOLDS.maxHeldUnits), null, { threshold: -9 })).toBe(true);
    expect(isHeld(text(THRESHOLDS.maxHeldUnits + 2), null, { threshold: -9 })).toBe(false);
  });

  it('may show by its wording', () => {
    const used = Buffer.alloc(HELD_BUCKETS / 8).toString('base64');
    const worded = new HeldModel({ ...held, ngrams: { step: 1, used, weights: '' } });
    expect(worded.logOdds(fold(cry, table), cry)).toBe(oddsOf(cry));
  });
});
