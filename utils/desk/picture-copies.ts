/** Clusters of copies of one picture, by perceptual hash. */
import { wordsOfPrint, MAX_COPY_DIFFERENCE, printDifference } from '../picture/picture-print.ts';

/** Pictures that a new one is compared with at most, the oldest first: a flood cannot stop the desk. */
const MAX_COMPARED = 5_000;

export class PictureCopies {
  readonly #clusters: { first: Int32Array; members: number[] }[] = [];

  /** Adds a report to the nearest cluster whose first picture is close enough, or to a new one. @param at its number */
  add(at: number, print: string): void {
    const words = wordsOfPrint(print);
    let [best, least] = [-1, MAX_COPY_DIFFERENCE];
    const compared = Math.min(this.#clusters.length, MAX_COMPARED);
    for (let each = 0; each < compared; each++) {
      const difference = printDifference(words, this.#clusters[each]!.first);
      if (difference <= least) [best, least] = [each, difference];
    }
    if (best >= 0) this.#clusters[best]!.members.push(at);
    else this.#clusters.push({ first: words, members: [at] });
  }

  /** Clusters of at least two reports, by their numbers. */
  clusters(): number[][] {
    return this.#clusters.filter(({ members }) => members.length > 1).map(({ members }) => members);
  }
}
