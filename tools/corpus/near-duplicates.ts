/** Finds rows that repeat others, by shingles of five words. */

/** Words in a shingle. */
const SHINGLE_WORDS = 5;
/** Share of a row's shingles that another row may hold. */
export const MAX_OVERLAP = 0.5;

export class DuplicateIndex {
  readonly #segmenters = new Map<string, Intl.Segmenter>();
  /** Shingle to the rows that hold it. */
  readonly #rows = new Map<string, string[]>();

  /** Id of the row that repeats more than MAX_OVERLAP of this text; null when none does. */
  find(lang: string, text: string, except: ReadonlySet<string> = new Set()): string | null {
    const shingles = this.#shingles(lang, text);
    const hits = new Map<string, number>();
    for (const shingle of shingles)
      for (const id of this.#rows.get(shingle) ?? []) if (!except.has(id)) hits.set(id, (hits.get(id) ?? 0) + 1);
    for (const [id, count] of hits) if (count > MAX_OVERLAP * shingles.size) return id;
    return null;
  }

  add(lang: string, id: string, text: string): void {
    for (const shingle of this.#shingles(lang, text)) {
      const rows = this.#rows.get(shingle);
      if (rows === undefined) this.#rows.set(shingle, [id]);
      else rows.push(id);
    }
  }

  /** A text shorter than a shingle is one shingle of its own. Case, digits and punctuation do not count. */
  #shingles(lang: string, text: string): Set<string> {
    let segmenter = this.#segmenters.get(lang);
    if (segmenter === undefined)
      this.#segmenters.set(lang, (segmenter = new Intl.Segmenter(lang, { granularity: 'word' })));
    const words = Array.from(segmenter.segment(text.normalize('NFKC').toLowerCase()))
      .filter(({ isWordLike }) => isWordLike)
      .map(({ segment }) => segment.replaceAll(/\p{N}/gu, '0'));
    if (words.length < SHINGLE_WORDS) return new Set([`${lang} ${words.join(' ')}`]);
    return new Set(
      Array.from({ length: words.length - SHINGLE_WORDS + 1 }, (_, at) =>
        [lang, ...words.slice(at, at + SHINGLE_WORDS)].join(' '),
      ),
    );
  }
}
