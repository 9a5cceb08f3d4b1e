import { describe, expect, it } from 'vitest';
import { chooseCaution } from '../../../../tools/lab/train/choose-caution.ts';
import { firstOfClusters, type Bar, type ScoredRow } from '../../../../tools/lab/train/scored-row.ts';
import { post } from '../../detect/post.ts';

const row = (label: 'legit' | 'lure', odds: number, shortness: number, group = 'b'): ScoredRow => ({
  row: { set: 'own', label, lang: 'en', tactic: '', batch: 'b', writer: 'w', group, post: post({}) },
  odds,
  mayBeDanger: false,
  shortness,
  harm: 0,
});
const rows = (count: number, ...of: Parameters<typeof row>): ScoredRow[] =>
  Array.from({ length: count }, () => row(...of));
const BARS: Bar[] = [{ name: 'honest', includes: ({ label }) => label === 'legit', caution: 0.01, danger: 0.01 }];
const LURES = [{ includes: ({ label }: ScoredRow['row']) => label === 'lure' }];
const choose = (list: ScoredRow[], isCard = () => false) => chooseCaution(list, BARS, LURES, isCard);

describe('chooseCaution', () => {
  const longAds = [...rows(50, 'legit', 0.9, 0), ...rows(950, 'legit', -3, 1)];

  it('asks for more in long texts that harmless ones come near to, and for less in short ones', () => {
    const { caution, short } = choose([...longAds, ...rows(50, 'lure', 0.5, 1), ...rows(50, 'lure', 1.5, 0)]);
    expect(caution).toBeGreaterThan(0.9);
    expect(caution - short).toBeLessThanOrEqual(0.5);
  });

  it('asks for no less in short texts where harmless ones are among them, nor on cards', () => {
    const near = [...longAds, ...rows(50, 'legit', 0.45, 1), ...rows(50, 'lure', 0.5, 1)];
    expect(choose(near)).toEqual({ caution: 0.92, short: 0.45 });
    const cards = choose([...longAds, ...rows(50, 'lure', 0.5, 1), ...rows(50, 'lure', 0.92, 0)], () => true);
    expect(cards.caution).toBe(0.92);
  });

  it('says so when no threshold keeps the bars', () => {
    expect(() => choose(rows(10, 'legit', 3, 0))).toThrow('No threshold up to 2 keeps the bars');
  });
});

describe('firstOfClusters', () => {
  it('keeps one row of each cluster of near-duplicates, and all rows of a batch', () => {
    const cluster = rows(3, 'legit', 0, 0, 'g3ac60aec372b');
    expect(firstOfClusters([...cluster, ...rows(2, 'legit', 0, 0)])).toHaveLength(3);
  });
});
