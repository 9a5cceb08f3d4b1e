/** What is read of a post: its marks, its length, its contacts, and the facts of places and pay. */
import { describe, expect, it } from 'vitest';
import { extractFeatures, type ExtractedFeatures } from '../../../utils/detect/extract-features.ts';
import { isSurelyHarmless, readWording, weightedLength } from '../../../utils/detect/read-wording.ts';
import { MODEL_FEATURES, rulesOf } from '../../../utils/detect/rules.ts';
import { THRESHOLDS } from '../../../utils/detect/thresholds.ts';
import type { JobPost } from '../../../utils/model/job-post.ts';
import { fold } from '../../../utils/text/fold.ts';
import { madeKnowledge, madeRules } from './made-knowledge.ts';
import { post } from './post.ts';
import { smallKnowledge } from './small-knowledge.ts';

const knowledge = await smallKnowledge();
const read = (of: Partial<JobPost>): ExtractedFeatures => extractFeatures(post(of), knowledge, 'en');
const signalsOf = (of: Partial<JobPost>): string[] =>
  read(of).facts.map(({ signal }) => rulesOf(knowledge).signals[signal]!.id);

describe('a post', () => {
  it.each<[Partial<JobPost>, boolean]>([
    [{ text: 'Cook wanted' }, false],
    [{ text: 'Cook wanted', kind: 'social' }, false],
    [{ text: 'Cook wanted', title: 'Cook', location: 'Poipet', poster: 'Anna' }, false],
    [{ text: 'Cook wanted', kind: 'card' }, true],
    [{ text: 'Cook wanted', kind: 'detail' }, true],
    [{ text: 'Cook wanted', company: 'Lake' }, true],
    [{ text: 'Cook wanted', salary: '900 USD' }, true],
  ])('%j is shown as a job: %s', (of, shown) => {
    expect(read(of).isShownAsJob).toBe(shown);
    expect(read(of).place).toBe(of.kind ?? 'message');
  });

  it.each<[string, boolean]>([
    ['so funny 😂', true],
    ['🤣', true],
    ['안녕 ㅋㅋ', true],
    ['哈哈', true],
    ['ههههه', true],
    ['ขำ 555', true],
    ['ขำ 5555', true],
    ['room 55', false],
    ['room 1555', false],
    ['call 5551', false],
    ['hello 🙂', false],
  ])('"%s" laughs: %s', (text, laughs) => {
    expect(read({ text }).hasLaughter).toBe(laughs);
    expect(read({ title: text }).hasLaughter).toBe(false);
  });

  it('has the doublings of its length beyond what is free', () => {
    const free = knowledge.levels.freeLetters;
    const excessOf = (letters: number): number => read({ text: 'xy'.repeat(letters / 2) }).excessLength;
    expect(excessOf(free)).toBe(0);
    expect(excessOf(free / 2)).toBe(0);
    expect(excessOf(2 * free)).toBeCloseTo(1, 9);
    expect(excessOf(8 * free)).toBeCloseTo(3, 9);
  });

  it('has a disguised word as a fact, once', () => {
    expect(signalsOf({ text: 'We have free t1ckets here' }).filter((id) => id === 'masked-words')).toHaveLength(1);
    expect(signalsOf({ text: 'We have free tickets here' })).not.toContain('masked-words');
  });

  it('has the account beside the name of a chat service in disguise', () => {
    const contactsOf = (text: string): string[] => read({ text }).contacts.map(({ kind, raw }) => `${kind} ${raw}`);
    expect(contactsOf('Ask on telegram goldenhr88')).toEqual(['telegram goldenhr88']);
    expect(contactsOf('Ask on te1egram goldenhr88')).toEqual(['telegram goldenhr88']);
  });

  it('has pay as a fact where the work is abroad', () => {
    const pay = 'salary 9000 usd a month';
    expect(signalsOf({ text: `Cook in Poipet, ${pay}` })).toEqual(
      expect.arrayContaining(['place-compound', 'pay-high', 'pay-dollars']),
    );
    expect(signalsOf({ text: `Cook, ${pay}` })).toEqual([]);
  });

  it('has what stands in quotation marks', () => {
    expect(read({ text: 'He wrote "free ticket for all" to me' }).quotations).toHaveLength(1);
  });
});

describe('the wording of a post', () => {
  const reliabilityOf = (of: Partial<JobPost>): number => readWording(post(of), knowledge, null).reliability;
  const { unreliableLetters: none, reliableLetters: all } = THRESHOLDS;

  it('is as reliable as title and text are long', () => {
    expect(reliabilityOf({ text: 'xy'.repeat(none / 2) })).toBe(0);
    expect(reliabilityOf({ text: 'xy'.repeat(all / 2) })).toBe(1);
    expect(reliabilityOf({ text: 'xy'.repeat((none + all) / 4 + 0.5) })).toBeCloseTo(0.52, 2);
    expect(reliabilityOf({ title: 'xy'.repeat(all / 4 + 0.5), text: 'xy'.repeat(all / 4 + 0.5) })).toBe(1);
    expect(reliabilityOf({ text: '招聘'.repeat(all / 5) })).toBe(1);
    expect(reliabilityOf({ text: '招聘'.repeat(none / 5) })).toBe(0);
    expect(reliabilityOf({ company: 'xy'.repeat(all), poster: 'xy'.repeat(all) })).toBe(0);
    expect(reliabilityOf({})).toBe(0);
  });

  it('is short up to a length, and less so up to another', () => {
    const shortnessOf = (of: Partial<JobPost>): number => readWording(post(of), knowledge, null).shortness;
    const { shortLetters: first, longLetters: second } = THRESHOLDS;
    expect(shortnessOf({ text: 'xy'.repeat(first / 2) })).toBe(1);
    expect(shortnessOf({ text: 'xy'.repeat(THRESHOLDS.fewestLetters / 2 - 1) })).toBe(0);
    expect(shortnessOf({ text: 'xy'.repeat((first + second) / 4 + 0.5) })).toBeCloseTo(0.5, 2);
    expect(shortnessOf({ title: 'xy'.repeat(second / 4 + 0.5), text: 'xy'.repeat(second / 4 + 0.5) })).toBe(0);
  });

  it('of ideographs, kana and Hangul weighs two and a half letters each', () => {
    const weigh = (text: string): number => weightedLength(readWording(post({ text }), knowledge, null).text.text);
    expect([weigh('abcd'), weigh('招聘'), weigh('かき'), weigh('한국'), weigh('ab招')]).toEqual([4, 5, 5, 5, 4.5]);
  });

  it('clears a post where it is reliable and far from harm, as a whole and in each span', () => {
    const wording = readWording(
      post({ text: 'The neighbours have painted their fence green. '.repeat(3) }),
      knowledge,
      null,
    );
    const { harmless, harmlessStretch } = knowledge.levels;
    const clears = (harm: number, worstSpan: number, change: object = {}): boolean =>
      isSurelyHarmless(
        { ...wording, modelOutput: { ...wording.modelOutput!, harm, worstSpan, warning: -1 }, ...change },
        knowledge,
      );
    const below = harmless - 0.1;
    expect(clears(below, below)).toBe(true);
    expect(clears(harmless, below)).toBe(false);
    expect(clears(below, harmless + harmlessStretch - 0.1)).toBe(true);
    expect(clears(below, harmless + harmlessStretch)).toBe(false);
    const likeWarning = {
      modelOutput: { ...wording.modelOutput!, harm: below, worstSpan: harmless - 0.2, warning: 0 },
    };
    expect(clears(below, below, likeWarning)).toBe(false);
    expect(clears(below, below, { reliability: 0.99 })).toBe(false);
    expect(clears(below, below, { modelOutput: null })).toBe(false);
    const { fields } = wording.text;
    const hiding = (candidates: number) => ({
      text: {
        text: Object.assign(fold('xy'.repeat(60), knowledge.fold), {
          substitutionCandidates: Array.from({ length: candidates }, () => 0),
        }),
        fields,
      },
    });
    expect(clears(below, below, hiding(2))).toBe(true);
    expect(clears(below, below, hiding(3))).toBe(false);
  });
});

describe('the numbers of signals', () => {
  const { features, signals } = madeRules;
  const numberOf = (name: string): number => features.names.indexOf(name);

  it('say where each feature begins', () => {
    expect(numberOf('travel-paid')).toBe(0);
    expect(numberOf('weak:travel-paid')).toBe(features.weak);
    expect(numberOf('concept:hiring')).toBe(features.concepts);
    expect(numberOf('set:money')).toBe(features.sets);
    expect(numberOf('quoted')).toBe(features.quoted);
    expect(numberOf('awareness')).toBe(features.awareness);
    expect(numberOf('excess-length')).toBe(features.excessLength);
    expect(numberOf('no-job-offer')).toBe(features.noJobOffer);
    expect(numberOf('talk-only')).toBe(features.talkOnly);
    expect(numberOf('short')).toBe(features.short);
    expect(numberOf('laughter')).toBe(features.laughter);
    expect(numberOf('model:harm')).toBe(features.model);
    expect(features.names).toHaveLength(features.model + MODEL_FEATURES.length);
    expect(features.weights[numberOf('concept:ticket')]).toBe(0.25);
    expect(features.weights.filter((weight) => weight !== 0)).toHaveLength(3);
  });

  it('say which signals are of warnings, of places, of hard facts, and denials', () => {
    const named = (marks: Uint8Array): string[] => signals.filter((_, at) => marks[at] === 1).map(({ id }) => id);
    expect(named(madeRules.awareness)).toEqual(['guard-warn', 'guard-report']);
    expect(named(madeRules.places)).toEqual(['place-compound']);
    expect(named(madeRules.hardFacts)).toEqual(['travel-paid', 'pay-high', 'fee-upfront']);
    expect(named(madeRules.denials)).toEqual(['counter-interview']);
    expect(named(madeRules.offering.signals)).toEqual(['role-chat']);
    expect(named(madeRules.offering.talk)).toEqual(['travel-paid', 'place-compound']);
    expect([...madeRules.offering.concepts]).toEqual([1, 0, 0, 1, 0]);
  });

  it('are those of pairs, sets and words of money; what the knowledge does not have is left out', () => {
    expect(madeRules.proximity.map(({ signal, a, b }) => [signal, a, b])).toEqual([
      [0, [1], [0]],
      [madeRules.numberOf('counter-interview'), [4], [2]],
    ]);
    expect(madeRules.sets[1]).toEqual({ all: [[0, 4], [1]], none: [madeRules.numberOf('counter-interview')] });
    expect(madeRules.money).toEqual([
      { kind: 'per', value: 'month' },
      { kind: 'currency', value: '' },
    ]);
    expect(madeRules.numberOf('not-known')).toBe(-1);
    expect(rulesOf(madeKnowledge)).toBe(madeRules);
  });
});
