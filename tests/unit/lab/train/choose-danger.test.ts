import { describe, expect, it } from 'vitest';
import { chooseDanger } from '../../../../tools/lab/train/choose-danger.ts';
import type { Bar, ScoredRow } from '../../../../tools/lab/train/scored-row.ts';
import { post } from '../../detect/post.ts';

const rows = (label: 'legit' | 'lure', mayBeDanger: boolean, odds: readonly number[]): ScoredRow[] =>
  odds.map((each) => ({
    row: { set: 'own', label, lang: 'en', tactic: '', batch: 'b', writer: 'w', group: 'b', post: post({}) },
    odds: each,
    mayBeDanger,
    shortness: 0,
    harm: 0,
  }));
const bar = (danger: number): Bar => ({
  name: 'honest',
  includes: ({ label }) => label === 'legit',
  caution: 1,
  danger,
});

const harmless = [...rows('legit', true, [0, 0.5, 0.9]), ...rows('legit', false, [1, 1.5, 3.9])];
const harmful = [...rows('lure', true, [1.1, 3]), ...rows('lure', false, [1.2, 4.4])];

describe('chooseDanger', () => {
  it('asks more of posts without a hard fact where harmless ones of that kind score higher', () => {
    const { danger, dangerWithoutFact } = chooseDanger([...harmless, ...harmful], [bar(0)], -0.3);
    expect(danger).toBeGreaterThan(0.9);
    expect(danger).toBeLessThanOrEqual(1.1);
    expect(dangerWithoutFact).toBeGreaterThan(3.9);
    expect(dangerWithoutFact).toBeLessThanOrEqual(4.4);
  });

  it('spends a bar that allows harmless rows on the kind that brings most harmful ones', () => {
    const wordy = rows('lure', false, [3.95, 3.95, 3.95]);
    const strict = chooseDanger([...harmless, ...harmful, ...wordy], [bar(0)], -0.3);
    const loose = chooseDanger([...harmless, ...harmful, ...rows('lure', false, [3.7, 3.7, 3.7])], [bar(1 / 6)], -0.3);
    expect(strict.dangerWithoutFact).toBeLessThanOrEqual(3.95);
    expect(loose.dangerWithoutFact).toBeLessThanOrEqual(3.7);
  });

  it('stays clear of caution, also where lower thresholds pass no bar', () => {
    const quiet = [...rows('legit', true, [-2]), ...rows('legit', false, [-1])];
    const { danger, dangerWithoutFact } = chooseDanger(
      [...quiet, ...harmful, ...rows('lure', true, [0.4])],
      [bar(0)],
      0.3,
    );
    expect(danger).toBeCloseTo(1.5);
    expect(dangerWithoutFact).toBeCloseTo(2.7);
  });

  it('says so when no threshold holds the bars', () => {
    expect(() => chooseDanger([...rows('legit', true, [9]), ...harmful], [bar(0)], 0)).toThrow('No thresholds');
  });
});
