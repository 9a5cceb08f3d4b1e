/** The analysis of a post by itself, before its mentions are looked up in lists. */
import type { Level, Reason, VerdictKind } from '../model/verdict.ts';
import type { QuotedMention } from './contact-facts.ts';

export interface Analysis {
  language: string;
  level: Level;
  kind: Exclude<VerdictKind, 'listed'> | null;
  /** Probability that the post harms, 0 to 1. */
  score: number;
  /** The same; a verdict's score may be raised by a listing, this one is not. */
  evidence: number;
  reasons: Reason[];
  /** News, a warning or a story: hits in it are notes. */
  guarded: boolean;
  /** What to look up in the lists; read when first asked for. */
  readonly mentions: readonly QuotedMention[];
}
