/** What counts as evidence: facts, concepts, quotations, words of work, and the outputs of the text model. */
import { describe, expect, it } from 'vitest';
import {
  countOfferWords,
  evidenceOdds,
  extractEvidence,
  hasSpecificSignal,
  hasTalkSignal,
  logOddsOf,
  modelValues,
  namedEvidence,
  probabilityOf,
} from '../../../utils/detect/evidence.ts';
import type { ExtractedFeatures } from '../../../utils/detect/extract-features.ts';
import type { Fact } from '../../../utils/detect/fact.ts';
import { conceptOf, factOf, featuresOf, madeKnowledge, madeRules } from './made-knowledge.ts';

/** Features by name that are not 0. Those of the text model and of a post without a word of work are left out. */
function evidenceOf(change: Partial<ExtractedFeatures>): Record<string, number> {
  const of = featuresOf(0, { modelOutput: null, isShownAsJob: true, ...change });
  return Object.fromEntries(namedEvidence(of, madeKnowledge));
}

describe('a fact', () => {
  it.each<[string, Fact[], Record<string, number>]>([
    ['counts one', [factOf('travel-paid')], { 'travel-paid': 1 }],
    ['counts once', [factOf('travel-paid'), factOf('travel-paid', 9)], { 'travel-paid': 1 }],
    ['that is an absence counts one', [factOf('travel-paid', null)], { 'travel-paid': 1 }],
    ['that is weak counts as such', [factOf('home-easy', 0, { isWeak: true })], { 'weak:home-easy': 1 }],
    [
      'that is weak and stands there by itself counts as both',
      [factOf('travel-paid', 0, { isWeak: true }), factOf('travel-paid', 9)],
      { 'travel-paid': 1, 'weak:travel-paid': 1 },
    ],
    ['from a pair counts its factor', [factOf('travel-paid', 0, { isByProximity: true })], { 'travel-paid': 0.5 }],
    [
      'from a phrase counts more than one from a pair before it',
      [factOf('travel-paid', 0, { isByProximity: true }), factOf('travel-paid', 9)],
      { 'travel-paid': 1 },
    ],
    [
      'from a phrase counts more than one from a pair after it',
      [factOf('travel-paid'), factOf('travel-paid', 9, { isByProximity: true })],
      { 'travel-paid': 1 },
    ],
  ])('%s', (_name, facts, expected) => {
    expect(evidenceOf({ facts })).toEqual(expected);
  });

  it('of a place counts what a text of that length is worth', () => {
    const facts = [factOf('place-compound'), factOf('travel-paid', 9)];
    expect(evidenceOf({ facts, wordingReliability: 0.25 })).toEqual({
      'place-compound': 0.25,
      'travel-paid': 1,
      short: 0.75,
    });
    const pair = factOf('place-compound', 0, { isByProximity: true });
    expect(evidenceOf({ facts: [pair] })).toEqual({ 'place-compound': 1 });
  });

  it('completes a set with others, unless one is there that excludes it', () => {
    const two = [factOf('pay-high'), factOf('role-chat', 9)];
    expect(evidenceOf({ facts: two })).toMatchObject({ 'set:both': 1 });
    expect(evidenceOf({ facts: [...two, factOf('counter-interview', 20)] })).not.toHaveProperty('set:both');
    expect(evidenceOf({ facts: [factOf('role-chat')] })).not.toHaveProperty('set:both');
    expect(evidenceOf({ facts: [factOf('pay-high', 0, { isWeak: true }), factOf('role-chat', 9)] })).not.toHaveProperty(
      'set:both',
    );
  });
});

describe('words of a warning', () => {
  const awarenessOf = (...places: (number | null)[]): number =>
    evidenceOf({ facts: places.map((from) => factOf('guard-warn', from)) })['awareness'] ?? 0;

  it('count by their places, up to four', () => {
    expect(awarenessOf()).toBe(0);
    expect(awarenessOf(0)).toBe(1);
    expect(awarenessOf(0, 0, 8)).toBe(2);
    expect(awarenessOf(0, 8, 16, 24)).toBe(4);
    expect(awarenessOf(0, 8, 16, 24, 32, 40)).toBe(4);
    expect(awarenessOf(null)).toBe(0);
  });

  it('are those of any signal of warnings, and of no other', () => {
    expect(evidenceOf({ facts: [factOf('guard-warn'), factOf('guard-report', 9)] })['awareness']).toBe(2);
    expect(evidenceOf({ facts: [factOf('travel-paid')] })).not.toHaveProperty('awareness');
  });
});

describe('a concept', () => {
  const isSeen = (facts: Fact[], ...phrases: ExtractedFeatures['phrases']): boolean =>
    'concept:ticket' in evidenceOf({ facts, phrases });
  const long = factOf('travel-paid', 10, { to: 30 });

  it('counts by itself, however often', () => {
    expect(evidenceOf({ phrases: [conceptOf('ticket', 0), conceptOf('ticket', 9)] })).toEqual({ 'concept:ticket': 1 });
  });

  it('does not count where it is weak, or where the phrase is not a concept', () => {
    expect(isSeen([], conceptOf('ticket', 0, { isWeak: true }))).toBe(false);
    for (const kind of ['signal', 'place', 'channel', 'money'] as const)
      expect(evidenceOf({ phrases: [conceptOf('ticket', 0, { kind })] }), kind).toEqual({});
  });

  it('that this knowledge does not name is passed over', () => {
    expect(evidenceOf({ phrases: [conceptOf('ticket', 0, { id: 5 })] })).toEqual({});
    expect(evidenceOf({ phrases: [conceptOf('chef', 0)] })).toEqual({ 'concept:chef': 1 });
  });

  it.each<[string, number, number, boolean]>([
    ['inside', 12, 20, false],
    ['at its beginning', 10, 12, false],
    ['at its end', 28, 30, false],
    ['of the same words', 10, 30, false],
    ['before it', 2, 6, true],
    ['behind it', 30, 34, true],
    ['that reaches beyond it', 26, 31, true],
    ['that begins before it', 9, 12, true],
  ])('%s a fact of harm (%i to %i) counts: %s', (_name, from, to, counts) => {
    expect(isSeen([long], conceptOf('ticket', from, { to }))).toBe(counts);
  });

  it('inside a fact that does not raise the score counts', () => {
    for (const id of ['counter-interview', 'location-vague'])
      expect(isSeen([factOf(id, 10, { to: 30 })], conceptOf('ticket', 12)), id).toBe(true);
  });

  it('is inside a long fact also where a short one began behind it, in whatever order they come', () => {
    const short = factOf('role-chat', 14, { to: 16 });
    for (const facts of [
      [long, short],
      [short, long],
    ])
      expect(isSeen(facts, conceptOf('ticket', 20))).toBe(false);
    expect(isSeen([factOf('role-chat', 40), long], conceptOf('ticket', 12))).toBe(false);
    expect(isSeen([factOf('role-chat', null)], conceptOf('ticket', 0))).toBe(true);
  });
});

describe('quoted signals', () => {
  const facts = ['travel-paid', 'role-chat', 'home-easy', 'easy-money', 'pay-high'].map((id, at) =>
    factOf(id, 10 * at),
  );
  const quotedIn = (from: number, to: number, more: Fact[] = []): number =>
    evidenceOf({ facts: [...facts, ...more], quotations: [{ from, to }] })['quoted'] ?? 0;

  it('are those that stand whole between the marks, up to four', () => {
    expect(quotedIn(0, 14)).toBe(2);
    expect(quotedIn(0, 13)).toBe(1);
    expect(quotedIn(1, 14)).toBe(1);
    expect(quotedIn(0, 34)).toBe(4);
    expect(quotedIn(0, 60)).toBe(4);
    expect(quotedIn(50, 60)).toBe(0);
  });

  it('count once each, and only those of harm', () => {
    expect(quotedIn(0, 4, [factOf('travel-paid', 0)])).toBe(1);
    expect(quotedIn(50, 60, [factOf('counter-interview', 52), factOf('location-vague', 52)])).toBe(0);
    expect(quotedIn(50, 60, [factOf('role-chat', null)])).toBe(0);
  });
});

describe('a post without a word of work', () => {
  const workOf = (change: Partial<ExtractedFeatures>) => {
    const values = evidenceOf({ isShownAsJob: false, ...change });
    return { noJobOffer: values['no-job-offer'] === 1, talkOnly: values['talk-only'] === 1 };
  };

  it.each<[string, Partial<ExtractedFeatures>, boolean, boolean]>([
    ['is one of nothing at all', {}, true, true],
    ['may name what any journey holds', { facts: [factOf('travel-paid')] }, true, true],
    ['may name what lowers the score', { facts: [factOf('counter-interview')] }, true, true],
    ['is no talk where a signal of harm stands that talk does not hold', { facts: [factOf('pay-high')] }, true, false],
    ['is not one with a word of hiring', { phrases: [conceptOf('hiring', 0)] }, false, false],
    ['is not one with a role', { facts: [factOf('role-chat')] }, false, false],
    ['is one with another concept', { phrases: [conceptOf('ticket', 0)] }, true, true],
    ['is not one where a site shows it as a job', { isShownAsJob: true }, false, false],
  ])('%s', (_name, change, noJobOffer, talkOnly) => {
    expect(workOf(change)).toEqual({ noJobOffer, talkOnly });
  });

  it('has no word of work at any place; words at one place are one', () => {
    const phrases = [conceptOf('hiring', 0), conceptOf('chef', 0), conceptOf('ticket', 20)];
    const facts = [factOf('role-chat', 30), factOf('role-chat', 35), factOf('role-chat', null), factOf('pay-high', 40)];
    const count = (most: number, these = phrases, those: Fact[] = facts): number =>
      countOfferWords(those, these, madeRules, most);
    expect(count(9)).toBe(4);
    expect(count(9, [...phrases, conceptOf('hiring', 9)])).toBe(5);
    expect(count(2)).toBe(2);
    expect(count(1)).toBe(1);
    expect(count(9, [], [])).toBe(0);
    expect(count(9, [conceptOf('hiring', 5, { kind: 'money' })], [])).toBe(0);
    expect(count(1, [conceptOf('hiring', 0), conceptOf('hiring', 9)])).toBe(1);
  });

  it('may have signals of talk, of harm, or of neither', () => {
    const valuesOf = (id: string): Float64Array =>
      extractEvidence(featuresOf(0, { facts: [factOf(id)] }), 0.5, madeRules);
    const shown = (id: string) => [hasTalkSignal([factOf(id)], madeRules), hasSpecificSignal(valuesOf(id), madeRules)];
    expect(shown('travel-paid')).toEqual([true, false]);
    expect(shown('pay-high')).toEqual([false, true]);
    expect(shown('counter-interview')).toEqual([false, false]);
    expect(shown('location-vague')).toEqual([false, false]);
  });
});

describe('the wording', () => {
  it('counts by class, of which much less than even adds nothing, and less in a short text', () => {
    const output = { harm: 2, lure: -9, jobScam: 1.5, warning: -7 };
    expect(modelValues(output, 0)).toEqual([2, -3, 1.5, -7, 0]);
    expect(modelValues({ ...output, lure: 1, jobScam: -4 }, 0.5)).toEqual([2, 1, -3, -7, 1]);
    expect(evidenceOf({ modelOutput: { ...output, lure: 1 }, wordingReliability: 0.75 })).toEqual({
      short: 0.25,
      'model:harm': 2,
      'model:lure': 1,
      'model:job-scam': 1.5,
      'model:warning': -7,
      'model:harm-short': 0.5,
    });
  });

  it('counts its laughter and its length', () => {
    expect(evidenceOf({ hasLaughter: true, excessLength: 1.5 })).toEqual({ laughter: 1, 'excess-length': 1.5 });
    expect(evidenceOf({})).toEqual({});
  });
});

describe('log-odds', () => {
  it('are the sum of what counts, each with its weight', () => {
    const of = featuresOf(1.5, {
      phrases: [conceptOf('ticket', 0), conceptOf('experience', 9), conceptOf('chef', 20)],
    });
    const values = extractEvidence(of, 0.5, madeRules);
    expect(evidenceOdds(values, madeKnowledge)).toBe(2);
    expect(evidenceOdds(values, { ...madeKnowledge, evidence: { ...madeKnowledge.evidence, bias: -4 } })).toBe(-2);
  });

  it('are more where two that pair stand together, by the product of their values', () => {
    const weights = { 'travel-paid': 1, 'concept:ticket': 0.5 };
    const pairs = { 'concept:ticket': { 'travel-paid': 0.25 }, awareness: { quoted: 1 } };
    const knowledge = { ...madeKnowledge, evidence: { bias: 0, weights, pairs } };
    const oddsWith = (change: Partial<ExtractedFeatures>): number =>
      evidenceOdds(extractEvidence(featuresOf(0, { modelOutput: null, ...change }), 0.5, madeRules), knowledge);
    const phrases = [conceptOf('ticket', 20)];
    expect(oddsWith({ phrases })).toBe(0.5);
    expect(oddsWith({ facts: [factOf('travel-paid')] })).toBe(1);
    expect(oddsWith({ phrases, facts: [factOf('travel-paid')] })).toBe(1.75);
    expect(oddsWith({ phrases, facts: [factOf('travel-paid', 0, { isByProximity: true })] })).toBe(0.5 + 0.5 + 0.125);
    expect(oddsWith({ phrases, facts: [factOf('role-chat')] })).toBe(0.5);
  });

  it('are even at one half, and lead to the probability and back', () => {
    expect(probabilityOf(0)).toBe(0.5);
    expect(probabilityOf(Math.log(3))).toBeCloseTo(0.75, 12);
    expect(logOddsOf(0.75)).toBeCloseTo(Math.log(3), 12);
    for (const odds of [-5, -0.1, 2]) expect(logOddsOf(probabilityOf(odds))).toBeCloseTo(odds, 9);
  });
});
