/** One piece of a post, read: its folded text, language, contacts, finds and facts. */
import type { JobPost } from '../model/job-post.ts';
import type { FoldedText } from '../text/folded-text.ts';
import { HAN, HANGUL, KANA } from '../text/scripts.ts';
import type { UnitSpan } from '../model/span.ts';
import { classify, type ModelOutput } from './text-classifier.ts';
import { modelSpans } from './model-spans.ts';
import { addContactFacts, findPostContacts, type PlacedContact } from './contact-facts.ts';
import { findDisguised } from './find-disguised.ts';
import type { Fact } from './fact.ts';
import { addFact, phraseFacts } from './facts.ts';
import type { Knowledge } from './knowledge.ts';
import { detectLanguages } from './detect-languages.ts';
import { addPayFacts, findPay } from './pay-facts.ts';
import { findPhrases, type Find } from './find-phrases.ts';
import { addPlaceFacts } from './place-facts.ts';
import { readQuotations, type Quotation } from './quotations.ts';
import { readPost, type PostText } from './post-text.ts';
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
}

/** `into`: where to fold the post; the piece lives until that is filled anew. */
export function extractFeatures(
  post: JobPost,
  knowledge: Knowledge,
  hint: string | null,
  into?: FoldedText,
): ExtractedFeatures {
  const text = readPost(post, knowledge.fold, into);
  const languages = detectLanguages(text.text, knowledge, hint);
  addSegmentLanguages(languages.active, text, knowledge);
  const visibleFinds = findPhrases(text, knowledge, languages.active);
  const hidden =
    text.text.substitutionCandidates.length === 0 ? [] : findDisguised(text, visibleFinds, knowledge, languages.active);
  const finds = hidden.length === 0 ? visibleFinds : [...visibleFinds, ...hidden].sort((a, b) => a.from - b.from);
  const contacts = findPostContacts(text, finds, knowledge);
  const spans = modelSpans(text, contacts);
  const rules = rulesOf(knowledge);
  const facts = phraseFacts(finds, text.text, rules);
  const countries = addPlaceFacts(facts, finds, knowledge.places, languages.main, rules);
  addContactFacts(facts, text, contacts, finds, post.company, countries, rules);
  if (countries.length > 0)
    addPayFacts(facts, findPay(text, visibleFinds, knowledge, languages.main), countries, knowledge);
  addMaskedFact(facts, finds, rules);
  return {
    text,
    language: languages.main,
    finds,
    facts,
    contacts,
    quotations: readQuotations(text),
    shownAsJob: post.kind === 'card' || post.kind === 'detail' || post.company !== '' || post.salary !== '',
    excessLength: Math.max(0, Math.log2(weightedLength(text.text) / knowledge.levels.freeLetters)),
    place: post.kind,
    spans,
    modelOutput: knowledge.model === null ? null : classify(knowledge.model, text.text, spans),
    wordingReliability: wordingReliabilityOf(text),
  };
}

/** A disguised place, channel or telling phrase. */
function addMaskedFact(facts: Fact[], finds: readonly Find[], rules: Rules): void {
  const find = finds.find((each) => each.masked && isSpecific(each, rules));
  if (find !== undefined) addFact(facts, rules, 'masked-words', find.from, find.to, true);
}

function isSpecific({ kind, id }: Find, rules: Rules): boolean {
  return kind === 'place' || kind === 'channel' || (kind === 'signal' && (rules.priors[id] ?? 0) > 0);
}

/** Letters of title and text that show nothing of how a post is worded, and of those that show it fully. */
const UNRELIABLE_LETTERS = 40;
const RELIABLE_LETTERS = 90;

function wordingReliabilityOf({ text, fields }: PostText): number {
  if (text.length === 0) return 0;
  let own = 0;
  for (const { field, from, to } of fields) if (field === 'title' || field === 'text') own += to - from;
  const letters = (own * weightedLength(text)) / text.length;
  return Math.min(1, Math.max(0, (letters - UNRELIABLE_LETTERS) / (RELIABLE_LETTERS - UNRELIABLE_LETTERS)));
}

/** One ideograph says as much as two and a half letters. */
export function weightedLength({ length, scripts }: FoldedText): number {
  let dense = 0;
  for (const script of [HAN, KANA, HANGUL]) dense += scripts[script] ?? 0;
  return length + 1.5 * dense;
}
