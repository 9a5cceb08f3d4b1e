/** The engine: a post and knowledge in, an analysis out; with what the lists say of its mentions, a verdict. */
import { capText, MAX_TEXT, type JobPost } from '../model/job-post.ts';
import type { Level, Reason } from '../model/verdict.ts';
import { mentionsOf, readContacts, textMentions, type QuotedMention } from './contact-facts.ts';
import { fraudScore, type Wording } from './classifier.ts';
import { explain } from './explain.ts';
import { judge, type OfferKind } from './judge.ts';
import type { Knowledge } from './knowledge.ts';
import { densestWindows, LONG } from './long-text.ts';
import { readPiece, type Piece } from './piece.ts';
import { readPost, type PostText } from './reading.ts';

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
  /** What to look up in the lists. */
  mentions: QuotedMention[];
}

/** Longest of the short fields that is read, in UTF-16 units; contacts together. */
const SHORT_FIELD = 4_000;
const MOST_MENTIONS = 2_000;

/** Pure and synchronous. `hint`: BCP 47 language that the page or the caller names, or null. */
export function analyse(post: JobPost, knowledge: Knowledge, hint: string | null = null): Analysis {
  const bounded = bound(post);
  if (bounded.text.length <= LONG) {
    const piece = readPiece(bounded, knowledge, hint);
    return ordered(toAnalysis(bounded, piece, knowledge), piece.wording);
  }
  const cut = post.text.length - bounded.text.length;
  const seam = cut > 0 ? MAX_TEXT / 2 : null;
  const whole = readPost(bounded, knowledge.fold);
  let worst = analysePart({ ...bounded, text: bounded.text.slice(0, LONG / 2) }, knowledge, hint);
  for (const { start, end } of densestWindows(whole, knowledge, seam)) {
    const window = analysePart({ ...bounded, text: bounded.text.slice(start, end) }, knowledge, hint);
    if (window.score > worst.score) worst = moveBy(window, seam !== null && start >= seam ? start + cut : start);
  }
  return { ...worst, mentions: allMentions(bounded, whole, knowledge, seam, cut) };
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

/** Contacts of the whole text, wherever its windows lie. */
function allMentions(
  post: JobPost,
  whole: PostText,
  knowledge: Knowledge,
  seam: number | null,
  cut: number,
): QuotedMention[] {
  return mentionsOf(post, readContacts(whole, [], knowledge))
    .slice(0, MOST_MENTIONS)
    .map((mention) =>
      mention.field === 'text' && seam !== null && mention.start >= seam
        ? { ...mention, start: mention.start + cut, end: mention.end + cut }
        : mention,
    );
}

/** Among posts that alarm nobody, one worded like the frauds among formal advertisements stands first. */
function ordered(analysis: Analysis, wording: Wording | null): Analysis {
  return wording === null || analysis.guarded
    ? analysis
    : { ...analysis, score: Math.max(analysis.score, fraudScore(wording)) };
}

/** A part of a longer text: how honest the text around a lure is worded takes nothing from it. */
function analysePart(post: JobPost, knowledge: Knowledge, hint: string | null): Analysis {
  const piece = readPiece(post, knowledge, hint);
  return toAnalysis(post, { ...piece, model: Math.max(0, piece.model) }, knowledge);
}

function toAnalysis(post: JobPost, piece: Piece, knowledge: Knowledge): Analysis {
  const { level, kind, score, facts, guarded } = judge(piece, knowledge);
  return {
    language: piece.language,
    level,
    kind,
    score,
    evidence: score,
    reasons: explain(facts, kind, piece.text, knowledge),
    guarded,
    mentions: [...mentionsOf(post, piece.contacts), ...textMentions(piece.text)],
  };
}

/** Offsets of a piece of the text, as offsets of the whole. */
function moveBy(analysis: Analysis, by: number): Analysis {
  const move = <T extends { field: string; start: number | null; end: number | null }>(each: T): T =>
    each.field === 'text' && each.start !== null && each.end !== null
      ? { ...each, start: each.start + by, end: each.end + by }
      : each;
  return { ...analysis, reasons: analysis.reasons.map(move), mentions: analysis.mentions.map(move) };
}
