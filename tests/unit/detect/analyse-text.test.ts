/**
 * What becomes of a post as a whole. Its bounds, its long texts, cries for help, and what the lists are asked about.
 */
import { describe, expect, it } from 'vitest';
import { analyse } from '../../../utils/detect/analyse.ts';
import type { Analysis } from '../../../utils/detect/analysis.ts';
import { HeldModel, type Held } from '../../../utils/detect/held.ts';
import type { Knowledge } from '../../../utils/detect/knowledge.ts';
import type { Model } from '../../../utils/detect/text-classifier.ts';
import { MAX_TEXT_UNITS } from '../../../utils/model/cap-text.ts';
import type { JobPost } from '../../../utils/model/job-post.ts';
import { LEVELS } from './made-knowledge.ts';
import { post } from './post.ts';
import { smallKnowledge } from './small-knowledge.ts';

const shipped = await smallKnowledge({
  en: {
    signals: { 'travel-paid': ['free ticket*'], 'role-chat': ['chat agent*'], 'pay-high': ['big money'] },
    concepts: { hiring: ['hiring'], 'asks-real': ['is this real'] },
  },
});
const levels = LEVELS;

const BITS = 8;
/** A text model that gives every text the same log-odds of each class. */
const sayingAlways = (odds: number): Model => ({
  bits: BITS,
  step: [0, 0, 0],
  bias: [odds, -30, -30],
  weights: new Int32Array(2 ** BITS),
  network: null,
});

/** Log-odds are those of harm, and what `weights` give. */
const knowing = (odds: number, weights: Record<string, number> = {}, change: Partial<Knowledge> = {}): Knowledge => ({
  ...shipped,
  levels,
  model: sayingAlways(odds),
  evidence: { bias: 0, weights: { 'model:harm': 1, ...weights }, pairs: {} },
  ...change,
});
const read = (of: Partial<JobPost>, knowledge: Knowledge): Analysis => analyse(post(of), knowledge);
const PLAIN =
  'Hiring for the kitchen of a small hotel by the sea, six days a week, and the staff eat there in the evening';

describe('a post', () => {
  it('has one level, and the probability of the same evidence', () => {
    const high = read({ text: PLAIN }, knowing(levels.dangerWithoutFact + 1));
    expect(high).toMatchObject({ level: 'danger', kind: 'lure', language: 'en', isAwarenessText: false });
    expect(high.score).toBeCloseTo(1 / (1 + Math.exp(-levels.dangerWithoutFact - 1)), 9);
    expect(high.evidence).toBe(high.score);
    expect(read({ text: PLAIN }, knowing(levels.caution + 0.1)).level).toBe('caution');
    expect(read({ text: PLAIN }, knowing(-9))).toMatchObject({ level: 'none', kind: null });
  });

  it('that the text model alone clears has no reasons, and all contacts', () => {
    const text = `${PLAIN}. A free ticket for the bus. Ask t.me/golden_hr`;
    const cleared = read({ text }, knowing(levels.harmless - 0.1));
    expect(cleared).toMatchObject({ level: 'none', kind: null, reasons: [], isAwarenessText: false });
    expect(cleared.mentions.map(({ kind }) => kind)).toContain('telegram');
    const searched = read({ text }, knowing(levels.harmless + 0.1));
    expect(searched.reasons.map(({ id }) => id)).toContain('travel-paid');
    // A question about an offer is searched in any case
    expect(read({ text: `${text}?` }, knowing(levels.harmless - 0.1)).reasons.map(({ id }) => id)).toContain(
      'travel-paid',
    );
  });

  it('is read up to 4,000 units of each short field, and of the contacts together', () => {
    const long = 'x '.repeat(2_000);
    const mentionsOf = (of: Partial<JobPost>): string[] =>
      read({ text: PLAIN, ...of }, knowing(0)).mentions.map(({ kind, field }) => `${kind} in ${field}`);
    for (const field of ['title', 'location', 'salary', 'company', 'poster'] as const) {
      const within = mentionsOf({ [field]: `${long.slice(14)}t.me/golden_hr` });
      expect(within, field).toContain(`telegram in ${field}`);
      expect(mentionsOf({ [field]: `${long}t.me/golden_hr` }), field).not.toContain(`telegram in ${field}`);
    }
    const contacts = (filler: number): string[] => mentionsOf({ contacts: ['y'.repeat(filler), 't.me/golden_hr'] });
    expect(contacts(4_000 - 1 - 't.me/golden_hr'.length)).toContain('telegram in contacts');
    expect(contacts(4_000 - 't.me/golden_hr'.length)).not.toContain('telegram in contacts');
  });
});

describe('a post among harmless paragraphs', () => {
  const lines = (...all: string[]): string => all.join('\n');
  const text = lines(
    'The bakery in the old street looks for a baker, six days.',
    'Hiring a chat agent, free ticket and big money for everybody.',
    'Ask for the owner of the shop in the morning, please come by.',
  );
  const weights = { 'travel-paid': levels.window + 1, 'role-chat': 1, 'excess-length': -99, 'pay-high': 2 };

  it('is at caution at most where its worst run of lines is, with the reasons of that run, where they stand', () => {
    const knowledge = knowing(
      0,
      { ...weights, 'concept:hiring': 0 },
      { levels: { ...levels, freeLetters: 70, honest: -99 } },
    );
    const found = read({ text }, knowledge);
    expect(found.level).toBe('caution');
    const reason = found.reasons.find(({ id }) => id === 'travel-paid')!;
    expect(text.slice(reason.start!, reason.end!)).toBe('free ticket');
    expect(reason.quote).toBe('free ticket');
    expect(read({ text: text.replace('free ticket and big money', 'and a ferry') }, knowledge).level).toBe('none');
  });
});

describe('a cry for help', () => {
  const held = (threshold: number, warnedThreshold: number): HeldModel => {
    const stems = { help: 'help' } as Held['stems'];
    return new HeldModel({ version: 2, threshold, warnedThreshold, bias: 0, weights: { help: 1 }, stems });
  };
  const text = `Please help, ${PLAIN}`;
  const kindOf = (of: Partial<JobPost>, odds: number, model: HeldModel): [string, string | null] => {
    const { level, kind } = read({ text, ...of }, knowing(odds, {}, { held: model }));
    return [level, kind];
  };

  it('is one where its log-odds reach the threshold, another one where the text is worded as an offer', () => {
    expect(kindOf({}, -9, held(1, 9))).toEqual(['none', 'held']);
    expect(kindOf({}, -9, held(1.1, 0))).toEqual(['none', null]);
    expect(kindOf({}, levels.caution + 0.1, held(9, 1))).toEqual(['none', 'held']);
    expect(kindOf({}, levels.caution + 0.1, held(0, 1.1))).toEqual(['caution', 'lure']);
  });

  it('is not recognised in what a site shows as a job', () => {
    for (const of of [{ kind: 'card' }, { kind: 'detail' }, { company: 'Lake' }, { salary: '900 USD' }] as const)
      expect(kindOf(of, -9, held(1, 9))[1], JSON.stringify(of)).toBeNull();
    expect(kindOf({ kind: 'social' }, -9, held(1, 9))[1]).toBe('held');
  });

  it('has no reasons, and the contacts that it names', () => {
    const found = read({ text: `${text} Ask t.me/golden_hr. A free ticket` }, knowing(-9, {}, { held: held(1, 9) }));
    expect(found).toMatchObject({ kind: 'held', reasons: [] });
    expect(found.mentions.map(({ kind }) => kind)).toContain('telegram');
  });
});

describe('a text that is too little', () => {
  it('gets no level where it would be at caution, unless it is longer, or at danger', () => {
    const levelOf = (text: string, odds: number): [string, string | null] => {
      const { level, kind } = read({ text }, knowing(odds, { 'no-job-offer': 0 }));
      return [level, kind];
    };
    expect(levelOf('Good job', -9)).toEqual(['none', 'too-little']);
    expect(levelOf('Good job', 9)).toEqual(['none', 'too-little']);
    expect(levelOf('Your code is 482913', -9)).toEqual(['none', 'too-little']);
    expect(levelOf('Your code is 482913 now', 0.7)).toEqual(['none', 'too-little']);
    expect(levelOf('Your code is 482913 now', 20)[0]).not.toBe('none');
  });
});

describe('a text of more than 8,000 units', () => {
  const filler = 'The paper wrote about the river and the weather of that year in the valley. ';
  const lure = 'Hiring a chat agent, free ticket and big money, ask t.me/golden_hr today';
  const weights = { 'travel-paid': levels.longTextSpan + 2, 'role-chat': 2 };
  const knowledge = knowing(-1, weights, { model: null });

  it('has the level, the reasons and the contacts of its worst part, where they stand', () => {
    const text = `${filler.repeat(60)}\n\n${filler.repeat(60)}\n\n${lure}\n\n${filler.repeat(60)}`;
    const found = read({ text }, knowledge);
    expect(found).toMatchObject({ level: 'danger', kind: 'lure', language: 'en' });
    const quotes = found.reasons.flatMap(({ quote, start, end }) =>
      quote === null ? [] : [[quote, text.slice(start!, end!)]],
    );
    expect(quotes).toContainEqual(['free ticket', 'free ticket']);
    for (const [quote, words] of quotes) expect(quote).toBe(words);
    const telegram = found.mentions.find(({ kind }) => kind === 'telegram')!;
    expect(text.slice(telegram.start, telegram.end)).toBe('t.me/golden_hr');
    expect(found.mentions.some(({ kind }) => kind === 'text')).toBe(false);
  });

  it('gets no level where its worst part has not what a part needs', () => {
    const text = `${filler.repeat(120)}\n\n${lure}`;
    const weak = knowing(0, { 'travel-paid': levels.longTextSpan - 0.1 }, { model: null });
    expect(read({ text }, weak)).toMatchObject({ level: 'none', kind: null });
    const enough = knowing(0, { 'travel-paid': levels.longTextSpan + 0.1 }, { model: null });
    expect(read({ text }, enough).level).not.toBe('none');
  });

  it('over the cap has the offsets of the whole text, on both sides of what is left out', () => {
    const half = MAX_TEXT_UNITS / 2;
    const body = filler.repeat(Math.ceil(half / filler.length) + 200);
    const text = `Ask t.me/golden_hr\n\n${body}${body}\n\n${lure.replace('golden_hr', 'lake_hr')}`;
    expect(text.length).toBeGreaterThan(MAX_TEXT_UNITS);
    const found = read({ text }, knowledge);
    const reason = found.reasons.find(({ id }) => id === 'travel-paid')!;
    expect(text.slice(reason.start!, reason.end!)).toBe('free ticket');
    const words = found.mentions
      .filter(({ kind }) => kind === 'telegram')
      .map(({ start, end }) => text.slice(start, end));
    expect(words).toEqual(['t.me/golden_hr', 't.me/lake_hr']);
  });
});
