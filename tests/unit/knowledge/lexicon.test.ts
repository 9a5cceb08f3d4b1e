import { describe, expect, it } from 'vitest';
import { analyse, loadKnowledge } from '../../../utils/detect/analyse.ts';
import { expandPhrase } from '../../../tools/knowledge/phrase.ts';
import { compileSmall, type SmallLexicon } from '../detect/small-knowledge.ts';
import { post } from '../detect/post.ts';

const spellings = (phrase: string): string[] =>
  expandPhrase(phrase).map((parts) =>
    parts
      .map(
        ({ words, openStart, openEnd, gap }, index) =>
          `${index > 0 ? `<${gap}>` : ''}${openStart ? '*' : ''}${words}${openEnd ? '*' : ''}`,
      )
      .join(''),
  );

describe('phrase syntax', () => {
  it.each([
    ['free ticket', ['free ticket']],
    ['no [prior |]experience', ['no prior experience', 'no experience']],
    ['[a|b] [c|d]', ['a c', 'a d', 'b c', 'b d']],
    ['[no [a|b]|c]', ['no a', 'no b', 'c']],
    ['билет*', ['билет*']],
    ['*وظيفة', ['*وظيفة']],
    ['ticket* free', ['ticket*<0>free']],
    ['company ... pays', ['company<4>pays']],
    ['[free|] ... ticket', ['free<4>ticket', 'ticket']],
  ])('expands %s', (phrase, expected) => {
    expect(spellings(phrase)).toEqual(expected);
  });

  it.each([
    ['[a|b', '"[" is not closed'],
    ['a] b', '"]" without "["'],
    ['[a|b|c|d|e|f|g|h] '.repeat(5), 'spellings'],
  ])('refuses "%s"', (phrase, why) => {
    expect(() => expandPhrase(phrase)).toThrow(why);
  });
});

/** Signals that a text shows under a lexicon of one phrase. */
async function signalsOf(language: string, phrase: string, text: string): Promise<string[]> {
  const lexicon: SmallLexicon = { signals: { 'travel-paid': [phrase] } };
  const knowledge = loadKnowledge(await compileSmall({ [language]: lexicon }));
  return analyse(post({ text }), knowledge, language).reasons.map(({ id }) => id);
}

describe('matching', () => {
  it.each([
    ['en', 'free ticket', 'you get a FREE   ticket', true],
    ['en', 'free ticket', 'free tickets', false],
    ['en', 'free ticket*', 'free tickets', true],
    ['en', 'free ticket', 'carefree ticket', false],
    ['en', 'free ticket', 'it is free. Ticket office', false],
    ['en', 'visa', 'meet vis a vis', false],
    ['en', 'visa', 'v i s a given', true],
    ['en', 'company ... pays', 'the company always gladly pays', true],
    ['en', 'company ... pays', 'the company is one of those that never ever pays', false],
    ['ru', 'билет* бесплатн*', 'билеты бесплатные', true],
    ['ru', 'билет* бесплатн*', 'билет в Москву бесплатно', false],
    ['th', 'ตั๋วฟรี', 'เรามีตั๋ว ฟรี ให้', true],
    ['zh-Hans', '包机票', '公司包機票。', true],
    ['zh-Hant', '包機票', '公司包机票', true],
    ['ko', '항공권 제공', '항공권제공합니다', true],
    ['ar', '*تذكرة', 'بالتذكرة', true],
    ['vi', 'vé máy bay', 'công ty bao vé máy bay cho bạn', true],
    ['vi', 'vé máy bay', 'cong ty bao ve may bay cho ban', true],
    ['vi', 'vé', 'công ty sẽ về quê với bạn và đi làm', false],
  ])('matches in %s the phrase %s in "%s": %s', async (language, phrase, text, expected) => {
    expect((await signalsOf(language, phrase, text)).includes('travel-paid')).toBe(expected);
  });
});

describe('errors name file and phrase', () => {
  it.each([
    [{ signals: { 'no-such-signal': ['a'] } }, /en\.yaml: unknown signal "no-such-signal"/u],
    [{ concepts: { 'no-such-concept': ['a'] } }, /en\.yaml: unknown concept "no-such-concept"/u],
    [{ signals: { urgency: ['[open'] } }, /en\.yaml: urgency: "\[open": "\[" is not closed/u],
    [{ signals: { urgency: ['!!!'] } }, /en\.yaml: urgency: "!!!": nothing is left of it/u],
    [{ signals: { urgency: [['nested']] } }, /en\.yaml: signals\.urgency\.0/u],
  ] as [SmallLexicon, RegExp][])('%j', async (lexicon, error) => {
    await expect(compileSmall({ en: lexicon })).rejects.toThrow(error);
  });
});
