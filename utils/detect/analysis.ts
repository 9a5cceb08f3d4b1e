/** The analysis of a post by itself, before its mentions are looked up in lists. */
import type { Level, Reason, VerdictKind } from '../model/verdict.ts';
import type { QuotedMention } from './contact-facts.ts';

export interface Analysis {
  language: string;
  level: Level;
  kind: Exclude<VerdictKind, 'listed'> | null;
  /** Probability that the post harms, 0 to 1. */
  score: number;
  /** The same score without listings: a listing may raise the verdict's score only. */
  evidence: number;
  reasons: Reason[];
  /** The post is an awareness text: listings of its contacts become notes. */
  isAwarenessText: boolean;
  /** What to look up in the lists; computed at the first access. */
  readonly mentions: readonly QuotedMention[];
}
