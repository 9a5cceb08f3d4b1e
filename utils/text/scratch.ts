/**
 * Working memory of the text functions, kept from text to text so that no call allocates it anew.
 *
 * One object serves one thread: a function that takes it must finish before another one uses it. Results that lie in it,
 * such as `matches`, hold until the next call with the same object.
 */
import { PAYLOAD_IDS } from './payload.ts';
import { PhraseMatches } from './phrase-matches.ts';
import { GraphWalks, StartCandidates } from './start-candidates.ts';

/** Units whose words are hashed together (`common-words.ts`). */
export const WORDS_BLOCK = 1024;

export class TextScratch {
  /** Result of the last `matchPhrases`. */
  readonly matches = new PhraseMatches();
  /** Where phrases may start in the block of units at hand: on a word edge, and inside a word. */
  readonly edgeCandidates = new StartCandidates();
  readonly insideCandidates = new StartCandidates();
  readonly walks = new GraphWalks();
  /** By id of a phrase part: number of the last match run that found it. */
  readonly partFoundIn = new Uint32Array(PAYLOAD_IDS);
  /**
   * Sum of what was read only to have it near the processor. Each look-up by itself waits for the memory. Reads in a
   * row of what several look-ups will need are served together. Keeping their sum keeps the compiler from leaving them
   * out.
   */
  touched = 0;
  /** Number of match runs so far. */
  matchRun = 0;
  /** Hashes of the words that end in a block, then the hash of the word still open at its end. */
  readonly wordHashes = new Int32Array(WORDS_BLOCK + 1);
  /** Units behind these words. */
  readonly wordEnds = new Int32Array(WORDS_BLOCK + 1);
}
