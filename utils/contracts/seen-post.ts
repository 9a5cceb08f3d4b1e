/** What is kept of a post that the reader saw, where that is turned on. */
export interface SeenPost {
  /** Name and first fingerprint: the same post again replaces itself. */
  key: string;
  /** Canonical name. */
  name: string;
  /** Last day on which it was seen, `YYYY-MM-DD`. */
  day: string;
  /** Fingerprints (indicators/text-fingerprint.ts). */
  bands: string[];
}
