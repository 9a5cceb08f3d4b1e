/** The engine: a post and knowledge in, an analysis out; with what the lists say of its mentions, a verdict. */
import { capText, type JobPost } from '../model/job-post.ts';
import type { Level, Reason } from '../model/verdict.ts';
import { mentionsOf, type QuotedMention } from './contact-facts.ts';
import { explain } from './explain.ts';
import { judge, type OfferKind } from './judge.ts';
import type { Knowledge } from './knowledge.ts';
import { readPiece } from './piece.ts';

export { conclude } from './conclude.ts';
export { KNOWLEDGE_TARGETS, KnowledgeError, loadKnowledge, type Knowledge } from './knowledge.ts';

/** What the post says by itself, before any list is asked. */
export interface Analysis {
  language: string;
  level: Level;
  kind: OfferKind | null;
  /** 0..1: how much the post reads like an offer that harms. */
  score: number;
  reasons: Reason[];
  /** News, a warning or a story: hits in it are notes. */
  guarded: boolean;
  /** What to look up in the lists. */
  mentions: QuotedMention[];
}

/** Longest text read in one piece; a longer one is read in overlapping pieces and the worst one counts. */
const PIECE = 12_000;
const OVERLAP = 2_000;
const MOST_MENTIONS = 2_000;

/** Pure and synchronous. `hint`: BCP 47 language that the page or the caller names, or null. */
export function analyse(post: JobPost, knowledge: Knowledge, hint: string | null = null): Analysis {
  const capped: JobPost = { ...post, text: capText(post.text) };
  if (capped.text.length <= PIECE) return analysePiece(capped, knowledge, hint);
  let worst: Analysis | null = null;
  const mentions: QuotedMention[] = [];
  for (let start = 0; start < capped.text.length; start += PIECE - OVERLAP) {
    const piece = analysePiece({ ...capped, text: capped.text.slice(start, start + PIECE) }, knowledge, hint);
    const moved = moveBy(piece, start);
    for (const mention of moved.mentions) {
      if (mentions.length < MOST_MENTIONS && (start === 0 || mention.field === 'text')) mentions.push(mention);
    }
    if (worst === null || moved.score > worst.score) worst = moved;
    if (start + PIECE >= capped.text.length) break;
  }
  return { ...(worst as Analysis), mentions };
}

function analysePiece(post: JobPost, knowledge: Knowledge, hint: string | null): Analysis {
  const piece = readPiece(post, knowledge, hint);
  const { level, kind, score, facts, guarded } = judge(piece, knowledge);
  return {
    language: piece.language,
    level,
    kind,
    score,
    reasons: explain(facts, kind, piece.text, knowledge),
    guarded,
    mentions: mentionsOf(post, piece.contacts),
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
