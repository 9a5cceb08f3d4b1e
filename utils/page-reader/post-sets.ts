/** The stored posts of a page by element, and the sets that each of them is in. */
import type { StoredPost } from './stored-post.ts';

/** Number of posts kept; the oldest are dropped first. */
const MAX_POSTS = 20_000;

export class PostSets {
  /** In the order in which they were found. */
  readonly entries = new Map<Element, StoredPost>();
  /** Posts whose last version has no verdict yet. */
  readonly unjudged = new Set<StoredPost>();
  /** Posts judged `caution` or `danger`. */
  readonly flagged = new Set<StoredPost>();
  /** Posts judged `none` that are still kept in full. */
  readonly unflagged = new Set<StoredPost>();
  /** Entries that are the rest of a page. */
  readonly rest = new Set<StoredPost>();
  readonly #sets = [this.unjudged, this.flagged, this.unflagged, this.rest];

  /** Whether it is the rest of a page without a warning, which counts as no post. */
  isSilentRest(entry: StoredPost): boolean {
    return this.rest.has(entry) && !this.flagged.has(entry);
  }

  /** Number of posts. */
  size(): number {
    return this.entries.size - [...this.rest].filter((entry) => this.isSilentRest(entry)).length;
  }

  add(entry: StoredPost): void {
    this.entries.set(entry.element, entry);
    for (const oldest of this.entries.values()) {
      if (this.entries.size <= MAX_POSTS) break;
      this.drop(oldest);
    }
  }

  drop(entry: StoredPost): void {
    this.entries.delete(entry.element);
    for (const set of this.#sets) set.delete(entry);
  }

  clear(): void {
    this.entries.clear();
    for (const set of this.#sets) set.clear();
  }
}
