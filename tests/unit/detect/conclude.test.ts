/** The verdict from the analysis and the listings: level, kind, score, and the reason that names the listing. */
import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../../utils/detect/analysis.ts';
import { conclude } from '../../../utils/detect/conclude.ts';
import type { IndicatorKind, ListingMatch } from '../../../utils/model/indicator.ts';
import type { Reason } from '../../../utils/model/verdict.ts';

const TODAY = '2026-11-25';
const sign: Reason = { id: 'travel-paid', severity: 'moderate', field: 'text', quote: 'ticket', start: 0, end: 6 };
const place = { field: 'text', start: 10, end: 20 } as const;
const other = { field: 'text', start: 30, end: 40 } as const;

const mention = (kind: IndicatorKind, value: string, at: typeof place | typeof other = place) => ({
  kind,
  value,
  ...at,
});

function analysisOf(change: Partial<Analysis> = {}): Analysis {
  const mentions = [
    { ...mention('telegram', 'golden_hr'), quote: '@golden_hr' },
    { ...mention('phone', '+855971112223', other), quote: '0971112223' },
  ];
  return {
    language: 'en',
    level: 'none',
    kind: null,
    score: 0.4,
    evidence: 0.4,
    reasons: [sign],
    isAwarenessText: false,
    mentions,
    ...change,
  };
}

function hitOn(of: ListingMatch['mention'], change: Partial<ListingMatch['listing']> = {}): ListingMatch {
  return {
    mention: of,
    listing: { publisher: 'Example', category: 'trafficking', listedOn: '2026-11-03', evidence: 'E-1', ...change },
  };
}
const contact = hitOn(mention('telegram', 'golden_hr'));
const company = hitOn(mention('company', 'golden lake'));
const text = (value: string, change: Partial<ListingMatch['listing']> = {}) =>
  hitOn({ kind: 'text', value, field: 'text', start: 0, end: 60 }, change);
const twoBands = [text('a'), text('b')];

describe('what is listed', () => {
  it.each<[string, ListingMatch[], Partial<Analysis>, [level: string, reason: string, score: number]]>([
    ['a contact', [contact], {}, ['danger', 'listed', 0.99]],
    ['a contact in a surer post', [contact], { score: 0.999 }, ['danger', 'listed', 0.999]],
    ['a name', [company], {}, ['caution', 'listed-name', 0.7]],
    ['a name in a surer post', [company], { score: 0.8 }, ['caution', 'listed-name', 0.8]],
    ['a name in a post at danger', [company], { level: 'danger', kind: 'lure' }, ['danger', 'listed-name', 0.7]],
    ['a name beside a contact', [company, contact], {}, ['danger', 'listed', 0.99]],
    ['a text', twoBands, {}, ['caution', 'listed-text', 0.7]],
    [
      'a disputed contact',
      [hitOn(contact.mention, { disputedSince: '2026-11-20' })],
      {},
      ['caution', 'listed-disputed', 0.7],
    ],
  ])('is %s', (_name, hits, change, [level, reason, score]) => {
    const verdict = conclude(analysisOf(change), hits, TODAY);
    expect(verdict).toMatchObject({ level, kind: 'listed', score, language: 'en' });
    expect(verdict.reasons.map(({ id }) => id)).toEqual([reason, 'travel-paid']);
    expect(verdict.reasons[0]!.severity).toBe(reason === 'listed' ? 'strong' : 'moderate');
    expect(verdict.reasons[0]!.source).toBe('Example');
  });

  it('is a text only by two of its fingerprints, of one listing', () => {
    const levelOf = (...hits: ListingMatch[]): string => conclude(analysisOf(), hits, TODAY).level;
    expect(levelOf(text('a'))).toBe('none');
    expect(levelOf(text('a'), text('a'))).toBe('none');
    expect(levelOf(text('a'), text('b', { evidence: 'E-2' }))).toBe('none');
    expect(levelOf(text('a'), text('b', { publisher: 'Other' }))).toBe('none');
    expect(levelOf(...twoBands)).toBe('caution');
    expect(levelOf(text('a'), contact)).toBe('danger');
  });

  it('is nothing from the day after it expires', () => {
    const until = (expiresOn: string) => conclude(analysisOf(), [hitOn(contact.mention, { expiresOn })], TODAY);
    expect(until('2026-11-24')).toEqual(conclude(analysisOf(), [], TODAY));
    expect(until(TODAY).level).toBe('danger');
  });

  it('is quoted where it stands, the text never', () => {
    const reasonOf = (hits: ListingMatch[]): Reason => conclude(analysisOf(), hits, TODAY).reasons[0]!;
    expect(reasonOf([contact])).toMatchObject({ field: 'text', quote: '@golden_hr', start: 10, end: 20 });
    expect(reasonOf([hitOn(mention('phone', '+855971112223', other))])).toMatchObject({
      quote: '0971112223',
      start: 30,
    });
    const absent = { quote: null, start: null, end: null };
    expect(reasonOf(twoBands)).toMatchObject({ field: 'text', ...absent });
    expect(reasonOf([hitOn({ ...mention('telegram', 'golden_hr'), end: 21 })])).toMatchObject(absent);
    expect(reasonOf([hitOn({ ...mention('telegram', 'golden_hr'), start: 11 })])).toMatchObject(absent);
    expect(reasonOf([hitOn({ ...mention('telegram', 'golden_hr'), field: 'poster' })])).toMatchObject(absent);
  });

  it('is a note in a warning, whose level stays', () => {
    const verdict = conclude(analysisOf({ isAwarenessText: true }), [contact], TODAY);
    expect(verdict).toMatchObject({ level: 'none', kind: null, score: 0.4, language: 'en' });
    expect(verdict).not.toHaveProperty('listing');
    expect(verdict.reasons).toMatchObject([{ id: 'listed-in-warning', severity: 'note', quote: '@golden_hr' }, sign]);
  });
});

describe('what is verified', () => {
  const verified = { category: 'verified' };
  const telegram = hitOn(contact.mention, verified);
  const phone = hitOn(mention('phone', '+855971112223', other), verified);
  const lure = { level: 'danger', kind: 'lure' } as const;
  const levelOf = (change: Partial<Analysis>, ...hits: ListingMatch[]): string =>
    conclude(analysisOf(change), hits, TODAY).level;

  it('lowers the level by one step, and says so last', () => {
    const lowered = conclude(analysisOf(lure), [telegram, phone], TODAY);
    expect(lowered).toMatchObject({ level: 'caution', kind: 'lure', score: 0.4, language: 'en' });
    expect(lowered.reasons).toMatchObject([sign, { id: 'listed-verified', severity: 'mitigating', source: 'Example' }]);
    expect(conclude(analysisOf({ level: 'caution', kind: 'lure' }), [telegram, phone], TODAY)).toMatchObject({
      level: 'none',
      kind: null,
    });
  });

  it.each<[string, ListingMatch[]]>([
    ['one of two contacts', [telegram]],
    ['a name', [hitOn(company.mention, verified)]],
    ['a disputed contact', [telegram, hitOn(phone.mention, { ...verified, disputedSince: '2026-11-20' })]],
    ['an expired contact', [telegram, hitOn(phone.mention, { ...verified, expiresOn: '2026-11-24' })]],
    ['a contact of another place', [telegram, hitOn({ ...phone.mention, start: 31 }, verified)]],
    ['a contact of another end', [telegram, hitOn({ ...phone.mention, end: 41 }, verified)]],
    ['a contact of another field', [telegram, hitOn({ ...phone.mention, field: 'poster' }, verified)]],
  ])('lowers nothing for %s', (_name, hits) => {
    expect(conclude(analysisOf(lure), hits, TODAY)).toEqual(conclude(analysisOf(lure), [], TODAY));
  });

  it('needs no word on the company or the text, and a contact at all', () => {
    const named = { ...mention('company', 'golden lake'), field: 'company', quote: 'Golden Lake' } as const;
    const whole = { kind: 'text', value: 'a', field: 'text', start: 0, end: 60, quote: '' } as const;
    expect(levelOf({ ...lure, mentions: [...analysisOf().mentions, named, whole] }, telegram, phone)).toBe('caution');
    expect(levelOf({ ...lure, mentions: [named, whole] }, telegram)).toBe('danger');
  });

  it('hides no listing', () => {
    expect(levelOf({}, telegram, phone, company)).toBe('caution');
    expect(levelOf({}, telegram, contact)).toBe('danger');
  });
});
