/** How much lower the threshold of caution may be in a language. */
import { describe, expect, it } from 'vitest';
import { chooseLanguages } from '../../../../tools/lab/train/choose-languages.ts';
import type { ScoredRow } from '../../../../tools/lab/train/scored-row.ts';
import { post } from '../../detect/post.ts';

const CAUTION = 0.3;

function rows(count: number, set: string, label: 'legit' | 'other' | 'lure', odds: number, shortness = 0): ScoredRow[] {
  const row = { set, label, lang: 'ko', tactic: '', batch: 'b', writer: 'w', group: 'b', post: post({}) };
  return Array.from({ length: count }, () => ({ row, odds, mayBeDanger: false, shortness, harm: 0 }));
}
const less = (...groups: ScoredRow[][]): number => chooseLanguages(groups.flat(), CAUTION, 0.4)['ko'] ?? 0;

describe('the threshold of a language', () => {
  const written = rows(100, 'own', 'legit', -4);
  const lures = rows(100, 'own', 'lure', 0);

  it('is much lower where hundreds of real offers of work are far from it', () => {
    expect(less(written, lures, rows(500, 'board', 'legit', -3))).toBe(0.8);
  });

  it('is the common one where few real offers are known, and other texts alone', () => {
    expect(less(written, lures, rows(300, 'board', 'legit', -3), rows(500, 'comments', 'other', -3))).toBe(0);
  });

  it('stays above what real offers, real texts and written harmless rows reach', () => {
    const board = rows(500, 'board', 'legit', -3);
    expect(less(written, board, rows(5, 'board', 'legit', -0.25))).toBe(0.5);
    expect(less(written, board, rows(500, 'comments', 'other', -3), rows(5, 'comments', 'other', 0))).toBe(0.2);
    expect(less(written, board, rows(15, 'own', 'legit', -0.1))).toBe(0.3);
    expect(less(written, board, rows(1, 'board', 'legit', 1))).toBe(0.8);
  });

  it('counts what short texts are forgiven, and no text with other spam', () => {
    const board = rows(500, 'board', 'legit', -3);
    expect(less(written, board, rows(5, 'board', 'legit', -0.65, 1))).toBe(0.5);
    expect(less(written, board, rows(400, 'vn-sms', 'other', 2))).toBe(0.8);
  });
});
