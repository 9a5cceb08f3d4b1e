/** Working memory of the engine: that of the text functions, and the texts that are folded again for each post. */
import { FoldedText } from '../text/folded-text.ts';
import { TextScratch } from '../text/scratch.ts';

/** Units at first; a folded text grows when a longer one comes. */
const POST_UNITS = 16_384;
const SPAN_UNITS = 1_024;

/** One object serves one post at a time; its content is valid until the next post is read. */
export class DetectScratch extends TextScratch {
  /** The post at hand, or the part of a long post. */
  readonly post = new FoldedText(POST_UNITS);
  /** The span of a post in which disguised letters are read (`find-disguised.ts`). */
  readonly disguisedSpan = new FoldedText(SPAN_UNITS);
  private minEnds = new Int32Array(SPAN_UNITS);

  /** A buffer with one number for each unit of such a span; valid until the next call. */
  minEndsFor(units: number): Int32Array {
    if (units > this.minEnds.length) this.minEnds = new Int32Array(2 * units);
    return this.minEnds;
  }
}
