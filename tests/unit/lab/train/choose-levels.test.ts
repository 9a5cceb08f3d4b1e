import { describe, expect, it } from 'vitest';
import { chooseLevels } from '../../../../tools/lab/train/choose-levels.ts';
import type { ScoredRow } from '../../../../tools/lab/train/scored-row.ts';
import { post } from '../../detect/post.ts';

const row = (set: string, label: 'legit' | 'lure', odds: number): ScoredRow => ({
  row: { set, label, lang: 'en', tactic: '', batch: 'b', writer: 'w', group: 'b', post: post({}) },
  odds,
  mayBeDanger: odds > 1,
  shortness: 0,
  harm: odds - 2,
});

describe('chooseLevels', () => {
  const honest = Array.from({ length: 1000 }, (_, index) => row('own', 'legit', index / 500));
  const lures = Array.from({ length: 100 }, () => row('own', 'lure', 5));

  it('alerts no more of the honest offers than their bar allows, and as many as it allows', () => {
    const { caution, danger } = chooseLevels([...honest, ...lures]);
    const share = (threshold: number): number => honest.filter(({ odds }) => odds >= threshold).length / honest.length;
    expect(share(caution)).toBeLessThanOrEqual(0.06);
    expect(share(caution)).toBeGreaterThan(0.045);
    expect(share(danger)).toBeLessThanOrEqual(0.01);
    expect(danger).toBeGreaterThan(caution);
  });

  it('calls words harmless only where nearly no alerted harmful row has such words', () => {
    const quiet = { ...row('own', 'lure', 5), harm: -1 };
    expect(chooseLevels([...honest, ...lures]).harmless).toBeCloseTo(3, 1);
    expect(chooseLevels([...honest, ...lures, quiet]).harmless).toBeCloseTo(-1, 1);
  });

  it('asks for more evidence on job pages where more real honest ads reach the threshold of messages than may', () => {
    const real = Array.from({ length: 10_000 }, (_, index) => row('board', 'legit', index < 32 ? 4 : -1));
    const titles = real.map(() => row('titles', 'legit', -9));
    expect(chooseLevels([...honest, ...real, ...titles]).places.detail).toBeLessThan(0);
    expect(chooseLevels([...honest, ...real, ...titles]).places.message).toBe(0);
  });

  it('asks for more evidence on cards, also where real titles stay far below', () => {
    const titles = Array.from({ length: 600 }, () => row('titles', 'legit', -9));
    expect(chooseLevels([...honest, ...titles]).places).toMatchObject({ card: -2.7, detail: 0 });
  });
});
