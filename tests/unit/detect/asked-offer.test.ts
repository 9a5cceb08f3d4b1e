import { describe, expect, it } from 'vitest';
import { ensureKnowledge } from '../../../tools/knowledge/compile-knowledge.ts';
import { readCompiled } from '../../../tools/knowledge/read-compiled.ts';
import { analyse, loadKnowledge } from '../../../utils/detect/analyse.ts';
import { askedOffers, asksWhetherReal, mayAsk } from '../../../utils/detect/asked-offer.ts';
import { extractFeatures } from '../../../utils/detect/extract-features.ts';
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

  it('is found between the quotation marks, by offset', () => {
    const text = `Is this legit? "${OFFER}"`;
    const [span] = askedOffers(featuresOf(text), knowledge);
    expect(text.slice(span!.start, span!.end)).toContain(OFFER);
  });

  it('needs a question: a warning that quotes the same offer gets none', () => {
    const text = `"${OFFER}": this is a scam. Do not believe it, warn your friends and tell the police.`;
    expect(askedOffers(featuresOf(text), knowledge)).toEqual([]);
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
    expect(mayAsk('a plain advert for a cook')).toBe(false);
    expect(mayAsk('is it real?')).toBe(true);
    expect(mayAsk(`he wrote “${OFFER}”`)).toBe(true);
    expect(mayAsk(`${'long '.repeat(300)}?`)).toBe(false);
  });

  it('is alerted at a fee before work that the teller has doubts about', () => {
    const text = 'A man from HR says I must pay 4000 for the uniform first before I join. Is it legit?';
    expect(analyse(post({ text, kind: 'message' }), knowledge).level).not.toBe('none');
  });
});
