/** The analysis of a post. */
import type { Level, Reason, VerdictKind } from '../model/verdict.ts';
import type { QuotedMention } from './contact-facts.ts';

/** The result for a post by its own words, before lists are looked up. */
export interface Analysis {
  language: string;
  level: Level;
  kind: Exclude<VerdictKind, 'listed'> | null;
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
