/** From evidence to level and kind: which threshold a post must reach, and what a warning around it changes. */
import { describe, expect, it } from 'vitest';
import type { PlacedContact } from '../../../utils/detect/contact-facts.ts';
import { probabilityOf } from '../../../utils/detect/evidence.ts';
import type { ExtractedFeatures } from '../../../utils/detect/extract-features.ts';
import { hasReplyChannel, judge, type Judgement } from '../../../utils/detect/judge.ts';
import { THRESHOLDS } from '../../../utils/detect/thresholds.ts';
import type { JobPost } from '../../../utils/model/job-post.ts';
import { conceptOf, factOf, featuresOf, LEVELS, madeKnowledge, madeRules, unitOf } from './made-knowledge.ts';
import { modelOf } from './made-model.ts';

const HIRING = [conceptOf('hiring', 0)];
const levelOf = (odds: number, change: Partial<ExtractedFeatures>, of?: Partial<JobPost>): string =>
  judge(featuresOf(odds, change, of), madeKnowledge).level;

/** Lowest log-odds, in steps of a tenth from -8, at which a post has at least the level. Null: it never has. */
function oddsFrom(
  level: 'caution' | 'danger',
  change: Partial<ExtractedFeatures>,
  of?: Partial<JobPost>,
): number | null {
  for (let tenth = -80; tenth <= 100; tenth++) {
    const found = levelOf(tenth / 10 + 0.001, change, of);
    if (found === level || found === 'danger') return tenth / 10;
  }
  return null;
}

describe('an offer of work', () => {
  it('is at caution and danger from the thresholds, with a hard fact', () => {
    const change = { phrases: HIRING, facts: [factOf('pay-high', 9)] };
    expect(oddsFrom('caution', { phrases: HIRING })).toBe(LEVELS.caution);
    expect(oddsFrom('danger', change)).toBe(LEVELS.danger);
  });

  it('without a hard fact is at danger from a threshold of its own', () => {
    expect(oddsFrom('danger', { phrases: HIRING, facts: [factOf('visa-handled', 9)] })).toBe(LEVELS.dangerWithoutFact);
    expect(oddsFrom('danger', { phrases: HIRING, facts: [factOf('pay-high', 9, { isWeak: true })] })).toBe(
      LEVELS.dangerWithoutFact,
    );
  });

  it('is sure where two words of it stand there, a signal of harm, or a site shows it as a job', () => {
    const fact = factOf('travel-paid', 9);
    const from = (change: Partial<ExtractedFeatures>) => oddsFrom('danger', { facts: [fact], ...change });
    expect(from({ phrases: HIRING })).toBe(LEVELS.dangerWithoutFact);
    expect(from({ phrases: [...HIRING, conceptOf('chef', 20)] })).toBe(LEVELS.danger);
    expect(from({ phrases: [...HIRING, conceptOf('chef', 0)] })).toBe(LEVELS.dangerWithoutFact);
    expect(from({ phrases: HIRING, facts: [fact, factOf('visa-handled', 20)] })).toBe(LEVELS.danger);
    expect(from({ isShownAsJob: true })).toBe(LEVELS.danger);
  });

  it('of a title alone is never danger, and needs as much evidence as a card', () => {
    const change = { phrases: HIRING, facts: [factOf('pay-high', 9)], shortness: 0.5 };
    const title = { title: 'Cook wanted', text: 'By the sea' };
    expect(oddsFrom('danger', change, title)).toBeNull();
    expect(oddsFrom('danger', change, { title: 'Cook wanted' })).toBeNull();
    expect(oddsFrom('caution', change, title)).toBe(LEVELS.caution + 1);
    expect(oddsFrom('caution', { ...change, place: 'social' }, title)).toBe(LEVELS.caution + 1);
    expect(oddsFrom('caution', { ...change, shortness: 0 }, { title: '', text: 'By the sea' })).toBe(LEVELS.caution);
    expect(oddsFrom('danger', change, { text: 'x'.repeat(THRESHOLDS.minBodyUnits) })).toBe(LEVELS.danger);
    expect(oddsFrom('danger', change, { text: 'xy'.repeat(THRESHOLDS.minBodyUnits / 2 - 1) })).toBeNull();
  });

  it('in a short text needs less for caution, by how short it is', () => {
    expect(oddsFrom('caution', { phrases: HIRING, shortness: 0.5 })).toBe(LEVELS.caution - LEVELS.short / 2);
    expect(oddsFrom('caution', { phrases: HIRING, shortness: 1 })).toBe(LEVELS.caution - LEVELS.short);
  });

  it('needs more where harm is rarer, and on a card no less for being short', () => {
    expect(oddsFrom('caution', { phrases: HIRING, place: 'social' })).toBe(LEVELS.caution + 0.5);
    expect(oddsFrom('caution', { phrases: HIRING, place: 'card', shortness: 1 })).toBe(
      LEVELS.caution + THRESHOLDS.cardWithTextFactor,
    );
    const title = { title: 'Cook' };
    expect(oddsFrom('caution', { phrases: HIRING, place: 'card', shortness: 1 }, title)).toBe(LEVELS.caution + 1);
    expect(judge(featuresOf(THRESHOLDS.cardWithTextFactor, { place: 'card' }), madeKnowledge).score).toBe(0.5);
  });

  it('needs less for caution in a language that says so, and as much for danger', () => {
    const change = { phrases: HIRING, facts: [factOf('pay-high', 9)], language: 'ko' };
    expect(oddsFrom('caution', change)).toBe(LEVELS.caution - 0.5);
    expect(oddsFrom('danger', change)).toBe(LEVELS.danger);
  });

  it('has the score and the facts that it was judged by', () => {
    const facts = [factOf('pay-high', 9)];
    const found = judge(featuresOf(2, { phrases: HIRING, facts }), madeKnowledge);
    expect(found).toEqual({ level: 'caution', kind: 'lure', score: probabilityOf(2), facts, isAwarenessText: false });
    const none = judge(featuresOf(0.5, { phrases: HIRING, facts: [] }), madeKnowledge);
    expect(none).toEqual({ level: 'none', kind: null, score: probabilityOf(0.5), facts: [], isAwarenessText: false });
  });
});

describe('a post without a word of work', () => {
  it('needs more for either level: most where it talks of journeys', () => {
    expect(oddsFrom('caution', {})).toBe(LEVELS.caution + LEVELS.noWorkWord);
    const danger = LEVELS.dangerWithoutFact + THRESHOLDS.talkDangerOdds;
    expect(oddsFrom('danger', {})).toBe(danger + LEVELS.noWorkWord);
    expect(oddsFrom('caution', { facts: [factOf('travel-paid')], hasLaughter: true })).toBe(
      LEVELS.caution + LEVELS.talkOnly,
    );
    expect(oddsFrom('danger', { facts: [factOf('travel-paid')] })).toBe(danger + LEVELS.talkOnly);
  });

  it('needs no more where it has a signal of harm, and is danger as one without a hard fact', () => {
    const change = { facts: [factOf('pay-high')], hasLaughter: true };
    expect(oddsFrom('caution', change)).toBe(LEVELS.caution);
    expect(oddsFrom('danger', change)).toBe(LEVELS.dangerWithoutFact);
  });
});

describe('an offer that states its harm', () => {
  /** Lowest log-odds for caution, in steps of a tenth, where the wording has these log-odds of a warning. */
  const cautionFrom = (warning: number): number | undefined =>
    Array.from({ length: 50 }, (_, step) => (step - 30) / 10).find((odds) => {
      const modelOutput = { lure: 0, jobScam: 0, warning, harm: odds + 0.001 };
      return levelOf(0, { phrases: HIRING, facts: [factOf('easy-money', 9)], modelOutput }) !== 'none';
    });

  it('is at caution from a lower threshold, unless the wording is that of a warning', () => {
    expect(cautionFrom(THRESHOLDS.maxWarningOdds - 1)).toBe(THRESHOLDS.statedHarmOdds);
    expect(cautionFrom(THRESHOLDS.maxWarningOdds)).toBe(LEVELS.caution);
  });
});

describe('an offer that asks for money first', () => {
  const asks = { phrases: HIRING, facts: [factOf('fee-upfront', 9)] };
  const pressed = { ...asks, facts: [...asks.facts, factOf('urgency', 20)] };

  it('is at caution from a lower threshold', () => {
    expect(oddsFrom('caution', asks)).toBe(THRESHOLDS.moneyFirstOdds);
    expect(oddsFrom('caution', { ...asks, shortness: 1 })).toBe(THRESHOLDS.moneyFirstOdds);
  });

  it('has no lower threshold without a word of work: a deposit may be for goods', () => {
    expect(oddsFrom('caution', { facts: asks.facts, hasLaughter: true })).toBe(LEVELS.caution);
  });

  it('is at danger from caution on where it presses, too', () => {
    expect(oddsFrom('danger', asks)).toBe(LEVELS.danger);
    expect(oddsFrom('danger', pressed)).toBe(LEVELS.caution);
    const contact = { kind: 'telegram', field: 'text', unit: 30 } as PlacedContact;
    expect(oddsFrom('danger', { ...asks, contacts: [contact] })).toBe(LEVELS.caution);
  });
});

describe('the kind of an offer', () => {
  const kindOf = (ids: string[], lure = 0, jobScam = 0): Judgement['kind'] => {
    const facts = ids.map((id, at) => factOf(id, 10 * at));
    return judge(featuresOf(9, { facts, modelOutput: { lure, jobScam, warning: 0, harm: 9 } }), madeKnowledge).kind;
  };

  it.each<[string, string[], number, number, Judgement['kind']]>([
    ['a lure where nothing speaks for either', [], 0, 0, 'lure'],
    ['what the wording speaks for', [], -1, 0, 'job-scam'],
    ['what the facts speak for', ['fee-upfront'], 0, 0, 'job-scam'],
    ['what the facts speak for, against the wording', ['fee-upfront'], 3.5, 0, 'job-scam'],
    ['what the wording speaks for, against the facts', ['fee-upfront'], 4.5, 0, 'lure'],
    ['the kind of the heavier facts', ['place-compound', 'easy-money'], 0, 0, 'lure'],
    [
      'the kind of the facts together',
      ['place-compound', 'easy-money', 'easy-money', 'home-easy', 'urgency'],
      0,
      0,
      'job-scam',
    ],
    ['not changed by facts of both kinds', ['role-chat'], 0, 1, 'job-scam'],
    ['not changed by facts that lower the score', ['counter-interview'], 0.5, 0, 'lure'],
  ])('is %s', (_name, ids, lure, jobScam, kind) => {
    expect(kindOf(ids, lure, jobScam)).toBe(kind);
  });

  it('is that of the facts where there is no text model', () => {
    const knowledge = { ...madeKnowledge, evidence: { ...madeKnowledge.evidence, bias: 9 } };
    const kind = (id: string) => judge(featuresOf(0, { facts: [factOf(id)], modelOutput: null }), knowledge).kind;
    expect([kind('easy-money'), kind('pay-high')]).toEqual(['job-scam', 'lure']);
  });
});

describe('a warning', () => {
  const TEXT = [
    'Beware of fakes that pay the ticket',
    'The police found them there',
    'Chef wanted, write to me',
    'End',
  ];
  const text = TEXT.join('\n');
  const base = featuresOf(9, {}, { text });
  const at = (words: string): number => unitOf(base.text, words);
  const guards = [factOf('guard-warn', at('Beware')), factOf('guard-report', at('police'))];
  const offer = [factOf('private-message', at('write')), factOf('pay-high', at('wanted'))];
  const phrases = [conceptOf('ticket', at('ticket')), conceptOf('chef', at('Chef'))];
  const read = (change: Partial<ExtractedFeatures>, bias = 0, inArticle = false): Judgement =>
    judge(
      featuresOf(9, { phrases, spans: [{ start: 0, end: base.text.text.length }], ...change }, { text }),
      { ...madeKnowledge, evidence: { ...madeKnowledge.evidence, bias } },
      inArticle,
    );

  it('gets no level, and a score below caution', () => {
    const found = read({ facts: guards });
    expect(found).toMatchObject({ level: 'none', kind: null, isAwarenessText: true });
    expect(found.score).toBeCloseTo(probabilityOf(LEVELS.caution - 0.1), 9);
    expect(read({ facts: guards, place: 'card' }).score).toBeCloseTo(probabilityOf(LEVELS.caution - 0.1), 9);
    expect(read({ facts: guards }, -12).score).toBeCloseTo(probabilityOf(-12 + 9 + 0.25), 9);
  });

  it('is one with two phrases of warnings at different places, or in an article that warns', () => {
    expect(read({ facts: [guards[0]!] })).toMatchObject({ level: 'danger', isAwarenessText: false });
    expect(read({ facts: [] }, 0, true)).toMatchObject({ level: 'none', isAwarenessText: true });
  });

  it('lets the offer below it be judged by itself, at most at caution, if it says how to reply', () => {
    const found = read({ facts: [...guards, ...offer] }, 6);
    expect(found).toMatchObject({ level: 'caution', kind: 'lure', facts: offer, isAwarenessText: false });
    // What stands in the warning counts for nothing, the text model reads the part by itself
    expect(found.score).toBeCloseTo(probabilityOf(6 - LEVELS.besideWarning), 9);
    expect(read({ facts: [...guards, offer[1]!] }, 2)).toMatchObject({ level: 'none', isAwarenessText: true });
  });

  it('needs more evidence where the offer beside it does not say how to reply', () => {
    const enough = LEVELS.caution + THRESHOLDS.outsideWarningOdds + LEVELS.besideWarning;
    const change = { facts: [...guards, offer[1]!], phrases: [] };
    expect(read(change, enough - 0.01).level).toBe('none');
    expect(read(change, enough + 0.01)).toMatchObject({
      level: 'caution',
      kind: 'lure',
      facts: [offer[1]],
      isAwarenessText: false,
    });
    expect(read(change, 6, true).level).toBe('none');
  });

  it('is read by the text model apart from that offer', () => {
    const model = modelOf({ lagoon: 15 }, { step: 1, bias: [0, -20, 0] });
    /** Score with these words behind the first one of each line; `unread`: words that the model does not read. */
    const scoreWith = (words: readonly string[], unread = ''): number => {
      const changed = TEXT.map((line, index) => line.replace(/ |$/u, `${words[index] ?? ''}$&`)).join('\n');
      const features = featuresOf(-9, {}, { text: changed });
      const unit = (word: string): number => unitOf(features.text, word);
      const facts = [
        factOf('guard-warn', unit('Beware')),
        factOf('guard-report', unit('police')),
        factOf('private-message', unit('write')),
      ];
      const { length } = features.text.text;
      const from = unread === '' ? length : unit(unread);
      const spans = [
        { start: 0, end: from },
        { start: Math.min(length, from + unread.length), end: length },
      ];
      return judge({ ...features, facts, spans }, { ...madeKnowledge, model }).score;
    };
    const plain = scoreWith([]);
    expect(plain).toBeGreaterThan(0.1);
    expect(scoreWith([' lagoon', ' lagoon'])).toBe(plain);
    expect(scoreWith(['', '', ' lagoon'])).toBeGreaterThan(plain);
    expect(scoreWith(['', '', '', ' lagoon'])).toBeGreaterThan(plain);
    expect(scoreWith(['', '', ' lagoon'], 'lagoon')).toBe(plain);
  });

  it('gives no level where that offer alone is not enough', () => {
    expect(read({ facts: [...guards, ...offer] }, 0.9)).toMatchObject({ level: 'none', isAwarenessText: true });
    expect(read({ facts: [...guards, ...offer] }, LEVELS.caution + LEVELS.besideWarning + 0.01).level).toBe('caution');
  });

  it('takes no way to reply from the warning for one of the offer', () => {
    const contact = (words: string) => ({ kind: 'telegram', field: 'text', unit: at(words) }) as PlacedContact;
    const facts = [...guards, offer[1]!];
    expect(read({ facts, contacts: [contact('fakes')] }, 2).level).toBe('none');
    expect(read({ facts, contacts: [contact('me')] }, 2).level).toBe('caution');
  });
});

describe('a way to reply', () => {
  it('is a contact that is no mere site, or an invitation to write', () => {
    const contact = (kind: string) => [{ kind } as PlacedContact];
    expect(hasReplyChannel([], [], madeRules)).toBe(false);
    expect(hasReplyChannel([factOf('role-chat')], contact('domain'), madeRules)).toBe(false);
    expect(hasReplyChannel([], contact('email'), madeRules)).toBe(true);
    expect(hasReplyChannel([factOf('private-message')], [], madeRules)).toBe(true);
  });
});
