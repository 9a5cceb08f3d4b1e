/** One piece of a post, read: its folded text, language, contacts, finds and facts. */
import type { JobPost } from '../model/job-post.ts';
import type { FoldedText } from '../text/folded-text.ts';
import { HAN, HANGUL, KANA } from '../text/scripts.ts';
import { modelPoints } from './classifier.ts';
import { addContactFacts, readContacts, type PlacedContact } from './contact-facts.ts';
import { findDisguised } from './disguise.ts';
import { addFact, phraseFacts, type Fact } from './facts.ts';
import type { Knowledge } from './knowledge.ts';
import { readLanguages } from './language.ts';
import { readWording, type PostWording } from './model-wording.ts';
import { addPayFacts, readPay } from './pay-facts.ts';
import { findPhrases, type Find } from './phrases.ts';
import { addJourney } from './place-facts.ts';
import { readQuotations, type Quotation } from './quotes.ts';
import { readPost, type PostText } from './reading.ts';
import { rulesOf, type Rules } from './rules.ts';
import { addSegmentLanguages } from './segments.ts';

export interface Piece {
  text: PostText;
  language: string;
  finds: Find[];
  facts: Fact[];
  contacts: PlacedContact[];
  quotations: Quotation[];
  /** A site shows it as a job, or with an employer or pay: work is offered, whatever its words. */
  listed: boolean;
  /** Letters beyond those that are free, in doublings. */
  length: number;
  /** What the text model says; null without one. */
  wording: PostWording | null;
  /** 0..1: how much a text of this length can say by its wording. */
  worded: number;
  /** What that adds to the evidence, in log-odds. */
  model: number;
}

/** `into`: where to fold the post; the piece lives until that is filled anew. */
export function readPiece(post: JobPost, knowledge: Knowledge, hint: string | null, into?: FoldedText): Piece {
  const text = readPost(post, knowledge.fold, into);
  const languages = readLanguages(text.text, knowledge, hint);
  addSegmentLanguages(languages.active, text, knowledge);
  const plain = findPhrases(text, knowledge, languages.active);
  const hidden = text.text.puzzles.length === 0 ? [] : findDisguised(text, plain, knowledge, languages.active);
  const finds = hidden.length === 0 ? plain : [...plain, ...hidden].sort((a, b) => a.from - b.from);
  const contacts = readContacts(text, finds, knowledge);
  const wording = knowledge.model === null ? null : readWording(knowledge.model, text, contacts, languages.main);
  const worded = wordedOf(text);
  const rules = rulesOf(knowledge);
  const facts = phraseFacts(finds, text.text, rules);
  const countries = addJourney(facts, finds, knowledge.places, languages.main, rules);
  addContactFacts(facts, text, contacts, finds, post.company, countries, rules);
  if (countries.length > 0) addPayFacts(facts, readPay(text, plain, knowledge, languages.main), countries, knowledge);
  addMaskedFact(facts, finds, rules);
  return {
    text,
    language: languages.main,
    finds,
    facts,
    contacts,
    quotations: readQuotations(text),
    listed: post.kind === 'card' || post.kind === 'detail' || post.company !== '' || post.salary !== '',
    length: Math.max(0, Math.log2(lettersOf(text.text) / knowledge.levels.freeLetters)),
    wording,
    worded,
    model: wording === null || knowledge.model === null ? 0 : worded * modelPoints(wording, knowledge.model),
  };
}

/** A disguised place, channel or telling phrase. */
function addMaskedFact(facts: Fact[], finds: readonly Find[], rules: Rules): void {
  const find = finds.find((each) => each.masked && isTelling(each, rules));
  if (find !== undefined) addFact(facts, rules, 'masked-words', find.from, find.to, true);
}

function isTelling({ kind, id }: Find, rules: Rules): boolean {
  return kind === 'place' || kind === 'channel' || (kind === 'signal' && (rules.weights[id] ?? 0) > 0);
}

/** Letters of title and text that show nothing of how a post is worded, and of those that show it fully. */
const TITLE = 40;
const WORDED = 90;

function wordedOf({ text, fields }: PostText): number {
  if (text.length === 0) return 0;
  let own = 0;
  for (const { field, from, to } of fields) if (field === 'title' || field === 'text') own += to - from;
  const letters = (own * lettersOf(text)) / text.length;
  return Math.min(1, Math.max(0, (letters - TITLE) / (WORDED - TITLE)));
}

/** One ideograph says as much as two and a half letters. */
export function lettersOf({ length, scripts }: FoldedText): number {
  let dense = 0;
  for (const script of [HAN, KANA, HANGUL]) dense += scripts[script] ?? 0;
  return length + 1.5 * dense;
}
