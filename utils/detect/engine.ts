/** The engine: a post and knowledge in, an analysis out; with what the lists say of its mentions, a verdict. */
import type { JobPost } from '../model/job-post.ts';
import { capText, MAX_TEXT_UNITS } from '../model/cap-text.ts';
import type { Level, Reason } from '../model/verdict.ts';
import { mentionsOf, readContacts, textMentions, type QuotedMention } from './contact-facts.ts';
import { runsWorthReading, type WorthReading } from './among-paragraphs.ts';
import { fraudScore } from './model-wording.ts';
import { explain } from './explain.ts';
import { judge, type Judgement, type OfferKind } from './judge.ts';
import type { Knowledge } from './knowledge.ts';
import { LONG, partsOf, type Part } from './long-text.ts';
import { readPiece } from './piece.ts';
import { readPost } from './reading.ts';
import { FoldedText } from '../text/folded-text.ts';

export { conclude } from './conclude.ts';
export { KNOWLEDGE_TARGETS, KnowledgeError, loadKnowledge, type Knowledge } from './knowledge.ts';

/** What the post says by itself, before any list is asked. */
export interface Analysis {
  language: string;
  level: Level;
  kind: OfferKind | null;
  /** 0..1: how much the post reads like an offer that harms. */
  score: number;
  /** 0..1: the same by the evidence alone, on the scale of the levels. */
  evidence: number;
  reasons: Reason[];
  /** News, a warning or a story: hits in it are notes. */
  guarded: boolean;
  /** What to look up in the lists; read when first asked for. */
  readonly mentions: readonly QuotedMention[];
}

/** Longest of the short fields that is read, in UTF-16 units; contacts together. */
const SHORT_FIELD = 4_000;
const MOST_MENTIONS = 2_000;

/** What a part of a long text must reach, on the scale of 0 to 1: of many one is odd by chance. */
const SURE_PART = 0.75;

/** Where a piece is folded; nothing of it outlives one. */
const folded = new FoldedText(LONG + 4 * SHORT_FIELD);

/** Pure and synchronous. `hint`: BCP 47 language that the page or the caller names, or null. */
export function analyse(post: JobPost, knowledge: Knowledge, hint: string | null = null): Analysis {
  const bounded = bound(post);
  if (bounded.text.length > LONG) return analyseLong(post, bounded, knowledge, hint);
  const piece = readPiece(bounded, knowledge, hint, folded);
  const judgement = judge(piece, knowledge);
  const { contacts, language, wording } = piece;
  // Among posts that alarm nobody, one worded like the frauds among formal advertisements stands first
  const fraud = wording === null || judgement.guarded ? 0 : fraudScore(wording);
  const found = {
    ...summary(language, judgement),
    score: Math.max(judgement.score, fraud),
    reasons: explain(judgement.facts, judgement.kind, piece.text, knowledge),
  };
  const runs = judgement.level === 'none' ? runsWorthReading(piece, knowledge) : [];
  // Here the piece ends: its folded text is filled anew
  const hidden = worstAmong(bounded, runs, knowledge, hint);
  return withMentions(hidden ?? found, () => [
    ...mentionsOf(bounded, contacts),
    ...textMentions(bounded, knowledge.fold),
  ]);
}

/** What the worst of a post's paragraphs say by themselves, where that is much. */
function worstAmong(
  post: JobPost,
  runs: readonly WorthReading[],
  knowledge: Knowledge,
  hint: string | null,
): Found | null {
  let worst: Found | null = null;
  for (const { start, end, sure } of runs) {
    const found = analysePart(post, { start, end, warned: false }, knowledge, hint);
    if (found.level !== 'none' && found.evidence >= sure && (worst === null || found.score > worst.score))
      worst = { ...found, level: 'caution', reasons: moveBy(found.reasons, start) };
  }
  return worst;
}

function analyseLong(post: JobPost, bounded: JobPost, knowledge: Knowledge, hint: string | null): Analysis {
  const cut = post.text.length - bounded.text.length;
  const seam = cut > 0 ? MAX_TEXT_UNITS / 2 : null;
  const back = (start: number): number => (seam !== null && start >= seam ? start + cut : start);
  let worst: Found | null = null;
  for (const part of partsOf(readPost(bounded, knowledge.fold), knowledge, seam)) {
    const found = analysePart(bounded, part, knowledge, hint);
    if (worst === null || found.score > worst.score)
      worst = { ...found, reasons: moveBy(found.reasons, back(part.start)) };
  }
  const judged: Found = worst!.evidence < SURE_PART ? { ...worst!, level: 'none', kind: null } : worst!;
  return withMentions(judged, () => {
    const contacts = readContacts(readPost(bounded, knowledge.fold), [], knowledge);
    return mentionsOf(bounded, contacts)
      .slice(0, MOST_MENTIONS)
      .map((each) => (each.field === 'text' ? { ...each, start: back(each.start), end: back(each.end) } : each));
  });
}

/** The post with its text cut as `capText` does and its short fields cut at the end: offsets stay what they are. */
function bound(post: JobPost): JobPost {
  const { title, company, location, salary, poster } = post;
  const contacts: string[] = [];
  let room = SHORT_FIELD;
  for (const contact of post.contacts) {
    if (contact.length > room) break;
    contacts.push(contact);
    room -= contact.length + 1;
  }
  return {
    ...post,
    title: title.slice(0, SHORT_FIELD),
    company: company.slice(0, SHORT_FIELD),
    location: location.slice(0, SHORT_FIELD),
    salary: salary.slice(0, SHORT_FIELD),
    poster: poster.slice(0, SHORT_FIELD),
    text: capText(post.text),
    contacts,
  };
}

type Found = Omit<Analysis, 'mentions'>;

/** A part of a longer text, as a post of its own. */
function analysePart(post: JobPost, { start, end, warned }: Part, knowledge: Knowledge, hint: string | null): Found {
  const piece = readPiece({ ...post, text: post.text.slice(start, end) }, knowledge, hint, folded);
  const judgement = judge(piece, knowledge, warned);
  const reasons = explain(judgement.facts, judgement.kind, piece.text, knowledge);
  return { ...summary(piece.language, judgement), reasons };
}

function summary(language: string, { level, kind, score, guarded }: Judgement): Omit<Found, 'reasons'> {
  return { language, level, kind, score, evidence: score, guarded };
}

/** Most posts are judged where no list is: then nobody asks what they mention. */
function withMentions(found: Found, read: () => QuotedMention[]): Analysis {
  let known: readonly QuotedMention[] | null = null;
  return {
    ...found,
    get mentions() {
      return (known ??= read());
    },
  };
}

/** Offsets of a piece of the text, as offsets of the whole. */
function moveBy(reasons: readonly Reason[], by: number): Reason[] {
  return reasons.map((each) =>
    each.field === 'text' && each.start !== null && each.end !== null
      ? { ...each, start: each.start + by, end: each.end + by }
      : each,
  );
}
