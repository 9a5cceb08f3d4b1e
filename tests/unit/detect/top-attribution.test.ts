/** The words that raised the log-odds of the text model most: how long they are, and what they add. */
import { describe, expect, it } from 'vitest';
import { CLASSES, type Model } from '../../../utils/detect/text-classifier.ts';
import { topAttribution } from '../../../utils/detect/top-attribution.ts';
import { fold } from '../../../utils/text/fold.ts';
import { madeKnowledge } from './made-knowledge.ts';
import { bucketsOf, modelOf } from './made-model.ts';

/** Log-odds of one step of a weight. */
const STEP = 0.5;
const folded = (text: string) => fold(text, madeKnowledge.fold);

function quoteOf(model: Model, text: string, outcome: (typeof CLASSES)[number] = 'lure'): string | null {
  const read = folded(text);
  const found = topAttribution(model, read, outcome);
  return found === null ? null : text.slice(read.offsets[found.start], read.offsets[found.end - 1]! + 1);
}

describe('the words that raise the log-odds of an outcome', () => {
  const parrots = modelOf({ parrots: 10 });

  it('add the log-odds of their features, each once', () => {
    const whole = topAttribution(parrots, folded('parrots'), 'lure');
    expect(whole).toMatchObject({ start: 0, end: 7 });
    expect(whole!.weight).toBeCloseTo(STEP * 10 * bucketsOf('parrots').size, 9);
    const twice = topAttribution(parrots, folded('parrots. Parrots'), 'lure');
    expect(twice).toMatchObject({ start: 0, end: 7 });
    // What shows only with the next word may count for it in part
    expect(twice!.weight).toBeGreaterThan(0.9 * whole!.weight);
    expect(twice!.weight).toBeLessThanOrEqual(whole!.weight);
  });

  it('are those of the outcome alone', () => {
    for (const outcome of CLASSES) {
      const model = modelOf({ parrots: 10 }, { outcome });
      for (const other of CLASSES)
        expect(quoteOf(model, 'parrots', other), other).toBe(other === outcome ? 'parrots' : null);
    }
  });

  it('do not include words that lower them', () => {
    expect(quoteOf(modelOf({ parrots: -10 }), 'parrots')).toBeNull();
    expect(quoteOf(parrots, 'a quiet shop')).toBeNull();
    expect(quoteOf(parrots, '')).toBeNull();
  });

  it('are the shortest run of words with 20 letters, or a sentence', () => {
    expect(quoteOf(parrots, 'a few of the words of the shop parrots, and others that come behind them')).toMatch(
      /^(?:.{0,30} )?parrots/u,
    );
    expect(quoteOf(parrots, 'One is here. Parrots. Then others come')).toBe('Parrots');
    const before = 'alpha bravo cedar delta eagle';
    const after = 'fancy giant house igloo jolly';
    const doubted = modelOf({ [before]: -1, [after]: -1, parrots: 10 });
    const quote = quoteOf(doubted, `${before} parrots ${after}`)!;
    const letters = quote.replaceAll(' ', '').length;
    expect(quote).toContain('parrots');
    expect(letters).toBeGreaterThanOrEqual(20);
    expect(letters).toBeLessThanOrEqual(24);
  });

  it('have 64 letters at most', () => {
    const words = Array.from(
      { length: 30 },
      (_, at) => `word${String.fromCharCode(97 + (at % 26), 97 + ((at * 7) % 26))}`,
    ).join(' ');
    const letters = quoteOf(modelOf({ [words]: 5 }), words)!.replaceAll(' ', '').length;
    expect(letters).toBeGreaterThan(58);
    expect(letters).toBeLessThanOrEqual(64);
  });

  it('are pieces of eight letters at least in scripts without spaces', () => {
    const quote = quoteOf(modelOf({ 蓝色鹦鹉: 10 }), '海边安静的小店每天晚上卖蓝色鹦鹉和茶叶还有很多其他的东西在那里')!;
    expect(quote).toMatch(/[蓝色鹦鹉]/u);
    expect(quote.length).toBeGreaterThanOrEqual(8);
    expect(quote.length).toBeLessThanOrEqual(16);
  });

  it('lie within one sentence and within one of the runs that are read', () => {
    const both = modelOf({ 'painted parrots': 10, 'blue lagoon': 9 });
    expect(quoteOf(both, 'Painted parrots. Blue lagoon.')).toBe('Painted parrots');
    const text = folded('painted parrots by the blue lagoon and the sea');
    const run = { start: 19, end: text.length };
    const found = topAttribution(both, text, 'lure', [run])!;
    expect(found.start).toBeGreaterThanOrEqual(run.start);
    expect(topAttribution(both, text, 'lure', [])).toBeNull();
    expect(topAttribution(both, text, 'lure', [{ start: 0, end: 14 }, run])).toMatchObject({ start: 0, end: 14 });
  });
});
