import { describe, expect, it } from 'vitest';
import { analyse } from '../../../utils/detect/analyse.ts';
import type { ExtractedFeatures } from '../../../utils/detect/extract-features.ts';
import type { Fact } from '../../../utils/detect/fact.ts';
import { rulesOf } from '../../../utils/detect/rules.ts';
import { statesHarm } from '../../../utils/detect/states-harm.ts';
import { THRESHOLDS } from '../../../utils/detect/thresholds.ts';
import { post } from './post.ts';
import { knowledge } from './project-knowledge.ts';

const rules = rulesOf(knowledge);
const fact = (id: string, change: Partial<Fact> = {}): Fact => ({
  signal: rules.numberOf(id),
  from: 0,
  to: 1,
  language: null,
  isDisguised: false,
  isByProximity: false,
  isWeak: false,
  source: null,
  ...change,
});
const features = (facts: Fact[], change: Partial<ExtractedFeatures> = {}) => ({
  facts,
  isShownAsJob: false,
  hasLaughter: false,
  quotations: [],
  modelOutput: { lure: -1, jobScam: -3, warning: -3, harm: -1 },
  ...change,
});
const states = (ids: string[], change: Partial<ExtractedFeatures> = {}) =>
  statesHarm(
    features(
      ids.map((id) => fact(id)),
      change,
    ),
    rules,
  );

describe('statesHarm', () => {
  it.each([['easy-money'], ['pay-high'], ['tourist-visa'], ['place-compound'], ['safety-reassurance'], ['task-scam']])(
    'holds for a post with %s alone',
    (id) => {
      expect(states([id])).toBe(true);
    },
  );

  it('holds for several signals of a lure together, and for none of them alone', () => {
    expect(states(['travel-paid', 'free-lodging'])).toBe(true);
    expect(states(['travel-paid'])).toBe(false);
    expect(states(['free-lodging', 'no-experience'])).toBe(false);
    expect(states(['no-experience'])).toBe(false);
    expect(states([])).toBe(false);
  });

  it('holds in talk of journeys only for high pay', () => {
    const inTalk = (id: string) => statesHarm(features([fact(id)]), rules, true);
    expect(inTalk('pay-high')).toBe(true);
    expect(inTalk('tourist-visa')).toBe(false);
    expect(inTalk('place-compound')).toBe(false);
  });

  it('holds for no weak fact', () => {
    expect(statesHarm(features([fact('easy-money', { isWeak: true })]), rules)).toBe(false);
  });

  it.each([['counter-contract'], ['guard-warn']])('does not hold beside %s', (id) => {
    expect(states(['easy-money', id])).toBe(false);
    expect(statesHarm(features([fact('easy-money'), fact(id, { isWeak: true })]), rules)).toBe(true);
  });

  it('does not hold on a job board, in a joke, in a quotation, or where the wording is that of a warning', () => {
    const modelOutput = { lure: 1, jobScam: -3, warning: THRESHOLDS.maxWarningOdds, harm: 1 };
    expect(states(['easy-money'], { isShownAsJob: true })).toBe(false);
    expect(states(['easy-money'], { hasLaughter: true })).toBe(false);
    expect(states(['easy-money'], { quotations: [{ from: 0, to: 9 }] })).toBe(false);
    expect(states(['easy-money'], { modelOutput })).toBe(false);
    expect(states(['easy-money'], { modelOutput: null })).toBe(false);
  });

  it('gives a warning to a single line of promises', () => {
    const levelOf = (text: string) => analyse(post({ text }), knowledge).level;
    expect(levelOf('비행기표 끊어드려요, 숙소 제공, 초보 가능, 월 900 이상')).not.toBe('none');
    expect(levelOf('숙소 제공, 초보 가능, 주방 보조, 시급 11000')).toBe('none');
  });
});
