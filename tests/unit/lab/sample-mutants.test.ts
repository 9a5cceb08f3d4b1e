import { describe, expect, it } from 'vitest';
import { drawSample, keepSample, sampledFrom } from '../../../tools/lab/mutate/sample-mutants.ts';

const hundred = Array.from({ length: 100 }, (_, index) => index);

describe('drawSample', () => {
  it('draws the asked number of different items, the same ones for the same seed', () => {
    const sample = drawSample(hundred, 30, 7);
    expect(new Set(sample).size).toBe(30);
    expect(drawSample(hundred, 30, 7)).toEqual(sample);
    expect(drawSample(hundred, 30, 8)).not.toEqual(sample);
  });

  it('draws every item about equally often', () => {
    const times = hundred.map(() => 0);
    for (let seed = 0; seed < 2000; seed += 1)
      for (const item of drawSample(hundred, 30, seed)) times[item] = (times[item] ?? 0) + 1;
    // 600 are expected; 100 is about five standard deviations.
    expect(Math.min(...times)).toBeGreaterThan(500);
    expect(Math.max(...times)).toBeLessThan(700);
  });

  it('draws all items where fewer are there than asked for', () => {
    expect(drawSample(hundred, 500, 1)).toEqual(hundred);
  });
});

describe('keepSample', () => {
  it('samples the mutants that run, drops the ignored ones, and says how many there were', () => {
    const plans = [...hundred.map((id) => ({ plan: 'Run', id })), { plan: 'EarlyResult', id: 100 }];
    keepSample(plans, 10, 3);
    expect(plans).toHaveLength(10);
    expect(plans.every(({ plan }) => plan === 'Run')).toBe(true);
    expect(sampledFrom()).toBe(100);
  });
});
