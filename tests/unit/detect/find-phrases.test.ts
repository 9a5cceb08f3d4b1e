/** Which phrases of the lexicon count in a text: those in pieces, in everyday wordings, with accents, and in disguise. */
import { describe, expect, it } from 'vitest';
import { findPhrases, isDisguised, type FoundPhrase } from '../../../utils/detect/find-phrases.ts';
import { readPost, spanOf } from '../../../utils/detect/post-text.ts';
import { fieldText, type JobPost } from '../../../utils/model/job-post.ts';
import { ANY_LANGUAGE, kindMask } from '../../../utils/text/payload.ts';
import { fold } from '../../../utils/text/fold.ts';
import { post } from './post.ts';
import { smallKnowledge } from './small-knowledge.ts';

// The everyday wordings of benign-contexts.yaml that these tests rely on: "signing bonus" and "refer a friend" take
// phrases away, "data entry" and "referral bonus" make them weak.
const knowledge = await smallKnowledge({
  en: {
    signals: {
      'travel-paid': ['free ticket*', 'ticket ... company ... pays'],
      'passport-kept': ['keep ... passport*'],
      'advance-pay': ['signing', 'bonus'],
      'bring-friends': ['a friend', 'friend today', 'refer ... today'],
      'typing-only': ['entry'],
      'leave-at-once': ['entry today'],
      'role-chat': ['chat agent'],
    },
    concepts: { visa: ['visa'] },
  },
  vi: { signals: { 'travel-paid': ['vé máy bay'] }, concepts: { visa: ['visa'], ticket: ['vé'] } },
  th: { signals: { 'free-lodging': ['ที่พัก ... ฟรี'] } },
  fr: { concepts: { lodging: ['visa'] } },
});
const languageOf = (id: string): number => knowledge.meta.languages.findIndex((each) => each.id === id);

function phrasesIn(
  of: Partial<JobPost>,
  languages: readonly string[] = ['en'],
  kinds?: number,
): (FoundPhrase & { name: string })[] {
  const read = readPost(post(of), knowledge.fold);
  const active = new Uint8Array(ANY_LANGUAGE + 1);
  active[ANY_LANGUAGE] = 1;
  for (const language of languages) active[languageOf(language)] = 1;
  return findPhrases(read, knowledge, active, kinds === undefined ? {} : { kinds }).map((phrase) => {
    const { field, start, end } = spanOf(read, knowledge.fold, phrase.from, phrase.to);
    const id = phrase.kind === 'signal' ? knowledge.signalIds[phrase.id] : knowledge.concepts[phrase.id];
    return { ...phrase, name: `${id}: ${fieldText(post(of), field).slice(start, end)}` };
  });
}

/** The signals and concepts of a text, with their words; `~` before those that are weak. */
const says = (text: string, ...languages: string[]): string[] =>
  phrasesIn({ text }, languages.length === 0 ? ['en'] : languages)
    .filter(({ kind }) => kind === 'signal' || kind === 'concept')
    .map(({ name, isWeak }) => (isWeak ? `~${name}` : name));

describe('a phrase', () => {
  it('is found with its words, its language and its kind, in the order of the text', () => {
    const phrases = phrasesIn({ text: 'Visa and a free ticket' });
    expect(phrases).toMatchObject([
      { kind: 'concept', name: 'visa: Visa', language: languageOf('en'), isDisguised: false, isWeak: false },
      {
        kind: 'signal',
        name: 'travel-paid: free ticket',
        language: languageOf('en'),
        isDisguised: false,
        isWeak: false,
      },
    ]);
  });

  it('is looked for in the active languages and the kinds that are asked for', () => {
    expect(says('Visa, free ticket', 'th')).toEqual([]);
    expect(phrasesIn({ text: 'Visa, free ticket' }, ['en'], kindMask('concept')).map(({ name }) => name)).toEqual([
      'visa: Visa',
    ]);
  });

  it('of two languages with one meaning is one, with two meanings two', () => {
    expect(says('visa', 'en', 'vi')).toEqual(['visa: visa']);
    expect(says('visa', 'en', 'vi', 'fr').toSorted()).toEqual(['lodging: visa', 'visa: visa']);
    expect(says('visa, visa', 'en', 'vi')).toEqual(['visa: visa', 'visa: visa']);
  });
});

describe('a phrase in pieces', () => {
  it.each<[string, string[]]>([
    ['ticket company pays', ['travel-paid: ticket company pays']],
    ['ticket one two three four company pays', ['travel-paid: ticket one two three four company pays']],
    ['ticket, the company always pays', ['travel-paid: ticket, the company always pays']],
    ['ticket one two three four five company pays', []],
    ['ticket company one two three four five pays', []],
    ['ticket. The company pays', []],
    ['ticket company. It pays', []],
    ['company pays the ticket', []],
    ['company ticket pays', []],
    ['ticket pays', []],
    ['the company pays', []],
    ['company, ticket company pays', ['travel-paid: ticket company pays']],
    ['ticket x ticket company pays', ['travel-paid: ticket company pays']],
    [
      'ticket company pays, ticket company pays',
      ['travel-paid: ticket company pays', 'travel-paid: ticket company pays'],
    ],
    ['we keep the passports', ['passport-kept: keep the passports']],
  ])('in "%s"', (text, expected) => {
    expect(says(text).map((each) => each.replace(/passport$/u, 'passports'))).toEqual(expected);
  });

  it('of a script without spaces is parted by few letters', () => {
    expect(says('ที่พักฟรี', 'th')).toEqual(['free-lodging: ที่พักฟรี']);
    expect(says('ที่พักนั้นฟรี', 'th')).toEqual(['free-lodging: ที่พักนั้นฟรี']);
    expect(says(`ที่พัก${'กนบ'.repeat(5)}ฟรี`, 'th')).toEqual([]);
  });

  it('belongs to its language, and is neither weak nor in disguise', () => {
    expect(phrasesIn({ text: 'ticket company pays' })).toMatchObject([
      { kind: 'signal', language: languageOf('en'), isDisguised: false, isWeak: false },
    ]);
  });
});

describe('an everyday wording', () => {
  it.each<[string, string, string[]]>([
    ['takes away what stands inside of it', 'signing bonus', []],
    ['takes nothing else away', 'a bonus, signing now', ['advance-pay: bonus', 'advance-pay: signing']],
    ['takes nothing away behind it', 'signing bonus, bonus', ['advance-pay: bonus']],
    ['takes nothing away before it', 'bonus signing bonus', ['advance-pay: bonus']],
    [
      'takes away no phrase that reaches beyond it',
      'refer a friend today',
      ['bring-friends: friend today', 'bring-friends: refer a friend today'],
    ],
    ['makes what stands inside of it weak', 'data entry', ['~typing-only: entry']],
    [
      'makes no phrase weak that reaches beyond it',
      'data entry today',
      ['leave-at-once: entry today', '~typing-only: entry'],
    ],
    [
      'is another one in each place',
      'entry, data entry, entry',
      ['typing-only: entry', '~typing-only: entry', 'typing-only: entry'],
    ],
  ])('%s', (_name, text, expected) => {
    expect(says(text).toSorted()).toEqual(expected.toSorted());
  });

  it('leaves amounts of money what they are', () => {
    const kindsOf = (text: string): string[] => phrasesIn({ text }).map(({ kind }) => kind);
    // Its first word names a period of pay; "hourly rate" is an everyday wording
    expect(kindsOf('hourly rate')).toEqual(['money']);
  });
});

describe('a phrase with tones', () => {
  it.each<[string, string[]]>([
    ['Mình lo vé máy bay', ['ticket: vé', 'travel-paid: vé máy bay']],
    ['minh lo ve may bay', ['ticket: ve', 'travel-paid: ve may bay']],
    ['Mình trở về nhà', []],
    ['Mình lo ve may bay', []],
  ])('is read as it is written, or without any accents, in "%s"', (text, expected) => {
    expect(says(text, 'vi').toSorted()).toEqual(expected);
  });

  it('is read by the accents of its own field', () => {
    const names = phrasesIn({ title: 've may bay', text: 'Mình trở về nhà' }, ['vi']).map(({ name }) => name);
    expect(names.toSorted()).toEqual(['ticket: ve', 'travel-paid: ve may bay']);
  });
});

describe('a disguise', () => {
  const isHidden = (text: string): boolean => {
    const folded = fold(text, knowledge.fold);
    return isDisguised(folded, 0, folded.length);
  };

  it.each<[string, string, boolean]>([
    ['a word', 'ticket', false],
    ['two words', 'free ticket', false],
    ['words with a comma', 'free, ticket', false],
    ['a letter of another alphabet inside a word', 'tiсket', true],
    ['a letter of another alphabet at its beginning', 'сhat', true],
    ['letters one by one', 't i c k e t', true],
    ['letters with dots', 't.i.c.k.e.t', true],
    ['four letters one by one', 'v i s a', true],
    ['three letters one by one', 'j o b', false],
    ['an emoji inside a word', 'tic🔥ket', true],
    ['an emoji between two words', 'free 🔥 ticket', false],
    ['an emoji inside a long run of words', 'registration🔥fee', false],
    ['a sign that is not seen', 'tic\u200bket', true],
    ['a sign that is not seen, where the script is written so', 'កម្ពុ\u200bជា', false],
    ['ideographs with spaces', '招 聘 人 员', false],
    ['ideographs with signs between them', '招🔥聘🔥人🔥员', true],
    ['ideographs with one sign', '招聘🔥人员', false],
  ])('is seen in %s (%s): %s', (_name, text, hidden) => {
    expect(isHidden(text)).toBe(hidden);
  });

  it('is what the phrase shows, not what stands around it', () => {
    const folded = fold('tiсket free tiсket', knowledge.fold);
    expect(isDisguised(folded, 6, 10)).toBe(false);
    const isMasked = (text: string): boolean | undefined =>
      phrasesIn({ text }).find(({ kind }) => kind === 'signal')?.isDisguised;
    expect(isMasked('f r e e  t i c k e t')).toBe(true);
    expect(isMasked('The chat agent')).toBe(false);
  });
});
