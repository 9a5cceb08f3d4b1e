/** A fact: a signal that a post shows, and its span. */
export interface Fact {
  /** Number of the signal. */
  signal: number;
  /** Folded units, `to` exclusive; null: the fact is an absence or a combination. */
  from: number | null;
  to: number | null;
  /** Span to quote where the fact runs over several sentences. */
  quoted?: { from: number; to: number };
  /** Language of the words, by index; null: no language is needed. */
  language: number | null;
  /** A word of it was disguised: see `FoundPhrase`. */
  isDisguised: boolean;
  /** From two concepts near each other, not from a phrase. */
  isByProximity: boolean;
  /** Its phrase is common in honest ads, too. */
  isWeak: boolean;
  /** Page that documents the phrase or place; null: none is named. */
  source: string | null;
}
