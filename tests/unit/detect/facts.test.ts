/** Which facts the phrases of a text give: a phrase around them may deny them. */
import { describe, expect, it } from 'vitest';
import type { FoundPhrase } from '../../../utils/detect/find-phrases.ts';
import { addFact, phraseFacts } from '../../../utils/detect/facts.ts';
import type { Fact } from '../../../utils/detect/fact.ts';
import { conceptOf, featuresOf, madeRules } from './made-knowledge.ts';

const TEXT = 'a few words that stand in one sentence of the text and in no other';
const { text } = featuresOf(0, {}, { text: TEXT }).text;

const phrase = (id: string, from: number, to: number, change: Partial<FoundPhrase> = {}): FoundPhrase => ({
  kind: 'signal',
  id: madeRules.numberOf(id),
  language: 3,
  from,
  to,
  isDisguised: false,
  isWeak: false,
  ...change,
});
const nameOf = ({ signal, from, to }: Fact): string => `${madeRules.signals[signal]!.id} ${from}-${to}`;
const factsOf = (...phrases: FoundPhrase[]): string[] => phraseFacts(phrases, text, madeRules).map(nameOf);

describe('a fact of a phrase', () => {
  it('has the place, the language and the marks of the phrase', () => {
    expect(phraseFacts([phrase('role-chat', 2, 9, { isDisguised: true, isWeak: true })], text, madeRules)).toEqual([
      {
        signal: madeRules.numberOf('role-chat'),
        from: 2,
        to: 9,
        language: 3,
        isDisguised: true,
        isWeak: true,
        isByProximity: false,
        source: null,
      },
    ]);
  });

  it('is of a signal that the knowledge has', () => {
    expect(factsOf(phrase('role-chat', 0, 4, { id: madeRules.signals.length }))).toEqual([]);
    expect(factsOf(phrase('role-chat', 0, 4, { id: madeRules.signals.length - 1 }))).toEqual(['location-vague 0-4']);
    for (const kind of ['concept', 'place', 'channel', 'money'] as const)
      expect(factsOf(phrase('role-chat', 0, 4, { kind })), kind).toEqual([]);
  });
});

describe('a phrase around another', () => {
  it.each<[string, [number, number], boolean]>([
    ['whole inside of it', [4, 8], true],
    ['at its beginning', [2, 8], true],
    ['at its end', [4, 12], true],
    ['of the same words', [2, 12], false],
    ['beginning before it', [1, 8], false],
    ['ending behind it', [4, 13], false],
    ['behind it', [12, 16], false],
  ])('denies one of the other sign %s (%j): %s', (_name, [from, to], denied) => {
    const outer = phrase('counter-interview', 2, 12);
    const inner = phrase('fee-upfront', from, to);
    for (const phrases of [
      [outer, inner],
      [inner, outer],
    ]) {
      const names = factsOf(...phrases);
      expect(names).toContain('counter-interview 2-12');
      expect(names.includes(`fee-upfront ${from}-${to}`)).toBe(!denied);
    }
  });

  it('denies a requirement inside a promise, too, and none of its own sign', () => {
    expect(factsOf(phrase('fee-upfront', 0, 20), phrase('counter-interview', 4, 8))).toEqual(['fee-upfront 0-20']);
    expect(factsOf(phrase('fee-upfront', 0, 20), phrase('role-chat', 4, 8))).toHaveLength(2);
    expect(factsOf(phrase('guard-warn', 0, 20), phrase('counter-interview', 4, 8))).toHaveLength(2);
  });

  it('denies all that stand in it, also behind a shorter one that ended', () => {
    expect(
      factsOf(
        phrase('counter-interview', 0, 40),
        phrase('counter-interview', 2, 6),
        phrase('fee-upfront', 4, 6),
        phrase('fee-upfront', 20, 24),
        phrase('fee-upfront', 50, 54),
      ),
    ).toEqual(['counter-interview 0-40', 'counter-interview 2-6', 'fee-upfront 50-54']);
  });
});

describe('two concepts around a phrase', () => {
  it('deny it only where one of them says no', () => {
    const ticket = [conceptOf('ticket', 0), conceptOf('hiring', 12)];
    const no = [conceptOf('not', 0), conceptOf('experience', 12)];
    expect(factsOf(...ticket, phrase('counter-interview', 5, 9)).toSorted()).toEqual([
      'counter-interview 5-9',
      'travel-paid 0-16',
    ]);
    expect(factsOf(...no, phrase('fee-upfront', 5, 9))).toEqual(['counter-interview 0-16']);
    expect(factsOf(...ticket)).toEqual(['travel-paid 0-16']);
  });
});

describe('a fact without a phrase', () => {
  it('is added where the knowledge has the signal', () => {
    const facts: Fact[] = [];
    addFact({ facts, rules: madeRules }, 'not-known', { from: 1, to: 2 });
    expect(facts).toEqual([]);
    addFact({ facts, rules: madeRules }, 'travel-paid', { from: 1, to: 2 });
    addFact(
      { facts, rules: madeRules },
      'pay-high',
      { from: null, to: null },
      { isDisguised: true, isWeak: true, source: 'S' },
    );
    const plain = { language: null, isByProximity: false };
    expect(facts).toEqual([
      { ...plain, signal: 0, from: 1, to: 2, isDisguised: false, isWeak: false, source: null },
      { ...plain, signal: 4, from: null, to: null, isDisguised: true, isWeak: true, source: 'S' },
    ]);
  });
});
