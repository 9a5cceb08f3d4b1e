import { describe, expect, test } from 'vitest';
import { applySensitivity, SENSITIVITIES } from '../../../utils/detect/apply-sensitivity.ts';
import type { Reason, Verdict } from '../../../utils/model/verdict.ts';

const LEVELS = { caution: 0.6, danger: 2.5, languages: { ko: 0.5 } };
const share = (odds: number): number => 1 / (1 + Math.exp(-odds));
const sign: Reason = { id: 'travel-paid', severity: 'moderate', field: 'text', quote: 'ticket', start: 0, end: 6 };

function verdict(level: Verdict['level'], changes: Partial<Verdict> = {}): Verdict {
  const kind = level === 'none' ? null : 'lure';
  return { level, kind, score: 0.5, language: 'en', reasons: [sign], ...changes };
}
const analysis = (odds: number, isAwarenessText = false, language = 'en') => ({
  isAwarenessText,
  evidence: share(odds),
  language,
});

describe('sensitivity', () => {
  test.each(SENSITIVITIES)('%s never hides danger nor what stands on a list', (setting) => {
    for (const shown of [
      verdict('danger'),
      verdict('caution', { kind: 'listed' }),
      verdict('danger', { kind: 'listed' }),
    ]) {
      expect(applySensitivity(shown, analysis(-5), setting, LEVELS)).toBe(shown);
    }
  });

  test('calm shows the surer half of the cautions', () => {
    expect(applySensitivity(verdict('caution'), analysis(0.7), 'calm', LEVELS)).toMatchObject({
      level: 'none',
      kind: null,
    });
    expect(applySensitivity(verdict('caution'), analysis(1.6), 'calm', LEVELS).level).toBe('caution');
  });

  test('watchful shows what falls a little short, where there is a sign to show', () => {
    const none = verdict('none');
    expect(applySensitivity(none, analysis(0.1), 'watchful', LEVELS).level).toBe('caution');
    expect(applySensitivity(none, analysis(-1), 'watchful', LEVELS).level).toBe('none');
    const weak = verdict('none', { reasons: [{ ...sign, severity: 'weak' }] });
    expect(applySensitivity(weak, analysis(0.1), 'watchful', LEVELS).level).toBe('none');
  });

  test('watchful goes as far below the threshold of a language as below the common one', () => {
    const none = verdict('none', { language: 'ko' });
    expect(applySensitivity(none, analysis(-0.4, false, 'ko'), 'watchful', LEVELS).level).toBe('caution');
    expect(applySensitivity(verdict('none'), analysis(-0.4), 'watchful', LEVELS).level).toBe('none');
  });

  test('an awareness text gets no warning at any setting', () => {
    for (const setting of SENSITIVITIES) {
      expect(applySensitivity(verdict('none'), analysis(0.5, true), setting, LEVELS).level).toBe('none');
    }
  });

  test('normal is the verdict itself, whatever a score above the evidence says', () => {
    const none = verdict('none', { score: 0.99 });
    expect(applySensitivity(none, analysis(0.5), 'normal', LEVELS)).toBe(none);
    expect(applySensitivity(none, analysis(-3), 'watchful', LEVELS)).toBe(none);
  });
});
