/** A fact: a signal that a post shows, and where. */
export interface Fact {
  /** Number of the signal. */
  signal: number;
  /** Units, `to` exclusive; null: the fact is an absence or a combination. */
  from: number | null;
  to: number | null;
  /** What a reader is shown where the fact itself runs over sentences. */
  quoted?: { from: number; to: number };
  /** Language whose words say it, by index; null: no language is needed. */
  language: number | null;
  masked: boolean;
  /** Two concepts near each other say it, no phrase. */
  byProximity: boolean;
  /** Ordinary ads say it too. */
  weak: boolean;
  /** Where it is documented. */
  source: string | null;
}
