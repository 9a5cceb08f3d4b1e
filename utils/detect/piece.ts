/** One piece of a post, read: its folded text, language, contacts, finds and facts. */
import type { JobPost } from '../model/job-post.ts';
import { HAN, HANGUL, KANA } from '../text/scripts.ts';
import { classify, modelPoints, type Wording } from './classifier.ts';
import { contactFacts, readContacts, type PlacedContact } from './contact-facts.ts';
import { findDisguised } from './disguise.ts';
import { findsOf, phraseFacts, type Fact } from './facts.ts';
import type { Knowledge } from './knowledge.ts';
import { readLanguages } from './language.ts';
import { modelRuns } from './model-runs.ts';
import { payFacts, readPay } from './pay-facts.ts';
import { findPhrases, type Find } from './phrases.ts';
import { readJourney } from './place-facts.ts';
import { readQuotations, type Quotation } from './quotes.ts';
import { readPost, type PostText } from './reading.ts';

export interface Piece {
  text: PostText;
  language: string;
  finds: Find[];
  facts: Fact[];
  contacts: PlacedContact[];
  quotations: Quotation[];
  /** Letters beyond those that are free, in doublings. */
  length: number;
  /** What the text model says; null without one. */
  wording: Wording | null;
  /** What that adds to the evidence, in log-odds. */
  model: number;
}

export function readPiece(post: JobPost, knowledge: Knowledge, hint: string | null): Piece {
  const text = readPost(post, knowledge.fold);
  const languages = readLanguages(text.text, knowledge, hint);
  const plain = findPhrases(text, knowledge, languages.active);
  const hidden = text.text.puzzles.length === 0 ? [] : findDisguised(text, plain, knowledge, languages.active);
  const finds = hidden.length === 0 ? plain : [...plain, ...hidden].sort((a, b) => a.from - b.from);
  const contacts = readContacts(text, finds, knowledge);
  const wording = knowledge.model === null ? null : classify(knowledge.model, text.text, modelRuns(text, contacts));
  const journey = readJourney(findsOf(finds, 'place'), knowledge.places, languages.main);
  const amounts = readPay(text, plain, knowledge, languages.main);
  const facts: Fact[] = [
    ...phraseFacts(finds, text.text, knowledge),
    ...journey.facts,
    ...contactFacts(text, contacts, finds, post.company, journey.countries),
    ...payFacts(amounts, journey.countries, knowledge),
    ...maskedFacts(finds, knowledge),
  ];
  return {
    text,
    language: languages.main,
    finds,
    facts,
    contacts,
    quotations: readQuotations(text),
    length: lengthOf(text, knowledge),
    wording,
    model: wording === null || knowledge.model === null ? 0 : modelPoints(wording, knowledge.model),
  };
}

/** A disguised place, channel or telling phrase. */
function maskedFacts(finds: readonly Find[], knowledge: Knowledge): Fact[] {
  const find = finds.find((each) => each.masked && isTelling(each, knowledge));
  if (find === undefined) return [];
  return [{ id: 'masked-words', from: find.from, to: find.to, language: null, masked: true }];
}

function isTelling(find: Find, knowledge: Knowledge): boolean {
  if (find.kind === 'place' || find.kind === 'channel') return true;
  return find.kind === 'signal' && (knowledge.signals.get(knowledge.signalIds[find.id] ?? '')?.weight ?? 0) > 0;
}

/** One ideograph says as much as two and a half letters. */
function lengthOf(post: PostText, knowledge: Knowledge): number {
  let dense = 0;
  for (const script of [HAN, KANA, HANGUL]) dense += post.text.scripts[script] ?? 0;
  const letters = post.text.length + 1.5 * dense;
  return Math.max(0, Math.log2(letters / knowledge.levels.freeLetters));
}
