/** Which windows of a post that gets no warning are read again, and what each of them must reach. */
import { describe, expect, it } from 'vitest';
import type { PlacedContact } from '../../../utils/detect/contact-facts.ts';
import { logOddsOf, probabilityOf } from '../../../utils/detect/evidence.ts';
import { extractFeatures, type ExtractedFeatures } from '../../../utils/detect/extract-features.ts';
import type { Fact } from '../../../utils/detect/fact.ts';
import type { FoundPhrase } from '../../../utils/detect/find-phrases.ts';
import type { Knowledge } from '../../../utils/detect/knowledge.ts';
import { windowsToReanalyse } from '../../../utils/detect/windows-to-reanalyse.ts';
import { conceptOf, factOf, featuresOf, LEVELS, madeKnowledge, unitOf } from './made-knowledge.ts';
import { post } from './post.ts';
import { knowledge } from './project-knowledge.ts';

const TEXT = [
  'The bakery looks for a second baker, six days a week.',
  'Typing only, free ticket and visa, write on Telegram @sunny_office.',
  'Bring your certificate and ask for Mrs Lund.',
].join('\n');

const minScoresOf = (text: string, score: number): number[] =>
  windowsToReanalyse(extractFeatures(post({ text }), knowledge, null), score, knowledge).map(
    ({ minScore }) => minScore,
  );

describe('a run of lines that is read again', () => {
  it('must reach the threshold of a window where the whole post is in doubt', () => {
    const scores = minScoresOf(TEXT, probabilityOf(knowledge.levels.honest));
    expect(scores.length).toBeGreaterThan(0);
    for (const score of scores) expect(score).toBeCloseTo(probabilityOf(knowledge.levels.window), 6);
  });

  it('must reach more the surer the whole post is to be honest', () => {
    const [doubtful, honest, sure] = [-2, -4, -8].map((odds) => minScoresOf(TEXT, probabilityOf(odds))[0]!);
    expect(honest).toBeGreaterThan(doubtful!);
    expect(sure).toBeGreaterThan(honest!);
    expect(sure).toBeLessThan(1);
  });

  it('is looked for only in posts of three sentences or more', () => {
    expect(minScoresOf('Typing only, free ticket. Write on Telegram @sunny_office.', 0.1)).toEqual([]);
  });
});

/** Log-odds of a fact by itself are those of its weight. */
const weighted: Knowledge = {
  ...madeKnowledge,
  evidence: {
    bias: 0,
    weights: { 'pay-high': 1, 'role-chat': 0.7, 'weak:role-chat': 0.1, 'counter-interview': -1 },
    pairs: {},
  },
};
const LINES = [
  'The first line is about the river and the weather.',
  'The second line has the offer and the pay in it.',
  'The third line is about the river and the sea again.',
];
const text = LINES.join('\n');
const base = featuresOf(0, {}, { title: 'A title', text });
const at = (words: string): number => unitOf(base.text, words);

interface Found {
  facts?: Fact[];
  phrases?: FoundPhrase[];
  contacts?: PlacedContact[];
}

/** The first words of the windows, their last words, and the log-odds that each needs. */
function windowsOf(found: Found, odds = 0, source = text): string[] {
  const features: ExtractedFeatures = { ...featuresOf(0, {}, { title: 'A title', text: source }), ...found };
  return windowsToReanalyse(features, probabilityOf(odds), weighted).map(({ start, end, minScore }) => {
    const words = source.slice(start, end).trim();
    const needed = Math.round(logOddsOf(minScore) * 100) / 100;
    return `${words.slice(0, 14).trim()}...${words.slice(-5)} ${needed}`;
  });
}

describe('the windows of a post', () => {
  const pay = factOf('pay-high', at('pay'));

  it('are those whose facts weigh enough, with what they need', () => {
    expect(windowsOf({ facts: [pay] })).toEqual([`The second lin...n it. ${LEVELS.window}`]);
    expect(windowsOf({ facts: [pay] }, LEVELS.honest - 4)).toEqual([`The second lin...n it. ${LEVELS.window + 2}`]);
    expect(windowsOf({ facts: [factOf('role-chat', at('pay'), { isWeak: true })] })).toEqual([]);
    expect(windowsOf({ facts: [factOf('role-chat', at('pay'))] })).toHaveLength(1);
    expect(windowsOf({ facts: [factOf('role-chat', at('pay'), { isByProximity: true })] })).toEqual([]);
    expect(windowsOf({ facts: [pay, factOf('counter-interview', at('second'))] })).toEqual([]);
  });

  it('are those of the text, by facts that stand in it', () => {
    expect(windowsOf({ facts: [factOf('pay-high', null)] })).toEqual([]);
    expect(windowsOf({ facts: [factOf('pay-high', 0)] })).toEqual([]);
    expect(windowsOf({ facts: [] })).toEqual([]);
  });

  it('may be several lines, or sentences of one line', () => {
    const both = [pay, factOf('role-chat', at('third'))];
    expect(windowsOf({ facts: both })).toEqual(['The second lin...n it. 2', 'The second lin...gain. 2']);
    const source = `${LINES[0]} ${LINES[1]} ${LINES[2]}`;
    expect(windowsOf({ facts: [pay] }, 0, source)).toEqual(['The second lin...n it. 2']);
  });
});

describe('the windows of a warning', () => {
  const guard = factOf('guard-warn', at('first'));
  const pay = factOf('pay-high', at('pay'));
  const contact = (words: string, kind = 'telegram', field = 'text') =>
    ({ kind, field, unit: at(words), start: text.indexOf(words), end: text.indexOf(words) + 4 }) as PlacedContact;

  it.each<[string, Found, number | null]>([
    ['are not read where nobody hires or says how to reply', {}, null],
    ['need what others need with a way to reply', { contacts: [contact('offer')] }, LEVELS.window],
    [
      'need what others need where they ask to write',
      { facts: [factOf('private-message', at('offer'))] },
      LEVELS.window,
    ],
    [
      'need more with a word of hiring alone',
      { phrases: [conceptOf('hiring', at('offer'))] },
      LEVELS.windowInAwareness,
    ],
    ['are not read with a site alone', { contacts: [contact('offer', 'domain')] }, null],
    ['are not read with a way to reply elsewhere', { contacts: [contact('third')] }, null],
    ['are not read with a way to reply in front of them', { contacts: [contact('first')] }, null],
    ['are not read with a contact of another field', { contacts: [contact('offer', 'telegram', 'poster')] }, null],
    ['are not read where others are asked to write', { facts: [factOf('private-message', at('third'))] }, null],
    ['are not read with a word of hiring elsewhere', { phrases: [conceptOf('hiring', at('third'))] }, null],
    ['are not read with a word of hiring in the title', { phrases: [conceptOf('hiring', 0)] }, null],
    ['are not read with another word', { phrases: [conceptOf('ticket', at('offer'))] }, null],
    ['are not read with another phrase', { phrases: [conceptOf('hiring', at('offer'), { kind: 'place' })] }, null],
  ])('%s', (_name, found, needed) => {
    const windows = windowsOf({ ...found, facts: [guard, pay, ...(found.facts ?? [])] }, -9);
    expect(windows).toEqual(needed === null ? [] : [`The second lin...n it. ${needed}`]);
  });

  it('are lines: a sentence may quote an offer', () => {
    const source = `${LINES[0]} ${LINES[1]} ${LINES[2]}`;
    expect(windowsOf({ facts: [guard, pay], contacts: [contact('offer')] }, 0, source)).toEqual([]);
  });

  it('are those of any post where its words of warnings are few for its length', () => {
    const long = `${text}\n${LINES.join('\n').repeat(3)}`;
    expect(windowsOf({ facts: [guard, pay] }, 0, long)).toEqual(['The second lin...n it. 2']);
    expect(windowsOf({ facts: [guard, { ...guard, from: guard.from! + 9 }, pay] }, 0, long)).toEqual([]);
    expect(windowsOf({ facts: [guard, guard, pay] }, 0, long)).toHaveLength(1);
  });
});
