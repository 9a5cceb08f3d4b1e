/** Which reasons a reader sees, in which order, and what they quote. */
import { describe, expect, it } from 'vitest';
import { explain } from '../../../utils/detect/explain.ts';
import { extractFeatures } from '../../../utils/detect/extract-features.ts';
import type { Fact } from '../../../utils/detect/fact.ts';
import type { Judgement } from '../../../utils/detect/judge.ts';
import { fieldOf, unitAt } from '../../../utils/detect/post-text.ts';
import { rulesOf } from '../../../utils/detect/rules.ts';
import { post } from './post.ts';
import { smallKnowledge } from './small-knowledge.ts';

const knowledge = await smallKnowledge();
const rules = rulesOf(knowledge);

interface Found {
  signal: string;
  /** The words of the text; missing: the fact is an absence. */
  words?: string;
  isWeak?: boolean;
  source?: string;
}

/** The reasons for facts of a text. */
function reasonsFor(text: string, found: readonly Found[], judgement: Partial<Judgement> = {}) {
  const features = extractFeatures(post({ text }), knowledge, null);
  const range = fieldOf(features.text, features.text.text.length - 1);
  const facts = found.map(({ signal, words, isWeak = false, source = null }): Fact => {
    const number = rules.numberOf(signal);
    if (number < 0) throw new Error(`no signal ${signal}`);
    const at = words === undefined ? null : text.indexOf(words);
    const place =
      at === null || words === undefined
        ? { from: null, to: null }
        : { from: unitAt(features.text, range, at), to: unitAt(features.text, range, at + words.length) };
    return { signal: number, ...place, language: 0, isDisguised: false, isByProximity: false, isWeak, source };
  });
  const whole = { level: 'none', kind: 'lure', score: 0.9, facts, isAwarenessText: false, ...judgement } as const;
  return explain(whole, features, knowledge);
}

const idsOf = (found: readonly Found[], judgement: Partial<Judgement> = {}): string[] =>
  reasonsFor('Some text', found, judgement).map(({ id }) => id);
const named = (...signals: string[]): Found[] => signals.map((signal) => ({ signal }));

describe('the reasons', () => {
  it('come in order of severity and weight, with those against it last', () => {
    const found = named(
      'counter-interview',
      'free-lodging',
      'role-chat',
      'passport-kept',
      'visa-handled',
      'border-crossing',
    );
    expect(idsOf(found)).toEqual([
      'passport-kept',
      'border-crossing',
      'role-chat',
      'visa-handled',
      'free-lodging',
      'counter-interview',
    ]);
  });

  it('are five for it and three against it at most', () => {
    const five = ['passport-kept', 'border-crossing', 'role-chat', 'visa-handled', 'free-lodging'];
    expect(idsOf(named(...five, 'free-meals'))).toEqual(five);
    const against = rules.signals.filter((_, signal) => rules.priors[signal]! < 0).map(({ id }) => id);
    expect(against.length).toBeGreaterThan(3);
    expect(idsOf(named(...against))).toHaveLength(3);
  });

  it('name each signal once, and none that ordinary ads hold', () => {
    expect(idsOf([...named('role-chat', 'role-chat'), { signal: 'free-meals', isWeak: true }])).toEqual(['role-chat']);
  });

  it('are those of the kind of offer', () => {
    expect(idsOf(named('free-meals', 'no-experience'), { kind: 'job-scam' })).toEqual(['no-experience']);
    expect(new Set(idsOf(named('free-meals', 'no-experience'), { kind: null }))).toEqual(
      new Set(['free-meals', 'no-experience']),
    );
  });

  it('hold the wording where there are fewer than three, and where a level is shown', () => {
    const text = 'Chat support agents wanted, easy work at a computer, no experience, just your passport';
    const ids = (found: readonly Found[], judgement: Partial<Judgement>): string[] =>
      reasonsFor(text, found, judgement).map(({ id }) => id);
    const two = named('role-chat', 'free-meals');
    expect(ids(two, { level: 'caution' })).toEqual(['role-chat', 'free-meals', 'wording']);
    expect(ids(two, { level: 'none' })).toEqual(['role-chat', 'free-meals']);
    expect(ids([...two, ...named('visa-handled')], { level: 'caution' })).not.toContain('wording');
    const reason = reasonsFor(text, [], { level: 'caution' })[0]!;
    expect(reason).toMatchObject({ id: 'wording', severity: 'moderate', field: 'text' });
    expect(text.slice(reason.start!, reason.end!)).toBe(reason.quote);
  });
});

describe('a quote', () => {
  const quoteOf = (text: string, ...words: string[]): string | null | undefined =>
    reasonsFor(
      text,
      words.map((each) => ({ signal: 'role-chat', words: each })),
    )[0]?.quote;

  it('is what the text says', () => {
    expect(quoteOf('We seek a Chat Agent today', 'Chat Agent')).toBe('Chat Agent');
  });

  it('ends with its word, except in scripts that part no words', () => {
    expect(quoteOf('many tickets for all', 'ticket')).toBe('tickets');
    expect(quoteOf('รับสมัครงาน', 'รับ')).toBe('รับ');
    expect(quoteOf('캄보디아에서', '캄보디아')).toBe('캄보디아');
    expect(quoteOf(`ticket${'xy'.repeat(11)}`, 'ticket')).toBe('ticket');
    expect(quoteOf(`ticket${'xy'.repeat(9)}`, 'ticket')).toBe(`ticket${'xy'.repeat(9)}`);
  });

  it('has at most 160 characters', () => {
    const long = 'chat '.repeat(40).trim();
    expect(quoteOf(long, long)).toBe(long.slice(0, 160));
  });

  it('is the longest of a signal up to 60 letters', () => {
    expect(quoteOf('chat, and chat support', 'chat', 'chat support')).toBe('chat support');
    expect(quoteOf('chat support, and chat', 'chat support', 'chat')).toBe('chat support');
    const long = `chat ${'support '.repeat(10)}`.trim();
    expect(quoteOf(`agent, and ${long}`, 'agent', long)).toBe('agent');
  });

  it('is absent where the fact is an absence, unless the text holds another fact', () => {
    expect(reasonsFor('Some chat', named('role-chat'))[0]).toMatchObject({ quote: null, start: null, end: null });
    const both = [...named('role-chat'), { signal: 'role-chat', words: 'chat' }];
    expect(reasonsFor('Some chat', both)[0]?.quote).toBe('chat');
    expect(reasonsFor('Some chat', both.toReversed())[0]?.quote).toBe('chat');
  });

  it('comes with where it is documented', () => {
    const [reason] = reasonsFor('in Poipet', [{ signal: 'place-compound', words: 'Poipet', source: 'S-1' }]);
    expect(reason).toMatchObject({ quote: 'Poipet', source: 'S-1' });
    expect(reasonsFor('in Poipet', [{ signal: 'place-compound', words: 'Poipet' }])[0]).not.toHaveProperty('source');
  });
});
