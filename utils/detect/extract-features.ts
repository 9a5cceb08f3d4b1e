/** Extracts the features of a post, or of a part of it: folded text, language, contacts, phrases and facts. */
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
import { findPhrases, type FoundPhrase } from './find-phrases.ts';
import { addPlaceFacts } from './place-facts.ts';
import { readQuotations, type Quotation } from './quotations.ts';
import type { PostText } from './post-text.ts';
import { readSpans, readWording, weightedLength, type Wording } from './read-wording.ts';
import { rulesOf, type Rules } from './rules.ts';
import { addSegmentLanguages } from './language-segments.ts';

export interface ExtractedFeatures {
  text: PostText;
  language: string;
  phrases: FoundPhrase[];
  facts: Fact[];
  contacts: PlacedContact[];
  quotations: Quotation[];
  /** A site shows it as a job, or with an employer or pay: work is offered, whatever its words. */
  isShownAsJob: boolean;
  /** It has signs of laughter, as jokes about offers have. */
  hasLaughter: boolean;
  /** How often the length doubles beyond `freeLetters` of the levels; 0 for a shorter text. */
  excessLength: number;
  /** Where the post was found. */
  place: JobPost['kind'];
  /** Spans that the text model reads: see `modelSpans`. */
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

/** `into`: receives the folded text; the result is valid until it is filled anew. */
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
  const phrases = outsideContacts(all, contacts, text);
  const rules = rulesOf(knowledge);
  const facts = phraseFacts(phrases, text.text, rules);
  const countries = addPlaceFacts({ facts, rules }, { text: text.text, phrases, places: knowledge.places, language });
  addContactFacts({ facts, rules }, { text, contacts, phrases, company: post.company, countries });
  if (countries.length > 0) {
    const isLast = showsAllOfPay(countries, knowledge.pay);
    addPayFacts({ facts, rules }, findPay(text, visibleFinds, knowledge, language, isLast), countries, knowledge.pay);
  }
  addDisguiseFact({ facts, rules }, phrases);
  const features = wordingFeatures(wording, post);
  features.contacts = contacts;
  features.spans = spans;
  features.modelOutput = modelOutput;
  features.phrases = phrases;
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
    phrases: [],
    facts: [],
    contacts,
    quotations: [],
    isShownAsJob: post.kind === 'card' || post.kind === 'detail' || post.company !== '' || post.salary !== '',
    hasLaughter: LAUGHTER.test(post.text),
    excessLength: 0,
    place: post.kind,
    spans,
    modelOutput,
    wordingReliability: reliability,
    shortness,
  };
}

/** Whether the names of chat services among the phrases are those of the first reading. */
function hasSameServiceWords(phrases: readonly FoundPhrase[], known: readonly FoundPhrase[]): boolean {
  const words = phrases.filter(({ kind }) => kind === 'channel');
  return (
    words.length === known.length &&
    words.every(({ id, from, to, isDisguised }, index) => {
      const other = known[index]!;
      return other.id === id && other.from === from && other.to === to && other.isDisguised === isDisguised;
    })
  );
}

/** Adds a fact for a disguised place, chat service or signal of harm. */
function addDisguiseFact(into: FactList, phrases: readonly FoundPhrase[]): void {
  const phrase = phrases.find((each) => each.isDisguised && isSpecific(each, into.rules));
  if (phrase !== undefined) addFact(into, 'masked-words', phrase, { isDisguised: true });
}

function isSpecific({ kind, id }: FoundPhrase, rules: Rules): boolean {
  return kind === 'place' || kind === 'channel' || (kind === 'signal' && (rules.priors[id] ?? 0) > 0);
}
