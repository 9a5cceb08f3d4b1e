/** One piece of a post, read: its folded text, language, contacts, finds and facts. */
import type { JobPost } from '../model/job-post.ts';
import type { FoldedText } from '../text/folded-text.ts';
import type { UnitSpan } from '../model/span.ts';
import type { ModelOutput } from './text-classifier.ts';
import { addContactFacts, findPostContacts, outsideContacts, type PlacedContact } from './contact-facts.ts';
import { findDisguised } from './find-disguised.ts';
import type { Fact } from './fact.ts';
import { addFact, phraseFacts, type FactList } from './facts.ts';
import type { Knowledge } from './knowledge.ts';
import { addPayFacts, findPay, showsAllOfPay } from './pay-facts.ts';
import { findPhrases, type Find } from './find-phrases.ts';
import { addPlaceFacts } from './place-facts.ts';
import { readQuotations, type Quotation } from './quotations.ts';
import type { PostText } from './post-text.ts';
import { readSpans, readWording, weightedLength, type Wording } from './read-wording.ts';
import { rulesOf, type Rules } from './rules.ts';
import { addSegmentLanguages } from './language-segments.ts';

export interface ExtractedFeatures {
  text: PostText;
  language: string;
  finds: Find[];
  facts: Fact[];
  contacts: PlacedContact[];
  quotations: Quotation[];
  /** A site shows it as a job, or with an employer or pay: work is offered, whatever its words. */
  shownAsJob: boolean;
  /** It laughs, as jokes about offers do. */
  laughs: boolean;
  /** Letters beyond those that are free, in doublings. */
  excessLength: number;
  /** Where the post was met. */
  place: JobPost['kind'];
  /** What the text model reads of the post. */
  spans: readonly UnitSpan[];
  /** Null without a text model. */
  modelOutput: ModelOutput | null;
  /** 0 to 1: how far a text of this length can be judged by its wording. */
  wordingReliability: number;
  /** 0 to 1: how short the post is. */
  shortness: number;
}

/** Signs and spellings of laughter; "555" is Thai and Lao. */
const LAUGHTER = /[😂🤣😹😆🤡💀🙃]|ㅋㅋ|ㅎㅎ|哈哈|笑死|ههه|(?<!\p{Nd})555+(?!\p{Nd})/u;

/** `into`: where to fold the post; the result holds until that is filled anew. */
export function extractFeatures(
  post: JobPost,
  knowledge: Knowledge,
  hint: string | null,
  into?: FoldedText,
): ExtractedFeatures {
  return featuresOf(readWording(post, knowledge, hint, into), post, knowledge);
}

/** What phrases add to the first reading of a post. */
export function featuresOf(wording: Wording, post: JobPost, knowledge: Knowledge): ExtractedFeatures {
  const { text, languages, serviceWords } = wording;
  const { active, main: language } = languages;
  addSegmentLanguages(languages, text, knowledge);
  const visibleFinds = findPhrases(text, knowledge, active);
  const hidden =
    text.text.substitutionCandidates.length === 0 ? [] : findDisguised(text, visibleFinds, { knowledge, active });
  const all = hidden.length === 0 ? visibleFinds : [...visibleFinds, ...hidden].sort((a, b) => a.from - b.from);
  const { contacts, spans, modelOutput } = hasSameServiceWords(all, serviceWords)
    ? wording
    : readSpans(text, findPostContacts(text, all, knowledge), knowledge);
  const finds = outsideContacts(all, contacts, text);
  const rules = rulesOf(knowledge);
  const facts = phraseFacts(finds, text.text, rules);
  const countries = addPlaceFacts({ facts, rules }, { text: text.text, finds, places: knowledge.places, language });
  addContactFacts({ facts, rules }, { text, contacts, finds, company: post.company, countries });
  if (countries.length > 0) {
    const isLast = showsAllOfPay(countries, knowledge.pay);
    addPayFacts({ facts, rules }, findPay(text, visibleFinds, knowledge, language, isLast), countries, knowledge.pay);
  }
  addMaskedFact({ facts, rules }, finds);
  const features = wordingFeatures(wording, post);
  features.contacts = contacts;
  features.spans = spans;
  features.modelOutput = modelOutput;
  features.finds = finds;
  features.facts = facts;
  features.quotations = readQuotations(text);
  features.excessLength = Math.max(0, Math.log2(weightedLength(text.text) / knowledge.levels.freeLetters));
  return features;
}

/** Features of the first reading alone: no phrase, no fact. */
export function wordingFeatures(wording: Wording, post: JobPost): ExtractedFeatures {
  const { text, languages, contacts, spans, modelOutput, reliability, shortness } = wording;
  return {
    text,
    language: languages.main,
    finds: [],
    facts: [],
    contacts,
    quotations: [],
    shownAsJob: post.kind === 'card' || post.kind === 'detail' || post.company !== '' || post.salary !== '',
    laughs: LAUGHTER.test(post.text),
    excessLength: 0,
    place: post.kind,
    spans,
    modelOutput,
    wordingReliability: reliability,
    shortness,
  };
}

/** Whether the names of chat services among the finds are those of the first reading. */
function hasSameServiceWords(finds: readonly Find[], known: readonly Find[]): boolean {
  const words = finds.filter(({ kind }) => kind === 'channel');
  return (
    words.length === known.length &&
    words.every(({ id, from, to, masked }, index) => {
      const other = known[index]!;
      return other.id === id && other.from === from && other.to === to && other.masked === masked;
    })
  );
}

/** A disguised place, channel or telling phrase. */
function addMaskedFact(into: FactList, finds: readonly Find[]): void {
  const find = finds.find((each) => each.masked && isSpecific(each, into.rules));
  if (find !== undefined) addFact(into, 'masked-words', find, { masked: true });
}

function isSpecific({ kind, id }: Find, rules: Rules): boolean {
  return kind === 'place' || kind === 'channel' || (kind === 'signal' && (rules.priors[id] ?? 0) > 0);
}
