/**
 * An offer that somebody asks about: "is this real? '...'". The question makes the whole text look like a warning, so
 * the quoted offer is judged by itself.
 */
import type { Span } from '../model/span.ts';
import type { ExtractedFeatures } from './extract-features.ts';
import type { Knowledge } from './knowledge.ts';
import { THRESHOLDS } from './thresholds.ts';

/** The concept of "is it real?", "is it a scam?". */
const ASKING = 'asks-real';
const QUESTION_MARKS = /[?？؟]/u;
const QUOTATION = /["“„«「『”][^"”“»」』]{20}/u;
/** Languages that ask by a particle or an ending, often without a question mark. */
const ASKING_BY_WORDS: ReadonlySet<string> = new Set('am ja km ko lo my si ta th zh-Hans zh-Hant'.split(' '));

/** Whether a text may be a question about an offer, so that its phrases must be searched. */
export function mayAskAboutOffer(text: string): boolean {
  return text.length <= THRESHOLDS.maxQuestionUnits && (QUESTION_MARKS.test(text) || QUOTATION.test(text));
}

/** Whether words outside the quotations ask if something is real, with a question mark where the language writes one. */
export function asksWhetherReal({ phrases, quotations, text }: ExtractedFeatures, knowledge: Knowledge): boolean {
  const concept = knowledge.concepts.indexOf(ASKING);
  const asking = phrases.filter(({ kind, id }) => kind === 'concept' && id === concept);
  return asking.some(({ from, to, language }) => {
    if (quotations.some((each) => from >= each.from && to <= each.to)) return false;
    const isCertain = ASKING_BY_WORDS.has(knowledge.meta.languages[language]?.id ?? '');
    return isCertain || text.fields.some(({ source }) => QUESTION_MARKS.test(source));
  });
}

/**
 * Quotations of the text that are long enough to be offers, as UTF-16 offsets. Empty where the text does not ask about
 * them.
 */
export function quotedOffersInQuestion(features: ExtractedFeatures, knowledge: Knowledge): Span[] {
  const { quotations, text } = features;
  const range = text.fields.find(({ field }) => field === 'text');
  if (range === undefined || quotations.length === 0 || !asksWhetherReal(features, knowledge)) return [];
  return quotations.flatMap(({ from, to }) => {
    if (from < range.from || to > range.to || to - from < THRESHOLDS.minQuotedOfferUnits) return [];
    const { offsets } = text.text;
    // Behind the last unit of the text stand those of other fields
    const end = to < range.to ? (offsets[to] as number) : range.source.length;
    return [{ start: offsets[from] as number, end }];
  });
}
