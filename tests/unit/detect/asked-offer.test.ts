import { describe, expect, it } from 'vitest';
import { ensureKnowledge } from '../../../tools/knowledge/compile-knowledge.ts';
import { readCompiled } from '../../../tools/knowledge/read-compiled.ts';
import { analyse, loadKnowledge } from '../../../utils/detect/analyse.ts';
import { quotedOffersInQuestion, asksWhetherReal, mayAskAboutOffer } from '../../../utils/detect/asked-offer.ts';
import { extractFeatures } from '../../../utils/detect/extract-features.ts';
import type { FoundPhrase } from '../../../utils/detect/find-phrases.ts';
import type { Knowledge } from '../../../utils/detect/knowledge.ts';
import { THRESHOLDS } from '../../../utils/detect/thresholds.ts';
import { conceptOf, featuresOf as madeFeatures, madeKnowledge } from './made-knowledge.ts';
import { post } from './post.ts';

await ensureKnowledge();
const knowledge = loadKnowledge(readCompiled());
const featuresOf = (text: string) => extractFeatures(post({ text, kind: 'message' }), knowledge, null);
const OFFER = 'Typist in Sihanoukville, 1500 dollars, ticket and hotel paid, no experience, passport photo today';

describe('an offer that somebody asks about', () => {
  it.each([
    ['en', `Is this real? "${OFFER}" My brother wants to go.`],
    ['es', '¿Esto es una estafa? "Digitador en Camboya, 1500 dólares, pasaje y vivienda pagados, sin experiencia"'],
    ['th', 'จริงไหมคะ "แอดมินปอยเปต เดือนละ 35,000 ที่พักฟรี ไม่ต้องมีประสบการณ์ มีรถรับ"'],
    ['ko', '진짜인가요 "캄보디아 고객상담 월 500만원, 항공권 숙소 제공, 경력 무관, 여권만 준비하면 바로 출국"'],
    ['vi', 'Cái này có thật không? "Nhân viên nhập liệu ở Campuchia 28 triệu, bao ăn ở, xe đón ở Mộc Bài"'],
  ])('is judged by its quoted words (%s)', (_language, text) => {
    expect(analyse(post({ text, kind: 'message' }), knowledge).level).not.toBe('none');
  });

  it.each([
    ['en', 'Is this real? "Cook wanted in Leeds, 38 hours a week with contract, visit us and meet the team first"'],
    ['es', '¿Esto es una estafa? "Cocinero en Sevilla, jornada completa con contrato, entrevista en el restaurante"'],
  ])('is not alerted where its quoted words are harmless (%s)', (_language, text) => {
    const [span] = quotedOffersInQuestion(featuresOf(text), knowledge);
    expect(text.slice(span!.start, span!.end)).toMatch(/^(?:Cook|Cocinero) /u);
    expect(analyse(post({ text, kind: 'message' }), knowledge)).toMatchObject({ level: 'none', kind: null });
  });

  it('is judged also where it ends the text and a poster or contacts follow', () => {
    const text = `Is this real? "${OFFER}"`;
    for (const of of [{}, { poster: 'Anna' }, { contacts: ['anna@lake.example'] }]) {
      const features = extractFeatures(post({ text, ...of }), knowledge, null);
      const [span] = quotedOffersInQuestion(features, knowledge);
      expect(text.slice(span!.start, span!.end), JSON.stringify(of)).toContain(OFFER);
    }
  });

  it('is found between the quotation marks, by offset', () => {
    const text = `Is this legit? "${OFFER}"`;
    const [span] = quotedOffersInQuestion(featuresOf(text), knowledge);
    expect(text.slice(span!.start, span!.end)).toContain(OFFER);
  });

  it('needs a question: a warning that quotes the same offer gets none', () => {
    const text = `"${OFFER}": this is a scam. Do not believe it, warn your friends and tell the police.`;
    expect(quotedOffersInQuestion(featuresOf(text), knowledge)).toEqual([]);
    expect(analyse(post({ text, kind: 'message' }), knowledge).level).toBe('none');
  });

  it('needs a question mark where the language writes one', () => {
    expect(asksWhetherReal(featuresOf('Se oggi. Esto es una estafa, no paguen.'), knowledge)).toBe(false);
    expect(asksWhetherReal(featuresOf('¿Esto es una estafa?'), knowledge)).toBe(true);
  });

  it('is not asked about by words of the offer itself', () => {
    expect(asksWhetherReal(featuresOf('They wrote: "is this real? yes, we are a real company" ok?'), knowledge)).toBe(
      false,
    );
  });

  it('is looked for only in texts that hold a question or a quotation, and are short', () => {
    expect(mayAskAboutOffer('a plain advert for a cook')).toBe(false);
    expect(mayAskAboutOffer('is it real?')).toBe(true);
    expect(mayAskAboutOffer(`he wrote “${OFFER}”`)).toBe(true);
    expect(mayAskAboutOffer(`${'long '.repeat(300)}?`)).toBe(false);
  });

  it('is alerted at a fee before work that the teller has doubts about', () => {
    const text = 'A man from HR says I must pay 4000 for the uniform first before I join. Is it legit?';
    expect(analyse(post({ text, kind: 'message' }), knowledge).level).not.toBe('none');
  });
});

describe('a question', () => {
  const languages = ['en', 'am', 'ja', 'km', 'ko', 'lo', 'my', 'si', 'ta', 'th', 'zh-Hans', 'zh-Hant', 'vi'];
  const asking = {
    ...madeKnowledge,
    concepts: ['hiring', 'asks-real'],
    meta: { ...madeKnowledge.meta, languages: languages.map((id) => ({ id, reviewed: true })) },
  } as Knowledge;
  const phrase = (language: string, change: Partial<FoundPhrase> = {}): FoundPhrase =>
    conceptOf('hiring', 10, { id: 1, language: languages.indexOf(language), ...change });
  const asks = (
    phrases: FoundPhrase[],
    text = 'Some text of words.',
    quotations: { from: number; to: number }[] = [],
  ): boolean => asksWhetherReal(madeFeatures(0, { phrases, quotations }, { text }), asking);

  it('needs no question mark in languages that ask by words', () => {
    const byWords = languages.filter((language) => asks([phrase(language)]));
    expect(byWords).toEqual(languages.filter((language) => language !== 'en' && language !== 'vi'));
    for (const mark of ['?', '？', '؟']) expect(asks([phrase('en')], `Some text of words${mark}`), mark).toBe(true);
    expect(asks([phrase('en', { language: 99 })])).toBe(false);
  });

  it('is one that asks whether something is real', () => {
    const text = 'Some text of words?';
    expect(asks([], text)).toBe(false);
    expect(asks([phrase('en', { id: 0 })], text)).toBe(false);
    expect(asks([phrase('en', { kind: 'signal' })], text)).toBe(false);
    expect(asks([phrase('en', { id: 0 }), phrase('en')], text)).toBe(true);
  });

  it('stands outside of what is quoted', () => {
    const text = 'Some text of words?';
    expect(asks([phrase('en')], text, [{ from: 10, to: 14 }])).toBe(false);
    expect(asks([phrase('en')], text, [{ from: 11, to: 14 }])).toBe(true);
    expect(asks([phrase('en')], text, [{ from: 10, to: 13 }])).toBe(true);
    expect(asks([phrase('en')], text, [{ from: 0, to: 4 }])).toBe(true);
  });

  it('is about each quotation of the text that is long enough', () => {
    const text = `Is it? ${'word '.repeat(20)}`;
    expect(THRESHOLDS.minQuotedOfferUnits).toBe(30);
    const offers = (...quotations: { from: number; to: number }[]) =>
      quotedOffersInQuestion(
        madeFeatures(0, { phrases: [phrase('th', { from: 4 + 4, to: 4 + 6 })], quotations }, { title: 'Cook', text }),
        asking,
      );
    // The first word is unit 8 of the post, four behind the title and four of "Is it". Each next one is five offsets on
    expect(offers({ from: 16, to: 46 })).toEqual([{ start: 17, end: 54 }]);
    expect(offers({ from: 16, to: 45 })).toEqual([]);
    expect(offers({ from: 2, to: 60 }, { from: 20, to: 200 })).toEqual([]);
    expect(offers({ from: 12, to: 88 })).toEqual([{ start: 12, end: text.length }]);
    expect(offers()).toEqual([]);
  });
});
