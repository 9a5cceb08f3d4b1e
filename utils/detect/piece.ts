/** One piece of a post, read: its folded text, language, contacts, finds and facts. */
import type { JobPost } from '../model/job-post.ts';
import type { Reading as LetterReading } from '../text/fold.ts';
import { HAN, HANGUL, KANA } from '../text/scripts.ts';
import { modelOdds } from './classifier.ts';
import { contactFacts, readContacts, type PlacedContact } from './contact-facts.ts';
import { findsOf, phraseFacts, type Fact } from './facts.ts';
import type { Knowledge } from './knowledge.ts';
import { readLanguages } from './language.ts';
import { payFacts, readPay } from './pay-facts.ts';
import { findPhrases, type Find } from './phrases.ts';
import { readJourney } from './place-facts.ts';
import { readQuotations, type Quotation } from './quotes.ts';
import { readPost, unitAt, type PostText } from './reading.ts';

export interface Piece {
  text: PostText;
  language: string;
  finds: Find[];
  facts: Fact[];
  contacts: PlacedContact[];
  quotations: Quotation[];
  /** Letters beyond those that are free, in doublings. */
  length: number;
  /** What the text model says, in log-odds; 0 without one. */
  model: number;
}

export function readPiece(post: JobPost, knowledge: Knowledge, hint: string | null): Piece {
  const text = readPost(post, knowledge.fold);
  const languages = readLanguages(text.text, knowledge, hint);
  const plain = findPhrases(text, knowledge, languages.active);
  const hidden = text.text.mixed ? disguised(post, text, plain, knowledge, languages.active) : [];
  const finds = hidden.length === 0 ? plain : [...plain, ...hidden].sort((a, b) => a.from - b.from);
  const contacts = readContacts(text, finds, knowledge);
  const model = knowledge.model === null ? 0 : modelOdds(knowledge.model, text.text);
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
    model,
  };
}

/** What only shows when digits and signs are read as letters: "K3mboja". */
function disguised(
  post: JobPost,
  plain: PostText,
  finds: readonly Find[],
  knowledge: Knowledge,
  active: Uint8Array,
): Find[] {
  const found: Find[] = [];
  const known = new Set(finds.map((find) => `${find.kind}:${find.id}:${find.from}`));
  for (const letters of readingsOf(plain)) {
    const text = readPost(post, knowledge.fold, letters);
    for (const find of findPhrases(text, knowledge, active)) {
      if (!find.masked) continue;
      // Signs read as letters are units of their own here: back to the plain reading by offset
      const field = plain.fields.findIndex((_, index) => find.from < (text.fields[index]?.to ?? 0));
      const from = plainUnit(plain, field, text.text.at[find.from] ?? 0);
      const to = Math.max(from + 1, plainUnit(plain, field, (text.text.at[find.to - 1] ?? 0) + 1));
      const key = `${find.kind}:${find.id}:${from}`;
      if (known.has(key)) continue;
      known.add(key);
      found.push({ ...find, from, to });
    }
  }
  return found;
}

/** `1`, `!` and `|` may stand for either letter. */
function readingsOf(post: PostText): LetterReading[] {
  return post.fields.some((range) => /[a-z][1!|]|[1!|][a-z]/iu.test(range.source)) ? ['i', 'l'] : ['i'];
}

function plainUnit(plain: PostText, field: number, offset: number): number {
  const range = plain.fields[field];
  if (range === undefined) return 0;
  return Math.min(unitAt(plain, range, offset), Math.max(range.from, range.to - 1));
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
